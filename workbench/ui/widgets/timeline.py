"""Spans of time under each other: what begins when, how long it may wait, and one day of note."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from workbench.core.periods import month_name
from workbench.ui.look import theme
from workbench.ui.widgets.labels import tooltip

_ROW, _HEAD, _FOOT = 24, 24, 22
_LABEL, _LABEL_PART, _WORDS_PART = 190, 0.3, 0.3
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)


@dataclass(frozen=True)
class Span:
    """One row."""

    key: str
    name: str
    start: float = math.nan
    end: float = math.nan
    slack: float = 0.0
    """How much later it may end; drawn behind it."""
    strong: bool = False
    words: str = ""
    """In the row: behind the span, or in its place where it has no dates."""
    before: tuple[float, float] | None = None
    """Where it stood before, drawn as an outline."""

    @property
    def dated(self) -> bool:
        """Whether it can be drawn."""
        return not (math.isnan(self.start) or math.isnan(self.end))


@dataclass(frozen=True)
class Moment:
    """A day of note: a line over all rows, with words above it."""

    at: float
    words: str
    strong: bool = True


class Timeline(QWidget):
    """Rows of spans over months; one row is chosen with the mouse or the arrow keys."""

    chosen = Signal(str)
    """Key of the row that was chosen."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.spans: tuple[Span, ...] = ()
        self.moments: tuple[Moment, ...] = ()
        self._range = (0.0, 12.0)
        self._current = ""

    def show_spans(
        self, spans: Sequence[Span], moments: Sequence[Moment], months: tuple[float, float]
    ) -> None:
        """Show rows and days of note over ``months``: from the first one to before the last."""
        self.spans, self.moments = tuple(spans), tuple(moments)
        self._range = months[0], max(months[1], months[0] + 1)
        rows = [f"{span.name}: {span.words}" for span in spans]
        self.setAccessibleDescription("; ".join([*rows, *(m.words for m in moments)]))
        self.setFixedHeight(_HEAD + _FOOT + len(self.spans) * self._row())
        self.update()

    def choose(self, key: str) -> None:
        """Mark one row as the one that is looked at."""
        self._current = key
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, self.minimumHeight())

    def place_of(self, month: float) -> float:
        """Return where a month stands, in pixels from the left."""
        low, high = self._range
        left = self._left()
        return left + (month - low) / (high - low) * (self.width() - left - self._right())

    def _right(self) -> float:
        """Leave room for the words behind the last span, and for the last month of the axis."""
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(s.words) for s in self.spans if s.dated), default=0)
        least = metrics.horizontalAdvance("2021-11") / 2 + 4
        return max(min(widest + 12, self.width() * _WORDS_PART), least)

    def _row(self) -> int:
        return max(_ROW, self.fontMetrics().height() + 6)

    def _left(self) -> float:
        widest = max((self.fontMetrics().horizontalAdvance(s.name) for s in self.spans), default=0)
        return float(min(widest + 16, _LABEL, max(int(self.width() * _LABEL_PART), 60)))

    # --- painting ---------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_axis(painter)
        for place, span in enumerate(self.spans):
            if span.key == self._current:
                room = QRectF(0, _HEAD + place * self._row(), self.width(), self._row())
                painter.fillRect(room, theme().colour("selection"))
        for moment in sorted(self.moments, key=lambda one: one.strong):
            self._draw_moment(painter, moment)
        for place, span in enumerate(self.spans):
            self._draw_row(painter, span, _HEAD + place * self._row())
        if self.hasFocus():
            painter.setPen(QPen(theme().colour("accent"), 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def _draw_axis(self, painter: QPainter) -> None:
        colours, metrics = theme(), self.fontMetrics()
        low, high = self._range
        each = (self.width() - self._left() - self._right()) / (high - low)
        wide = metrics.horizontalAdvance("2021-11") + 16
        step = next((s for s in _STEPS if s * each >= wide), _STEPS[-1])
        top, bottom = _HEAD, self.height() - _FOOT
        for month in range(math.ceil(low / step) * step, math.floor(high) + 1, step):
            x = self.place_of(month)
            painter.setPen(QPen(colours.colour("grid"), 1.0))
            painter.drawLine(QPointF(x, top), QPointF(x, bottom))
            painter.setPen(colours.colour("axis"))
            name = month_name(month) if step < 12 else str(month // 12)
            room = QRectF(x - wide / 2, bottom + 2, wide, _FOOT - 2)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), name)

    def _draw_row(self, painter: QPainter, span: Span, top: int) -> None:
        colours, metrics, row = theme(), self.fontMetrics(), self._row()
        left = self._left()
        painter.setPen(colours.colour("text"))
        name = metrics.elidedText(span.name, Qt.TextElideMode.ElideRight, int(left) - 12)
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        painter.drawText(QRectF(4, top, left - 8, row), middle, name)
        end = left
        if span.dated:
            end = self._draw_span(painter, span, top)
        painter.setPen(colours.colour("muted"))
        room = QRectF(end + 6, top, self.width() - end - 8, row)
        if span.dated and metrics.horizontalAdvance(span.words) > room.width():
            start = self.place_of(min(span.start, *(span.before or (span.start,))))
            if start - left > metrics.horizontalAdvance(span.words) + 8:
                room = QRectF(left, top, start - left - 6, row)
                middle |= int(Qt.AlignmentFlag.AlignRight)
        words = metrics.elidedText(span.words, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, middle, words)

    def _draw_span(self, painter: QPainter, span: Span, top: int) -> float:
        """Draw the span, its slack hatched behind it; return where it ends."""
        colours, height = theme(), self._row() - 10
        start, end = self.place_of(span.start), self.place_of(span.end)
        if span.before is not None:
            first, last = (self.place_of(month) for month in span.before)
            painter.setPen(QPen(colours.colour("muted"), 1.0, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(first, top + 3, max(last - first, 2), height + 4))
        colour = colours.colour("accent" if span.strong else "muted")
        painter.setPen(Qt.PenStyle.NoPen)
        if end - start < 3:  # nothing has to be waited for: a mark
            x, y, half = end, top + 5 + height / 2, 5.0
            painter.setBrush(colour)
            corners = [(x - half, y), (x, y - half), (x + half, y), (x, y + half)]
            painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
            end += half
        else:
            painter.fillRect(QRectF(start, top + 5, end - start, height), colour)
        if span.slack > 0:
            late = self.place_of(span.end + span.slack)
            room = QRectF(end, top + 5, late - end, height)
            painter.fillRect(room, QBrush(colour, Qt.BrushStyle.BDiagPattern))
            painter.setPen(QPen(colour, 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(room)
            return late
        return end

    def _draw_moment(self, painter: QPainter, moment: Moment) -> None:
        colours, metrics = theme(), self.fontMetrics()
        x = self.place_of(moment.at)
        colour = colours.colour("text" if moment.strong else "muted")
        style = Qt.PenStyle.SolidLine if moment.strong else Qt.PenStyle.DashLine
        painter.setPen(QPen(colour, 1.5 if moment.strong else 1.0, style))
        painter.drawLine(QPointF(x, _HEAD - 3), QPointF(x, self.height() - _FOOT))
        if not moment.strong:
            return
        wide = metrics.horizontalAdvance(moment.words)
        left = min(max(x - wide / 2, 4.0), self.width() - wide - 4.0)
        room = QRectF(left, 0, wide + 2, _HEAD - 4)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), moment.words)

    # --- acting -----------------------------------------------------------------------------

    def _row_at(self, y: float) -> int:
        place = int((y - _HEAD) // self._row())
        return place if 0 <= place < len(self.spans) else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._row_at(event.position().y())
        if place >= 0:
            self.chosen.emit(self.spans[place].key)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        keys = [span.key for span in self.spans]
        if event.key() in steps and keys:
            here = keys.index(self._current) if self._current in keys else -1
            place = min(max(here + steps[Qt.Key(event.key())], 0), len(keys) - 1)
            self.chosen.emit(keys[place])
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._row_at(event.pos().y())
            if place >= 0:
                span = self.spans[place]
                text = "\n".join(part for part in (span.name, span.words) if part)
                QToolTip.showText(event.globalPos(), tooltip(text), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)
