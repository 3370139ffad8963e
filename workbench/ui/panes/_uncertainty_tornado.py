"""The page of the tornado: which uncertain number moves a measure of the chosen material."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from workbench.core.simulation.measures import MEASURES
from workbench.ui.charts import View, _tornado, _tornados
from workbench.ui.charts._styles import scenario_labels
from workbench.ui.charts._tornados import Swung
from workbench.ui.panes._uncertainty_words import (
    TIME,
    input_name,
    measure_factor,
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

    Tables = Mapping[str, pd.DataFrame]


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

    def show_swings(
        self, view: View, tables: Tables, scenarios: Sequence[str], inputs: Sequence[Uncertain]
    ) -> None:
        """Draw the tornado; indices of something else are taken away.

        Args:
            view: material and chosen scenario.
            tables: by scenario; without those in which nothing is uncertain.
            scenarios: all that are asked about, the chosen one first.
            inputs: what the labels of the tables stand for.
        """
        self.indices.hide()
        self.ask.setEnabled(True)
        factor, unit = measure_factor(self.chosen), measure_unit(self.chosen, view.unit)
        shown = {name: _times(table, factor) for name, table in tables.items()}
        measure = measure_name(self.chosen)
        if len(scenarios) == 1:
            (table,) = shown.values()
            _tornado.draw(self.plot, view, table, _names(view, table, inputs), measure, unit)
            return
        every = _every(view, shown, scenarios, inputs)
        _tornados.draw_swings(self.plot, view, every, measure, unit, _note(view, tables, scenarios))

    def show_indices(
        self, view: View, tables: Tables, scenarios: Sequence[str], inputs: Sequence[Uncertain]
    ) -> None:
        """Draw Sobol indices below the tornado; arguments as for it."""
        if self.indices.isHidden():
            self.indices.show()
            self._split.setSizes([1000, 1000])
        if len(scenarios) == 1:
            (table,) = tables.values()
            _tornado.draw_indices(self.indices, view, table, _names(view, table, inputs))
            return
        every = _every(view, tables, scenarios, inputs)
        _tornados.draw_indices(self.indices, view, every, _note(view, tables, scenarios))


_FIRST = ("shortage", TIME)


def _names(view: View, table: pd.DataFrame, inputs: Sequence[Uncertain]) -> list[str]:
    """Return the inputs of a table by the names the window has for them."""
    known = {one.label: input_name(view.project, one) for one in inputs}
    return [known.get(label, label) for label in table["input"]]


def _every(
    view: View, tables: Tables, scenarios: Sequence[str], inputs: Sequence[Uncertain]
) -> list[Swung]:
    """Return the scenarios to draw, each with the place that gives it its colour."""
    labels = scenario_labels([view.name_of(name) for name in scenarios])
    return [
        Swung(labels[place], place, tables[name], _names(view, tables[name], inputs))
        for place, name in enumerate(scenarios)
        if name in tables
    ]


def _note(view: View, tables: Tables, scenarios: Sequence[str]) -> str:
    labels = scenario_labels([view.name_of(name) for name in scenarios])
    pairs = zip(scenarios, labels, strict=True)
    names = ", ".join(label for name, label in pairs if name not in tables)
    return tr("Nothing is uncertain in: {names}.", names=names) if names else ""


def _times(table: pd.DataFrame, factor: float) -> pd.DataFrame:
    """Return a tornado with its measure in the unit in which it is shown."""
    amounts = ["at_low", "at_high", "middle", "swing"]
    return table.assign(**{name: table[name] * factor for name in amounts})
