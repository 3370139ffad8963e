"""A table with a line above it: a filter, how many rows are left, and room for more."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from workbench.ui.look import icon
from workbench.ui.texts import number, tr
from workbench.ui.widgets.labels import PlainLabel
from workbench.ui.widgets.table import Edited
from workbench.ui.widgets.table_view import TableView


class FilteredTable(QWidget):
    """A table with a line above it that filters its rows and says how many are left."""

    def __init__(self, name: str, edited: Edited | None = None, empty: str = "") -> None:
        super().__init__()
        self.view = TableView(name, edited, empty)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Filter"))
        self.filter.setAccessibleName(tr("Filter {table}", table=name))
        self.filter.setClearButtonEnabled(True)
        self._search = self.filter.addAction(
            icon("search", role="muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        self._count = PlainLabel(role="muted")
        self.top = QHBoxLayout()
        """The line above the table, where more may be put in front or behind."""
        self.top.setContentsMargins(8, 4, 8, 4)
        self.top.setSpacing(8)
        self.top.addWidget(self.filter, 1)
        self.top.addWidget(self._count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self.top)
        layout.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        self.filter.textChanged.connect(self._filtered)
        self.view.frames.modelReset.connect(self._say_count)
        self.view.frames.layoutChanged.connect(self._say_count)
        self.filter.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.filter and isinstance(event, QKeyEvent):
            pressed = event.type() == QEvent.Type.KeyPress
            if pressed and event.key() == Qt.Key.Key_Down:
                self.view.setFocus()
                return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_search"):
            self._search.setIcon(icon("search", role="muted"))
        super().changeEvent(event)

    def _filtered(self, text: str) -> None:
        self.view.frames.set_filter(text)

    def _say_count(self) -> None:
        shown, total = self.view.frames.rowCount(), self.view.frames.total()
        text = number(total, 0)
        if shown != total:
            text = tr("{shown} of {total}", shown=number(shown, 0), total=text)
        self._count.setText(text)
