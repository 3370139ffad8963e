"""A letter on a patch of colour in a column of a table: a grade that is read and seen."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

_LIGHT, _DARK = "#FFFFFF", "#1C2128"


class BadgeDelegate(QStyledItemDelegate):
    """Paints texts that have a colour as a badge, all others as usual."""

    def __init__(self, colours: Mapping[str, str], parent: QWidget | None = None) -> None:
        """``colours`` by text; ink that reads well on each is chosen."""
        super().__init__(parent)
        self._colours = dict(colours)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        if text not in self._colours:
            super().paint(painter, option, index)
            return
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.text = ""
        style = plain.widget.style() if plain.widget else None
        if style is not None:
            style.drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, plain.widget)
        height = min(plain.rect.height() - 6, plain.fontMetrics.height() + 2)
        middle = plain.rect.center()
        wide = max(height, plain.fontMetrics.horizontalAdvance(text) + 10)
        patch = QRectF(plain.rect.left() + 8, middle.y() - height / 2 + 0.5, wide, height)
        colour = QColor(self._colours[text])
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(patch, 3, 3)
        painter.setPen(QColor(_DARK if colour.lightnessF() > 0.55 else _LIGHT))
        painter.drawText(patch, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.restore()
