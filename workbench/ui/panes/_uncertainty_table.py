"""The table of measures of many draws: quantiles and tail beside the scenario as it is entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from workbench.ui.charts._drawn import Drawn
from workbench.ui.panes._uncertainty_words import (
    measure_factor,
    measure_meaning,
    measure_name,
    measure_unit,
)
from workbench.ui.texts import tr
from workbench.ui.widgets.figure_cells import FigureDelegate
from workbench.ui.widgets.filtered_table import FilteredTable
from workbench.ui.widgets.fitting import Fitting
from workbench.ui.widgets.table import Heading

if TYPE_CHECKING:
    from workbench.core.simulation.ensemble.found import Ensemble

_NARROWEST = 84  # pixels: "shortage" is to be told from "shortage months"
_FIGURES = ("plan", "p5", "p50", "p95", "cvar95")


class MeasuresTable(FilteredTable):
    """Every measure of the chosen material, in the chosen scenario and in those that are pinned."""

    def __init__(self) -> None:
        super().__init__(tr("Measures"), empty=tr("Nothing is drawn yet: press Draw."))
        self._delegate = FigureDelegate(self.view)
        self._fitting = Fitting(self.view)

    def show_bands(self, drawn: Drawn) -> None:
        """Show the measures of what was drawn, those of one measure below each other."""
        frame, shown = pd.DataFrame(), list[Heading]()
        if drawn.found is not None and drawn.view.material in drawn.found.materials:
            every = drawn.every()
            tables = [_bands(drawn, name, found) for name, found, _, _ in every]
            frame = pd.concat(tables).sort_index(kind="stable").reset_index(drop=True)
            shown = _headings(several=len(every) > 1)
        self.view.frames.set_frame(frame, shown)
        for place, head in enumerate(shown):
            if head.column in _FIGURES:
                self.view.setItemDelegateForColumn(place, self._delegate)
            else:
                self.view.setItemDelegateForColumn(place, self.view.itemDelegate())
        yielding = {"name", "said", "scenario", *_FIGURES}
        self._fitting.fit(yielding, max(0, len(shown) - 1), _NARROWEST)


def _bands(drawn: Drawn, scenario: str, found: Ensemble) -> pd.DataFrame:
    """Return the measures of one scenario in the units in which they are shown."""
    bands = found.bands_of(drawn.view.material)
    measures = [str(one) for one in bands["measure"]]
    factor = [measure_factor(one) for one in measures]
    names = [measure_name(one) for one in measures]
    units = [measure_unit(one, drawn.view.unit) for one in measures]
    return bands.assign(
        name=names,
        said=[f"{name}, {unit}" if unit else name for name, unit in zip(names, units, strict=True)],
        scenario=scenario,
        unit=units,
        meaning=[measure_meaning(one) for one in measures],
        **{name: bands[name] * factor for name in _FIGURES},
    )


def _headings(*, several: bool) -> list[Heading]:
    def figure(column: str, title: str, meaning: str) -> Heading:
        return Heading(column, title, "", meaning, True, endless=tr("never"))

    alone = Heading("name", tr("measure")), Heading("unit", tr("unit"))
    beside = Heading("said", tr("measure")), Heading("scenario", tr("scenario"))
    worst = tr("Mean of the worst 5 % of the draws (conditional value at risk)")
    return [
        *(beside if several else alone),
        figure("plan", tr("as entered"), tr("The scenario with the sizes that are entered")),
        figure("p5", "5 %", tr("5 % of the draws give no more than this")),
        figure("p50", tr("median"), tr("Half of the draws give no more than this")),
        figure("p95", "95 %", tr("95 % of the draws give no more than this")),
        figure("cvar95", tr("worst 5 %"), worst),
        Heading("meaning", tr("meaning")),
    ]
