"""Findings about the data, as a strip that opens into a list."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workbench.core.problem import Problem, Severity
from workbench.ui.look import icon, theme
from workbench.ui.texts import tr, tr_n
from workbench.ui.widgets import clipboard
from workbench.ui.widgets.labels import ElidedLabel, tooltip

_ORDER: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}
_MOST_SHOWN = 1000
_WHAT, _REMEDY = 2, 3


class ProblemList(QTreeWidget):
    """Findings, the gravest first: how bad, where, what, what to do."""

    chosen = Signal(object)
    """The Problem the user pressed Enter on or double-clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problems: list[Problem] = []
        self.setAccessibleName(tr("Findings"))
        self.setRootIsDecorated(False)
        self.setWordWrap(True)
        self.setItemDelegate(_Wrapped(self))
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.setHeaderLabels([tr("Severity"), tr("Where"), tr("What"), tr("What to do")])
        header = self.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        self.itemActivated.connect(self._activated)

    def problems(self) -> tuple[Problem, ...]:
        """Return what is listed."""
        return tuple(self._problems)

    def set_problems(self, problems: Iterable[Problem]) -> None:
        """List other findings; of very many only the gravest are listed."""
        everything = sorted(problems, key=lambda p: _ORDER[p.severity])
        self._problems = everything[:_MOST_SHOWN]
        self.clear()
        self.addTopLevelItems([_item(problem) for problem in self._problems])
        left = len(everything) - len(self._problems)
        if left:
            text = tr_n("and {count} more", "and {count} more", left)
            self.addTopLevelItem(QTreeWidgetItem(["", "", text, ""]))
        self._colour()
        for column, most in ((0, 110), (1, 280)):
            self.resizeColumnToContents(column)
            self.setColumnWidth(column, min(self.columnWidth(column) + 12, most))
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Let what and remedy have the width that is left, so that both are read in full."""
        part = 0.55 if any(problem.remedy for problem in self._problems) else 0.8
        left = self.viewport().width() - self.columnWidth(0) - self.columnWidth(1)
        self.setColumnWidth(_WHAT, max(160, min(int(left * part), left - 110)))
        self.scheduleDelayedItemsLayout()

    def copy(self) -> None:
        """Put the selected findings, or all, on the clipboard."""
        rows = [self.indexOfTopLevelItem(item) for item in self.selectedItems()]
        chosen = [self._problems[r] for r in sorted(rows) if r < len(self._problems)]
        cells = [[tr(p.severity), p.place, _what(p), p.remedy] for p in chosen or self._problems]
        if cells:
            QGuiApplication.clipboard().setMimeData(clipboard.mime(cells))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_problems"):
            self._colour()

    def _colour(self) -> None:
        colours = theme()
        icons = {name: icon(name, role=name) for name in _ORDER} if self._problems else {}
        for row, problem in enumerate(self._problems):
            item = self.topLevelItem(row)
            if item is not None:
                item.setIcon(0, icons[problem.severity])
                item.setForeground(0, QColor(str(getattr(colours, problem.severity))))
                item.setForeground(1, QColor(colours.muted))

    def _activated(self, item: QTreeWidgetItem) -> None:
        row = self.indexOfTopLevelItem(item)
        if row < len(self._problems):
            self.chosen.emit(self._problems[row])


class _Wrapped(QStyledItemDelegate):
    """Makes a row as high as its longest text, broken at the width of its column."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        size = super().sizeHint(option, index)
        view = self.parent()
        if index.column() in (_WHAT, _REMEDY) and isinstance(view, QTreeWidget):
            metrics = view.fontMetrics()
            room = view.columnWidth(index.column()) - 12
            text = index.data(Qt.ItemDataRole.DisplayRole)
            wrap = int(Qt.TextFlag.TextWordWrap)
            lines = metrics.boundingRect(0, 0, room, 10_000, wrap, text).height()
            size.setHeight(max(metrics.height() + 8, lines + 8))
        return size


class ProblemStrip(QWidget):
    """One line that counts the findings; a press opens the list below it."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.toggle = QToolButton()
        self.toggle.setCheckable(True)
        self.toggle.setProperty("role", "fold")
        self.toggle.setArrowType(Qt.ArrowType.RightArrow)
        self.toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.toggle.setToolTip(tooltip(tr("Show or hide the findings")))
        self.toggle.toggled.connect(self._open)
        self._first = ElidedLabel(role="muted")
        self.close_button = QToolButton()
        self.close_button.setAccessibleName(tr("Close the findings"))
        self.close_button.setToolTip(tooltip(tr("Close the findings")))
        self.close_button.clicked.connect(lambda: self.set_problems(()))
        self.list = ProblemList()
        self.list.setVisible(False)
        self.list.chosen.connect(self.chosen)
        top = QHBoxLayout()
        top.setContentsMargins(4, 2, 4, 2)
        top.addWidget(self.toggle)
        top.addWidget(self._first, 1)
        top.addStretch()
        top.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.list)
        self._dress()
        self.set_problems(())

    def set_problems(self, problems: Iterable[Problem]) -> None:
        """Show other findings; without any the strip hides."""
        self.list.set_problems(problems)
        found = self.list.problems()
        self.toggle.setText(count_of(found))
        self._first.setText(str(found[0]) if found else "")
        if not found:
            self.toggle.setChecked(False)
        self.setVisible(bool(found))

    def problems(self) -> tuple[Problem, ...]:
        """Return what is shown."""
        return self.list.problems()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "close_button"):
            self._dress()

    def _dress(self) -> None:
        self.close_button.setIcon(icon("cancel", role="muted"))

    def _open(self, opened: bool) -> None:
        self.toggle.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        self.list.setVisible(opened)
        self._first.setVisible(not opened)


def count_of(problems: Iterable[Problem]) -> str:
    """Return the findings counted in words: ``2 errors, 1 warning``."""
    counts = dict.fromkeys(_ORDER, 0)
    for problem in problems:
        counts[problem.severity] += 1
    parts = []
    if counts["error"]:
        parts.append(tr_n("{count} error", "{count} errors", counts["error"]))
    if counts["warning"]:
        parts.append(tr_n("{count} warning", "{count} warnings", counts["warning"]))
    if counts["info"]:
        parts.append(tr_n("{count} note", "{count} notes", counts["info"]))
    return ", ".join(parts)


def _item(problem: Problem) -> QTreeWidgetItem:
    what = _what(problem)
    item = QTreeWidgetItem([tr(problem.severity), problem.place, what, problem.remedy])
    for column, text in ((1, problem.place), (2, what), (3, problem.remedy)):
        item.setToolTip(column, tooltip(text))
    return item


def _what(problem: Problem) -> str:
    text = problem.message
    if problem.value:
        text += tr("; found {value}", value=repr(problem.value))
    if problem.expected:
        text += tr("; expected {expected}", expected=problem.expected)
    return text
