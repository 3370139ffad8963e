"""What is drawn in a plot: areas, bars, lines and event marks.

Everything is painted in pixels, the data being mapped first: hatching keeps its size, edges are
sharp, and a wide smooth line costs little. Data are replaced in place, so a slider can drive them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QWidget

from workbench.ui.look import brush_style, line_style, theme
from workbench.ui.widgets.plot_series import Array


class _PixelItem(pg.GraphicsObject):
    """Maps its data to pixels and lets :meth:`draw` paint there."""

    def __init__(self) -> None:
        super().__init__()
        self._bounds = QRectF()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, _option: object, _widget: QWidget | None = None) -> None:
        mapping = painter.worldTransform()
        painter.save()
        painter.setWorldTransform(QTransform())
        self.draw(painter, mapping)
        painter.restore()

    def draw(self, painter: QPainter, mapping: QTransform) -> None:
        """Paint in pixels; ``mapping`` leads from data to pixels."""
        raise NotImplementedError

    def _set_bounds(self, x: Array, y: Array) -> None:
        self.prepareGeometryChange()
        self._bounds = _rect(x, y)
        self.update()


class Area(_PixelItem):
    """The band between two curves; a missing value leaves a gap."""

    def __init__(self) -> None:
        super().__init__()
        self._x = self._low = self._high = np.empty(0)
        self._colour, self._pattern = QColor(), 0

    def set_data(self, x: Array, low: Array, high: Array, colour: QColor, pattern: int) -> None:
        """Show other values."""
        self._x, self._low, self._high = x, low, high
        self._colour, self._pattern = colour, pattern
        self._set_bounds(x, np.concatenate((low, high)))

    def draw(self, painter: QPainter, mapping: QTransform) -> None:
        edge = QPen(theme().colour("base"), 1.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for run in _runs(np.isfinite(self._low) & np.isfinite(self._high)):
            top = _mapped(mapping, self._x[run], self._high[run])
            bottom = _mapped(mapping, self._x[run], self._low[run])
            outline = QPolygonF(top + bottom[::-1])
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colour)
            painter.drawPolygon(outline)
            if self._pattern:
                painter.setBrush(_hatching(self._pattern))
                painter.drawPolygon(outline)
            painter.setPen(edge)
            painter.drawPolyline(top)


class Bars(_PixelItem):
    """Upright bars from ``low`` to ``high``."""

    def __init__(self) -> None:
        super().__init__()
        self._left = self._right = self._low = self._high = np.empty(0)
        self._colours: list[QColor] = []
        self._pattern = 0

    def set_data(
        self,
        sides: tuple[Array, Array],
        low: Array,
        high: Array,
        colours: Sequence[QColor],
        pattern: int,
    ) -> None:
        """Show other values; one colour for every bar, in order, or one for all."""
        self._left, self._right = sides
        self._low, self._high = low, high
        self._colours, self._pattern = list(colours), pattern
        self._set_bounds(np.concatenate(sides), np.concatenate((low, high)))

    def draw(self, painter: QPainter, mapping: QTransform) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = np.flatnonzero(np.isfinite(self._low) & np.isfinite(self._high))
        for bar in shown:
            first = mapping.map(QPointF(self._left[bar], self._low[bar]))
            last = mapping.map(QPointF(self._right[bar], self._high[bar]))
            shape = QRectF(first, last).normalized()
            colour = self._colours[bar % len(self._colours)]
            painter.setPen(Qt.PenStyle.NoPen)
            if colour.alpha() < 255:  # no grid line may shine through
                painter.fillRect(shape, theme().colour("base"))
            painter.fillRect(shape, colour)
            if self._pattern:
                painter.fillRect(shape, _hatching(self._pattern))
            if colour.alpha() < 255 and shape.width() > 3:
                outline = QColor(colour)
                outline.setAlpha(255)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(outline, 1.0))
                painter.drawRect(shape.adjusted(0.5, 0.5, -0.5, -0.5))


class Line(_PixelItem):
    """A curve; a missing value leaves a gap, a value between two gaps is a dot."""

    def __init__(self) -> None:
        super().__init__()
        self._x = self._y = np.empty(0)
        self._colour, self._pattern, self._width, self._halo = QColor(), 0, 1.0, False

    def set_data(
        self, x: Array, y: Array, colour: QColor, pattern: int, width: float, *, halo: bool = False
    ) -> None:
        """Show other values; a halo sets the curve off from what lies under it."""
        self._x, self._y, self._halo = x, y, halo
        self._colour, self._pattern, self._width = colour, pattern, width
        self._set_bounds(x, y)

    def draw(self, painter: QPainter, mapping: QTransform) -> None:
        pen = QPen(self._colour, self._width, line_style(self._pattern))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for run in _runs(np.isfinite(self._y)):
            points = _mapped(mapping, self._x[run], self._y[run])
            if len(points) == 1:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._colour)
                painter.drawEllipse(points[0], self._width + 1, self._width + 1)
            else:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                if self._halo:
                    painter.setPen(QPen(theme().colour("base"), self._width + 2))
                    painter.drawPolyline(points)
                painter.setPen(pen)
                painter.drawPolyline(points)


class GridLines(_PixelItem):
    """Level lines behind everything else, at the labels of the upright axis."""

    def __init__(self, axis: pg.AxisItem) -> None:
        super().__init__()
        self._axis = axis

    def boundingRect(self) -> QRectF:
        view = self.getViewBox()
        return QRectF() if view is None else view.viewRect()

    def viewRangeChanged(self) -> None:
        self.prepareGeometryChange()
        self.update()

    def draw(self, painter: QPainter, mapping: QTransform) -> None:
        low, high = self._axis.range
        levels = self._axis.tickValues(low, high, self._axis.size().height())
        area = mapping.mapRect(self.boundingRect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(QPen(theme().colour("grid"), 1.0))
        for value in levels[0][1] if levels else ():
            y = mapping.map(QPointF(0.0, float(value))).y()
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))


@dataclass(frozen=True)
class Event:
    """Something that happened, at a place of the horizontal axis."""

    x: float
    text: str
    short: str = ""
    """One to three signs on the mark; the number of the event when empty."""


class EventMarks(_PixelItem):
    """Upright lines with a number on top; neighbours step down so that none hides another."""

    def __init__(self) -> None:
        super().__init__()
        self._events: tuple[Event, ...] = ()
        self._span = (0.0, 1.0)
        self.font = QFont()

    def set_data(self, events: Sequence[Event], low: float, high: float) -> None:
        """Mark other events, over the heights from ``low`` to ``high``."""
        self._events, self._span = tuple(events), (low, high)
        places = np.array([event.x for event in events], dtype=np.float64)
        self._set_bounds(places, np.array([low, high]))

    def draw(self, painter: QPainter, mapping: QTransform) -> None:
        colours = theme()
        painter.setFont(self.font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        text_size = painter.fontMetrics()
        view = self.getViewBox()
        top_value = view.viewRect().bottom() if view is not None else self._span[1]
        low_value = view.viewRect().top() if view is not None else self._span[0]
        whole = view.viewRect() if view is not None else None
        edge = mapping.mapRect(whole) if whole is not None else None
        first, last = (edge.left(), edge.right()) if edge is not None else (-math.inf, math.inf)
        ends: list[float] = []
        for number, event in enumerate(self._events, start=1):
            top = mapping.map(QPointF(event.x, top_value))
            foot = mapping.map(QPointF(event.x, low_value))
            label = (event.short or str(number))[:3]
            width = max(text_size.horizontalAdvance(label) + 8.0, text_size.height() * 1.0)
            if not first - 1 <= top.x() <= last + 1:
                continue
            left = max(min(top.x() - width / 2, last - width - 1), first + 1)
            level = next((i for i, end in enumerate(ends) if end < left), len(ends))
            ends[level : level + 1] = [left + width + 2]
            height = float(text_size.height())
            mark = QRectF(left, top.y() + 2 + level * (height + 2), width, height)
            painter.setPen(QPen(colours.colour("muted"), 1.0, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(round(top.x()) + 0.5, mark.bottom()), foot)
            painter.setPen(QPen(colours.colour("muted"), 1.0))
            painter.setBrush(colours.colour("base"))
            painter.drawRoundedRect(mark, 3, 3)
            painter.setPen(colours.colour("text"))
            painter.drawText(mark, int(Qt.AlignmentFlag.AlignCenter), label)


def _rect(x: Array, y: Array) -> QRectF:
    x, y = x[np.isfinite(x)], y[np.isfinite(y)]
    if not len(x) or not len(y):
        return QRectF()
    left, top = float(x.min()), float(y.min())
    return QRectF(left, top, float(x.max()) - left or 1e-9, float(y.max()) - top or 1e-9)


def _mapped(mapping: QTransform, x: Array, y: Array) -> list[QPointF]:
    # Plots are never turned, so scale and shift are all there is to it.
    across = (x * mapping.m11() + mapping.dx()).tolist()
    down = (y * mapping.m22() + mapping.dy()).tolist()
    return [QPointF(a, b) for a, b in zip(across, down, strict=True)]


def _runs(there: np.ndarray[Any, np.dtype[np.bool_]]) -> list[slice]:
    """Return the unbroken stretches of True."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], there, [False])).astype(np.int8)))
    return [slice(a, b) for a, b in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)]


def _hatching(pattern: int) -> QBrush:
    ink = theme().colour("base")
    ink.setAlpha(150)
    return QBrush(ink, brush_style(pattern))
