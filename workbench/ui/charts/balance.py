"""Balance: supply by source month by month, demand, stock, and what was short."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from workbench.core import periods
from workbench.ui.charts import MOST_COUNTRIES, Chart, View
from workbench.ui.charts._states import explain_absence
from workbench.ui.charts._styles import scenario_style, styles
from workbench.ui.look import theme
from workbench.ui.texts import number, tr, tr_n
from workbench.ui.widgets import plot as widget

if TYPE_CHECKING:
    from workbench.ui.widgets.plot import Plot


def draw(plot: Plot, view: View) -> None:
    """Draw stacked supply by country, the shortage on top, and demand and stock as lines."""
    if explain_absence(plot, view):
        return
    assert view.result is not None
    rows = view.result.balance
    rows = rows[rows["material"] == view.material].reset_index(drop=True)
    if rows.empty:
        plot.show_message(tr("{material} is not simulated", material=view.material_name))
        return
    months = np.array([periods.span(str(name))[0] for name in rows["period"]], dtype=float)
    if view.pinned:
        _draw_several(plot, view, months)
        return
    colours = theme()
    shortage = rows["shortage"].to_numpy(dtype=float)
    with plot.drawing(
        title=tr("{material}: supply and demand", material=view.material_name),
        sentence=_sentence(view, rows),
        unit=tr("{unit} a month; stock in {unit}", unit=view.unit),
    ):
        arrivals = _arrivals(view, rows)
        stack = _supply(view, arrivals)
        drawn = _from_stock(rows, arrivals)
        if drawn.max(initial=0.0) > 0:
            stack.append(widget.Series(tr("from stock"), colours.field, drawn, 1))
        if np.nanmax(shortage, initial=0.0) > 0:
            stack.append(widget.Series(tr("shortage"), colours.error, shortage, 3))
        plot.bars(stack, months)
        plot.lines(
            [
                widget.Series(tr("demand"), colours.text, rows["demand"].to_numpy(dtype=float)),
                widget.Series(tr("stock"), colours.text, rows["stock"].to_numpy(dtype=float), 1),
            ],
            months,
        )
        plot.mark_events(view.events(int(months[0]), int(months[-1])))


def _draw_several(plot: Plot, view: View, months: np.ndarray) -> None:
    """Draw shortage and stock of every scenario as curves, and the demand of the chosen one."""
    assert view.result is not None
    every = [view.result, *view.pinned]
    tables = [one.balance[one.balance["material"] == view.material] for one in every]
    with plot.drawing(
        title=tr("{material}: shortage and stock", material=view.material_name),
        sentence=_sentence(view, tables[0].reset_index(drop=True)),
        unit=tr("{unit} a month; stock in {unit}", unit=view.unit),
    ):
        demand = tables[0]["demand"].to_numpy(dtype=float)
        plot.lines([widget.Series(tr("demand"), theme().muted, demand, 3)], months, 1.0)
        for place, (one, rows) in enumerate(zip(every, tables, strict=True)):
            if rows.empty:
                continue
            colour, _ = scenario_style(place)
            name = view.name_of(one.scenario)
            stock, short = (rows[part].to_numpy(dtype=float) for part in ("stock", "shortage"))
            titles = tr("stock: {name}", name=name), tr("shortage: {name}", name=name)
            plot.lines([widget.Series(titles[0], colour, stock, 1)], months, 1.0)
            plot.lines([widget.Series(titles[1], colour, short)], months, 2.0)
        plot.mark_events(view.events(int(months[0]), int(months[-1])))


def _arrivals(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """Return what arrived or was made for home, by period (of ``rows``) and country."""
    assert view.result is not None
    flows = view.result.flows
    flows = flows[flows["material"] == view.material]
    code, country = pd.factorize(flows["country"])
    place = pd.Index(rows["period"]).get_indexer(pd.Index(flows["period"]))
    quantity = flows["quantity"].to_numpy(dtype=float)
    known = (place >= 0) & (code >= 0) & ~np.isnan(quantity)
    amounts = np.zeros((len(rows), len(country)))
    np.add.at(amounts, (place[known], code[known]), quantity[known])
    return pd.DataFrame(amounts, columns=[str(one) for one in country])


def _supply(view: View, arrivals: pd.DataFrame) -> list[widget.Series]:
    """Return the supply by country, home first, largest next."""
    total = arrivals.sum()
    order = [str(code) for code in total[total > 0].sort_index().index]
    order.sort(key=lambda code: (code != view.home, -total[code]))
    large = order[:MOST_COUNTRIES]
    looks = styles([*large, ""], view.home)
    drawn = [
        widget.Series(
            view.country_name(code), looks[code][0], arrivals[code].to_numpy(), looks[code][1]
        )
        for code in large
    ]
    if len(order) > MOST_COUNTRIES:
        others = arrivals[order[MOST_COUNTRIES:]].sum(axis=1).to_numpy()
        name = tr("{count} others", count=len(order) - MOST_COUNTRIES)
        drawn.append(widget.Series(name, looks[""][0], others, looks[""][1]))
    return drawn


def _from_stock(rows: pd.DataFrame, arrivals: pd.DataFrame) -> np.ndarray:
    """Return what was taken from stock each month: what was delivered and did not arrive then."""
    gap = rows["delivered"].to_numpy(dtype=float) - arrivals.to_numpy().sum(axis=1)
    return np.where(gap > 1e-9 * rows["demand"].to_numpy(dtype=float), gap, 0.0)


def _sentence(view: View, rows: pd.DataFrame) -> str:
    """Say how much was short, when, and how low the stock fell."""
    short = rows[rows["shortage"] > 1e-9 * rows["demand"].clip(lower=1e-9)]
    lowest = rows.iloc[int(np.argmin(rows["stock"].to_numpy()))]
    stock = tr(
        "Stock is lowest in {period}: {stock}.",
        period=lowest["period"],
        stock=number(lowest["stock"], unit=view.unit),
    )
    if short.empty:
        return tr("Demand is met in every month.") + " " + stock
    return (
        tr_n(
            "Short of {amount} in {count} month, {worst}.",
            "Short of {amount} in {count} months, first in {first}, most in {worst}.",
            len(short),
            amount=number(short["shortage"].sum(), unit=view.unit),
            first=short["period"].iloc[0],
            worst=short["period"].iloc[int(np.argmax(short["shortage"].to_numpy()))],
        )
        + " "
        + stock
    )


CHART = Chart(
    title="Balance",
    meaning="Supply by source, demand, stock and shortage, month by month",
    order=3,
    draw=draw,
)
