"""Fan: how far a series may lie apart, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from PySide6.QtGui import QColor

from workbench.ui.charts._drawn import (
    Drawn,
    draws_text,
    explain_nothing,
    month_name,
    months_of,
    plan_of,
)
from workbench.ui.look import theme
from workbench.ui.texts import number, tr
from workbench.ui.widgets import plot as widget

if TYPE_CHECKING:
    from workbench.ui.widgets.plot import Plot

SERIES = {
    "shortage": "shortage",
    "stock": "stock",
    "imports": "imports",
    "production": "production",
}
"""Series of which a fan can be drawn, and their names."""
_OUTER, _INNER = 70, 130


def draw(plot: Plot, drawn: Drawn) -> None:
    """Draw bands of 90 and 50 % of the draws, their median, and the scenario as it is entered."""
    if explain_nothing(plot, drawn):
        return
    assert drawn.found is not None
    view, months = drawn.view, months_of(drawn.found)
    fan = _of(drawn.found.fan_of(view.material), drawn.series)
    if fan.empty:
        plot.show_message(
            tr("No fan of {material} was kept", material=view.material_name),
            tr(
                "There is memory for the fans of some materials only: draw again, now that it is "
                "the chosen one."
            ),
        )
        return
    plan = plan_of(drawn.found, view.material, drawn.series)
    unit = view.unit if drawn.series == "stock" else tr("{unit} a month", unit=view.unit)
    with plot.drawing(
        title=tr("{material}: {series}", material=view.material_name, series=tr(drawn.series)),
        sentence=_sentence(drawn, fan, plan),
        unit=unit,
    ):
        for place, (name, found, colour, pattern) in enumerate(drawn.every()):
            rows = fan if not place else _of(found.fan_of(view.material), drawn.series)
            if rows.empty:
                continue
            alone = len(drawn.beside) == 0
            if not place:
                plot.band(
                    _series(tr("90 % of the draws"), colour, _OUTER, rows["p95"]),
                    rows["p5"].to_numpy(),
                    months,
                )
                plot.band(
                    _series(tr("50 % of the draws"), colour, _INNER, rows["p75"]),
                    rows["p25"].to_numpy(),
                    months,
                )
            elif found.inputs:
                edge = tr("{name}: 95 %", name=name)
                plot.lines([widget.Series(edge, colour, rows["p95"].to_numpy(), 2)], months, 1.0)
            title = tr("median") if alone else tr("{name}: median", name=name)
            plot.lines([widget.Series(title, colour, rows["p50"].to_numpy(), pattern)], months)
        plot.lines([widget.Series(tr("as entered"), theme().text, plan, 1)], months)
        plot.mark_events(view.events(int(months[0]), int(months[-1])))


def _of(table: pd.DataFrame, series: str) -> pd.DataFrame:
    return table[table["series"] == series].reset_index(drop=True)


def _series(name: str, colour: QColor, alpha: int, values: pd.Series) -> widget.Series:
    faded = QColor(colour)
    faded.setAlpha(alpha)
    return widget.Series(name, faded, values.to_numpy(dtype=float))


def _sentence(drawn: Drawn, fan: pd.DataFrame, plan: np.ndarray) -> str:
    """Say where the fan is widest, and how many draws it is made from."""
    assert drawn.found is not None
    unit, count = drawn.view.unit, draws_text(drawn.found)
    width = (fan["p95"] - fan["p5"]).to_numpy(dtype=float)
    place = int(np.argmax(width))
    if width[place] <= 1e-9 * max(float(np.abs(plan).max(initial=0.0)), 1e-9):
        return tr("It is the same in every draw ({draws}).", draws=count)
    row = fan.iloc[place]
    return tr(
        "Least certain in {month}: {low} to {high} in 90 % of the draws, median {middle}; "
        "as entered {plan} ({draws}).",
        month=month_name(months_of(drawn.found)[place]),
        low=number(row["p5"]),
        high=number(row["p95"], unit=unit),
        middle=number(row["p50"]),
        plan=number(plan[place]),
        draws=count,
    )
