"""Sources of every material: named suppliers, and what customs figures show beyond them.

Everything here is per month and not yet scaled to the need.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core import periods
from workbench.core.network.monthly import YEAR, History, largest, reference_months, usual
from workbench.core.network.past import Past, tell
from workbench.core.network.source import Source, Supply
from workbench.core.problem import Problem, Severity
from workbench.core.project import Project

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
_TINY = 1e-9
LONGEST_LEAD = 600
"""Months; a longer way is a slip of the pen, and would take memory for every month of it."""


def read_supply(
    project: Project, history: History, codes: frozenset[str], months: int
) -> tuple[Supply, list[Problem]]:
    """Return who supplies home, material by material in the order of the table materials."""
    reader = _Reader(project, history, codes, months)
    for material in project["materials"]["material"]:
        reader.read(str(material))
    return reader.supply, reader.problems + tell(reader.past, history.first)


class _Reader:
    def __init__(
        self, project: Project, history: History, codes: frozenset[str], months: int
    ) -> None:
        self.history, self.codes, self.months = history, codes, months
        self.home = project.home
        self.first = history.first
        table = project["suppliers"]
        self.suppliers = dict(iter(table.groupby("material", sort=False)))
        dated = project["capacity"]
        self.dated = {
            name: sorted(
                zip(part["period"], part["capacity"], strict=True),
                key=lambda row: periods.sort_key(str(row[0])),
            )
            for name, part in dated.groupby("supplier", sort=False)
        }
        self.supply = Supply()
        self.problems: list[Problem] = []
        self.past: list[Past] = []

    def note(
        self, message: str, severity: Severity = "info", column: str = "", value: str = ""
    ) -> None:
        self.problems.append(
            Problem(message, severity=severity, table="suppliers", column=column, value=value)
        )

    def read(self, material: str) -> None:
        """Add the sources and exports of one material."""
        history = self.history
        partners, bought = history.imports.of(material)
        customers, sold = history.exports.of(material)
        _, made = history.production.of(material)
        traded = _covered(np.vstack([bought, sold]))
        produced = _covered(made)
        window = reference_months(traded, history.begin, self.first)
        same = produced[window].any()
        home_window = window if same else reference_months(produced, history.begin, self.first)
        total = float(usual(made, produced, home_window).sum()) if produced.any() else np.nan
        before = home_window if produced.any() else window
        if traded.any() or produced.any():
            self._tell_months(material, traded, produced, window, home_window)
        for name, amount in zip(customers, usual(sold, traded, window), strict=True):
            self.supply.exports_to[material, name] = float(amount)
        named = _as_made(self._named(material, before), total)
        self.supply.sources += named
        self._countries(material, partners, usual(bought, traded, window), bought, window, named)
        self._home(material, total, named)

    def _tell_months(
        self, material: str, traded: BoolArray, produced: BoolArray, window: slice, home: slice
    ) -> None:
        """Note which months usual volumes are of, and what is odd about them."""
        supply, begin = self.supply, self.history.begin
        supply.covered.add(material)
        supply.months[material] = self._name(window if traded.any() else home)
        if produced.any():
            supply.shown.add(material)
        if traded.any() and produced.any() and window != home:
            self.note(
                f"usual trade of {material} is of {self._name(window)},"
                f" usual production of {self._name(home)}",
                "warning",
            )
        for table, covered, used in (("trade", traded, window), ("production", produced, home)):
            if covered.any():
                months = np.flatnonzero(covered) + begin
                start, end = begin + used.start, begin + used.stop
                self.past.append(Past(material, table, months, start, end))

    def _name(self, window: slice) -> str:
        begin = self.history.begin
        first, last = begin + window.start, begin + window.stop - 1
        return f"{periods.month_name(first)} to {periods.month_name(last)}"

    def _named(self, material: str, window: slice) -> list[Source]:
        rows = self.suppliers.get(material)
        if rows is None:
            return []
        start = self.history.begin + window.start if window.stop else self.first - YEAR
        count = window.stop - window.start if window.stop else YEAR
        found = [self._supplier(row, np.arange(start, start + count)) for _, row in rows.iterrows()]
        blank = rows[rows["volume"].isna() & ~rows["country"].isin(self.codes)]
        if len(blank):
            self.note(
                f"no volume of {material} is given for {', '.join(blank['supplier'])}: counted as"
                " possible, not as usual sources",
                column="volume",
            )
        return found

    def _supplier(self, row: pd.Series, before: npt.NDArray[np.int64]) -> Source:
        name, is_home = str(row["supplier"]), str(row["country"]) in self.codes
        capacity = self._capacity(name, row["capacity"], self.first + np.arange(self.months))
        known = not np.isnan(capacity[0])
        volume = row["volume"] / YEAR
        if np.isnan(volume):
            volume = self._assumed(name, float(capacity[0]) if known else np.nan, is_home)
            given = np.inf
        else:
            given = volume
        if known and volume > capacity[0] * (1 + _TINY):
            self.note(
                f"the volume of {name} is above its capacity in the first month"
                f" ({capacity[0] * YEAR:g} a year); the capacity counts",
                "warning" if capacity[0] > 0 else "info",
                "volume",
                f"{volume * YEAR:g}",
            )
            volume = float(capacity[0])
        lead = 0.0 if is_home or np.isnan(row["lead_time"]) else float(row["lead_time"])
        whole = int(np.floor(lead + 0.5))
        if whole != lead:
            message = f"the lead time of {name} is rounded to {whole} whole months"
            self.note(message, "info", "lead_time", f"{lead:g}")
        if whole > LONGEST_LEAD:
            message = f"the lead time of {name} is too long; {LONGEST_LEAD} months are taken"
            self.note(message, "warning", "lead_time", f"{lead:g}")
            whole = LONGEST_LEAD
        wait = row["qualification_time"] if volume <= 0 else 0.0
        if is_home and known and volume <= 0 < capacity[0]:
            message = f"{name} stands idle: its volume is 0 beside its capacity"
            self.note(message, "warning", "volume", f"{capacity[0] * YEAR:g}")
        then = np.minimum(self._capacity(name, row["capacity"], before), given)
        then = np.where(np.isnan(then), volume, then)
        return Source(
            name=name,
            country=self.home if is_home else str(row["country"]),
            material=str(row["material"]),
            is_home=is_home,
            volume=float(volume),
            reference=float(then[0]) if is_home else float(volume),
            capacity=capacity,
            shown=float(volume),
            price=float(row["price"]),
            lead=whole,
            qualification=0.0 if np.isnan(wait) else float(wait),
            recovery=float(row["recovery_time"]),
            ran=float(then.mean()),
        )

    def _assumed(self, name: str, capacity: float, is_home: bool) -> float:
        """Return the usual volume of a supplier whose volume is not given, and say so."""
        if not is_home:  # told for all of them at once
            return 0.0
        if np.isnan(capacity):
            message = f"neither volume nor capacity is given for {name}: it supplies nothing"
            self.note(message, "warning", "volume")
            return 0.0
        if capacity > 0:
            message = f"no volume is given for {name}: it is taken to run at its capacity"
            self.note(message, column="volume")
        return capacity

    def _capacity(self, name: str, constant: float, months: npt.NDArray[np.int64]) -> FloatArray:
        rows = self.dated.get(name, [])
        start = 0.0 if rows and np.isnan(constant) else constant
        amounts = np.full(len(months), start)
        for period, amount in rows:
            amounts[months >= periods.span(str(period))[0]] = amount
        return amounts / YEAR

    def _countries(
        self,
        material: str,
        partners: Iterable[str],
        amounts: FloatArray,
        history: FloatArray,
        window: slice,
        named: list[Source],
    ) -> None:
        unknown = np.full(self.months, np.nan)
        rows = zip(partners, amounts, largest(history, window), strict=True)
        for partner, amount, shown in rows:
            taken = sum(s.volume for s in named if not s.is_home and s.country == partner)
            if taken > amount * (1 + _TINY):
                self.note(
                    f"the named suppliers of {material} in {partner} sell more than customs"
                    f" figures show ({taken * YEAR:g} against {amount * YEAR:g} a year);"
                    " the named volumes count",
                    "warning",
                    "volume",
                )
            rest = float(amount - taken) if amount - taken > _TINY * amount else 0.0
            most = max(float(shown) - taken, rest)
            leads = [s.lead for s in named if not s.is_home and s.country == partner]
            if leads and max(leads) > 0 and most > 0:
                self.note(
                    f"the other suppliers of {material} in {partner} are taken to need the"
                    f" shortest lead time of the named ones, {min(leads)} months",
                    column="lead_time",
                )
            if most > 0:
                self.supply.sources.append(
                    Source(
                        name=partner,
                        country=partner,
                        material=material,
                        is_home=False,
                        volume=rest,
                        reference=rest,
                        capacity=unknown,
                        shown=most,
                        lead=min(leads, default=0),
                    )
                )

    def _home(self, material: str, total: float, named: list[Source]) -> None:
        """Add what home makes beyond its named plants."""
        if np.isnan(total):
            return
        known = sum(source.ran for source in named if source.is_home)
        if known > total * (1 + _TINY):
            self.note(
                f"the named plants of {material} make more than the table production shows"
                f" ({known * YEAR:g} against {total * YEAR:g} a year); from the first month on the"
                " plants count",
                "warning",
            )
        rest = total - known
        if rest > _TINY * total:
            unknown = np.full(self.months, np.nan)
            self.supply.sources.append(
                Source(
                    name=self.home,
                    country=self.home,
                    material=material,
                    is_home=True,
                    volume=rest,
                    reference=rest,
                    capacity=unknown,
                )
            )


def _as_made(named: list[Source], total: float) -> list[Source]:
    """Return sources whose plants have made no more than the table production shows."""
    known = sum(source.ran for source in named if source.is_home)
    if np.isnan(total):
        return named
    part = min(1.0, total / known) if known > 0 else 0.0
    return [replace(s, reference=s.ran * part) if s.is_home else s for s in named]


def _covered(amounts: FloatArray) -> BoolArray:
    return np.asarray((~np.isnan(amounts)).any(axis=0))
