"""Figures of charts about the past: shares of imports by year, concentration over materials."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import numpy as np
import pandas as pd

from workbench.core import periods
from workbench.core.figures import Basis
from workbench.core.history import by_partner, rows_within
from workbench.core.indicators.hhi import hhi
from workbench.core.indicators.top_partner_share import top_partner_share
from workbench.core.project import Project
from workbench.core.report.chart_block import (
    Block,
    country_name,
    largest,
    material_name,
    rows_of,
)
from workbench.core.reported import home_trade

_MOST_MATERIALS = 4
_MOST_POINTS = 12
_MOST_YEARS = 12


def history_blocks(project: Project) -> Iterator[Block]:
    """Yield the shares of imports by year of the materials imported most, and a scatter of more.

    Nothing where no home is set or nothing is imported. Which materials are imported most goes by
    value, because quantities are in units of their own.
    """
    if not project.home or project["trade"].empty:
        return
    trade = home_trade(project)
    imports = trade[trade["flow"] == "import"]
    names = imports["material"].astype(str)
    totals = imports["value"].groupby(names).sum().sort_values(ascending=False, kind="stable")
    basis = cast("Basis", project.setting("basis"))
    years = {
        str(name): _by_year(imports[(names == name).to_numpy()], basis)
        for name in totals.index[:_MOST_POINTS]
    }
    years = {name: table for name, table in years.items() if len(table)}
    for name in list(years)[:_MOST_MATERIALS]:
        yield _shares(project, name, years[name], basis)
    if len(years) > 1:
        yield _concentration(project, years, basis)


def _by_year(rows: pd.DataFrame, basis: Basis) -> pd.DataFrame:
    """Return amounts by year and partner; years for which nothing is reported are left out."""
    amounts: dict[str, pd.Series] = {}
    for year in sorted({int(first) // 12 for first in rows["first"].unique()})[-_MOST_YEARS:]:
        label = periods.containing(12 * year, "year")
        inside, remark = rows_within(rows, label, basis)
        partners, values = by_partner(inside, basis)
        if np.nansum(values) > 0:
            amounts[f"{label}*" if remark else label] = pd.Series(values, index=list(partners))
    return pd.DataFrame(amounts).T if amounts else pd.DataFrame()


def _shares(project: Project, material: str, years: pd.DataFrame, basis: Basis) -> Block:
    shares = largest(years, "others")
    shares = shares.div(shares.sum(axis=1), axis=0)
    names = [n if n == "others" else country_name(project, str(n)) for n in shares.columns]
    partial = any(str(label).endswith("*") for label in shares.index)
    return Block(
        "stacked",
        f"{material_name(project, material)}: share of imports by {basis}",
        "year (* some months only)" if partial else "year",
        f"share of imports by {basis}, %",
        tuple(names),
        rows_of(shares),
        share=True,
    )


def _concentration(project: Project, years: dict[str, pd.DataFrame], basis: Basis) -> Block:
    """Return the latest complete year of each material, else its latest year at all."""
    points = []
    for name, table in years.items():
        whole = [label for label in table.index if not str(label).endswith("*")]
        label = (whole or list(table.index))[-1]
        amounts = table.loc[label].dropna().to_numpy(dtype=float)
        shown = f"{material_name(project, name)}, {label}"
        point = (top_partner_share(amounts), hhi(amounts / amounts.sum()))
        points.append((shown, point))
    return Block(
        "scatter",
        f"Concentration of imports by {basis}, latest complete year",
        "share of the largest partner, %",
        "HHI of imports, 0-1",
        ("share of the largest partner", "HHI of imports"),
        tuple(points),
    )
