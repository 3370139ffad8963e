"""A figure with its caption that leads to where it came from, and amounts as small bars."""

from __future__ import annotations

import math

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from workbench.ui.look import theme
from workbench.ui.texts import tr
from workbench.ui.widgets.labels import tooltip

_PAD = 4
_ONE_LINE = int(
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
)


class Fact(QAbstractButton):
    """A caption and below it a value; pressing it asks where the value comes from."""

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caption, self.value, self._missing = caption, "", False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_value(self, value: str, whence: str = "", *, missing: bool = False) -> None:
        """Show a value, or in words that there is none; ``whence`` goes into the tooltip."""
        self.value, self._missing = value, missing
        self.setAccessibleName(f"{self.caption}: {value}")
        told = f"{self.caption}: {value}"
        self.setToolTip(tooltip("\n".join((told, tr("Where from?") + f" {whence}".rstrip()))))
        self.updateGeometry()
        self.update()

    def _value_font(self) -> QFont:
        font = QFont(self.font())
        font.setBold(not self._missing)
        return font

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        wide = max(self.fontMetrics().horizontalAdvance(t) for t in (self.caption, self.value))
        return QSize(wide + 4 * _PAD, 2 * line + 2 * _PAD)

    def minimumSizeHint(self) -> QSize:
        return QSize(72, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours, painter = theme(), QPainter(self)
        line = self.fontMetrics().height()
        room = QRect(_PAD, _PAD, self.width() - 2 * _PAD, line)
        if self.underMouse() or self.hasFocus():
            _mark(painter, self)
        painter.setPen(colours.colour("muted"))
        painter.drawText(room, _ONE_LINE, _cut(painter, self.caption, room))
        room.translate(0, line)
        painter.setFont(self._value_font())
        painter.setPen(colours.colour("muted" if self._missing else "text"))
        painter.drawText(room, _ONE_LINE, _cut(painter, self.value, room))
        painter.end()


class AmountBar(QAbstractButton):
    """A name, a bar as long as its part of the largest, and the amount in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.words, self._part = "", "", 0.0
        self._label = 90
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_amount(self, name: str, words: str, part: float, label: int, whence: str = "") -> None:
        """Show an amount; ``part`` is 0-1, NaN for none; ``label`` the pixels of the name."""
        self.name, self.words, self._part, self._label = name, words, part, label
        self.setAccessibleName(f"{name}: {words}")
        said = tr("Where from?") + f" {whence}".rstrip()
        self.setToolTip(tooltip(f"{name}: {words}\n{said}"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._label + 150, self.fontMetrics().height() + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(140, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours, painter = theme(), QPainter(self)
        if self.underMouse() or self.hasFocus():
            _mark(painter, self)
        room = QRect(_PAD, 0, self._label, self.height())
        painter.setPen(colours.colour("text"))
        painter.drawText(room, _ONE_LINE, _cut(painter, self.name, room))
        said = self.fontMetrics().horizontalAdvance(self.words)
        left = _PAD + self._label + 6
        longest = max(self.width() - left - said - 14, 12)
        wide = 0.0 if math.isnan(self._part) else max(longest * self._part, 2.0)
        bar = QRectF(left, self.height() / 2 - 4, wide, 8)
        painter.fillRect(bar, colours.colour("accent"))
        painter.setPen(colours.colour("muted"))
        rest = QRect(
            round(left + wide) + 6, 0, self.width() - round(left + wide) - 8, self.height()
        )
        painter.drawText(rest, _ONE_LINE, _cut(painter, self.words, rest))
        painter.end()


def _cut(painter: QPainter, text: str, room: QRect) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())


def _mark(painter: QPainter, widget: QWidget) -> None:
    """Show that a figure can be pressed, or has the focus."""
    colours = theme()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = colours.colour("accent") if widget.hasFocus() else colours.colour("line")
    painter.setPen(QPen(edge, 1.0))
    painter.setBrush(colours.colour("hover"))
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
