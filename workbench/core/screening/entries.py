"""Imports and exports of every material in a few periods, by partner: what the rules look at.

A material's period is a slot: ``years back x materials + place of the material``. Materials whose
rows are simply added up are done in one pass over their codes; the others by the rules about
releases, totals and mixed lengths of periods.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core.amounts import reports
from workbench.core.counting import Wanted
from workbench.core.figures import Basis
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.reported import home_trade
from workbench.core.screening.reading import Flow, Trade
from workbench.core.screening.screen import Screening
from workbench.core.screening.sums import MOST_CELLS

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_RULED_ROWS = 200_000


@dataclass(frozen=True)
class Entries:
    """Amounts of one flow on one basis.

    ``key`` is ``slot x partners + partner``, ascending; ``amount`` is NaN where the partner is
    among the rows and its amount is not reported.
    """

    key: Ints
    amount: Floats
    width: int
    """How many partners there are."""

    @cached_property
    def slot(self) -> Ints:
        """The slot of each entry."""
        return self.key // self.width

    @cached_property
    def partner(self) -> Ints:
        """The partner of each entry, by its code."""
        return self.key - self.slot * self.width

    def at(self, slot: Ints, partner: Ints) -> tuple[Bools, Floats]:
        """Return which entries there are, and their amounts: 0 where there is none.

        Args:
            slot: slots.
            partner: the code of a partner in each of them, -1 for one without rows.
        """
        key = slot * self.width + partner
        if not len(self.key):
            return np.zeros(len(key), dtype=np.bool_), np.zeros(len(key))
        if self._place is None:
            place = np.minimum(np.searchsorted(self.key, key), len(self.key) - 1)
        else:
            place = self._place[np.clip(key, 0, len(self._place) - 1)]
        there = (self.key[place] == key) & (partner >= 0)
        return there, np.where(there, self.amount[place], 0.0)

    @cached_property
    def _place(self) -> Ints | None:
        """The place of each key: quicker than looking for it; None where that takes much room."""
        size = int(self.key[-1]) + 1
        if size > MOST_CELLS:
            return None
        found = np.zeros(size, dtype=np.int64)
        found[self.key] = np.arange(len(self.key))
        return found


@dataclass(frozen=True)
class Slots:
    """The periods that are looked at: the one shown of each material, and years before it.

    ``first`` is the first month of each slot, -1 for none.
    """

    first: Ints
    materials: tuple[str, ...]
    length: int

    @classmethod
    def of(cls, found: Screening, years: int) -> Slots:
        """Return the slots of a screening that is finished."""
        start = np.append(found.axes.first, -1)[found.shown]
        first = np.concatenate([np.where(start < 0, -1, start - 12 * n) for n in range(years)])
        return cls(first, found.materials, found.length)

    def table(self, trade: Trade) -> Ints:
        """Return the slot of each material and period (codes of labels), -1 for none."""
        count = len(self.materials)
        place = pd.Index(self.materials, dtype="str").get_indexer(
            pd.Index(trade.material.labels, dtype="str")
        )
        start = np.where(
            trade.span[:, 1] <= self.length, trade.span[:, 0] // self.length * self.length, -2
        )
        found = np.full((len(place), len(start)), -1, dtype=np.int64)
        for low in range(0, len(self.first), count):
            first = np.where(place >= 0, self.first[low : low + count][place], -1)
            hit = first[:, None] == start[None, :]
            found[hit] = np.broadcast_to((low + place)[:, None], found.shape)[hit]
        return found


def entries(
    project: Project,
    found: Screening,
    slots: Slots,
    asked: tuple[tuple[Flow, Basis], ...],
    progress: Progress,
) -> dict[tuple[Flow, Basis], Entries]:
    """Return the amounts by slot and partner of some flows, each on a basis.

    Args:
        project: the project that was screened.
        found: its screening, finished.
        slots: the periods.
        asked: which flows and bases.
        progress: told how far it is.

    Raises:
        Cancelled: if ``progress`` says so.
    """
    sides: dict[Flow, Trade] = {"import": found.trade}
    if any(flow == "export" for flow, _basis in asked):
        sides["export"] = Trade.of(project, "value", found.length, found.as_of, "export")
    odd = np.zeros(len(found.trade.material.labels), dtype=np.bool_)
    for trade in sides.values():
        odd |= trade.odd
    odd |= _with_longer(found.trade, found.length)
    table = slots.table(found.trade)
    plain = np.where(odd[:, None], -1, table)
    parts: dict[tuple[Flow, Basis], list[Entries]] = {pair: [] for pair in asked}
    for flow, trade in sides.items():
        bases = tuple(basis for side, basis in asked if side == flow)
        for basis, one in zip(bases, _simple(project, trade, plain, bases), strict=True):
            parts[flow, basis].append(one)
    wanted = np.flatnonzero(odd & (table >= 0).any(axis=1))
    for names in _batches(found.trade, wanted):
        progress.step(0, 0, "adding up exports")
        for pair, one in _ruled(project, found, slots, names, asked).items():
            parts[pair].append(one)
    return {pair: _joined(some) for pair, some in parts.items()}


def _with_longer(trade: Trade, length: int) -> Bools:
    """Return materials with rows of longer periods: the screening leaves these out, rules ask."""
    found = np.zeros(len(trade.material.labels), dtype=np.bool_)
    if trade.cut:
        longer = trade.span[:, 1] > length
        found[trade.material.codes[longer[trade.period.codes]]] = True
    return found


def _simple(project: Project, trade: Trade, table: Ints, bases: tuple[Basis, ...]) -> list[Entries]:
    """Return the amounts of materials whose rows are simply added up."""
    width, across = max(len(trade.partner.labels), 1), max(len(trade.period.labels), 1)
    flat = table.ravel()
    keys, rows = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for part in trade.slices() if (flat >= 0).any() else ():
        cell = trade.material.codes[part].astype(np.int64)
        cell *= across
        cell += trade.period.codes[part]
        slot = flat[cell]
        here = np.flatnonzero(slot >= 0)
        keys.append(slot[here] * width + trade.partner.codes[part][here])
        rows.append(here + part.start if isinstance(part, slice) else part[here])
    key, row = np.concatenate(keys), np.concatenate(rows)
    amounts = [project["trade"][basis].to_numpy(dtype=np.float64)[row] for basis in bases]
    return [_summed(key, amount, width) for amount in amounts]


def _summed(key: Ints, amount: Floats, width: int) -> Entries:
    """Return the sums by key; NaN where none of its amounts is reported."""
    names, place = None, key
    size = int(key.max()) + 1 if len(key) else 0
    if size > MOST_CELLS:
        names, place = np.unique(key, return_inverse=True)
        size = len(names)
    known = np.isfinite(amount)
    every = known.all()
    weight = amount if every else np.where(known, amount, 0.0)
    sums: Floats = np.bincount(place, weight, minlength=size).astype(np.float64)
    count = np.bincount(place, minlength=size)
    there = np.flatnonzero(count)
    sums = sums[there]
    if not every:
        sums[np.bincount(place[known], minlength=size)[there] == 0] = np.nan
    return Entries(there if names is None else names[there], sums, width)


def _batches(trade: Trade, materials: Ints) -> list[tuple[str, ...]]:
    """Return the names of some materials, as many at once as memory likes."""
    each = max(len(trade) // max(len(trade.material.labels), 1), 1)
    size = max(_RULED_ROWS // each, 1)
    names = [trade.material.labels[code] for code in materials]
    return [tuple(names[at : at + size]) for at in range(0, len(names), size)]


def _ruled(
    project: Project,
    found: Screening,
    slots: Slots,
    names: tuple[str, ...],
    asked: tuple[tuple[Flow, Basis], ...],
) -> dict[tuple[Flow, Basis], Entries]:
    """Return the amounts of some materials by the rules about releases, totals and lengths."""
    trade, count = found.trade, len(slots.materials)
    place = pd.Index(slots.materials, dtype="str").get_indexer(pd.Index(names, dtype="str"))
    every = (np.arange(len(slots.first) // count)[:, None] * count + place).ravel()
    slot = np.sort(every[slots.first[every] >= 0])
    first = slots.first[slot]
    picked = np.zeros(len(trade.material.labels), dtype=np.bool_)
    picked[
        pd.Index(trade.material.labels, dtype="str").get_indexer(pd.Index(names, dtype="str"))
    ] = True
    years = np.isin(trade.span[:, 0] // 12, first // 12)  # no period is part of two years
    rows = project["trade"][picked[trade.material.codes] & years[trade.period.codes]]
    rows = home_trade(project.replace({"trade": rows}), as_of=found.as_of)
    local = np.full(count, -1, dtype=np.int64)
    local[place] = np.arange(len(names))
    months = np.full(len(slot), slots.length, dtype=np.int64)
    wanted = Wanted(names, local[slot % count], first, months)
    made: dict[tuple[Flow, Basis], Entries] = {}
    codes = pd.Index(trade.partner.labels, dtype="object")
    for flow, basis in asked:
        told = reports(rows[(rows["flow"] == flow).to_numpy()], wanted, basis, accounted=False)
        where = np.repeat(slot, np.diff(told.start)) * max(len(codes), 1)
        key = where + codes.get_indexer(pd.Index(told.partner, dtype="object"))
        order = np.argsort(key)
        made[flow, basis] = Entries(key[order], told.amount[order], max(len(codes), 1))
    return made


def _joined(parts: list[Entries]) -> Entries:
    """Return entries of different slots as one."""
    if len(parts) == 1:
        return parts[0]
    key = np.concatenate([part.key for part in parts])
    order = np.argsort(key, kind="stable")
    amount = np.concatenate([part.amount for part in parts])[order]
    return Entries(key[order], amount, parts[0].width)
