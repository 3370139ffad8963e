"""Charts, one file each: how one view of the project is drawn.

A file defines ``CHART = Chart(...)``; tabs, export and the headless run find it by its name.
``draw`` takes one value, the :class:`View`; a chart that needs more widens the view.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

import numpy as np

from workbench.core import countries, periods
from workbench.core.figures import Basis
from workbench.core.history import Series, period_name, series
from workbench.core.ledger.tables import Ledger, ledger_between
from workbench.core.periods import Grain
from workbench.core.problem import Problem
from workbench.core.project import Project
from workbench.core.record.check import latest_in_full
from workbench.core.registry import discover
from workbench.core.simulation.result import Result
from workbench.ui.texts import tr
from workbench.ui.widgets.plot_items import Event

if TYPE_CHECKING:
    from workbench.core.simulation.exposure import Exposure
    from workbench.ui.widgets.plot import Plot

MOST_COUNTRIES = 7
"""Countries that get a series of their own; the others are added up."""


@dataclass(frozen=True)
class View:
    """Everything a chart may show: the project, what is chosen, the series and the result."""

    project: Project
    material: str
    scenario: str
    basis: Basis
    grain: Grain
    series: Series | None = None
    result: Result | None = None
    failure: tuple[Problem, ...] = ()
    ledger: Ledger | None = None
    """What changed between two periods."""
    exposure: Exposure | None = None
    """What the failure of every source would mean."""
    pinned: tuple[Result, ...] = ()
    """Scenarios to show beside the chosen one, over the same months."""

    @property
    def home(self) -> str:
        """Code of home."""
        return self.project.home

    @property
    def unit(self) -> str:
        """Unit of the material's quantities; ``units`` where none is given."""
        return self._cell("materials", "material", self.material, "unit") or "units"

    @property
    def material_name(self) -> str:
        """Name of the material to show."""
        return self._cell("materials", "material", self.material, "name") or self.material

    @property
    def scenario_name(self) -> str:
        """Name of the scenario to show."""
        return self.name_of(self.scenario) if self.scenario else ""

    def name_of(self, scenario: str) -> str:
        """Return the name of any scenario to show; the base has one too."""
        if not scenario:
            return tr("base")
        return self._cell("scenarios", "scenario", scenario, "name") or scenario

    def country_name(self, code: str) -> str:
        """Return the name of a country to show."""
        return countries.display_name(self.project, code)

    def events(self, first: int, last: int) -> list[Event]:
        """Return the events of the material, or of no particular one, between two months."""
        rows = self.project["events"]
        rows = rows[rows["material"].isin([self.material, ""])]
        found = []
        for row in rows.sort_values("date").itertuples():
            month = _month_of(str(row.date))
            if first <= month <= last + 1:
                found.append(Event(month, str(row.text)))
        return found

    def _cell(self, table: str, key: str, name: str, column: str) -> str:
        frame = self.project[table]
        found = frame.loc[frame[key] == name, column]
        return str(found.iloc[0]) if len(found) else ""


def _month_of(date: str) -> float:
    """Return when a date is, in months; a day lies inside its month."""
    parts = [int(part) for part in date.split("-")]
    month = 12 * parts[0] + (parts[1] - 1 if len(parts) > 1 else 0)
    return month + ((parts[2] - 1) / 31 if len(parts) > 2 else 0.0)


def series_of(project: Project, material: str, basis: Basis, grain: Grain) -> Series:
    """Return the series of a view; yearly figures are shown by year whatever grain is asked.

    The longest grain that loses nothing is used when the data have no rows as short as asked.
    """
    order: tuple[Grain, ...] = ("month", "quarter", "half", "year")
    found = series(project, material, basis=basis, grain=grain)
    for longer in order[order.index(grain) + 1 :]:
        if found.periods:
            break
        found = series(project, material, basis=basis, grain=longer)
    return found


def ledger_of_year(project: Project, found: Series) -> Ledger | None:
    """Return what changed from a year before the latest full period of a series to that period."""
    if not found.periods:
        return None
    period = latest_in_full(project, found.material, periods.grain(found.periods[0]))
    if not period:
        return None
    first, length = periods.span(period)
    before = period_name(first - 12, length)
    if before not in found.periods:
        return None
    return ledger_between(project, found.material, before=before, after=period, basis=found.basis)


@dataclass(frozen=True)
class Chart:
    """One kind of picture."""

    title: str
    meaning: str
    order: int
    """Place among the tabs."""
    draw: Callable[[Plot, View], None]


@cache
def all_charts() -> dict[str, Chart]:
    """Return every chart by its key, in the order of the tabs."""
    found = cast("dict[str, Chart]", discover(sys.modules[__name__], "CHART"))
    return dict(sorted(found.items(), key=lambda item: item[1].order))


def widths(found: Series) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return how many months each period of a series lasts."""
    return np.array([periods.span(period)[1] for period in found.periods], dtype=np.float64)
