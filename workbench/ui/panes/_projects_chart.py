"""Charts of a cooperation model: what it delivers, and how long imports still bind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from workbench.core import periods
from workbench.core.appraisal.cooperation.delivery import QUANTILES, Delivery
from workbench.core.appraisal.cooperation.model import CooperationModel
from workbench.core.appraisal.cooperation.overview import month_of
from workbench.core.project import Project
from workbench.ui.charts import View
from workbench.ui.look import theme
from workbench.ui.panes._projects_words import unit_of
from workbench.ui.texts import number, percent, tr
from workbench.ui.widgets import plot as widget

if TYPE_CHECKING:
    from workbench.core.appraisal.ramp import Ramp
    from workbench.ui.widgets.plot import Plot

_YEAR = 12


def draw(
    plot: Plot,
    project: Project,
    model: CooperationModel,
    delivery: Delivery,
    before: Delivery | None = None,
) -> None:
    """Draw what a model delivers by month with its band; ``before`` is it without a delay."""
    unit, colours = unit_of(project, model.material), theme()
    months = delivery.first + np.arange(len(delivery.tonnes), dtype=float)
    low, middle, high = delivery.band
    name = _percent_of(QUANTILES[0], QUANTILES[-1])
    with plot.drawing(
        title=tr("{name}: qualified {unit} by month", name=model.key, unit=unit),
        sentence=_sentence(delivery, unit),
        unit=tr("{unit} a month", unit=unit),
    ):
        band = colours.colour("accent")
        band.setAlphaF(0.28)
        plot.band(widget.Series(name, band, high), low, months)
        drawn = [
            widget.Series(tr("median"), colours.accent, middle),
            widget.Series(tr("plan"), colours.text, delivery.tonnes, 1),
        ]
        if before is not None:
            drawn.append(
                widget.Series(tr("plan without the delay"), colours.muted, before.tonnes, 2)
            )
        plot.lines(drawn, months)
        plot.mark_events(_events(project, model, int(months[0]), int(months[-1])))


def _events(project: Project, model: CooperationModel, first: int, last: int) -> list[widget.Event]:
    view = View(
        project=project, material=model.material, scenario="", basis="quantity", grain="month"
    )
    return view.events(first, last)


def _percent_of(low: float, high: float) -> str:
    return tr("{low}-{high} %", low=number(100 * low), high=number(100 * high))


def _sentence(delivery: Delivery, unit: str) -> str:
    """Say from when on something is delivered by plan, and how much a year later."""
    month = month_of(delivery.plan.qualified)
    if not month or not (delivery.tonnes > 0).any():
        return tr("Nothing is delivered in these months by plan.")
    place = periods.span(month)[0] + _YEAR - delivery.first
    text = tr("Delivers from {month} by plan.", month=month)
    if 0 <= place < len(delivery.tonnes):
        low, middle, high = delivery.band[:, place]
        text += " " + tr(
            "In {month}: {plan} {unit} by plan, {middle} in the middle of the draws"
            " ({low} to {high} in 5-95 % of them).",
            month=periods.month_name(delivery.first + place),
            plan=number(round(delivery.tonnes[place], 1)),
            unit=unit,
            middle=number(round(middle, 1)),
            low=number(round(low, 1)),
            high=number(round(high, 1)),
        )
    return text


def draw_ramp(plot: Plot, project: Project, ramp: Ramp) -> None:
    """Draw how long home survives without imports, month by month, against the time to recover.

    Where nothing would be missing the time has no end, and no point is drawn.
    """
    table, colours = ramp.months, theme()
    months = np.array([periods.span(str(p))[0] for p in table["period"]], dtype=float)

    def times(label: str) -> np.ndarray:
        values = table[f"time_to_survive_{label}"].to_numpy(dtype=float)
        return np.where(np.isfinite(values), values, np.nan)

    if not any(np.isfinite(times(label)).any() for label in ("p5", "p50", "p95")):
        plot.show_message(
            tr("Imports no longer bind"),
            tr("In no month and no draw would anything be missing if imports stopped."),
        )
        return
    unit = unit_of(project, ramp.material)
    with plot.drawing(
        title=tr("{name}: how long home survives if imports stop", name=ramp.project),
        sentence=ramp_sentence(ramp, unit),
        unit=tr("months"),
    ):
        band = colours.colour("accent")
        band.setAlphaF(0.28)
        plot.band(widget.Series(_percent_of(0.05, 0.95), band, times("p95")), times("p5"), months)
        recover = np.full(len(months), ramp.recover)
        plot.lines(
            [
                widget.Series(tr("time to survive, median"), colours.accent, times("p50")),
                widget.Series(tr("time to recover"), colours.error, recover, 1),
            ],
            months,
        )


def ramp_sentence(ramp: Ramp, unit: str) -> str:
    """Say in how many months imports are needed, and the stock that bridges the worst of them."""
    low, middle, high = ramp.binding_months.values()
    table: pd.DataFrame = ramp.months
    worst = table.iloc[int(np.argmax(table["stock_needed_p95"].to_numpy()))]
    return tr(
        "Imports of {material} are still needed in {middle} of {count} months (5-95 %: {low} to"
        " {high}). To bridge {recover} months without them takes up to {stock} ({month}, 95 %);"
        " {there} are in stock. Chance that stock ends first, at worst: {chance}.",
        material=ramp.material,
        middle=number(middle),
        count=len(table),
        low=number(low),
        high=number(high),
        recover=number(ramp.recover),
        stock=number(worst["stock_needed_p95"], unit=unit),
        month=worst["period"],
        there=number(ramp.stock, unit=unit),
        chance=percent(float(table["exposed"].max()), 0),
    )
