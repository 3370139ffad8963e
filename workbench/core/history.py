"""What home traded and made over time: rows of customs figures become series and figures.

Where a partner reports twice (several releases) the newest counts. A period is taken from rows of
exactly that period; where there are none, from shorter ones inside it, all of one length.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core import countries, periods
from workbench.core.figures import Basis, Figures
from workbench.core.periods import Grain
from workbench.core.project import Project

WORLD = "WLD"
"""Partner of a row that is the total of all partners."""

Floats = npt.NDArray[np.float64]


def home_trade(project: Project) -> pd.DataFrame:
    """Return the trade of home with the rest of the world, newest release only.

    Columns: ``material``, ``flow``, ``partner``, ``period`` (categoricals), ``quantity``,
    ``value``, and ``first`` and ``months`` of the period. A group as home (EU) sums its members;
    trade among them is left out, and so is the partner World (WLD) of a material that single
    partners are reported for. The index still says where each row came from.
    """
    trade = project["trade"]
    inside = countries.members(project, project.home)
    rows = trade[trade["reporter"].isin(inside) & ~trade["partner"].isin(inside)]
    rows = _without_totals(rows)
    if rows["release"].nunique() > 1:
        rows = rows.sort_values("release", kind="stable")
        rows = rows.drop_duplicates(
            ["period", "flow", "reporter", "partner", "material"], keep="last"
        )
    return _with_span(rows[["material", "flow", "partner", "period", "quantity", "value"]])


def _without_totals(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out the partner World where single partners are reported: it is their sum."""
    total = (rows["partner"] == WORLD).to_numpy()
    if not total.any():
        return rows
    single = set(rows.loc[~total, "material"].astype(str).unique())
    return rows[~total | ~rows["material"].isin(single).to_numpy()]


def home_production(project: Project) -> pd.DataFrame:
    """Return what home made: ``material``, ``period``, ``quantity``, ``first``, ``months``."""
    rows = project["production"]
    inside = countries.members(project, project.home)
    rows = rows[rows["country"].isin(inside)]
    return _with_span(rows[["material", "period", "quantity"]])


def _with_span(rows: pd.DataFrame) -> pd.DataFrame:
    labels = rows["period"].unique()
    spans = {label: periods.span(str(label)) for label in labels}
    first = rows["period"].map({label: span[0] for label, span in spans.items()})
    months = rows["period"].map({label: span[1] for label, span in spans.items()})
    return rows.assign(first=first.astype(np.int64), months=months.astype(np.int64))


def rows_within(rows: pd.DataFrame, period: str) -> tuple[pd.DataFrame, str]:
    """Return the rows that make up ``period``, and a remark on what is missing of it.

    Rows of exactly that period are taken; else the shorter ones inside it, of the length that
    covers most months.
    """
    first, months = periods.span(period)
    exact = rows[(rows["first"] == first) & (rows["months"] == months)]
    if len(exact):
        return exact, ""
    inside = rows[
        (rows["first"] >= first)
        & (rows["first"] + rows["months"] <= first + months)
        & (rows["months"] < months)
    ]
    if inside.empty:
        return inside, ""
    covered = {
        int(str(length)): part["first"].nunique() * int(str(length))
        for length, part in inside.groupby("months")
    }
    best = max(covered, key=lambda length: (covered[length], -length))
    remark = "" if covered[best] == months else f"only {covered[best]} of {months} months reported"
    return inside[inside["months"] == best], remark


def figures(
    project: Project, *, basis: Basis, material: str = "", period: str = ""
) -> Iterator[Figures]:
    """Yield the figures of every material and period the project has, or of the ones named.

    Periods are those of the rows of trade and production, each at its own length.

    Raises:
        ValueError: if ``period`` is no period.
    """
    if period:
        periods.span(period)
    trade, production = home_trade(project), home_production(project)
    by_material = dict(iter(trade.groupby(trade["material"].astype(str), observed=True)))
    made = dict(iter(production.groupby("material")))
    names = [material] if material else [str(name) for name in project["materials"]["material"]]
    for name in names:
        rows = by_material.get(name, trade.iloc[:0])
        output = made.get(name, production.iloc[:0])
        labels = {str(label) for label in rows["period"].unique()}
        labels |= {str(label) for label in output["period"].unique()}
        wanted = [period] if period else sorted(labels, key=periods.sort_key)
        for label in wanted:
            yield _figures(rows, output, name, label, basis)


def _figures(
    rows: pd.DataFrame, output: pd.DataFrame, material: str, period: str, basis: Basis
) -> Figures:
    flow = rows["flow"].to_numpy()
    bought, remark = rows_within(rows[flow == "import"], period)
    sold, _ = rows_within(rows[flow == "export"], period)
    made, made_remark = rows_within(output, period)
    partners, amounts = by_partner(bought, basis)
    remarks = [text for text in (remark and f"imports: {remark}", made_remark) if text]
    return Figures(
        material=material,
        period=period,
        basis=basis,
        partners=partners,
        imports=amounts,
        exports=_total(sold[basis]),
        production=_total(made["quantity"]),
        remarks=tuple(remarks),
    )


def by_partner(rows: pd.DataFrame, basis: Basis) -> tuple[tuple[str, ...], Floats]:
    """Return the partners of ``rows`` in order of their code, and the amount of each.

    An amount is NaN where none of the partner's rows reports one.
    """
    sums = rows.groupby(rows["partner"].astype(str))[basis].sum(min_count=1)
    return tuple(str(name) for name in sums.index), sums.to_numpy(dtype=float)


def _total(amounts: pd.Series) -> float:
    return float(amounts.sum(min_count=1))


@dataclass(frozen=True)
class Series:
    """Amounts of one material over time: ``amounts[t, p]`` of partner ``p`` in period ``t``.

    NaN where nothing is reported. ``first`` is the first month of each period. ``home`` is the
    home production of each period (by quantity), NaN where not reported.
    """

    material: str
    basis: Basis
    grain: Grain
    periods: tuple[str, ...]
    first: npt.NDArray[np.int64]
    partners: tuple[str, ...]
    amounts: Floats
    home: Floats


def series(project: Project, material: str, *, basis: Basis, grain: Grain) -> Series:
    """Return the imports of ``material`` by partner, largest first, in periods of one length.

    Shorter rows are added up; longer ones cannot be split and are left out. A material without
    rows of that length or shorter gives a series without periods.
    """
    trade, production = home_trade(project), home_production(project)
    rows = trade[(trade["material"] == material) & (trade["flow"] == "import")]
    output = production[production["material"] == material]
    length = periods.span(periods.containing(0, grain))[1]
    labels = sorted(
        {
            periods.containing(int(first), grain)
            for part in (rows, output)
            for first in part.loc[part["months"] <= length, "first"].unique()
        }
    )
    partners = [str(name) for name in rows["partner"].unique()]
    amounts = np.full((len(labels), len(partners)), np.nan)
    home = np.full(len(labels), np.nan)
    column = {name: place for place, name in enumerate(partners)}
    for place, label in enumerate(labels):
        inside, _ = rows_within(rows, label)
        names, values = by_partner(inside, basis)
        amounts[place, [column[name] for name in names]] = values
        home[place] = _total(rows_within(output, label)[0]["quantity"])
    order = np.argsort(-np.nansum(amounts, axis=0), kind="stable")
    return Series(
        material=material,
        basis=basis,
        grain=grain,
        periods=tuple(labels),
        first=np.array([periods.span(label)[0] for label in labels], dtype=np.int64),
        partners=tuple(partners[place] for place in order),
        amounts=amounts[:, order],
        home=home,
    )
