"""A column of a table whose cells say more in their tooltip than they show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from workbench.ui.widgets.labels import tooltip

TipOf = Callable[[Any], str]


class TipDelegate(QStyledItemDelegate):
    """Shows texts as usual, and a tooltip that is only made when asked for."""

    def __init__(self, tip_of: TipOf, parent: QWidget | None = None) -> None:
        """``tip_of(row_label)`` returns plain text, empty for the tooltip of the table."""
        super().__init__(parent)
        self._tip_of = tip_of

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        model: Any = index.model()
        text = self._tip_of(model.label(index.row()))
        if not text:
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), tooltip(text), view)
        return True
