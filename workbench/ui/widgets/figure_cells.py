"""Cells of a table: cut texts are told, numbers of unlike size have digits of their own."""

from __future__ import annotations

import math
from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from workbench.ui.texts import number
from workbench.ui.widgets.labels import tooltip
from workbench.ui.widgets.table import SORT_ROLE, FrameModel


class CutTextDelegate(QStyledItemDelegate):
    """Tells in a tooltip what a cell is too narrow for, also where there is no other tooltip."""

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        told = bool(index.data(Qt.ItemDataRole.ToolTipRole))
        if told or not index.isValid() or event.type() != QEvent.Type.ToolTip:
            return super().helpEvent(event, view, option, index)
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        cut = self.sizeHint(option, index).width() > option.rect.width()
        QToolTip.showText(event.globalPos(), tooltip(shown.text) if cut else "", view)
        return True


class FigureDelegate(CutTextDelegate):
    """Writes each number with about four digits of its own, or words where there is none."""

    def __init__(self, parent: QWidget | None = None, *, signed: bool = False) -> None:
        """``signed``: with a plus sign where it is above zero."""
        super().__init__(parent)
        self._words: dict[str, str] = {}
        self._signed = signed

    def show_words(self, words: Mapping[str, str]) -> None:
        """Take over what stands in place of a missing number, by index label."""
        self._words = dict(words)

    def text(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Return what a cell shows."""
        value, model = index.data(SORT_ROLE), index.model()
        if not isinstance(value, float):
            return str(index.data() or "")
        if math.isinf(value):
            return str(index.data())
        if math.isnan(value):
            label = str(model.label(index.row())) if isinstance(model, FrameModel) else ""
            return self._words.get(label) or str(index.data())
        return ("+" if self._signed and value > 0 else "") + number(value)

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.text = self.text(index)
