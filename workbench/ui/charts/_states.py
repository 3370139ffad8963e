"""What charts of a simulation say when there is no result, and over which months they speak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.core import periods
from workbench.ui.texts import tr

if TYPE_CHECKING:
    from workbench.ui.charts import View
    from workbench.ui.widgets.plot import Plot


def explain_absence(plot: Plot, view: View) -> bool:
    """Show why there is no result, if so; return whether that was needed."""
    if view.failure:
        first = view.failure[0]
        plot.show_message(tr("The simulation cannot run"), str(first))
        return True
    if view.result is None:
        plot.show_message(tr("Simulating ..."))
        return True
    return False


def window_text(view: View) -> str:
    """Return the months over which shares are taken, in words."""
    assert view.result is not None
    first, last = view.result.window
    if not first:
        return ""
    months = periods.span(last)[0] - periods.span(first)[0] + 1
    return tr("{first} to {last}, {months} months", first=first, last=last, months=months)
