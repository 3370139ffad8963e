"""A share of one against a threshold, as a bar."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.ui.look import theme
from workbench.ui.texts import percent, tr

_BAR = 16
_GAP = 4


class ShareBar(QWidget):
    """A bar from 0 to 100 %: filled as far as is certain, hatched as far as is possible."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._low = self._high = self._threshold = math.nan
        self._colour = QColor()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, low: float, high: float, threshold: float, colour: str) -> None:
        """Show a share that lies between two values, 0-1, and what is asked for; NaN for none."""
        self._low, self._high, self._threshold = low, high, threshold
        self._colour = QColor(colour)
        self.setAccessibleName(f"{self._name}: {self.text()}")
        self.setVisible(not math.isnan(low) or not math.isnan(threshold))
        self.update()

    def text(self) -> str:
        """Return what the bar shows, in words."""
        if math.isnan(self._low):
            share = tr("share not known")
        elif self._high - self._low < 1e-9:
            share = percent(self._low)
        else:
            share = tr("{low} to {high}", low=percent(self._low), high=percent(self._high))
        if math.isnan(self._threshold):
            return share
        return tr("{share}; {limit} needed", share=share, limit=percent(self._threshold, 0))

    def sizeHint(self) -> QSize:
        return QSize(240, _BAR + _GAP + self.fontMetrics().height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = theme()
        wide = float(self.width() - 1)
        painter.fillRect(QRectF(0, 0, wide, _BAR), colours.colour("hover"))
        if not math.isnan(self._low):
            painter.fillRect(QRectF(0, 0, wide * min(self._low, 1.0), _BAR), self._colour)
            loose = QRectF(wide * self._low, 0, wide * (self._high - self._low), _BAR)
            painter.fillRect(loose, QBrush(self._colour, Qt.BrushStyle.BDiagPattern))
        painter.setPen(colours.colour("text"))
        below = QRectF(0, _BAR + _GAP, wide, self.fontMetrics().height())
        painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft), self.text())
        if not math.isnan(self._threshold):
            painter.setPen(QPen(colours.colour("text"), 2))
            x = min(max(wide * self._threshold, 1.0), wide - 1)
            painter.drawLine(round(x), 0, round(x), _BAR + 2)
        painter.end()
