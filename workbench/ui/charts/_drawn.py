"""What charts of uncertainty show: many draws of the chosen scenario, and of those pinned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from PySide6.QtGui import QColor

from workbench.core import periods
from workbench.ui.charts import View
from workbench.ui.charts._styles import scenario_style
from workbench.ui.texts import tr, tr_n

if TYPE_CHECKING:
    from workbench.core.simulation.ensemble.found import Ensemble
    from workbench.ui.widgets.plot import Plot


@dataclass(frozen=True)
class Drawn:
    """An ensemble to draw, of the material and the scenario of a view."""

    view: View
    found: Ensemble | None
    beside: tuple[tuple[str, Ensemble], ...] = ()
    """Pinned scenarios: the name to show, and what many draws of it say."""
    series: str = "shortage"
    """What the fan is of."""

    def every(self) -> list[tuple[str, Ensemble, QColor, int]]:
        """Return name, ensemble, colour and pattern of each scenario, the chosen one first."""
        assert self.found is not None
        listed = [(self.view.scenario_name or tr("base"), self.found), *self.beside]
        return [(*pair, *scenario_style(place)) for place, pair in enumerate(listed)]


def explain_nothing(plot: Plot, drawn: Drawn) -> bool:
    """Say why there is nothing to show, if so; return whether that was needed."""
    if drawn.found is None:
        plot.show_message(
            tr("Nothing is drawn yet"),
            tr(
                "Draw runs the scenario many times, with other sizes of its shocks each time; "
                "their spread or probability says which."
            ),
        )
        return True
    if drawn.view.material not in drawn.found.materials:
        name = drawn.view.material_name
        plot.show_message(tr("{material} is not simulated", material=name))
        return True
    return False


def draws_text(found: Ensemble) -> str:
    """Return how many draws a chart is made from."""
    if found.is_complete:
        return tr_n("{count} draw", "{count} draws", found.draws)
    return tr("{done} of {asked} draws so far", done=found.draws, asked=found.asked)


def months_of(found: Ensemble) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the months of an ensemble, as charts count them."""
    return found.network.first + np.arange(found.network.months, dtype=np.float64)


def plan_of(found: Ensemble, material: str, series: str) -> np.ndarray:
    """Return a series of the scenario as it is entered."""
    balance: pd.DataFrame = found.plan.balance
    return balance.loc[balance["material"] == material, series].to_numpy(dtype=float)


def month_name(month: float) -> str:
    """Return the period of a month."""
    return periods.month_name(int(month))
