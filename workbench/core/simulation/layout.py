"""A network as records for compiled code, and the parts of it that do not touch each other.

Two materials belong to one part when one is made of the other or replaces it, directly or through
others. What happens in a part never depends on another part, so a part that no shock hits is as in
the base.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.core.network import Levers, Network
from workbench.core.simulation.records import (
    CAP,
    MATERIAL,
    SOURCE,
    SWAP,
    IntArray,
    Lists,
    Memory,
    Records,
    Rings,
    Rows,
)


@dataclass(frozen=True)
class Layout:
    """All that compiled code needs to know of a network; a worker gets copies of the records."""

    sources: Records
    materials: Records
    swaps: Records
    caps: Records
    lists: Lists

    def memory(self, rows: Rows, width: int, *, by_source: bool = True) -> Memory:
        """Return what one worker works on; ``width`` is the longest way of goods + 1 month.

        ``by_source`` tells whether what each source supplied is asked for.
        """
        lists = self.lists
        return Memory(
            sources=self.sources.copy(),
            materials=self.materials.copy(),
            swaps=self.swaps.copy(),
            caps=self.caps.copy(),
            lists=lists._replace(ranked=lists.ranked.copy()),
            rows=rows._replace(
                # In rows, whatever way indexing left it: another layout would be compiled anew.
                source=np.ascontiguousarray(rows.source[:, self.sources["origin"]]),
                material=rows.material.copy(),
                swap=rows.swap.copy(),
                cap=rows.cap.copy(),
            ),
            base=rows,
            rings=Rings(
                arriving=np.zeros((len(self.sources) if by_source else 0, width)),
                due=np.zeros((len(self.materials), width)),
                by_lead=np.zeros((3, width)),
            ),
            since=np.zeros(len(lists.member_from) - 1, dtype=np.int64),
            until=np.zeros(len(lists.member_from) - 1, dtype=np.int64),
        )


def layout(frame: Levers) -> Layout:
    """Return the records of a network with the substitutions and origin caps of ``frame``.

    Both lists are in the order of their materials. Nothing here depends on the size of a shock.
    """
    network = frame.network
    count = len(network.materials)
    used, user = np.nonzero(np.where(network.is_home, network.use, 0.0) > 0)
    by_source = np.argsort(user, kind="stable")
    origin = np.lexsort((np.arange(len(network.sources)), ~network.is_home, network.material))
    position = np.argsort(origin)
    swaps, caps = _swaps(frame), _caps(frame)
    capped = [np.sort(position[one.sources]) for one in frame.caps]
    pairs = np.append(used, swaps["material"]), np.append(network.material[user], swaps["by"])
    part = _parts(count, *pairs)
    tier = np.zeros(count, dtype=np.int64)
    for place, materials in enumerate(network.order):
        tier[list(materials)] = place
    goods = _materials(network)
    for name, owner in (
        ("mine", network.material),
        ("users", used),
        ("swaps", swaps["material"]),
        ("caps", caps["material"]),
    ):
        begins = _begins(owner, count)
        goods[f"{name}_from"], goods[f"{name}_to"] = begins[:-1], begins[1:]
    at_home = np.bincount(network.material[network.is_home], minlength=count)
    goods["abroad_from"] = goods["mine_from"] + at_home
    lists = Lists(
        position=position,
        ranked=np.arange(len(position), dtype=np.uint64),
        user=position[user],
        user_amount=network.use[used, user],
        input=used[by_source],
        capped=np.concatenate([np.zeros(0, dtype=np.int64), *capped]),
        member=np.lexsort((np.arange(count), tier, part)),
        member_from=_begins(part, int(part.max(initial=-1)) + 1),
        part=part,
    )
    return Layout(_sources(network, user)[origin], goods, swaps, caps, lists)


def _sources(network: Network, user: IntArray) -> Records:
    found = np.zeros(len(network.sources), dtype=SOURCE)
    for name in ("volume", "supply_share", "shown", "qualification", "base_capacity", "material"):
        found[name] = getattr(network, name)
    found["usual_volume"] = network.usual
    found["home"] = network.is_home
    found["origin"] = np.arange(len(found))
    found["usual_lead"] = network.lead
    # Levers of foreign sources alone are not read for home sources, and the other way round.
    found["quota"], found["input_factor"] = np.inf, 1.0
    begins = _begins(user, len(found))
    found["inputs_from"], found["inputs_to"] = begins[:-1], begins[1:]
    return found


def _materials(network: Network) -> Records:
    found = np.zeros(len(network.materials), dtype=MATERIAL)
    found["first_need"] = network.first_need
    found["opening_stock"] = network.stock
    return found


def _swaps(frame: Levers) -> Records:
    every = frame.substitutions
    rows = [(one.ratio, 0.0, 0.0, one.material, one.by, one.short_only) for one in every]
    return np.array(rows, dtype=SWAP)


def _caps(frame: Levers) -> Records:
    ends = np.cumsum([len(one.sources) for one in frame.caps], dtype=np.int64)
    rows = [
        (np.inf, one.material, end - len(one.sources), end, one.basis == "supply")
        for one, end in zip(frame.caps, ends, strict=True)
    ]
    return np.array(rows, dtype=CAP)


def _begins(owner: IntArray, count: int) -> IntArray:
    """Return where the list of each of ``count`` owners begins, and the end of the last one."""
    return np.append(0, np.cumsum(np.bincount(owner, minlength=count))).astype(np.int64)


def _parts(count: int, one: IntArray, other: IntArray) -> IntArray:
    """Return the number of the part of each material, in order of their first materials."""
    part = np.arange(count)
    while True:
        lowest = part.copy()
        np.minimum.at(lowest, one, part[other])
        np.minimum.at(lowest, other, part[one])
        lowest = lowest[lowest]
        if (lowest == part).all():
            return np.unique(part, return_inverse=True)[1].astype(np.int64)
        part = lowest
