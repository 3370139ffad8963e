"""A falling staircase over amounts, whose points can be picked: money against what it reaches."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QTransform
from PySide6.QtWidgets import QWidget

from workbench.ui.look import theme
from workbench.ui.widgets.plot import Plot
from workbench.ui.widgets.plot_items import Line
from workbench.ui.widgets.plot_series import AnySeries, Array, as_array, as_series

_DOT, _CHOSEN = 4.0, 6.5
_NEAR = 40.0  # pixels


class Steps(Line):
    """A staircase with a dot at every point; the chosen one is filled."""

    def __init__(self) -> None:
        super().__init__()
        self._points: tuple[Array, Array] = (np.empty(0), np.empty(0))
        self._chosen = -1

    def set_points(self, x: Array, y: Array, colour: QColor, chosen: int, end: float) -> None:
        """Show other points; the last step goes on to ``end``."""
        self._points, self._chosen = (x, y), chosen
        across = np.append(np.repeat(x, 2)[1:], max(end, float(x[-1]))) if len(x) else x
        self.set_data(across, np.repeat(y, 2), colour, 0, 1.5)

    def choose(self, chosen: int) -> None:
        """Mark another point."""
        self._chosen = chosen
        self.update()

    def draw(self, painter: QPainter, mapping: QTransform) -> None:
        super().draw(painter, mapping)
        pairs = zip(*(part.tolist() for part in self._points), strict=True)
        painter.setPen(QPen(self._colour, 1.5))
        for place, (x, y) in enumerate(pairs):
            is_chosen = place == self._chosen
            painter.setBrush(self._colour if is_chosen else theme().colour("base"))
            radius = _CHOSEN if is_chosen else _DOT
            painter.drawEllipse(mapping.map(QPointF(x, y)), radius, radius)


class StepPlot(Plot):
    """A plot of one staircase; a click, or Enter at the read-out, picks a point."""

    picked = Signal(int)
    """Place of the point that was picked."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._steps: Steps | None = None
        self._x: Array = np.empty(0)

    def steps(self, series: AnySeries, x: Sequence[float] | Array, unit: str, end: float) -> None:
        """Draw a staircase over amounts ``x`` of ``unit``, inside ``with plot.drawing(...)``."""
        self._bottom.show_amounts(unit)
        one, places = as_series(series), as_array(x)
        values = as_array(one.y)
        shown = self._show("lines", one, places, values, Steps)
        self._steps, self._x = shown.item, places
        shown.item.set_points(places, values, shown.colour, -1, end)
        self._reach(np.array([0.0, *places.tolist(), end * 1.05]), values)

    def choose(self, place: int) -> None:
        """Mark a point and read its values."""
        if self._steps is not None and 0 <= place < len(self._x):
            self._steps.choose(place)
            self.read_at(float(self._x[place]))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() == QEvent.Type.MouseButtonPress
        if pressed and isinstance(event, QMouseEvent) and not self.message:
            self._pick_at(event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter picks the point at the read-out."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._cursor is not None:
            self.picked.emit(int(np.abs(self._x - self._cursor).argmin()))
        else:
            super().keyPressEvent(event)

    def _pick_at(self, event: QMouseEvent) -> None:
        """Pick the point nearest to where the left button went down, if one is near across."""
        if event.button() != Qt.MouseButton.LeftButton or not len(self._x):
            return
        box = self.view.getPlotItem().getViewBox()
        x = float(box.mapSceneToView(self.view.mapToScene(event.position().toPoint())).x())
        pixel = max(abs(float(box.viewPixelSize()[0])), 1e-300)
        distance = np.abs(self._x - x) / pixel
        if distance.min() <= _NEAR:
            self.picked.emit(int(distance.argmin()))
