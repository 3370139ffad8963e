"""A chain of boxes, stage by stage, with lines between them; the way that matters stands out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from workbench.ui.look import theme
from workbench.ui.texts import tr
from workbench.ui.widgets.labels import tooltip

_GAP, _BETWEEN, _TAG = 30, 8, 11
_NARROWEST, _WIDEST = 108, 216
_PAD, _STEP, _STEPS = 8, 7, 9


@dataclass(frozen=True)
class Box:
    """One box: what it says, and how it stands out."""

    key: str
    stage: int
    """Place along the chain, from 0; boxes of one stage stand beside each other."""
    title: str
    lines: tuple[str, ...] = ()
    ready: float = math.nan
    """How many of nine steps are done; NaN: not known."""
    ready_words: str = ""
    """Beside the steps, or in their place; empty: no steps are drawn."""
    strong: bool = False
    badge: str = ""
    """Words on its upper edge."""

    @property
    def words(self) -> str:
        """Everything it says, a line each."""
        return "\n".join(part for part in (self.badge, self.title, *self.said) if part)

    @property
    def said(self) -> tuple[str, ...]:
        """The lines under the title."""
        return tuple(part for part in (*self.lines, self.ready_words) if part)


@dataclass(frozen=True)
class Line:
    """From one box to one of a later stage."""

    start: str
    end: str
    strong: bool = False


class Chain(QWidget):
    """Boxes from left to right, or from the top down where the width does not suffice."""

    chosen = Signal(str)
    """Key of the box that was clicked or pressed."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.boxes: dict[str, BoxButton] = {}
        self._lines: tuple[Line, ...] = ()
        self._upright = False

    def show_chain(self, boxes: Sequence[Box], lines: Sequence[Line] = ()) -> None:
        """Show these boxes, in the order in which the Tab key visits them."""
        before = next((key for key, button in self.boxes.items() if button.hasFocus()), None)
        for key in [key for key in self.boxes if key not in {box.key for box in boxes}]:
            button = self.boxes.pop(key)
            button.hide()
            button.deleteLater()
        buttons: dict[str, BoxButton] = {}
        for box in boxes:
            button = self.boxes.get(box.key) or self._made(box.key)
            button.show_box(box)
            buttons[box.key] = button
        self.boxes, self._lines = buttons, tuple(lines)
        for first, second in zip(list(buttons.values()), list(buttons.values())[1:], strict=False):
            QWidget.setTabOrder(first, second)
        if before in buttons:
            buttons[before].setFocus()
        self._arrange()

    def _made(self, key: str) -> BoxButton:
        button = BoxButton(self)
        button.clicked.connect(lambda: self.chosen.emit(key))
        button.show()
        return button

    def choose(self, key: str) -> None:
        """Mark one box as the one that is looked at."""
        for name, button in self.boxes.items():
            button.setChecked(name == key)

    def sizeHint(self) -> QSize:
        return QSize(400, max(self.minimumHeight(), 40))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._arrange()
            self.update()

    def _stages(self) -> list[list[BoxButton]]:
        places = sorted({button.box.stage for button in self.boxes.values()})
        return [[b for b in self.boxes.values() if b.box.stage == place] for place in places]

    def _arrange(self) -> None:
        stages = self._stages()
        if not stages:
            self.setFixedHeight(0)
            return
        tall = max(button.needed_height() for button in self.boxes.values())
        across = (self.width() - (len(stages) - 1) * _GAP) // len(stages)
        self._upright = across < _NARROWEST
        if self._upright:
            self._stack_up(stages, tall)
        else:
            self._line_up(stages, tall, min(across, _WIDEST))
        self.update()

    def _line_up(self, stages: list[list[BoxButton]], tall: int, wide: int) -> None:
        most = max(len(stage) for stage in stages)
        height = most * (tall + _TAG) + (most - 1) * _BETWEEN
        for place, stage in enumerate(stages):
            free = height - len(stage) * (tall + _TAG) - (len(stage) - 1) * _BETWEEN
            top = free // 2 + _TAG
            for button in stage:
                button.setGeometry(place * (wide + _GAP), top - _TAG, wide, tall + _TAG)
                top += tall + _TAG + _BETWEEN
        self.setFixedHeight(height + 2)

    def _stack_up(self, stages: list[list[BoxButton]], tall: int) -> None:
        top = 0
        for stage in stages:
            wide = (self.width() - (len(stage) - 1) * _BETWEEN) // len(stage)
            wide = min(wide, 2 * _WIDEST)
            for place, button in enumerate(stage):
                button.setGeometry(place * (wide + _BETWEEN), top, wide, tall + _TAG)
            top += tall + _TAG + _GAP // 2 + 4
        self.setFixedHeight(top - _GAP // 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for line in sorted(self._lines, key=lambda one: one.strong):
            if line.start in self.boxes and line.end in self.boxes:
                self._draw(painter, line)
        painter.end()

    def _draw(self, painter: QPainter, line: Line) -> None:
        colours = theme()
        first, last = self.boxes[line.start].frame(), self.boxes[line.end].frame()
        if self._upright:
            start = QPointF(first.center().x(), first.bottom())
            end = QPointF(last.center().x(), last.top() - 1)
            middle = (start.y() + end.y()) / 2
            way = [start, QPointF(start.x(), middle), QPointF(end.x(), middle), end]
            head = [QPointF(-4, -6), QPointF(4, -6)]
        else:
            start = QPointF(first.right(), first.center().y())
            end = QPointF(last.left() - 1, last.center().y())
            middle = (start.x() + end.x()) / 2
            way = [start, QPointF(middle, start.y()), QPointF(middle, end.y()), end]
            head = [QPointF(-6, -4), QPointF(-6, 4)]
        colour = colours.colour("accent" if line.strong else "muted")
        painter.setPen(QPen(colour, 2.5 if line.strong else 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(way))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([end, *(end + corner for corner in head)]))


class BoxButton(QAbstractButton):
    """One box that can be pressed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.box = Box("", 0, "")

    def show_box(self, box: Box) -> None:
        """Show what a box says."""
        self.box = box
        self.setAccessibleName(box.words.replace("\n", ", "))
        self.setToolTip(tooltip(box.words))
        self.update()

    def frame(self) -> QRectF:
        """Return its outline in the chain: without the room for the badge."""
        return QRectF(self.geometry()).adjusted(0.5, _TAG + 0.5, -0.5, -0.5)

    def needed_height(self) -> int:
        """Return how high it has to be, badge aside."""
        return (1 + len(self.box.said)) * (self.fontMetrics().height() + 1) + 2 * _PAD

    def sizeHint(self) -> QSize:
        return QSize(_NARROWEST, self.needed_height() + _TAG)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, frame = self.box, QRectF(self.rect()).adjusted(1, _TAG + 1, -1, -1)
        edge = "accent" if box.strong or self.hasFocus() else "field"
        painter.setPen(QPen(colours.colour(edge), 2.0 if box.strong or self.hasFocus() else 1.0))
        painter.setBrush(colours.colour("selection" if self.isChecked() else "raised"))
        painter.drawRoundedRect(frame, 4, 4)
        line, metrics = self.fontMetrics().height() + 1, self.fontMetrics()
        room = QRect(_PAD, _TAG + _PAD, self.width() - 2 * _PAD, line)
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        self._write(painter, room, box.title, colours.colour("text"))
        font.setBold(False)
        painter.setFont(font)
        for words in box.lines:
            room.translate(0, line)
            self._write(painter, room, words, colours.colour("muted"))
        if box.ready_words:
            room.translate(0, line)
            left = self._draw_steps(painter, room, metrics.ascent())
            rest = room.adjusted(left, 0, 0, 0)
            self._write(painter, rest, box.ready_words, colours.colour("muted"))
        if box.badge:
            self._draw_badge(painter, frame)
        painter.end()

    def _write(self, painter: QPainter, room: QRect, words: str, colour: QColor) -> None:
        painter.setPen(colour)
        text = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, int(flags | Qt.TextFlag.TextSingleLine), text)

    def _draw_steps(self, painter: QPainter, room: QRect, ascent: int) -> int:
        """Draw nine small steps, those done filled; return how much room they take."""
        if math.isnan(self.box.ready):
            return 0
        colours = theme()
        bottom = room.top() + (room.height() + ascent) / 2 - 1
        for step in range(_STEPS):
            done = step < self.box.ready
            painter.setPen(QPen(colours.colour("accent" if done else "muted"), 1.0))
            painter.setBrush(colours.colour("accent") if done else Qt.BrushStyle.NoBrush)
            tall = 3 + step * 0.7
            painter.drawRect(QRectF(room.left() + step * _STEP + 0.5, bottom - tall, 4, tall))
        return _STEPS * _STEP + 4

    def _draw_badge(self, painter: QPainter, frame: QRectF) -> None:
        colours = theme()
        font = painter.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 0.88)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        words = tr(self.box.badge)
        wide = min(metrics.horizontalAdvance(words) + 12, int(frame.width()) - 12)
        patch = QRectF(frame.left() + 8, frame.top() - _TAG, wide, 2 * _TAG - 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.colour("warning"))
        painter.drawRoundedRect(patch, 3, 3)
        painter.setPen(colours.colour("base"))
        text = metrics.elidedText(words, Qt.TextElideMode.ElideRight, wide - 8)
        painter.drawText(patch, int(Qt.AlignmentFlag.AlignCenter), text)
