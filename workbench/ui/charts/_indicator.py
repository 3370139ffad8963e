"""One indicator over time, with the thresholds on its scale; of a rule, what the rule judges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from workbench.core import periods
from workbench.core.dependence import Dependence, Judgement
from workbench.core.indicators import Indicator
from workbench.core.thresholds import Threshold
from workbench.ui.charts import View
from workbench.ui.look import theme
from workbench.ui.texts import number, tr, tr_n
from workbench.ui.widgets import plot as widget
from workbench.ui.widgets.plot_series import Array

if TYPE_CHECKING:
    from workbench.ui.widgets.plot import Plot

_MOST_REASON = 160


def draw(
    plot: Plot,
    view: View,
    found: Dependence,
    key: str,
    indicator: Indicator,
    marks: tuple[Threshold, ...],
    judgement: Judgement | None,
) -> None:
    """Draw the figures of all periods, the thresholds as lines, and what happened."""
    own = found.values.loc[key].to_numpy(dtype=float)
    values = judgement.values if judgement is not None else own
    if not np.isfinite(values).any():
        plot.show_message(
            tr("{indicator}: no figure in any period", indicator=tr(indicator.title)),
            str(found.notes.loc[key].iloc[-1]) if found.periods else "",
        )
        return
    spans = [periods.span(period) for period in found.periods]
    months = np.array([first for first, _ in spans], dtype=float)
    length = spans[0][1]
    with plot.drawing(
        title=f"{view.material_name}: {tr(indicator.title)}",
        sentence=_sentence(found, key, own, judgement),
        unit=tr(judgement.unit or "0-1") if judgement is not None else tr(indicator.unit),
    ):
        plot.bars(_bars(indicator, own, judgement), months, width=float(length))
        lines = _lines(marks, judgement, len(months))
        if lines and len(months) > 1:
            plot.lines(lines, months)
        plot.mark_events(view.events(int(months[0]), int(months[-1]) + length))


def _bars(indicator: Indicator, own: Array, judgement: Judgement | None) -> list[widget.Series]:
    """Return one series, or of a rule that holds or not two: where it holds, and where not."""
    colours = theme()
    if judgement is None:
        return [widget.Series(tr(indicator.title), colours.accent, own)]
    name = tr(judgement.name)
    if _grades(judgement):
        return [widget.Series(name, colours.accent, judgement.values)]
    parts = (
        (tr("{figure}: holds", figure=name), colours.error, 1, own > 0),
        (tr("{figure}: does not hold", figure=name), colours.accent, 0, own == 0),
        (tr("{figure}: not known", figure=name), colours.field, 2, np.isnan(own)),
    )
    return [
        widget.Series(text, colour, np.where(where, judgement.values, np.nan), pattern)
        for text, colour, pattern, where in parts
        if np.isfinite(judgement.values[where]).any()
    ]


def _grades(judgement: Judgement) -> bool:
    return len(judgement.bounds) > 1


def _lines(
    marks: tuple[Threshold, ...], judgement: Judgement | None, count: int
) -> list[widget.Series]:
    ink = theme().text
    if judgement is not None:
        bounds = [(tr("threshold {bound}", bound=number(x)), x) for x in judgement.bounds.tolist()]
    else:
        bounds = [(one.name, one.value) for one in marks]
    return [
        widget.Series(name, ink, np.full(count, bound), 1 + place % 3)
        for place, (name, bound) in enumerate(dict(bounds).items())
        if np.isfinite(bound)
    ]


def _sentence(found: Dependence, key: str, own: Array, judgement: Judgement | None) -> str:
    """Say from what to what it went, or how often the rule held, and what has no figure."""
    known = np.flatnonzero(np.isfinite(own))
    text = ""
    if judgement is not None:
        held = int(np.sum(own[known] > 0))
        words = (
            tr("Watched in {held} of {known} periods; drawn is the figure that is graded.")
            if _grades(judgement)
            else tr("Held in {held} of {known} periods; drawn is the figure it judges first.")
        )
        text = words.format(held=held, known=len(known))
    elif len(known):
        first, last = known[0], known[-1]
        text = tr(
            "{before} in {first}, {after} in {last}.",
            before=number(float(own[first])),
            first=found.periods[first],
            after=number(float(own[last])),
            last=found.periods[last],
        )
    lacking = len(own) - len(known)
    if lacking:
        place = np.flatnonzero(np.isnan(own))[-1]
        why = str(found.notes.loc[key].iloc[place])
        why = why if len(why) <= _MOST_REASON else f"{why[:_MOST_REASON]}…"
        text += " " + tr_n(
            "{count} period has no figure, {last}: {why}",
            "{count} periods have no figure, the last one {last}: {why}",
            lacking,
            last=found.periods[place],
            why=why,
        )
    return text.strip()


def table(found: Dependence, key: str, judgement: Judgement | None) -> pd.DataFrame:
    """Return a row a period, oldest first: the figure, its status, why, and what was judged."""
    frame = pd.DataFrame(
        {
            tr("period"): list(found.periods),
            tr("value"): found.values.loc[key].to_numpy(dtype=float),
            tr("status"): list(found.status.loc[key]),
            tr("note"): list(found.notes.loc[key]),
        }
    )
    if judgement is not None:
        frame[tr(judgement.name)] = judgement.values
    return frame
