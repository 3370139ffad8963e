"""The page of the tornado: which uncertain number moves a measure of the chosen material."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from workbench.core.simulation.measures import MEASURES
from workbench.ui.charts import View, _tornado
from workbench.ui.panes._uncertainty_words import (
    TIME,
    input_name,
    measure_meaning,
    measure_name,
    measure_unit,
)
from workbench.ui.texts import tr
from workbench.ui.widgets.labels import PlainLabel, tooltip
from workbench.ui.widgets.plot import Plot

if TYPE_CHECKING:
    import pandas as pd

    from workbench.core.simulation.ensemble.inputs import Uncertain


class TornadoPage(QWidget):
    """A tornado, and below it Sobol indices once they are asked for."""

    changed = Signal()
    """Another measure was chosen."""
    indices_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.measure = QComboBox()
        self.measure.setAccessibleName(tr("Measure that moves"))
        for place, name in enumerate((*_FIRST, *(n for n in MEASURES if n not in _FIRST))):
            self.measure.addItem(measure_name(name), name)
            tip = tooltip(measure_meaning(name))
            self.measure.setItemData(place, tip, Qt.ItemDataRole.ToolTipRole)
        self.measure.activated.connect(lambda _place: self.changed.emit())
        self.ask = QPushButton(tr("Sobol indices"))
        self.ask.setToolTip(
            tooltip(tr("Shares of the variance that each input explains; takes longer"))
        )
        self.ask.clicked.connect(self.indices_asked)
        self.plot = Plot(tr("Tornado"))
        self.indices = Plot(tr("Sobol indices"))
        self.indices.hide()
        line = QHBoxLayout()
        line.setContentsMargins(12, 4, 12, 4)
        line.setSpacing(8)
        line.addWidget(PlainLabel(tr("What moves")))
        line.addWidget(self.measure)
        line.addWidget(self.ask)
        line.addStretch(1)
        split = self._split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.plot)
        split.addWidget(self.indices)
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(split, 1)

    @property
    def chosen(self) -> str:
        """Key of the measure."""
        return str(self.measure.currentData())

    def show_nothing(self, text: str, more: str = "") -> None:
        """Say why there is no tornado."""
        self.plot.show_message(text, more)
        self.indices.hide()
        self.ask.setEnabled(False)

    def show_swings(self, view: View, table: pd.DataFrame, inputs: Sequence[Uncertain]) -> None:
        """Draw the tornado; indices of something else are taken away."""
        self.indices.hide()
        self.ask.setEnabled(True)
        names = _names(view, table, inputs)
        unit = measure_unit(self.chosen, view.unit)
        _tornado.draw(self.plot, view, table, names, measure_name(self.chosen), unit)

    def show_indices(self, view: View, table: pd.DataFrame, inputs: Sequence[Uncertain]) -> None:
        """Draw Sobol indices below the tornado."""
        if self.indices.isHidden():
            self.indices.show()
            self._split.setSizes([1000, 1000])
        _tornado.draw_indices(self.indices, view, table, _names(view, table, inputs))


_FIRST = ("shortage", TIME)


def _names(view: View, table: pd.DataFrame, inputs: Sequence[Uncertain]) -> list[str]:
    """Return the inputs of a table by the names the window has for them."""
    known = {one.label: input_name(view.project, one) for one in inputs}
    return [known.get(label, label) for label in table["input"]]
