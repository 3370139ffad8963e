"""Chance: in how many of the draws demand is not served, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.ui.charts._drawn import Drawn, draws_text, explain_nothing, month_name, months_of
from workbench.ui.look import theme
from workbench.ui.texts import percent, tr
from workbench.ui.widgets import plot as widget

if TYPE_CHECKING:
    from workbench.ui.widgets.plot import Plot


def draw(plot: Plot, drawn: Drawn) -> None:
    """Draw the chance of a shortage in every month; pinned scenarios as lines."""
    if explain_nothing(plot, drawn):
        return
    assert drawn.found is not None
    view, months = drawn.view, months_of(drawn.found)
    with plot.drawing(
        title=tr("{material}: chance of a shortage", material=view.material_name),
        sentence=_sentence(drawn),
        unit=tr("share of the draws in which demand is not served"),
        percent=True,
        high=1.0,
    ):
        for place, (name, found, colour, pattern) in enumerate(drawn.every()):
            chance = found.chance_of(view.material)
            if not place:
                title = name if drawn.beside else tr("chance of a shortage")
                shade = colour if drawn.beside else theme().error
                plot.bars([widget.Series(title, shade, chance)], months)
            else:
                plot.lines([widget.Series(name, colour, chance, pattern)], months)
        plot.mark_events(view.events(int(months[0]), int(months[-1])))


def _sentence(drawn: Drawn) -> str:
    """Say when a shortage is most likely, and how likely there is one at all."""
    assert drawn.found is not None
    count = draws_text(drawn.found)
    chance = drawn.found.chance_of(drawn.view.material)
    if not chance.any():
        return tr("Demand is served in every month of every draw ({draws}).", draws=count)
    place = int(np.argmax(chance))
    ever = float(np.isfinite(drawn.found.survival_of(drawn.view.material)).mean())
    first, last = drawn.found.plan.window
    return tr(
        "Most likely in {month}: {chance}; some time from {first} to {last}: {ever} ({draws}).",
        month=month_name(months_of(drawn.found)[place]),
        chance=percent(float(chance[place])),
        first=first,
        last=last,
        ever=percent(ever),
        draws=count,
    )
