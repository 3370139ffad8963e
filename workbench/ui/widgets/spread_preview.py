"""A small picture of a distribution: where values are likely, and where the number lies."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.core.spreads import Spread
from workbench.ui.look import theme

_POINTS = 64
_MARGIN = 0.12
_DOT = 2.2


class SpreadPreview(QWidget):
    """Paints the density as an area, single values as bars, the number as a dashed line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spread: Spread | None = None
        self._value = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_spread(self, spread: Spread | None, value: float) -> None:
        """Show another distribution, or the same with the number elsewhere; none hides it."""
        if (spread, value) != (self._spread, self._value):
            self._spread, self._value = spread, value
            self.setVisible(spread is not None)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 2 * self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._spread is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ends = [*self._spread.reach, self._value]
        aside = _MARGIN * (max(ends) - min(ends)) or 1.0
        low, high = min(ends) - aside, max(ends) + aside
        area = QRectF(self.rect()).adjusted(1, 3, -1, -2)
        colours = theme()
        if self._spread.name == "discrete" or self._spread.reach[0] == self._spread.reach[1]:
            self._bars(painter, area, low, high)
        else:
            self._curve(painter, area, low, high)
        painter.setPen(QPen(colours.colour("line"), 1.0))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setPen(QPen(colours.colour("text"), 1.0, Qt.PenStyle.DashLine))
        x = area.left() + (self._value - low) / (high - low) * area.width()
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        painter.end()

    def _curve(self, painter: QPainter, area: QRectF, low: float, high: float) -> None:
        if self._spread is None:
            return
        left, right = self._spread.reach
        if self._spread.name in ("normal", "lognormal"):
            left, right = low, high
        points = []
        for place in range(_POINTS + 1):
            value = left + place / _POINTS * (right - left)
            x = area.left() + (value - low) / (high - low) * area.width()
            points.append(QPointF(x, area.bottom() - self._spread.density(value) * area.height()))
        foot = area.bottom()
        outline = [QPointF(points[0].x(), foot), *points, QPointF(points[-1].x(), foot)]
        painter.setPen(QPen(theme().colour("accent"), 1.2))
        painter.setBrush(theme().colour("selection"))
        painter.drawPolygon(QPolygonF(outline))

    def _bars(self, painter: QPainter, area: QRectF, low: float, high: float) -> None:
        if self._spread is None:
            return
        weights = self._spread.weights or (1.0,)
        painter.setPen(QPen(theme().colour("accent"), 2.0))
        painter.setBrush(theme().colour("accent"))
        for value, weight in zip(self._spread.values, weights, strict=False):
            x = area.left() + (value - low) / (high - low) * area.width()
            top = QPointF(x, area.bottom() - weight / max(weights) * (area.height() - _DOT))
            painter.drawLine(QPointF(x, area.bottom()), top)
            painter.drawEllipse(top, _DOT, _DOT)
