"""The table of measures of many draws: quantiles and tail beside the scenario as it is entered."""

from __future__ import annotations

import pandas as pd

from workbench.ui.charts._drawn import Drawn
from workbench.ui.panes._uncertainty_words import measure_meaning, measure_name, measure_unit
from workbench.ui.texts import tr
from workbench.ui.widgets.figure_cells import FigureDelegate
from workbench.ui.widgets.filtered_table import FilteredTable
from workbench.ui.widgets.table import Heading

_FIGURES = ("plan", "p5", "p50", "p95", "cvar95")


class MeasuresTable(FilteredTable):
    """Every measure of the chosen material."""

    def __init__(self) -> None:
        super().__init__(tr("Measures"), empty=tr("Nothing is drawn yet: press Draw."))
        self._delegate = FigureDelegate(self.view)

    def show_bands(self, drawn: Drawn) -> None:
        """Show the measures of what was drawn."""
        frame, shown = pd.DataFrame(), list[Heading]()
        found, view = drawn.found, drawn.view
        if found is not None and view.material in found.materials:
            bands = found.bands_of(view.material)
            frame = bands.assign(
                name=[measure_name(one) for one in bands["measure"]],
                unit=[measure_unit(one, view.unit) for one in bands["measure"]],
                meaning=[measure_meaning(one) for one in bands["measure"]],
            )
            shown = _headings()
        self.view.frames.set_frame(frame, shown)
        for place, head in enumerate(shown):
            if head.column in _FIGURES:
                self.view.setItemDelegateForColumn(place, self._delegate)
        self.view.fit()


def _headings() -> list[Heading]:
    def figure(column: str, title: str, meaning: str) -> Heading:
        return Heading(column, title, "", meaning, True, endless=tr("never"))

    worst = tr("Mean of the worst 5 % of the draws (conditional value at risk)")
    return [
        Heading("name", tr("measure")),
        Heading("unit", tr("unit")),
        figure("plan", tr("as entered"), tr("The scenario with the sizes that are entered")),
        figure("p5", "5 %", tr("5 % of the draws give no more than this")),
        figure("p50", tr("median"), tr("Half of the draws give no more than this")),
        figure("p95", "95 %", tr("95 % of the draws give no more than this")),
        figure("cvar95", tr("worst 5 %"), worst),
        Heading("meaning", tr("meaning")),
    ]
