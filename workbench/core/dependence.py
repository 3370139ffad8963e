"""Every indicator of one material over its periods, how it changed, and what screens say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core import periods
from workbench.core.facts import figures_with_facts
from workbench.core.figures import Basis
from workbench.core.indicators import Family, Indicator, Input, Judged, all_indicators
from workbench.core.measure import measure
from workbench.core.periods import Grain
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.reported import home_production, home_trade
from workbench.core.trace import rows_behind

STANDING = (
    "family",
    "title",
    "unit",
    "limits",
    "meaning",
    "value",
    "before",
    "change",
    "status",
    "note",
    "screen",
)
"""Columns of a standing; the index is the indicator's key."""

_GRAINS: tuple[Grain, ...] = ("month", "quarter", "half", "year")


@dataclass(frozen=True)
class Dependence:
    """Indicators of one material in all its periods of one length, oldest first.

    ``values`` has a row an indicator and a column a period, NaN where there is no figure;
    ``status`` and ``notes`` have the same form.
    """

    material: str
    basis: Basis
    grain: Grain
    periods: tuple[str, ...]
    values: pd.DataFrame
    status: pd.DataFrame
    notes: pd.DataFrame

    def at(self, period: str) -> pd.DataFrame:
        """Return the columns :data:`STANDING` of one period, a row an indicator.

        ``change`` is ``value`` less that of the period right before (``before``), in the unit of
        the indicator; NaN where either is missing. ``screen`` says in words whether a rule holds;
        empty for what is no rule, or not known.

        Raises:
            KeyError: if there are no figures of that period.
        """
        known = all_indicators()
        chosen = [known[key] for key in self.values.index]
        value = self.values[period]
        first, months = periods.span(period)
        earlier = [p for p in self.periods if periods.span(p) == (first - months, months)]
        before = self.values[earlier[0]] if earlier else value * np.nan
        frame = pd.DataFrame(
            {
                name: pd.Series([getattr(one, name) for one in chosen], value.index, dtype="str")
                for name in ("family", "title", "unit", "limits", "meaning")
            }
        )
        frame["value"], frame["before"], frame["change"] = value, before, value - before
        frame["status"], frame["note"] = self.status[period], self.notes[period]
        said = [said_by_screen(one, x) for one, x in zip(chosen, value.tolist(), strict=True)]
        frame["screen"] = pd.Series(said, value.index, dtype="str")
        return frame[list(STANDING)]


def said_by_screen(indicator: Indicator, value: float) -> str:
    """Return in words what a rule says: ``holds``, ``grade A``; empty for no rule or no figure."""
    if np.isnan(value):
        return ""
    if indicator.unit == "0 or 1":
        return "holds" if value else "does not hold"
    if indicator.unit == "grade":
        return f"grade {'DCBA'[int(value) - 1]}" if value else "not watched"
    return ""


def dependence(
    project: Project,
    material: str,
    *,
    basis: Basis,
    grain: Grain,
    groups: Sequence[str] = (),
    as_of: str = "",
    progress: Progress | None = None,
) -> Dependence:
    """Return every indicator of a material in all its periods of one length.

    Where the material is reported for longer periods only, those are taken: the figure ``grain``
    of the result says so. Rows of the families stand together, in the order of the families.

    Raises:
        ValueError: if ``as_of`` is no day or period, or a group is unknown.
        Cancelled: if ``progress`` says so.
    """
    grain = shortest_grain(project, material, grain, as_of)
    rows = measure(
        project,
        bases=(basis,),
        material=material,
        grain=grain,
        groups=groups,
        as_of=as_of,
        progress=progress,
    )
    names = tuple(sorted(map(str, rows["period"].unique()), key=periods.sort_key))
    keys = in_families()
    tables = [
        rows.pivot(index="indicator", columns="period", values=name).reindex(
            index=keys, columns=list(names)
        )
        for name in ("value", "status", "note")
    ]
    return Dependence(material, basis, grain, names, *tables)


def in_families() -> list[str]:
    """Return the keys of all indicators, those of a family together."""
    known, order = all_indicators(), get_args(Family)
    return sorted(
        known, key=lambda key: (order.index(known[key].family), known[key].unit == "0 or 1")
    )


def shortest_grain(project: Project, material: str, grain: Grain, as_of: str = "") -> Grain:
    """Return the wanted length of periods, or the next one that the rows of a material fill.

    Raises:
        ValueError: if ``as_of`` is no day or period.
    """
    parts = (
        home_trade(project, material, as_of=as_of),
        home_production(project, material, as_of=as_of),
    )
    reported = min((int(part["months"].min()) for part in parts if len(part)), default=0)
    order = _GRAINS[_GRAINS.index(grain) :]
    return next((one for one in order if periods.months_in(one) >= reported), "year")


@dataclass(frozen=True)
class Judgement:
    """What a screening rule set against its first threshold, period by period, oldest first.

    ``bounds`` holds the thresholds of that figure: several where the rule grades.
    """

    name: str
    unit: str
    periods: tuple[str, ...]
    values: npt.NDArray[np.float64]
    bounds: npt.NDArray[np.float64]


def judged(
    project: Project,
    key: str,
    *,
    material: str,
    basis: Basis,
    grain: Grain,
    groups: Sequence[str] = (),
    as_of: str = "",
) -> Judgement | None:
    """Return what a rule judges first, such as the share of a country, in all periods.

    None for what is no rule, and where it could judge in no period.

    Raises:
        KeyError: if the key names no indicator.
        ValueError: if ``as_of`` is no day or period, or a group is unknown.
    """
    indicator = all_indicators()[key]
    if indicator.judged is None:
        return None
    found = figures_with_facts(
        project,
        basis=basis,
        needs=indicator.needs,
        material=material,
        grain=grain,
        groups=groups,
        as_of=as_of,
    )
    told = sorted(
        ((one.period, indicator.judged(one)) for one in found),
        key=lambda pair: periods.sort_key(pair[0]),
    )
    latest = next((parts for _, parts in reversed(told) if parts), ())
    if not latest:
        return None
    first = latest[0]
    alike = [one for one in latest if (one.name, one.unit) == (first.name, first.unit)]
    return Judgement(
        name=first.name,
        unit=first.unit,
        periods=tuple(period for period, _ in told),
        values=np.array([_first(parts) for _, parts in told], dtype=float),
        bounds=np.array([one.threshold for one in alike], dtype=float),
    )


def _first(parts: Sequence[Judged]) -> float:
    value = parts[0].value if parts else float("nan")
    return value if np.isfinite(value) else float("nan")


def rows_of_input(
    project: Project, given: Input, *, material: str, period: str
) -> tuple[str, list[int]]:
    """Return the rows of the project that an input of an explanation was read from.

    Returns:
        The name of the table and index values; an empty name where the input comes from no row:
        a published threshold, a built-in fact, another indicator.
    """
    table, _, rest = given.source.partition(", ")
    of = given.source.split(" of ")[-1].split(",")[0]
    within = of if periods.is_period(of) else period
    if table == "settings":
        return _where(project, "settings", "key", rest)
    if table == "materials":
        return _where(project, "materials", "material", material)
    if table == "countries of this project":
        return _where(project, "countries", "country", given.name.split()[-1])
    if table == "world production":
        return _where(project, "production", "material", material)
    if table.startswith("production of"):
        return _named("production", rows_behind(project, material, within).get("production", []))
    if table in _TRADE or table.startswith("trade of"):
        return _named("trade", _trade_rows(project, given, material, within))
    return "", []


_TRADE = ("trade", "trade and production", "sourcing", "value / quantity of the imports")


def _where(project: Project, table: str, column: str, name: str) -> tuple[str, list[int]]:
    rows = project[table]
    return _named(table, [int(label) for label in rows.index[(rows[column] == name).to_numpy()]])


def _named(table: str, labels: list[int]) -> tuple[str, list[int]]:
    return (table, labels) if labels else ("", [])


def _trade_rows(project: Project, given: Input, material: str, period: str) -> list[int]:
    """Return rows of trade of a period: of the flow and the partners that an input names."""
    labels = rows_behind(project, material, period).get("trade", [])
    rows = project["trade"].loc[labels]
    flows = [flow for flow in ("import", "export") if f"{flow}s of" in given.source]
    flows = ["import"] if given.source.startswith("sourcing") else flows
    if flows:
        rows = rows[rows["flow"].isin(flows).to_numpy()]
    names = _partners(given)
    if names:
        rows = rows[rows["partner"].isin(names).to_numpy()]
    return [int(label) for label in rows.index]


def _partners(given: Input) -> list[str]:
    """Return the partners that an input names, a merged group by its members; empty for all."""
    if given.source.startswith("sourcing"):
        name = given.name.split(", ")[-1]
        return [] if name.endswith("countries") else [name]
    name = given.name.removeprefix("imports from ")
    if not given.source.startswith("trade, imports of") or name in (given.name, "all partners"):
        return []
    inside = given.source.split(", ")[2:]
    return inside[0].split(" + ") if inside else [name]
