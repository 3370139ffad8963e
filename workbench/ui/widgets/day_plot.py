"""A plot of curves over days that are counted from the first one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.ui.texts import tr
from workbench.ui.widgets.plot import Plot
from workbench.ui.widgets.plot_series import AnySeries, Array

if TYPE_CHECKING:
    import pandas as pd


class DayPlot(Plot):
    """A plot whose lower axis counts days; day 0 is the first."""

    def curves(self, series: Sequence[AnySeries], days: Sequence[float] | Array) -> None:
        """Draw curves over days, inside ``with plot.drawing(...)``."""
        self.lines(series, days)
        self._bottom.show_days()

    def data(self) -> pd.DataFrame:
        """Return what is shown as a table: days down, series across."""
        return super().data().rename(columns={tr("month"): tr("day")})
