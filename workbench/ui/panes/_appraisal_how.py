"""How a figure came about: the formula in words, and the rows it is computed from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from workbench.core.project import Project
from workbench.ui.texts import number, tr
from workbench.ui.widgets.labels import PlainLabel, separator, tooltip
from workbench.ui.widgets.table import Heading
from workbench.ui.widgets.table_view import TableView

if TYPE_CHECKING:
    from workbench.core.appraisal.appraise import Appraisal
    from workbench.core.appraisal.behind import Input


@dataclass(frozen=True)
class Asked:
    """A figure that is asked about."""

    title: str
    """The figure as it is shown."""
    measure: str
    projects: tuple[str, ...]
    more: str = ""
    """What is done with the measure after that."""


class HowPanel(QWidget):
    """The formula above, one row an input below; a double click shows the rows of the tables."""

    traced = Signal(str, object)
    """Table and index values of the rows to show."""

    def __init__(self) -> None:
        super().__init__()
        self._inputs: list[Input] = []
        self.title = PlainLabel(role="title")
        self.formula = PlainLabel()
        self.formula.setWordWrap(True)
        self.inputs = TableView(tr("Inputs of the figure"), empty=tr("No row is behind it."))
        self.inputs.setSelectionBehavior(TableView.SelectionBehavior.SelectRows)
        self.inputs.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.inputs.doubleClicked.connect(lambda _index: self._show_rows())
        self.button = QPushButton(tr("Show the rows"))
        self.button.setToolTip(tooltip(tr("Show the rows of the chosen input in the tables")))
        self.button.clicked.connect(self._show_rows)
        close = QToolButton()
        close.setText("\N{MULTIPLICATION SIGN}")
        close.setAccessibleName(tr("Close"))
        close.setToolTip(tooltip(tr("Close")))
        close.clicked.connect(self.hide)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.button)
        top.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(separator())
        inner = QVBoxLayout()
        inner.setContentsMargins(12, 4, 8, 4)
        inner.addLayout(top)
        inner.addWidget(self.formula)
        layout.addLayout(inner)
        layout.addWidget(self.inputs, 1)
        self.setMinimumHeight(150)
        self.hide()

    def tell(self, asked: Asked, project: Project, appraisal: Appraisal) -> None:
        """Say how a figure of an appraised project came about."""
        from workbench.core.appraisal.behind import formula, inputs_of

        found: dict[tuple[str, tuple[int, ...]], Input] = {}
        for key in asked.projects:
            for one in inputs_of(project, appraisal, key, asked.measure):
                found.setdefault((one.table, one.labels), one)
        self._inputs = list(found.values())
        self.title.setText(asked.title)
        text = tr(formula(asked.measure, appraisal.alpha))
        self.formula.setText(f"{text} {asked.more}".strip())
        rows = [
            (
                one.what,
                one.value if isinstance(one.value, str) else number(one.value),
                one.table,
                one.origin,
            )
            for one in self._inputs
        ]
        frame = pd.DataFrame(rows, columns=["what", "value", "table", "origin"])
        heads = [
            Heading("what", tr("input")),
            Heading("value", tr("value")),
            Heading("table", tr("table")),
            Heading("origin", tr("where it comes from")),
        ]
        self.inputs.frames.set_frame(frame, heads)
        self.inputs.fit()
        self.inputs.horizontalHeader().setStretchLastSection(True)
        self.show()

    def _show_rows(self) -> None:
        here = self.inputs.currentIndex().row()
        if here >= 0:
            one = self._inputs[int(self.inputs.frames.label(here))]
            self.traced.emit(one.table, list(one.labels))
