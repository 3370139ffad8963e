"""Concentration of the imports of every material in every period, part after part.

>>> from workbench.core.project import from_records
>>> rows = [{"period": "2023", "flow": "import", "reporter": "KOR", "partner": partner,
...          "material": "pitch", "value": value} for partner, value in (("CHN", 70), ("JPN", 30))]
>>> settings = [{"key": "home", "value": "KOR"}]
>>> project = from_records(
...     {"settings": settings, "materials": [{"material": "pitch"}], "trade": rows})
>>> found = screen(project, basis="value")
>>> round(float(found.figures["hhi"][0, 0]), 2), found.top_partner(0, 0)
(0.58, 'CHN')
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core import periods
from workbench.core.figures import WORLD, Basis
from workbench.core.periods import Grain
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.screening.mix import FIGURES, Mixes, concentrations
from workbench.core.screening.reading import Trade
from workbench.core.screening.sums import MOST_CELLS, Axes, Sums, ruled_sums, simple_sums

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

PART = 1000
"""Materials whose figures are handed over at once."""
_RULED_ROWS = 200_000


@dataclass(frozen=True)
class Part:
    """Figures of some materials (their places among the materials of the project).

    ``mixes`` are materials x periods, ``covered`` says which months of each period are reported,
    ``shown`` is the latest period that is reported in full, else the latest at all (-1 for none),
    and ``mix`` holds the shares of the partners in that period, NaN where there are none.
    """

    materials: Ints
    mixes: Mixes
    covered: Ints
    shown: Ints
    mix: Floats


class Screening:
    """The figures of many materials: arrays materials x periods that fill part by part.

    Attributes:
        materials: codes in the order of the table ``materials``.
        names: what the materials are called.
        periods: all of one length, the earliest one first.
        partners: codes of everybody home imported from.
        figures: materials x periods by name (:data:`workbench.core.screening.mix.FIGURES`); NaN
            where nothing is reported.
        top: place of the largest partner among ``partners``, -1 where there is none.
        full: materials x periods, whether all months are reported.
        shown: place of the period to show of each material, -1 for none: the latest one that is
            reported in full, else the latest at all.
        mix: materials x partners, shares in that period.
        done: which materials have their figures.
        trade: the rows they are made from.
    """

    def __init__(
        self,
        project: Project,
        *,
        basis: Basis,
        grain: Grain = "year",
        as_of: str = "",
        period: str = "",
    ) -> None:
        """Read the table ``trade`` once; :meth:`parts` makes the figures.

        Args:
            project: the project.
            basis: by value or by quantity.
            grain: the length of all periods, shorter rows added up.
            as_of: as things stood at the end of this day or period; empty for the newest figures.
            period: the period to show of every material, whose length all periods then have;
                empty for the latest one of each.

        Raises:
            ValueError: if ``as_of`` is neither a day nor a period, or ``period`` is none.
        """
        grain = periods.grain(period) if period else grain
        self.basis, self.grain, self.as_of = basis, grain, as_of
        self._month = periods.span(period)[0] if period else -1
        self._project = project
        self.length = periods.months_in(grain)
        self.trade = Trade.of(project, basis, self.length, as_of)
        self.axes = Axes.of(self.trade, self.length)
        table = project["materials"]
        self.materials = tuple(table["material"].tolist())
        shown = zip(self.materials, table["name"].tolist(), strict=True)
        self.names = tuple(name or code for code, name in shown)
        self.partners = self.axes.partners
        shape = (len(self.materials), len(self.axes.first))
        self.figures = {name: np.full(shape, np.nan) for name in FIGURES}
        self.top = np.full(shape, -1, dtype=np.int64)
        self.shown = np.full(len(self.materials), -1, dtype=np.int64)
        self.full = np.zeros(shape, dtype=np.bool_)
        self.mix = np.full((len(self.materials), len(self.partners)), np.nan)
        self.done = np.zeros(len(self.materials), dtype=np.bool_)

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """The periods by name."""
        return tuple(periods.containing(int(month), self.grain) for month in self.axes.first)

    def parts(self, progress: Progress | None = None) -> Iterator[Part]:
        """Yield the figures of all materials that have rows, those that are quick to make first.

        Raises:
            Cancelled: if ``progress`` says so.
        """
        report, trade = progress or Progress(), self.trade
        places = pd.Index(self.materials, dtype="str").get_indexer(
            pd.Index(trade.material.labels, dtype="str")
        )
        traded = trade.seen.any(axis=1) & (places >= 0)
        odd = trade.odd
        simple, ruled = np.flatnonzero(traded & ~odd), np.flatnonzero(traded & odd)
        done, total = 0, len(simple) + len(ruled)
        report.step(done, total, "adding up imports")
        for sums in self._sums(simple, ruled):
            for part in self._measured(sums, places):
                yield part
                done += len(part.materials)
                report.step(done, total, "measuring concentration")
            report.step(done, total, "adding up imports")

    def _sums(self, simple: Ints, ruled: Ints) -> Iterator[Sums]:
        """Yield the sums of materials (codes): of simple ones in one pass, then of the others."""
        trade, axes = self.trade, self.axes
        yield from simple_sums(trade, axes, simple)
        each = max(len(trade) // max(len(trade.material.labels), 1), 1) * axes.length
        size = max(min(_RULED_ROWS // each, MOST_CELLS // axes.cells), 1)
        for at in range(0, len(ruled), size):
            some = ruled[at : at + size]
            yield ruled_sums(self._project, trade, axes, some, self.basis, self.as_of)

    def _measured(self, sums: Sums, places: Ints) -> Iterator[Part]:
        """Yield the figures of some sums, a handful of materials at a time."""
        total = self.partners.index(WORLD) if WORLD in self.partners else -1
        count, width = len(self.axes.first), len(self.partners)
        for at in range(0, len(sums.materials), PART):
            part = slice(at, at + PART)
            amounts, covered = sums.amounts[part], sums.covered[part]
            mixes = concentrations(amounts.reshape(-1, width), total).reshaped(-1, count)
            shown = self._to_show(covered)
            yield Part(
                materials=places[sums.materials[part]],
                mixes=mixes,
                covered=covered,
                shown=shown,
                mix=_shares(amounts[np.arange(len(shown)), shown], total),
            )

    def _to_show(self, covered: Ints) -> Ints:
        """Return the period that is asked for, else the latest; -1 where it has no rows."""
        if self._month < 0:
            return _latest(covered, self.length)
        slot = int(np.searchsorted(self.axes.first, self._month))
        if slot == len(self.axes.first) or self.axes.first[slot] != self._month:
            return np.full(len(covered), -1, dtype=np.int64)
        return np.where(covered[:, slot] != 0, slot, -1).astype(np.int64)

    def take(self, part: Part) -> None:
        """Put the figures of a part in their place."""
        where = part.materials
        for name, values in part.mixes.values.items():
            self.figures[name][where] = values
        self.top[where] = part.mixes.top
        self.shown[where], self.mix[where] = part.shown, part.mix
        self.full[where] = np.bitwise_count(part.covered) == self.length
        self.done[where] = True

    def at_shown(self, values: npt.NDArray[Any], back: int = 0) -> npt.NDArray[Any]:
        """Return materials x periods at the period to show; unknown where there is none.

        Args:
            values: numbers, or the places ``top``.
            back: so many months earlier.
        """
        blank = -1 if values.dtype.kind == "i" else values.dtype.type(np.nan)
        found = np.full(len(self.materials), blank, dtype=values.dtype)
        if not len(self.axes.first):
            return found
        month = self.axes.first[np.maximum(self.shown, 0)] - back
        slot = np.minimum(np.searchsorted(self.axes.first, month), len(self.axes.first) - 1)
        there = (self.shown >= 0) & (self.axes.first[slot] == month)
        found[there] = values[there, slot[there]]
        return found

    def top_partner(self, material: int, period: int) -> str:
        """Return the code of the largest partner; empty where there is none."""
        place = int(self.top[material, period])
        return self.partners[place] if place >= 0 else ""

    def frame(self) -> pd.DataFrame:
        """Return a row for every material and period with imports.

        Columns: ``material``, ``period``, ``top_partner`` and :data:`FIGURES`.
        """
        known = np.isfinite(self.figures["imports"])
        row, slot = np.nonzero(known)
        names = np.array([*self.partners, ""], dtype=object)
        columns: dict[str, object] = {
            "material": np.array(self.materials, dtype=object)[row],
            "period": np.array(self.periods, dtype=object)[slot],
            "top_partner": names[self.top[row, slot]],
        }
        columns |= {name: values[row, slot] for name, values in self.figures.items()}
        return pd.DataFrame(columns)


def screen(
    project: Project,
    *,
    basis: Basis,
    grain: Grain = "year",
    as_of: str = "",
    period: str = "",
    progress: Progress | None = None,
) -> Screening:
    """Return the finished figures of all materials; see :class:`Screening`.

    Raises:
        ValueError: if ``as_of`` is neither a day nor a period, or ``period`` is none.
        Cancelled: if ``progress`` says so.
    """
    found = Screening(project, basis=basis, grain=grain, as_of=as_of, period=period)
    for part in found.parts(progress):
        found.take(part)
    return found


def _latest(covered: Ints, length: int) -> Ints:
    """Return the latest period that is reported in full, else the latest with rows at all."""
    count = np.bitwise_count(covered)
    complete = count == length
    shown = np.where(complete.any(axis=1)[:, None], complete, count > 0)
    last = shown.shape[1] - 1 - np.argmax(shown[:, ::-1], axis=1)
    return np.where(shown.any(axis=1), last, -1).astype(np.int64)


def _shares(amounts: Floats, total: int) -> Floats:
    """Return the shares of partners; NaN for all where none has imports above zero."""
    known = np.fmax(amounts, 0.0)
    if total >= 0:
        known[:, total] = 0.0
    everything = known.sum(axis=1, keepdims=True)
    shares = np.full_like(known, np.nan)
    np.divide(known, everything, out=shares, where=everything > 0)
    return shares
