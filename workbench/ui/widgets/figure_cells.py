"""Numbers of unlike size in one column of a table, each with digits of its own."""

from __future__ import annotations

import math
from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workbench.ui.texts import number
from workbench.ui.widgets.table import SORT_ROLE, FrameModel


class FigureDelegate(QStyledItemDelegate):
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
