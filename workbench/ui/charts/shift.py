"""Dependence shift: the share of each country in supply, base against scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from workbench.ui.charts import Chart, View
from workbench.ui.charts._states import explain_absence, window_text
from workbench.ui.charts._styles import scenario_style
from workbench.ui.look import OTHERS, country_colour
from workbench.ui.texts import percent, tr
from workbench.ui.widgets import plot as widget

if TYPE_CHECKING:
    from workbench.ui.widgets.plot import Plot

MOST = 10


def draw(plot: Plot, view: View) -> None:
    """Draw two bars a country: its share of supply in the base and in the scenario."""
    if explain_absence(plot, view):
        return
    assert view.result is not None
    if not view.scenario:
        plot.show_message(
            tr("Choose a scenario to see what it shifts"),
            tr("The pane Scenarios lists them; the base alone has no shift."),
        )
        return
    rows = view.result.shift
    rows = rows[rows["material"] == view.material]
    rows = rows[(rows["base_share"] > 0) | (rows["scenario_share"] > 0)]
    if rows.empty:
        plot.show_message(
            tr("No supply of {material} to compare", material=view.material_name),
            tr("Neither imports nor home production of it are known."),
        )
        return
    rows = rows.sort_values("base_share", ascending=False, kind="stable")
    shown = _largest(rows)
    names = [view.country_name(code) if code else tr("others") for code in shown["country"]]
    colours = [country_colour(code, view.home) for code in shown["country"]]
    faded = [colour.lighter(100) for colour in colours]
    for colour in faded:
        colour.setAlpha(110)
    if view.pinned:
        _draw_several(plot, view)
        return
    with plot.drawing(
        title=tr("{material}: who supplies it", material=view.material_name),
        sentence=_sentence(view, rows),
        unit=tr("share of supply by quantity (imports + home production), {window}").format(
            window=window_text(view)
        ),
        percent=True,
    ):
        plot.grouped_bars(
            names,
            [
                widget.Series(tr("base"), faded, shown["base_share"].to_numpy(dtype=float)),
                widget.Series(
                    view.scenario_name, colours, shown["scenario_share"].to_numpy(dtype=float)
                ),
            ],
        )


def _draw_several(plot: Plot, view: View) -> None:
    """Draw a bar for the base and for each scenario, country by country."""
    assert view.result is not None
    every = [view.result, *view.pinned]
    tables = {
        one.scenario: one.shift[one.shift["material"] == view.material].set_index("country")
        for one in every
    }
    shares = pd.DataFrame({name: table["scenario_share"] for name, table in tables.items()})
    base = pd.concat([table["base_share"] for table in tables.values()])
    shares = shares.assign(base=base.groupby(level=0).first()).fillna(0.0)
    order = shares.max(axis=1).sort_values(ascending=False, kind="stable").index
    shown = shares.loc[order[:MOST]]
    if len(order) > MOST:
        shown = pd.concat([shares.loc[order[: MOST - 1]], _rest(shares.loc[order[MOST - 1 :]])])
    looks = {one.scenario: scenario_style(place) for place, one in enumerate(every)}
    with plot.drawing(
        title=tr("{material}: who supplies it", material=view.material_name),
        sentence=_sentence(view, tables[view.scenario].reset_index()),
        unit=tr("share of supply by quantity (imports + home production), {window}").format(
            window=window_text(view)
        ),
        percent=True,
    ):
        bars = [] if "" in looks else [widget.Series(tr("base"), OTHERS, shown["base"].to_numpy())]
        bars += [
            widget.Series(view.name_of(name), look[0], shown[name].to_numpy(dtype=float), look[1])
            for name, look in looks.items()
        ]
        names = [view.country_name(code) if code else tr("others") for code in shown.index]
        plot.grouped_bars(names, bars)


def _rest(shares: pd.DataFrame) -> pd.DataFrame:
    """Return shares added up, under the empty code."""
    return pd.DataFrame([shares.sum()], index=[""])


def _largest(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows to draw: the largest, and the rest added up under the empty code."""
    if len(rows) <= MOST:
        return rows
    size = rows[["base_share", "scenario_share"]].max(axis=1)
    keep = size.sort_values(ascending=False, kind="stable").index[: MOST - 1]
    rest = rows[~rows.index.isin(keep)]
    total = {name: rest[name].sum() for name in ("base_share", "scenario_share")}
    others = pd.DataFrame([{"country": "", **total}])
    return pd.concat([rows[rows.index.isin(keep)], others], ignore_index=True)


def _sentence(view: View, rows: pd.DataFrame) -> str:
    """Say the largest change of a share of supply, and beside it the share of imports."""
    changes = rows["change"].fillna(0.0)
    row = rows.iloc[int(np.argmax(changes.abs().to_numpy()))]
    if abs(row["change"]) < 5e-4:
        return tr("No country's share of supply changes by more than 0.05 points.")
    text = tr(
        "{country}: {before} to {after} of supply",
        country=view.country_name(row["country"]),
        before=percent(row["base_share"]),
        after=percent(row["scenario_share"]),
    )
    if row["country"] == view.home:
        return text + "."
    return text + tr(
        "; of imports alone {before} to {after}.",
        before=percent(row["base_share_of_imports"]),
        after=percent(row["scenario_share_of_imports"]),
    )


CHART = Chart(
    title="Shift",
    meaning="Share of each country in supply, base against scenario",
    order=2,
    draw=draw,
)
