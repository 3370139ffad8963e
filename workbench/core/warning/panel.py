"""The figures known at a day, every series ending with its newest month: what rules judge."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from workbench.core.figures import WORLD, Basis
from workbench.core.warning.days import month_over
from workbench.core.warning.entries import Bools, Cells, Entries, Floats, Ints
from workbench.core.warning.happenings import Happenings
from workbench.core.warning.homes import MIRROR
from workbench.core.warning.limits import Limits
from workbench.core.warning.robust import ratios

WIDTH = 73
"""Months a rule may look at: the newest and six years before."""
_APART = 3  # months by which one of several reporters may be behind before it is left out


@dataclass(frozen=True)
class Panel:
    """What was known at a day. Arrays are series x months; the last column is the newest month.

    A month for which the reporter published the material but no row of the partner is a zero; a
    month it published nothing for is NaN.
    """

    entries: Entries
    events: Happenings
    limits: Limits
    basis: Basis
    day: int
    """The day (ordinal) at whose end things stood so."""
    month: int
    """The last month that was over by then."""
    newest: Ints
    """By group: the month of the last column; -1 where no monthly figure was known."""
    behind: Ints
    """By group: by how many months figures are overdue."""
    value: Floats
    quantity: Floats
    published: Bools
    """Groups x months: any figure of the material."""
    known: Ints
    """By group: the day at which the figures of the newest month were known."""
    mirrored: Bools
    """By group: told by the other side."""
    sources: Ints
    """By group: how many reporters tell of it."""

    @cached_property
    def amount(self) -> Floats:
        """The amounts that shares and volumes are of."""
        return self.value if self.basis == "value" else self.quantity

    @cached_property
    def price(self) -> Floats:
        """Value by quantity, where both are above zero."""
        value = np.where(self.value > 0, self.value, np.nan)
        return ratios(value, self.quantity)

    @cached_property
    def total(self) -> Floats:
        """Groups x months: sum over the partners; NaN where one of them is unknown."""
        return _sums(self.amount, self.entries.group_of, len(self.newest))

    @cached_property
    def share(self) -> Floats:
        """Share of the partner in the imports of its group."""
        found = ratios(self.amount, self.total[self.entries.group_of])
        found[~self.shares_known[self.entries.group_of]] = np.nan
        found[self.whole] = np.nan
        return found

    @cached_property
    def shares_known(self) -> Bools:
        """Groups whose imports are told whole: by home, or by two exporters at least."""
        found: Bools = (self.newest >= 0) & (~self.mirrored | (self.sources > 1))
        return found

    @cached_property
    def whole(self) -> Bools:
        """Series that are the total of all partners, not one of them."""
        found: Bools = (self.entries.series["partner"] == WORLD).to_numpy()
        return found

    @cached_property
    def weight(self) -> Floats:
        """Share of the partner in the last 12 months of what is known; NaN without figures."""
        year = np.nansum(self.amount[:, -12:], axis=1)
        group = self.entries.group_of
        total = np.bincount(group, year, len(self.newest)).astype(np.float64)
        return ratios(year, total[group])

    @cached_property
    def fresh(self) -> Bools:
        """Groups whose newest month is not older than figures may be."""
        stale = self.limits.months("common.stale_months")
        found: Bools = (self.newest >= 0) & (self.behind <= stale)
        return found

    @cached_property
    def counts(self) -> Bools:
        """Series that are large enough to be judged one by one."""
        yearly = np.nansum(self.value[:, -12:], axis=1)
        large = self.weight >= self.limits["common.least_share"]
        found: Bools = large & (yearly >= self.limits["common.least_yearly_value"])
        return found


class Known:
    """The figures known at a day, moved on from day to day; days must come in order."""

    def __init__(self, entries: Entries, events: Happenings, limits: Limits, basis: Basis) -> None:
        self._entries, self._events, self._limits, self._basis = entries, events, limits, basis
        self._first, last = entries.span
        self._width = max(last - self._first + 1, 0)
        shape = (len(entries.labels), self._width)
        self._value, self._quantity = np.full(shape, np.nan), np.full(shape, np.nan)
        self._release = np.full(shape, -1, dtype=np.int32)
        self._day = np.zeros(shape, dtype=np.int32)
        number = int(entries.published.place.max(initial=-1)) + 1
        self._out = np.zeros((number, self._width), dtype=np.bool_)
        self._done = self._told = 0

    def at(self, day: int) -> Panel:
        """Return what was known at the end of a day (ordinal), not before the one asked last."""
        self._take_in(day)
        over = month_over(day)
        active, newest = self._choose()
        return self._panel(day, over, active, newest)

    def _take_in(self, day: int) -> None:
        cells, published = self._entries.cells, self._entries.published
        till = int(np.searchsorted(cells.known, day, side="right"))
        new = slice(self._done, till)
        self._done = till
        self._write(cells, new)
        till = int(np.searchsorted(published.known, day, side="right"))
        new = slice(self._told, till)
        self._told = till
        self._out[published.place[new], published.month[new] - self._first] = True

    def _write(self, cells: Cells, new: slice) -> None:
        order = np.argsort(cells.release[new], kind="stable")
        place, release = cells.place[new][order], cells.release[new][order]
        column = cells.month[new][order] - self._first
        keep = release >= self._release[place, column]
        place, column, order = place[keep], column[keep], order[keep]
        self._value[place, column] = cells.value[new][order]
        self._quantity[place, column] = cells.quantity[new][order]
        self._release[place, column] = cells.release[new][order]
        self._day[place, column] = cells.known[new][order]

    def _choose(self) -> tuple[Bools, Ints]:
        """Return the entries that count, and the newest month of every group as a column."""
        entries = self._entries
        groups = len(entries.groups)
        group = entries.group_of[entries.series_of]
        here = (self._release >= 0).any(axis=1)
        kind = entries.labels["kind"].to_numpy().astype(np.int64)
        kind = kind * 2 + (entries.labels["partner"] == WORLD).to_numpy()
        best = np.full(groups, 9)
        np.minimum.at(best, group[here], kind[here])
        active = here & (kind == best[group])
        last = _last(self._out)[entries.source_of] if len(entries.labels) else group
        latest = np.full(groups, -1)
        np.maximum.at(latest, group[active], last[active])
        active &= last >= latest[group] - _APART
        newest = np.full(groups, self._width)
        np.minimum.at(newest, group[active], last[active])
        return active, np.where(newest < self._width, newest, -1)

    def _panel(self, day: int, over: int, active: Bools, newest: Ints) -> Panel:
        entries = self._entries
        chosen = np.flatnonzero(active)
        series = entries.series_of[chosen]
        group = entries.group_of[series]
        column = newest[group][:, None] + np.arange(1 - WIDTH, 1)
        inside = (column >= 0) & (column < max(self._width, 1))
        column = np.clip(column, 0, max(self._width - 1, 0))
        rows = chosen[:, None]
        out = self._out[entries.source_of[chosen][:, None], column] & inside
        there = (self._release[rows, column] >= 0) & inside
        nothing = np.where(out, 0.0, np.nan)
        value = np.where(there, self._value[rows, column], nothing)
        quantity = np.where(there, self._quantity[rows, column], nothing)
        groups = len(entries.groups)
        published = np.zeros((groups, WIDTH), dtype=np.bool_)
        np.logical_or.at(published, group, out)
        known = np.zeros(groups, dtype=np.int64)
        np.maximum.at(known, group, np.where(there[:, -1], self._day[chosen, column[:, -1]], 0))
        month = np.where(newest >= 0, newest + self._first, -1)
        return Panel(
            entries=entries,
            events=self._events,
            limits=self._limits,
            basis=self._basis,
            day=day,
            month=over,
            newest=month,
            behind=np.where(newest >= 0, np.maximum(over - entries.lag - month, 0), 0),
            value=_merged(value, series, len(entries.series)),
            quantity=_merged(quantity, series, len(entries.series)),
            published=published,
            known=known,
            mirrored=self._mirrored(active),
            sources=self._reporters(active),
        )

    def _mirrored(self, active: Bools) -> Bools:
        entries = self._entries
        found = np.zeros(len(entries.groups), dtype=np.bool_)
        mirror = active & (entries.labels["kind"] == MIRROR).to_numpy()
        found[entries.group_of[entries.series_of[mirror]]] = True
        return found

    def _reporters(self, active: Bools) -> Ints:
        entries = self._entries
        group = entries.group_of[entries.series_of[active]]
        pairs = np.unique(np.stack((group, entries.source_of[active])), axis=1)
        return np.bincount(pairs[0], minlength=len(entries.groups)).astype(np.int64)


def _last(published: Bools) -> Ints:
    """Return the last column of each row that is True; -1 where none is."""
    if not published.shape[1]:
        return np.full(len(published), -1, dtype=np.int64)
    found = published.shape[1] - 1 - np.argmax(published[:, ::-1], axis=1)
    return np.where(published.any(axis=1), found, -1).astype(np.int64)


def _merged(values: Floats, series: Ints, count: int) -> Floats:
    """Return the sums of entries by series; NaN where one is unknown or there is none."""
    found = np.full((count, WIDTH), np.nan)
    if len(np.unique(series)) == len(series):
        found[series] = values
        return found
    return _sums(values, series, count)


def _sums(values: Floats, group: Ints, count: int) -> Floats:
    """Return sums of rows by group; a row that is wholly unknown takes no part, others make NaN."""
    part = np.isfinite(values).any(axis=1)
    found = np.zeros((count, values.shape[1]))
    np.add.at(found, group[part], values[part])
    some = np.zeros(count, dtype=np.bool_)
    some[group[part]] = True
    found[~some] = np.nan
    return found
