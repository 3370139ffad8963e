"""Shares of imports by partner over time, stacked to 100 %."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.core import periods
from workbench.core.history import Series
from workbench.ui.charts import MOST_COUNTRIES, Chart, View
from workbench.ui.charts._styles import styles
from workbench.ui.texts import percent, tr
from workbench.ui.widgets import plot as widget

if TYPE_CHECKING:
    from workbench.ui.widgets.plot import Plot


def draw(plot: Plot, view: View) -> None:
    """Draw who the imports came from, as shares of 1."""
    found = view.series
    if found is None or not found.periods or not np.isfinite(found.amounts).any():
        plot.show_message(
            tr("No imports of {material} to show", material=view.material_name),
            tr("The table trade has no {basis} of its imports to home.", basis=view.basis),
        )
        return
    shares = found.amounts / np.nansum(found.amounts, axis=1, keepdims=True)
    length = periods.span(found.periods[0])[1]
    months = found.first.astype(float)
    with plot.drawing(
        title=tr("{material}: shares of imports", material=view.material_name),
        sentence=_sentence(view, found, shares),
        unit=tr("share of imports by {basis}", basis=view.basis),
        percent=True,
        high=1.0,
    ):
        plot.bars(_series(view, found, shares), months, width=float(length))
        plot.mark_events(view.events(int(months[0]), int(months[-1]) + length))


def _series(view: View, found: Series, shares: np.ndarray) -> list[widget.Series]:
    """Return a series for each large partner, and one for the rest."""
    large = found.partners[:MOST_COUNTRIES]
    looks = styles([*large, ""], view.home)
    drawn = [
        widget.Series(
            view.country_name(code),
            looks[code][0],
            np.nan_to_num(shares[:, place]),
            looks[code][1],
        )
        for place, code in enumerate(large)
    ]
    if len(found.partners) > MOST_COUNTRIES:
        rest = np.nansum(shares[:, MOST_COUNTRIES:], axis=1)
        count = len(found.partners) - MOST_COUNTRIES
        name = tr("{count} others", count=count)
        drawn.append(widget.Series(name, looks[""][0], rest, looks[""][1]))
    return drawn


def _sentence(view: View, found: Series, shares: np.ndarray) -> str:
    """Say who supplies most now, and what that was in the first period."""
    last = np.nan_to_num(shares[-1])
    top = int(np.argmax(last))
    text = tr(
        "In {period} {country} supplied {share} of imports by {basis}; in {first} it was {before}.",
        period=found.periods[-1],
        country=view.country_name(found.partners[top]),
        share=percent(float(last[top])),
        basis=view.basis,
        first=found.periods[0],
        before=percent(float(np.nan_to_num(shares[0, top]))),
    )
    gaps = [
        view.country_name(code)
        for place, code in enumerate(found.partners)
        if not np.isfinite(found.amounts[:, place]).any()
    ]
    if gaps:
        text += " " + tr("Left out, not reported: {countries}.", countries=", ".join(gaps))
    return text


CHART = Chart(
    title="Shares",
    meaning="Who the imports of the material came from, over time, as reported: of no scenario",
    order=1,
    draw=draw,
)
