"""Tornado and Sobol indices: which uncertain number matters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from workbench.ui.charts import View
from workbench.ui.look import theme
from workbench.ui.texts import number, percent, tr
from workbench.ui.widgets import plot as widget

if TYPE_CHECKING:
    from workbench.ui.widgets.plot import Plot

_ALL = 0.97
MOST = 10
"""Inputs that are drawn, the largest swings first."""


def draw(
    plot: Plot,
    view: View,
    table: pd.DataFrame,
    names: Sequence[str],
    measure: str,
    unit: str,
) -> None:
    """Draw how far a measure swings when one input goes from low to high.

    Args:
        plot: where to.
        view: the material and scenario.
        table: as :func:`workbench.core.simulation.ensemble.sensitivity.tornado` returns it.
        names: of the inputs, in the order of the table.
        measure: what swings, in words.
        unit: of the measure.
    """
    rows = table.head(MOST)
    middle = float(rows["middle"].iloc[0])
    with plot.drawing(
        title=tr("{material}: what moves {measure}", material=view.material_name, measure=measure),
        sentence=_sentence(rows, list(names), measure, unit),
        unit=tr(
            "{measure} in {unit}; one input at a time, from its 5 % to its 95 % value",
            measure=measure,
            unit=unit,
        ),
        low=None,
    ):
        feet = np.full(len(rows), middle)
        colours = theme()
        plot.floating_bars(
            list(names)[:MOST],
            [
                widget.Series(tr("input low"), colours.info, rows["at_low"].to_numpy() - middle, 1),
                widget.Series(
                    tr("input high"), colours.accent, rows["at_high"].to_numpy() - middle
                ),
            ],
            feet,
        )


def draw_indices(plot: Plot, view: View, table: pd.DataFrame, names: Sequence[str]) -> None:
    """Draw first-order and total Sobol indices with their errors; the table as for ``draw``."""
    rows = table.head(MOST)
    colours = theme()
    first, total = (rows[name].to_numpy(dtype=float) for name in ("first_order", "total"))
    with plot.drawing(
        title=tr("{material}: shares of the variance", material=view.material_name),
        sentence=_indices_sentence(rows, list(names)),
        unit=tr("share of the variance (Sobol indices); lines: 95 % interval"),
    ):
        listed = list(names)[:MOST]
        plot.grouped_bars(
            listed,
            [
                widget.Series(tr("alone (first order)"), colours.accent, first),
                widget.Series(tr("with the others (total)"), colours.info, total, 1),
            ],
        )
        for title, values, error, shift in (
            (tr("interval, alone"), first, "first_order_error", -0.18),
            (tr("interval, with the others"), total, "total_error", 0.18),
        ):
            width = rows[error].to_numpy(dtype=float)
            ends = widget.Series(title, colours.text, values + width)
            plot.whiskers(ends, values - width, shift)


def _sentence(rows: pd.DataFrame, names: list[str], measure: str, unit: str) -> str:
    """Say which input swings the measure most."""
    top = rows.iloc[0]
    if not top["swing"] > 0:
        return tr("None of the uncertain inputs moves it.")
    return tr(
        "{input} matters most: {measure} goes from {low} to {high}; with everything at its "
        "median it is {middle}.",
        input=names[0],
        measure=measure,
        low=number(top["at_low"]),
        high=number(top["at_high"], unit=unit),
        middle=number(top["middle"]),
    )


def _indices_sentence(rows: pd.DataFrame, names: list[str]) -> str:
    """Say which input explains most of the variance, and how much comes from interplay."""
    if not rows["total"].gt(0).any():
        return tr("It does not vary.")
    alone = min(1.0, max(0.0, float(rows["first_order"].sum())))
    text = tr(
        "{input} explains {share} of the variance alone",
        input=names[0],
        share=percent(min(1.0, max(0.0, float(rows["first_order"].iloc[0]))), 0),
    )
    if len(rows) == 1 or alone > _ALL:
        return text + "; " + tr("how the inputs act together hardly matters.")
    rest = percent(1.0 - alone, 0)
    return text + "; " + tr("about {rest} comes from how the inputs act together.", rest=rest)
