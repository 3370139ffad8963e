"""The figures that the native charts are drawn from: which materials, which series, which units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from workbench.core.project import Project
from workbench.core.report.chart_block import (
    Block,
    country_name,
    largest,
    material_name,
    material_unit,
    rows_of,
)
from workbench.core.report.history_figures import history_blocks
from workbench.core.report.stacking import BASE
from workbench.core.simulation.result import Result

LINES = ("delivered", "demand", "stock", "shortage")
"""Of the balance; demand is dashed and drawn over what is delivered, which it often equals."""

_MOST_COUNTRIES = 12
_MOST_TOGETHER = 3
_MOST_SCENARIOS = 12


def blocks(project: Project, runs: Sequence[Result]) -> list[Block]:
    """Return the blocks of all charts: scenarios together, each run, and the past.

    Of each run the shift, the balance and the supply of the material it changes most; the same
    materials then over all scenarios, which is where they are compared.
    """
    drawn = [run for run in runs if len(run.shift) or len(run.balance)]
    chosen = {index: most_changed(run) for index, run in enumerate(drawn)}
    made: list[Block] = []
    if len(drawn) > 1:
        for material in list(dict.fromkeys(chosen.values()))[:_MOST_TOGETHER]:
            made += _together(drawn, material)
    for index, run in enumerate(drawn):
        made += [_shift(run, chosen[index]), _balance(run, chosen[index])]
        made += _supply(run, chosen[index])
    return [*made, *history_blocks(project)]


def most_changed(run: Result) -> str:
    """Return the material whose share of supply changes most, else the one most often short."""
    change = run.shift.assign(size=run.shift["change"].abs()).dropna(subset=["size"])
    if len(change) and change["size"].max() > 0:
        return str(change["material"].iloc[int(change["size"].to_numpy().argmax())])
    balance = run.balance
    short = balance["shortage"].groupby(balance["material"].astype(str), sort=False).sum()
    return str(short.idxmax()) if len(short) else str(run.shift["material"].iloc[0])


def _together(runs: Sequence[Result], material: str) -> Iterator[Block]:
    """Yield a line for each scenario of what changes most visibly: shortage, and the imports."""
    named = [(run.scenario or BASE, run.balance) for run in runs[:_MOST_SCENARIOS]]
    if all(name != BASE for name, _ in named):
        named.insert(0, (BASE, runs[0].base_balance))
    project = runs[0].project
    for measure in ("shortage", "imports"):
        series = {name: _by_month(balance, material)[measure] for name, balance in named}
        frame = pd.DataFrame(series)
        if frame.to_numpy().any():
            yield Block(
                "lines",
                f"{material_name(project, material)}: {measure} by month, every scenario",
                "month",
                f"{measure}, {material_unit(project, material)} per month",
                tuple(frame.columns),
                rows_of(frame),
            )


def _by_month(balance: pd.DataFrame, material: str) -> pd.DataFrame:
    return balance[balance["material"].astype(str) == material].set_index("period")


def _title(run: Result, material: str, what: str) -> str:
    return f"{material_name(run.project, material)}: {what}, {run.scenario or BASE}"


def _shift(run: Result, material: str) -> Block:
    part = run.shift[run.shift["material"].astype(str) == material]
    larger = part[["base_share", "scenario_share"]].max(axis=1)
    part = part.loc[larger.sort_values(ascending=False, kind="stable").index][:_MOST_COUNTRIES]
    names = [country_name(run.project, str(code)) for code in part["country"]]
    frame = part[["base_share", "scenario_share"]].set_axis(pd.Index(names), axis="index")
    window = " to ".join(run.window) if all(run.window) else "all months"
    return Block(
        "columns",
        _title(run, material, "share of supply"),
        f"country; average of {window}",
        "share of supply, %",
        ("base", "scenario"),
        rows_of(frame),
        share=True,
    )


def _balance(run: Result, material: str) -> Block:
    return Block(
        "lines",
        _title(run, material, "balance by month"),
        "month",
        f"{material_unit(run.project, material)}, in the month (stock: at its end)",
        LINES,
        rows_of(_by_month(run.balance, material)[list(LINES)]),
    )


def _supply(run: Result, material: str) -> Iterator[Block]:
    """Yield what each source supplied, if any source did."""
    flows = run.flows[run.flows["material"].astype(str) == material]
    if flows.empty:
        return
    names = {str(code): country_name(run.project, str(code)) for code in flows["country"].unique()}
    source, country = flows["source"].astype(str), flows["country"].astype(str)
    # A source made from customs figures is called by its country.
    label = source.where(source != country, country.map(names))
    amounts = flows.assign(label=label).pivot_table(
        index="period", columns="label", values="quantity", aggfunc="sum", observed=True
    )
    amounts = amounts.reindex(pd.unique(run.balance["period"].astype(str)), fill_value=0.0)
    yield Block(
        "stacked",
        _title(run, material, "supply by source"),
        "month",
        f"{material_unit(run.project, material)} per month",
        tuple(str(name) for name in largest(amounts, "others").columns),
        rows_of(largest(amounts, "others")),
    )
