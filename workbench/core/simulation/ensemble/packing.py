"""What the draws of a scenario change, packed from the rows that their shocks have written.

As :meth:`workbench.core.simulation.batch.Frame.batch`, but nothing that no shock has touched is
compared with the base.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from workbench.core.network import Levers, Network
from workbench.core.simulation.batch import Frame, Packer
from workbench.core.simulation.ensemble.scratch import BY_MATERIAL as LEVERS_BY_MATERIAL
from workbench.core.simulation.ensemble.scratch import BY_SOURCE, Scratch
from workbench.core.simulation.records import BY_MATERIAL, IntArray
from workbench.core.simulation.terms import KINDS

Touched = Iterator[tuple[str, IntArray, npt.NDArray[Any]]]
"""A term, the rows of it that may have changed, and what they hold now."""

_SOURCE_LEVERS = ("capacity", "allowed", "ceiling", "aid", "input_factor", "idle")
_DIRECT = (*_SOURCE_LEVERS, "demand", "exports", "target", "draw")
"""Terms that are levers themselves."""
_SHARES = ("material", "is_home", "volume", "usual", "share", "supply_share", "shown")
_OF_SOURCE = (*_SHARES, "capacity", "price", "lead", "qualification", "recovery")
_FEW = 4
"""So many rows are not worth a quick sum."""


class ScratchPacker(Packer):
    """Collects the patches of draws whose levers lie in a scratch."""

    def __init__(self, frame: Frame, scratch: Scratch) -> None:
        super().__init__(frame)
        self._scratch = scratch
        self._known: dict[tuple[int, bytes], tuple[Network, IntArray, Network]] = {}
        months = frame.levers.network.months
        self._mix = np.random.default_rng(1).integers(1, 2**62, months) | 1

    def add(self, levers: Levers) -> None:
        """Add the draw that lies in the scratch.

        Raises:
            ValueError: if the frame lacks a plant, substitution or cap of it.
        """
        sources = self.places_of(levers, "capacity")
        swaps = self.places_of(levers, "swap") if levers.substitutions else None
        caps = self.places_of(levers, "cap") if levers.caps else None
        for name, rows, now in self._touched(levers):
            self._note(name, rows if name in BY_MATERIAL else sources[rows], now)
        if swaps is not None:
            self._note("swap", swaps, np.array([one.share for one in levers.substitutions]))
        if caps is not None:
            self._note("cap", caps, np.array([one.share for one in levers.caps]))
        self.begin.append(self.count)

    def _note(self, name: str, place: IntArray, now: npt.NDArray[Any]) -> None:
        """Note the rows of a term that are not those of the base."""
        base = self.frame.terms[name]
        now = np.asarray(now, dtype=base.dtype)
        differs = np.flatnonzero((_bits(now) != _bits(base[place])).any(axis=1))
        if not len(differs):
            return
        rows = now[differs]
        if name in ("lead", "longest"):
            self.width = max(self.width, int(rows.max()) + 1)
        self.kinds.append(np.full(len(differs), KINDS.index(name)))
        self.places.append(place[differs])
        self.found.append(self.pack(rows))
        self.count += len(differs)

    def pack(self, rows: npt.NDArray[Any]) -> IntArray:
        """Return where each row stands in the table, once it is there.

        Rows of one draw are often alike; a quick sum of their bits finds that out.
        """
        rows = np.ascontiguousarray(rows, dtype=np.float64)
        if len(rows) <= _FEW:
            return super().pack(rows)
        _, first, which = np.unique(_bits(rows) @ self._mix, return_index=True, return_inverse=True)
        some = rows[first]
        if not np.array_equal(_bits(some)[which], _bits(rows)):  # two rows of one sum
            return super().pack(rows)
        return super().pack(some)[which]

    def _touched(self, levers: Levers) -> Touched:
        """Yield what shocks have written, and what follows from it."""
        changed = self._scratch.changed
        for name in _DIRECT:
            if len(rows := changed(name)):
                yield name, rows, np.asarray(getattr(levers, name)[rows])
        if len(rows := changed("lean")):
            places, part = self._part(levers, rows)
            yield "share", places, part.order_shares()
        if len(rows := changed("delay")):
            places, part = self._part(levers, rows)
            lead, longest, shortest = part.ways()
            yield "lead", places, lead
            materials = np.unique(part.network.material)
            yield "longest", materials, longest[materials]
            yield "shortest", materials, shortest[materials]
        price, duty = changed("price"), changed("duty")
        if len(price) or len(duty):
            rows = np.union1d(price, duty)
            places, part = self._part(levers, rows)
            yield "rank", places, part.ranks()

    def _part(self, levers: Levers, rows: IntArray) -> tuple[IntArray, Levers]:
        """Return the sources of the materials of some sources, and the levers of these alone."""
        network = levers.network
        materials = np.unique(network.material[rows])
        key = id(network), materials.tobytes()
        if key not in self._known:
            inside = np.zeros(len(network.materials), dtype=bool)
            inside[materials] = True
            places = np.flatnonzero(inside[network.material])
            self._known[key] = network, places, _only(network, places)
        _, places, part = self._known[key]
        own: dict[str, Any] = {n: np.asarray(getattr(levers, n)[places]) for n in BY_SOURCE}
        own |= {name: np.asarray(getattr(levers, name)) for name in LEVERS_BY_MATERIAL}
        return places, Levers(network=part, **own)


def _bits(values: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    return np.ascontiguousarray(values).view(np.int64)


def _only(network: Network, places: IntArray) -> Network:
    """Return a network of some of the sources and all materials."""
    return replace(
        network,
        sources=tuple(network.sources[s] for s in places),
        country=tuple(network.country[s] for s in places),
        use=network.use[:, places],
        **{name: getattr(network, name)[places] for name in _OF_SOURCE},
    )
