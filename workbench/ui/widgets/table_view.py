"""The view of a frame: keyboard, copying, widths, what stands there when it is empty."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import (
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMenu,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from workbench.ui.look import theme
from workbench.ui.texts import number, tr
from workbench.ui.widgets import clipboard
from workbench.ui.widgets.figure_cells import CutTextDelegate
from workbench.ui.widgets.table import CHOICES_ROLE, Edited, FrameModel

_NARROWEST, _WIDEST = 48, 280
_HEADER = 20  # pixels around a title; the header itself would keep 30 more for its arrow
_ROW = 24


class TableView(QTableView):
    """A table with sorting, copying and a text for when there is nothing to show."""

    summary_changed = Signal(str)
    """Count, sum and mean of the numbers selected; empty when fewer than two."""
    paste_asked = Signal()
    """The key for pasting was pressed."""
    current_changed = Signal(object)
    """Index label of the current row, or None."""

    def __init__(self, name: str, edited: Edited | None = None, empty: str = "") -> None:
        """``name`` is what a screen reader calls it; ``empty`` says what to do when empty."""
        super().__init__()
        self.setAccessibleName(name)
        self.empty_text = empty
        self.frames = FrameModel(self, edited)
        self.setModel(self.frames)
        self.setItemDelegate(_Delegate(self))
        self._dress()
        self._current: Any = None
        self.frames.modelAboutToBeReset.connect(self._remember)
        self.frames.modelReset.connect(self._restore)
        self.selectionModel().selectionChanged.connect(self._summarise)
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        self._copy = QAction(tr("Copy"), self)
        self._copy.setStatusTip(tr("Copy the selected cells"))
        self._copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        self._copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._copy.triggered.connect(self._copy_plainly)
        self._copy_all = QAction(tr("Copy with headers"), self)
        self._copy_all.setStatusTip(tr("Copy the selected cells and the names of their columns"))
        self._copy_all.triggered.connect(lambda: self.copy(headers=True))
        self.addActions([self._copy, self._copy_all])

    def _dress(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(max(_ROW, self.fontMetrics().height() + 8))
        columns.setHighlightSections(False)
        columns.setMinimumSectionSize(_NARROWEST)
        columns.setResizeContentsPrecision(100)
        columns.setSortIndicatorClearable(True)
        columns.setSectionsMovable(True)
        columns.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def select_label(self, label: object) -> None:
        """Make the row of an index label the current one, if it is shown."""
        row = self.frames.row_of(label)
        if row >= 0:
            column = max(self.currentIndex().column(), 0)
            self.setCurrentIndex(self.frames.index(row, column))

    def fit(self) -> None:
        """Give every column the width of its texts, within limits."""
        metrics = self.horizontalHeader().fontMetrics()
        for column, head in enumerate(self.frames.headings):
            title = metrics.horizontalAdvance(head.caption) + _HEADER
            width = max(self.sizeHintForColumn(column), title) + 8
            self.setColumnWidth(column, min(max(width, _NARROWEST), _WIDEST))

    def selected_cells(self, *, headers: bool = False) -> list[list[object]]:
        """Return the selected cells as rows of values; holes are empty texts."""
        chosen = self.selectionModel().selectedIndexes()
        rows = sorted({index.row() for index in chosen})
        header = self.horizontalHeader()
        columns = sorted({index.column() for index in chosen}, key=header.visualIndex)
        columns = [column for column in columns if not self.isColumnHidden(column)]
        inside = {(index.row(), index.column()) for index in chosen}
        cells: list[list[object]] = [
            [self.frames.value(r, c) if (r, c) in inside else "" for c in columns] for r in rows
        ]
        if headers and cells:
            cells.insert(0, [self.frames.headings[column].caption for column in columns])
        return cells

    def copy(self, *, headers: bool = False) -> None:
        """Put the selected cells on the clipboard."""
        cells = self.selected_cells(headers=headers)
        if cells:
            QGuiApplication.clipboard().setMimeData(clipboard.mime(cells))

    def _copy_plainly(self) -> None:
        self.copy()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addActions(self.actions())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Go down after Enter, as a spreadsheet does."""
        super().closeEditor(editor, hint)
        here = self.currentIndex()
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache and here.isValid():
            below = here.siblingAtRow(here.row() + 1)
            if below.isValid():
                self.setCurrentIndex(below)

    def from_current(self) -> tuple[list[Any], list[str]]:
        """Return the rows below the current cell and the columns right of it, as shown.

        Both begin with the current cell: index labels, and names of columns.
        """
        here = self.currentIndex()
        if not here.isValid():
            return [], []
        header = self.horizontalHeader()
        first = header.visualIndex(here.column())
        places = [header.logicalIndex(place) for place in range(first, header.count())]
        rows = range(here.row(), self.frames.rowCount())
        return (
            [self.frames.label(row) for row in rows],
            [self.frames.headings[p].column for p in places if not self.isColumnHidden(p)],
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_asked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.frames.rowCount() or not self.empty_text:
            return
        painter = QPainter(self.viewport())
        painter.setPen(theme().colour("muted"))
        area = self.viewport().rect().adjusted(16, 16, -16, -16)
        centred = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(area, int(centred), self.empty_text)
        painter.end()

    def _remember(self) -> None:
        row = self.currentIndex().row()
        self._current = self.frames.label(row) if row >= 0 else None

    def _restore(self) -> None:
        if self._current is not None:
            self.select_label(self._current)

    def _tell_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.current_changed.emit(self.frames.label(current.row()) if current.isValid() else None)

    def _summarise(self, _in: QItemSelection, _out: QItemSelection) -> None:
        chosen = self.selectionModel().selectedIndexes()
        heads = self.frames.headings
        if len({i.column() for i in chosen if heads[i.column()].is_number}) > 1:
            chosen = []  # tonnes and shares have no sum
        values = [self.frames.value(index.row(), index.column()) for index in chosen]
        numbers = [v for v in values if isinstance(v, float) and not math.isnan(v)]
        if len(numbers) < 2:
            self.summary_changed.emit("")
            return
        units = {
            self.frames.headings[index.column()].unit
            for index in chosen
            if self.frames.headings[index.column()].is_number
        }
        unit = units.pop() if len(units) == 1 else ""
        text = tr(
            "{count} selected, sum {sum}, mean {mean}",
            count=len(numbers),
            sum=number(sum(numbers), unit=unit),
            mean=number(sum(numbers) / len(numbers), unit=unit),
        )
        self.summary_changed.emit(text)


class _Delegate(CutTextDelegate):
    """Edits a choice with a list of what is allowed, everything else as text."""

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        choices = index.data(CHOICES_ROLE)
        if not choices:
            return QLineEdit(parent)
        del option
        box = QComboBox(parent)
        box.addItems(["", *choices])
        return box

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        text = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, QComboBox):
            editor.setCurrentText(text)
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def setModelData(
        self, editor: QWidget, model: Any, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        text = editor.currentText() if isinstance(editor, QComboBox) else ""
        if isinstance(editor, QLineEdit):
            text = editor.text()
        model.setData(index, text, Qt.ItemDataRole.EditRole)
