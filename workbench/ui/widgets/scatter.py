"""Points in a plane: hovering names them, clicking chooses one, lines mark thresholds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from workbench.ui.look import theme
from workbench.ui.texts import number, percent, short_number
from workbench.ui.widgets.labels import PlainLabel, tooltip

Values = np.ndarray[Any, np.dtype[np.float64]]
_MOST_NAMES = 24
_MANY = 400  # points from which on they are small, so that the dense places stay readable
_NEAR = 10  # pixels
_NAME_LENGTH = 24


@dataclass(frozen=True)
class Points:
    """What is drawn: a point each, its name and label, and whether it stands out."""

    x: Values
    y: Values
    names: Sequence[str]
    labels: Sequence[Any]
    strong: np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True)
class Axis:
    """What one direction means; a threshold of NaN is not drawn."""

    title: str
    threshold: float = math.nan
    percent: bool = False
    logarithmic: bool = False

    def told(self, value: float) -> str:
        """Return a value in words."""
        return percent(value) if self.percent else number(value)


class Scatter(QWidget):
    """A title, a sentence and the plane; the strongest points carry their name."""

    picked = Signal(object)
    """Label of the point that was clicked."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.title, self.sentence = PlainLabel(role="title"), PlainLabel(role="muted")
        self.sentence.setWordWrap(True)
        self.below, self.beside = PlainLabel(role="muted"), PlainLabel(role="muted")
        self._bottom, self._left = _ShareAxis("bottom"), _ShareAxis("left")
        self.view = pg.PlotWidget(axisItems={"bottom": self._bottom, "left": self._left})
        item = self.view.getPlotItem()
        item.setMenuEnabled(False)
        item.hideButtons()
        self._calm = pg.ScatterPlotItem(size=7, pxMode=True)
        self._strong = pg.ScatterPlotItem(size=9, pxMode=True)
        self._chosen = pg.ScatterPlotItem(size=15, pxMode=True)
        self._lines = [pg.InfiniteLine(angle=angle, movable=False) for angle in (90, 0)]
        for part in (*self._lines, self._calm, self._strong, self._chosen):
            item.addItem(part, ignoreBounds=True)
        self._names: list[pg.TextItem] = []
        self._points: Points | None = None
        self._axes = (Axis(""), Axis(""))
        self._naming = QTimer(self)
        self._naming.setSingleShot(True)
        self._naming.setInterval(0)
        self._naming.timeout.connect(self._name)
        item.getViewBox().sigRangeChanged.connect(lambda *_news: self._naming.start())
        item.getViewBox().sigResized.connect(lambda *_news: self._naming.start())
        self.view.scene().sigMouseMoved.connect(self._hover)
        self.view.scene().sigMouseClicked.connect(self._click)
        self._lay_out()
        self._dress()

    def _lay_out(self) -> None:
        self.below.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(4)
        for part in (self.title, self.sentence, self.beside):
            layout.addWidget(part)
        layout.addWidget(self.view, 1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.below)
        layout.addLayout(line)

    def show_points(self, title: str, sentence: str, points: Points, x: Axis, y: Axis) -> None:
        """Draw other points over the axes ``x`` and ``y``."""
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.beside.setText(y.title)
        self.below.setText(x.title)
        self._points, self._axes = points, (x, y)
        self._bottom.follow(x)
        self._left.follow(y)
        self._draw()
        self._fit()
        self._naming.start()

    def select_label(self, label: object) -> None:
        """Ring the point of a label, if it is drawn."""
        points = self._points
        places = (
            [] if points is None else [p for p, one in enumerate(points.labels) if one == label]
        )
        across, up = self._placed()
        self._chosen.setData(across[places], up[places])

    def point_at(self, place: QPointF) -> int:
        """Return the point next to a place of the scene; -1 where none is near."""
        across, up = self._placed()
        if not len(across):
            return -1
        box = self.view.getPlotItem().getViewBox()
        corner = box.mapViewToScene(QPointF(0, 0))
        unit = box.mapViewToScene(QPointF(1, 1))
        dx = corner.x() + across * (unit.x() - corner.x()) - place.x()
        dy = corner.y() + up * (unit.y() - corner.y()) - place.y()
        far = np.hypot(dx, dy)
        nearest = int(far.argmin())
        return nearest if far[nearest] <= _NEAR else -1

    def told(self, point: int) -> str:
        """Return what a point says."""
        assert self._points is not None
        x, y = self._axes
        values = (self._points.x[point], self._points.y[point])
        lines = [f"{axis.title}: {axis.told(v)}" for axis, v in zip((x, y), values, strict=True)]
        return "\n".join([self._points.names[point], *lines])

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_names"):
            self._dress()
            self._naming.start()
        super().changeEvent(event)

    # --- drawing ----------------------------------------------------------------------------

    def _placed(self) -> tuple[Values, Values]:
        """Return where the points stand in the plane."""
        if self._points is None:
            return np.empty(0), np.empty(0)
        x = self._points.x
        return (np.log10(x) if self._axes[0].logarithmic else x), self._points.y

    def _draw(self) -> None:
        assert self._points is not None
        (x, y), strong = self._placed(), self._points.strong
        many = len(x) > _MANY
        self._calm.setSize(4 if many else 7)
        self._strong.setSize(4 if many else 9)
        self._dress()
        self._calm.setData(x[~strong], y[~strong])
        self._strong.setData(x[strong], y[strong])
        self._chosen.setData([], [])
        for line, axis in zip(self._lines, self._axes, strict=True):
            line.setVisible(math.isfinite(axis.threshold))
            if math.isfinite(axis.threshold):
                line.setValue(math.log10(axis.threshold) if axis.logarithmic else axis.threshold)

    def _fit(self) -> None:
        (x, y), box = self._placed(), self.view.getPlotItem().getViewBox()
        if not len(x):
            return
        reach = []
        for values, axis in zip((x, y), self._axes, strict=True):
            low, high = float(values.min()), float(values.max())
            if math.isfinite(axis.threshold) and not axis.logarithmic:
                low, high = min(low, axis.threshold), max(high, axis.threshold)
            low = low if axis.logarithmic else min(low, 0.0)
            high = 1.0 if axis.percent else high
            spare = max(0.1 * (high - low), 0.2) if axis.logarithmic else 0.06 * (high - low) or 0.5
            reach.append((low - (spare if axis.logarithmic else 0.0), high + spare))
        box.setRange(xRange=reach[0], yRange=reach[1], padding=0.0)

    def _name(self) -> None:
        """Write the names of the most important points that have room for it."""
        item = self.view.getPlotItem()
        for text in self._names:
            item.removeItem(text)
        self._names = []
        points = self._points
        if points is None or not len(points.x):
            return
        (x, y), box = self._placed(), item.getViewBox()
        spans = [np.ptp(values) or 1.0 for values in (x, y)]
        weight = (x - x.min()) / spans[0] + (y - y.min()) / spans[1] + points.strong
        taken: list[QRectF] = []
        metrics = self.fontMetrics()
        for place in np.argsort(-weight, kind="stable")[:200].tolist():
            if len(taken) >= _MOST_NAMES:
                break
            spot = box.mapViewToScene(QPointF(x[place], y[place]))
            words = points.names[place]
            words = words if len(words) <= _NAME_LENGTH else f"{words[: _NAME_LENGTH - 1]}…"
            wide = metrics.horizontalAdvance(words) + 10
            area = QRectF(
                spot.x() - wide / 2, spot.y() - metrics.height() - 6, wide, metrics.height() + 4
            )
            if any(area.intersects(other) for other in taken):
                continue
            taken.append(area)
            text = pg.TextItem(words, color=theme().colour("text"), anchor=(0.5, 1.1))
            text.setPos(x[place], y[place])
            item.addItem(text, ignoreBounds=True)
            self._names.append(text)

    def _dress(self) -> None:
        colours = theme()
        self.view.setBackground(colours.colour("base"))
        for axis in (self._bottom, self._left):
            axis.setPen(colours.colour("line"))
            axis.setTextPen(colours.colour("axis"))
        many = self._points is not None and len(self._points.x) > _MANY
        edge = pg.mkPen(None) if many else pg.mkPen(colours.colour("base"), width=1)
        self._calm.setPen(edge)
        self._calm.setBrush(colours.colour("muted"))
        self._strong.setPen(edge)
        self._strong.setBrush(colours.colour("error"))
        self._chosen.setPen(pg.mkPen(colours.colour("accent"), width=2))
        self._chosen.setBrush(None)
        for line in self._lines:
            line.setPen(pg.mkPen(colours.colour("muted"), style=Qt.PenStyle.DashLine))

    # --- mouse ------------------------------------------------------------------------------

    def _hover(self, place: QPointF) -> None:
        point = self.point_at(place)
        text = tooltip(self.told(point)) if point >= 0 else ""
        QToolTip.showText(QCursor.pos(), text, self.view)

    def _click(self, event: Any) -> None:
        point = self.point_at(event.scenePos())
        if point >= 0 and self._points is not None:
            self.picked.emit(self._points.labels[point])


class _ShareAxis(pg.AxisItem):
    """Writes percentages, powers of ten or plain numbers, as its meaning asks."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        self._axis = Axis("")

    def follow(self, axis: Axis) -> None:
        self._axis = axis
        self.picture = None
        self.update()

    def tickValues(self, low: float, high: float, size: float) -> Any:
        if not self._axis.logarithmic:
            return super().tickValues(low, high, size)
        steps = (1, 2, 5) if high - low < 2 else (1,)
        powers = range(math.floor(low), math.floor(high) + 1)
        ticks = [power + math.log10(step) for power in powers for step in steps]
        return [(1.0, [tick for tick in ticks if low <= tick <= high])]

    def tickStrings(self, values: Sequence[float], _scale: float, spacing: float) -> list[str]:
        if self._axis.percent:
            return [percent(value, 0) for value in values]
        if self._axis.logarithmic:
            return [short_number(10**value, 10**value, 10**value) for value in values]
        largest = max((abs(value) for value in values), default=1.0)
        return [short_number(value, largest, spacing) for value in values]
