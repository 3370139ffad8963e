"""How one figure is computed: in words, in numbers, from which rows, judged by which thresholds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from workbench.core.thresholds import Threshold
from workbench.ui.panes._indicators_words import (
    INPUT_HEADS,
    PARTS,
    THRESHOLD_HEADS,
    Told,
    as_text,
    input_rows,
    said,
    threshold_rows,
)
from workbench.ui.texts import tr
from workbench.ui.widgets.figure_cells import FigureDelegate
from workbench.ui.widgets.labels import PlainLabel, separator, tooltip
from workbench.ui.widgets.table_view import TableView


class Explained(QWidget):
    """Words on the left; inputs and thresholds as tables on the right."""

    traced = Signal(object)
    """The input whose rows are wanted."""
    threshold_typed = Signal(object, str)
    """The threshold and what was typed."""

    def __init__(self) -> None:
        super().__init__()
        self._told: Told | None = None
        self.title = PlainLabel(role="title")
        self.title.setWordWrap(True)
        self.subject = PlainLabel(role="muted")
        self.subject.setWordWrap(True)
        self.parts = {name: _text() for name in PARTS}
        self._names = {name: PlainLabel(tr(name), role="muted") for name in PARTS}
        self.inputs = TableView(tr("Inputs"), empty=tr("This figure is read from no input."))
        self.inputs.setItemDelegateForColumn(1, FigureDelegate(self))
        self.thresholds = TableView(tr("Thresholds"), self._typed)
        self.copy = QPushButton(tr("Copy as text"))
        self.copy.setToolTip(tooltip(tr("Copy all of it: words, numbers, inputs and thresholds")))
        self.rows = QPushButton(tr("Show the rows"))
        self.rows.setToolTip(
            tooltip(tr("Show the rows of the tables that the input was read from"))
        )
        self.change = QPushButton(tr("Change ..."))
        self.change.setToolTip(tooltip(tr("Type another threshold for this project")))
        self.restore = QPushButton(tr("As published"))
        self.restore.setToolTip(tooltip(tr("Take the project's own threshold away")))
        self._lay_out()
        self.copy.clicked.connect(self.copy_text)
        self.rows.clicked.connect(self._trace)
        self.inputs.doubleClicked.connect(lambda _index: self._trace())
        self.change.clicked.connect(self._edit)
        self.restore.clicked.connect(self._restore)
        self.thresholds.current_changed.connect(lambda _label: self._enable())

    # --- building ---------------------------------------------------------------------------

    def _lay_out(self) -> None:
        page = QWidget()
        page.setProperty("role", "sheet")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, (name, text) in enumerate(self.parts.items()):
            grid.addWidget(self._names[name], row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, row, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self.subject)
        column.addLayout(grid)
        column.addStretch(1)
        words = QScrollArea()
        words.setFrameShape(QFrame.Shape.NoFrame)
        words.setWidgetResizable(True)
        words.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        words.setWidget(page)
        self._lower = _titled(tr("Thresholds"), self.thresholds, (self.change, self.restore))
        tables = QSplitter(Qt.Orientation.Vertical)
        tables.setChildrenCollapsible(False)
        tables.addWidget(_titled(tr("Computed from"), self.inputs, (self.rows,)))
        tables.addWidget(self._lower)
        tables.setSizes([170, 150])
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(words)
        split.addWidget(tables)
        split.setSizes([470, 430])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)

    # --- showing ----------------------------------------------------------------------------

    def show_told(self, told: Told) -> None:
        """Show another figure."""
        one = told.explanation
        self._told = told
        self.title.setText(tr(one.title))
        self.subject.setText(told.subject)
        for name, text in said(told).items():
            self.parts[name].setText(text)
            self.parts[name].setVisible(bool(text))
            self._names[name].setVisible(bool(text))
        self.inputs.frames.set_frame(input_rows(one.inputs), INPUT_HEADS)
        self._fit(self.inputs, 200)
        self.thresholds.frames.set_frame(threshold_rows(told.thresholds), THRESHOLD_HEADS)
        self._fit(self.thresholds, 170)
        self._lower.setVisible(bool(told.thresholds))
        self._enable()

    def _fit(self, table: TableView, first: int) -> None:
        table.fit()
        table.setColumnWidth(0, min(table.columnWidth(0), first))
        table.setColumnWidth(table.frames.columnCount() - 1, 60)
        table.horizontalHeader().setStretchLastSection(True)

    def clear(self, why: str = "") -> None:
        """Show no figure, and why there is none."""
        self._told = None
        self.title.setText("")
        self.subject.setText(why)
        for name in PARTS:
            self.parts[name].hide()
            self._names[name].hide()
        self.inputs.frames.set_frame(input_rows(()), INPUT_HEADS)
        self._lower.hide()
        self._enable()

    def copy_text(self) -> None:
        """Put all of it on the clipboard as plain text."""
        if self._told is not None:
            QGuiApplication.clipboard().setText(as_text(self._told))

    # --- acting -----------------------------------------------------------------------------

    def _trace(self) -> None:
        index = self.inputs.currentIndex()
        if self._told is not None and index.isValid():
            inputs = self._told.explanation.inputs
            self.traced.emit(inputs[int(self.inputs.frames.label(index.row()))])

    def _chosen(self) -> Threshold | None:
        index = self.thresholds.currentIndex()
        if self._told is None or not self._told.thresholds:
            return None
        label = self.thresholds.frames.label(index.row()) if index.isValid() else None
        found = {one.key: one for one in self._told.thresholds}
        return found.get(str(label)) if label is not None else self._told.thresholds[0]

    def _edit(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            row = self.thresholds.frames.row_of(chosen.key)
            index = self.thresholds.frames.index(row, 1)
            self.thresholds.setCurrentIndex(index)
            self.thresholds.setFocus()
            self.thresholds.edit(index)

    def _restore(self) -> None:
        chosen = self._chosen()
        if chosen is not None and chosen.own:
            self.threshold_typed.emit(chosen, "")

    def _typed(self, label: object, _column: str, text: str) -> None:
        known = self._told.thresholds if self._told else ()
        for one in known:
            if one.key == label:
                self.threshold_typed.emit(one, text)

    def _enable(self) -> None:
        chosen = self._chosen()
        self.restore.setEnabled(chosen is not None and chosen.own)
        self.rows.setEnabled(self._told is not None and bool(self._told.explanation.inputs))
        self.copy.setEnabled(self._told is not None)


def _text() -> PlainLabel:
    label = PlainLabel()
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _titled(name: str, table: TableView, buttons: Sequence[QPushButton]) -> QWidget:
    """Return a table under its name, with what can be done with it."""
    part = QWidget()
    line = QHBoxLayout()
    line.setContentsMargins(8, 4, 8, 4)
    line.addWidget(PlainLabel(name, role="heading"), 1)
    for button in buttons:
        line.addWidget(button)
    layout = QVBoxLayout(part)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addLayout(line)
    layout.addWidget(separator())
    layout.addWidget(table, 1)
    return part
