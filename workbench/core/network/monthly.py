"""Rows of mixed periods as amounts per month, and the months that usual volumes are taken from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core import countries, periods
from workbench.core.figures import WORLD
from workbench.core.problem import DataRefused, Problem
from workbench.core.project import Project
from workbench.core.reported import beside_parts, home_production, home_trade

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

YEAR = 12
LOOK_BACK = 36
"""Months before the reference months in which a source may have shown a larger volume."""


@dataclass(frozen=True)
class Monthly:
    """Amounts per month of several series; NaN in months that no row covers.

    ``labels`` holds one row a series, ``amounts`` is series x months, its first month is
    ``begin`` (counted as in :mod:`workbench.core.periods`).
    """

    labels: pd.DataFrame
    begin: int
    amounts: FloatArray

    def of(self, material: str) -> tuple[list[str], FloatArray]:
        """Return the partners of a material (empty texts where there are none) and their rows."""
        chosen = (self.labels["material"] == material).to_numpy()
        return list(self.labels.loc[chosen, "partner"]), self.amounts[chosen]


@dataclass(frozen=True)
class History:
    """What home imported, exported and made, by month; one calendar for all three."""

    imports: Monthly
    exports: Monthly
    production: Monthly
    first: int
    """First month of the simulation."""

    @property
    def begin(self) -> int:
        """First month of the calendar."""
        return self.imports.begin


def home_codes(project: Project) -> frozenset[str]:
    """Return the country codes that are home: home itself and, for a group, its members.

    Raises:
        DataRefused: if no home is set or it is neither a country nor a group.
    """
    home = project.home
    members = countries.members(project, home) if home else frozenset()
    if not members:
        raise DataRefused(
            [
                Problem(
                    "the simulation needs to know whose dependence is studied",
                    table="settings",
                    column="value",
                    value=home,
                    expected="a setting home with a country such as KOR or a group such as EU",
                    remedy="Set home in the sheet settings",
                )
            ]
        )
    return members | {home}


def spread(
    rows: pd.DataFrame, by: Sequence[str], begin: int, end: int
) -> tuple[pd.DataFrame, FloatArray, BoolArray]:
    """Return labels, amounts per month (series x months, NaN uncovered) and mixed series.

    A year, half or quarter is spread evenly over its months; where periods of different lengths
    cover the same month of a series the shorter one counts, and the series is marked as mixed.
    ``rows`` has the columns of ``by``, ``period`` and ``quantity`` without missing quantities.
    """
    labels = rows[list(by)].drop_duplicates().sort_values(list(by)).reset_index(drop=True)
    amounts = np.full((len(labels), end - begin), np.nan)
    mixed = np.zeros(len(labels), dtype=bool)
    if rows.empty:
        return labels, amounts, mixed
    order = rows[list(by)].merge(labels.assign(series=np.arange(len(labels))), on=list(by))
    series = order["series"].to_numpy()
    first, length = _spans(rows["period"])
    quantity = rows["quantity"].to_numpy() / length
    for size in (12, 6, 3, 1):  # the shorter periods come later and stay
        chosen = np.flatnonzero(length == size)
        for shift in range(size):
            month = first[chosen] + shift - begin
            inside = (month >= 0) & (month < end - begin)
            place = series[chosen][inside], month[inside]
            np.logical_or.at(mixed, place[0], ~np.isnan(amounts[place]))
            amounts[place] = quantity[chosen][inside]
    return labels, amounts, mixed


def _spans(column: pd.Series) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    codes, names = pd.factorize(column)
    spans = np.array([periods.span(str(name)) for name in names], dtype=np.int64).reshape(-1, 2)
    return spans[codes, 0], spans[codes, 1]


def history(project: Project, codes: frozenset[str]) -> tuple[History, list[Problem]]:
    """Return the monthly history of home, and findings about rows that could not be used.

    Which rows are those of home is told in :mod:`workbench.core.reported`.

    Raises:
        DataRefused: if neither the setting first_period nor any figure says when to begin.
    """
    problems: list[Problem] = []
    trade = home_trade(project, inside=codes)
    imports = _trade_rows(trade, "import", problems)
    exports = _trade_rows(trade, "export", problems)
    made = home_production(project, inside=codes)
    made = made[["period", "reporter", "partner", "material", "quantity"]].dropna()
    every = pd.concat([part["period"] for part in (imports, exports, made)]).unique()
    spans = [periods.span(str(name)) for name in every]
    first = _first_month(project, spans)
    begin = min([start for start, _ in spans] + [first - YEAR])
    end = max([start + length for start, length in spans] + [first + YEAR])
    past = History(
        imports=_monthly(imports, "trade", begin, end, problems),
        exports=_monthly(exports, "trade", begin, end, problems),
        production=_monthly(made, "production", begin, end, problems),
        first=first,
    )
    return past, problems


def _first_month(project: Project, spans: list[tuple[int, int]]) -> int:
    setting = project.setting("first_period")
    if setting:
        return periods.span(setting)[0]
    if spans:
        return max(start + length for start, length in spans)
    demand = project["demand"]["period"]
    if len(demand):
        return min(periods.span(str(name))[0] for name in demand)
    raise DataRefused(
        [
            Problem(
                "there is nothing to simulate: home has no trade, production or demand",
                table="trade",
                expected="rows whose reporter is home",
                remedy="Import customs figures, or set first_period in the sheet settings",
            )
        ]
    )


def _trade_rows(trade: pd.DataFrame, flow: str, problems: list[Problem]) -> pd.DataFrame:
    rows = trade[(trade["flow"] == flow).to_numpy()]
    rows = rows[["period", "reporter", "partner", "material", "quantity"]]
    rows = rows.astype(dict.fromkeys(["period", "reporter", "partner", "material"], str))
    missing = rows["quantity"].isna()
    for material, part in rows[missing].groupby("material"):
        partners = sorted(part["partner"].unique())
        named = ", ".join(partners[:5]) + (" and others" if len(partners) > 5 else "")
        problems.append(
            Problem(
                f"{len(part)} rows of {flow}s of {material} have no quantity and are left out"
                f" of the simulation (partners {named})",
                severity="warning",
                table="trade",
                column="quantity",
                remedy="Add the quantities, or know that these volumes are missing",
            )
        )
    return rows[~missing]


def _without_totals(
    labels: pd.DataFrame, amounts: FloatArray, problems: list[Problem]
) -> FloatArray:
    """Leave out totals of the world in months with single partners, or they would count twice."""
    double = beside_parts(labels, ~np.isnan(amounts))
    problems += [
        Problem(
            f"figures of {material} hold the total of the world beside single partners;"
            " the total is left out of the simulation in these months",
            severity="info",
            table="trade",
            column="partner",
            value=WORLD,
        )
        for material in sorted(set(labels["material"].to_numpy()[double.any(axis=1)]))
    ]
    return np.where(double, np.nan, amounts)


def _monthly(
    rows: pd.DataFrame, table: str, begin: int, end: int, problems: list[Problem]
) -> Monthly:
    """Return the rows by material and partner, summed over the countries of home."""
    labels, amounts, mixed = spread(rows, ["reporter", "partner", "material"], begin, end)
    amounts = _without_totals(labels, amounts, problems)
    problems += [
        Problem(
            f"figures of {material} overlap, such as a year and its months;"
            " in each month the shorter period counts",
            severity="warning",
            table=table,
            column="period",
            remedy="Keep one of them to be sure which figure is used",
        )
        for material in sorted(set(labels.loc[mixed, "material"]))
    ]
    pair = ["material", "partner"]
    some = np.flatnonzero(~np.isnan(amounts).all(axis=1))
    labels, amounts = labels.iloc[some], amounts[some]
    kept = labels[pair].drop_duplicates().sort_values(pair).reset_index(drop=True)
    total = np.zeros((len(kept), end - begin))
    covered = np.zeros(total.shape, dtype=bool)
    if len(labels):
        place = labels[pair].merge(kept.assign(row=np.arange(len(kept))), on=pair)["row"]
        np.add.at(total, place.to_numpy(), np.nan_to_num(amounts))
        np.logical_or.at(covered, place.to_numpy(), ~np.isnan(amounts))
    return Monthly(kept, begin, np.where(covered, total, np.nan))


def reference_months(covered: BoolArray, begin: int, first: int) -> slice:
    """Return which months (as places in the calendar) usual volumes are taken from.

    The twelve months before ``first`` if any of them is covered, else the twelve from ``first``
    on, else the last twelve with data; an empty slice when nothing is covered.
    """
    start = first - begin
    for low in (start - YEAR, start):
        if covered[max(low, 0) : low + YEAR].any():
            return slice(max(low, 0), low + YEAR)
    months = np.flatnonzero(covered)
    if not months.size:
        return slice(0, 0)
    return slice(max(int(months[-1]) + 1 - YEAR, 0), int(months[-1]) + 1)


def usual(amounts: FloatArray, covered: BoolArray, months: slice) -> FloatArray:
    """Return the amount per covered month of each series within ``months``; 0 without any."""
    count = int(covered[months].sum())
    return np.asarray(np.nansum(amounts[:, months], axis=1) / max(count, 1))


def largest(amounts: FloatArray, months: slice) -> FloatArray:
    """Return the largest monthly amount of each series up to three years before ``months``."""
    window = amounts[:, max(months.start - LOOK_BACK, 0) : months.stop]
    return np.asarray(np.nan_to_num(window).max(axis=1, initial=0.0))
