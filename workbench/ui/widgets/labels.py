"""Texts from data shown as text: never as markup, never as a shortcut."""

from __future__ import annotations

import html

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget


def tooltip(text: str) -> str:
    """Return ``text`` for any ``setToolTip``: shown as it is, line breaks kept."""
    if not text:
        return ""
    return "<qt>" + html.escape(text).replace("\n", "<br>") + "</qt>"


def caption(text: str) -> str:
    """Return ``text`` for a menu, a button or a tab, where ``&`` would mark a shortcut."""
    return text.replace("&", "&&")


def window_title(text: str) -> str:
    """Return ``text`` for a window title, where ``[*]`` would mark the modified state."""
    return text.replace("[*]", "[*][*]")


class PlainLabel(QLabel):
    """A label that shows its text as it is."""

    def __init__(self, text: str = "", parent: QWidget | None = None, role: str = "") -> None:
        """``role`` is ``title``, ``heading``, ``muted`` or empty; the look gives it a style."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        if role:
            self.setProperty("role", role)


class ElidedLabel(PlainLabel):
    """One line that is cut with an ellipsis where space ends; the tooltip has all of it."""

    def __init__(self, text: str = "", parent: QWidget | None = None, role: str = "") -> None:
        super().__init__(text, parent, role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(tooltip(text))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        area = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(self.alignment()) | Qt.TextFlag.TextSingleLine, text)


class WrappedLabel(PlainLabel):
    """As many lines as the width asks for; a word that is wider than the label is broken.

    It never says how narrow the window may be, as a label that breaks lines at blanks only would.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None, role: str = "") -> None:
        super().__init__(text, parent, role)
        self.setWordWrap(True)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height())

    def heightForWidth(self, width: int) -> int:
        sides = self.contentsMargins()
        room = width - sides.left() - sides.right()
        area = self.fontMetrics().boundingRect(0, 0, room, 100_000, self._wrap(room), self.text())
        return area.height() + sides.top() + sides.bottom()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        area = self.contentsRect()
        flags = self.alignment().value | self._wrap(area.width())
        painter.drawText(area, flags, self.text())

    def _wrap(self, room: int) -> int:
        """Return how lines are broken: between words, unless one of them is too long."""
        widths = map(self.fontMetrics().horizontalAdvance, self.text().split())
        fits = max(widths, default=0) <= room
        return (Qt.TextFlag.TextWordWrap if fits else Qt.TextFlag.TextWrapAnywhere).value


def separator(*, vertical: bool = False) -> QFrame:
    """Return a line of one pixel."""
    line = QFrame()
    line.setProperty("role", "separator")
    line.setFrameShape(QFrame.Shape.NoFrame)
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line
