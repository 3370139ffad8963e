"""The figure that a rule of the early warning judged, its threshold and where it warned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.core import periods
from workbench.ui.charts import View
from workbench.ui.charts._styles import styles
from workbench.ui.look import theme
from workbench.ui.texts import tr
from workbench.ui.widgets import plot as widget

if TYPE_CHECKING:
    from workbench.core.warning.timeline import Timeline
    from workbench.ui.widgets.plot import Plot

_DASHED = 1


def draw(plot: Plot, view: View, found: Timeline | None, said: str = "") -> None:
    """Draw the figure of every month beside the threshold of that month; alarms stand out.

    ``said`` is what the chosen alarm says.
    """
    if found is None or not np.isfinite(found.value).any():
        plot.show_message(
            tr("No series to show"),
            tr("This rule could be judged in no month from the figures of the project."),
        )
        return
    months = found.months.astype(float)
    country = view.country_name(found.partner) if found.partner else ""
    colour = styles([found.partner], view.home)[found.partner][0]
    title = ": ".join(part for part in (view.material_name, tr(found.rule.title), country) if part)
    share = found.rule.kind == "share"
    warned = theme().colour("error")
    with plot.drawing(
        title=title,
        sentence=f"{said}. {_sentence(found)}" if said else _sentence(found),
        unit="" if share else tr(found.unit),
        percent=share,
    ):
        lines = [
            widget.Series(
                tr("{figure}, newest known", figure=tr(found.rule.series)), colour, found.value
            ),
            widget.Series(tr("threshold"), theme().colour("muted"), found.threshold, _DASHED),
        ]
        plot.lines(lines, months)
        if found.alarm.any():
            alarms = np.where(found.alarm, found.value, np.nan)
            plot.lines([widget.Series(tr("warning"), warned, alarms)], months, width=4.0)
        plot.mark_events(view.events(int(months[0]), int(months[-1]) + 1))


def _sentence(found: Timeline) -> str:
    """Say in how many months it warned, and that each was judged with what was known then."""
    warned = found.months[found.alarm]
    judged = int(np.isfinite(found.value).sum())
    if not len(warned):
        return tr("No warning at the end of any of {judged} months.", judged=judged)
    return tr(
        "Warned at the end of {count} of {judged} months, first in {first}, last in {last}; every "
        "month is judged with the figures known at its end.",
        count=len(warned),
        judged=judged,
        first=periods.month_name(int(warned[0])),
        last=periods.month_name(int(warned[-1])),
    )
