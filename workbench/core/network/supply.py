"""Sources of every material: named suppliers, and what customs figures show beyond them.

Everything here is per month and not yet scaled to the need.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core import periods
from workbench.core.network.monthly import YEAR, History, largest, reference_months, usual
from workbench.core.problem import Problem, Severity
from workbench.core.project import Project

FloatArray = npt.NDArray[np.float64]
_TINY = 1e-9


@dataclass(frozen=True)
class Source:
    """One source of one material, in units per month."""

    name: str
    country: str
    material: str
    is_home: bool
    volume: float
    """Usual volume as given or shown."""
    reference: float
    """What it supplied in the reference months."""
    capacity: FloatArray
    """By month of the simulation; NaN unknown."""
    shown: float = 0.0
    price: float = np.nan
    lead: int = 0
    qualification: float = 0.0


@dataclass
class Supply:
    """All sources, and the exports of the reference months."""

    sources: list[Source] = field(default_factory=list)
    exports_to: dict[tuple[str, str], float] = field(default_factory=dict)
    covered: set[str] = field(default_factory=set)
    """Materials with trade or production at home."""


def read_supply(
    project: Project, history: History, codes: frozenset[str], months: int
) -> tuple[Supply, list[Problem]]:
    """Return who supplies home, material by material in the order of the table materials."""
    reader = _Reader(project, history, codes, months)
    for material in project["materials"]["material"]:
        reader.read(str(material))
    return reader.supply, reader.problems


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
        home_window = reference_months(produced, history.begin, self.first)
        if traded.any() or produced.any():
            self.supply.covered.add(material)
        if traded.any() and produced.any() and window != home_window:
            self.note(
                f"usual trade of {material} is of {self._name(window)},"
                f" usual production of {self._name(home_window)}"
            )
        for name, amount in zip(customers, usual(sold, traded, window), strict=True):
            self.supply.exports_to[material, name] = float(amount)
        named = self._named(material, window if traded.any() else home_window)
        total = float(usual(made, produced, home_window).sum()) if produced.any() else np.nan
        self._countries(material, partners, usual(bought, traded, window), bought, window, named)
        self._home(material, total, named)

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
        self.supply.sources += found
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
        wait = row["qualification_time"] if volume <= 0 else 0.0
        earlier = self._capacity(name, row["capacity"], before)
        running = float(np.minimum(earlier, given).mean())
        reference = volume if np.isnan(running) else running
        return Source(
            name=name,
            country=self.home if is_home else str(row["country"]),
            material=str(row["material"]),
            is_home=is_home,
            volume=float(volume),
            reference=reference if is_home else float(volume),
            capacity=capacity,
            shown=float(volume),
            price=float(row["price"]),
            lead=whole,
            qualification=0.0 if np.isnan(wait) else float(wait),
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
        known = sum(source.reference for source in named if source.is_home)
        if known > total * (1 + _TINY):
            self.note(
                f"the named plants of {material} make more than the table production shows"
                f" ({known * YEAR:g} against {total * YEAR:g} a year); the plants count",
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


def _covered(amounts: FloatArray) -> npt.NDArray[np.bool_]:
    return np.asarray((~np.isnan(amounts)).any(axis=0))
