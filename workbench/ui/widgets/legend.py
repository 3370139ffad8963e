"""The legend beside a plot: colour, name, and the value under the cursor."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QHelpEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from workbench.ui.look import brush_style, line_style, theme
from workbench.ui.texts import tr
from workbench.ui.widgets.labels import tooltip

Mark = Literal["area", "line"]
_SWATCH, _GAP = 12, 8
_NAME_WIDTH = 150
_ALIKE = 12  # letters by which two names that are cut would look the same
_NARROWEST = 132
_NOTE_WIDTH = 230
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
_ENTRY_WIDTH = 64  # pixels that an entry of a row keeps
_BETWEEN = 4  # pixels between two notes, where there is room


@dataclass(frozen=True)
class Entry:
    """One line of the legend."""

    name: str
    colour: QColor
    mark: Mark = "area"
    pattern: int = 0
    value: str = ""


Placed = tuple[QRectF, Entry | tuple[str, str]]


class Legend(QWidget):
    """Painted as a whole, so that it follows the cursor at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = ""
        self._entries: tuple[Entry, ...] = ()
        self._notes: tuple[tuple[str, str], ...] = ()
        self._across = False
        self._most_rows = 0
        self.set_across(across=False)

    def set_across(self, *, across: bool) -> None:
        """List the entries in a row, for a place below the plot, or in a column beside it."""
        self._across = across
        fixed, wide = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored
        self.setSizePolicy(wide if across else fixed, fixed if across else wide)
        self.updateGeometry()

    def set_most_rows(self, rows: int) -> None:
        """Keep entries across within some rows; 0: as many as they need.

        Names become shorter for it, and where that is not enough the last place stands for all
        others, which its tooltip tells.
        """
        if rows != self._most_rows:
            self._most_rows = rows
            self.updateGeometry()
            self.update()

    def entries(self) -> tuple[Entry, ...]:
        """Return what is listed."""
        return self._entries

    def head(self) -> str:
        """Return where the values are read: a month or a category."""
        return self._head

    def show_entries(
        self, head: str, entries: Sequence[Entry], notes: Sequence[tuple[str, str]]
    ) -> None:
        """List other entries and, below them, notes as (short, text)."""
        before = self.sizeHint()
        self._head, self._entries, self._notes = head, tuple(entries), tuple(notes)
        lines = [head, *(f"{entry.name} {entry.value}" for entry in entries)]
        self.setAccessibleName("; ".join(line for line in lines if line))
        if self.sizeHint() != before:
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        if self._across:
            placed = self._placed()
            bottom = max((area.bottom() for area, _ in placed), default=float(self.row_height()))
            return QSize(self._natural_width(), round(bottom) + 2)
        rows = 1 + len(self._entries) + len(self._notes)
        notes = [min(metrics.horizontalAdvance(text), _NOTE_WIDTH) for _, text in self._notes]
        width = _SWATCH + _GAP + max([self._natural_width(), *notes]) + 2 * _GAP
        return QSize(max(_NARROWEST, width), rows * self.row_height() + _GAP)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height() if self._across else self.row_height() * 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._across:
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), tooltip(self._text_at(event.pos())), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme().colour("muted"))
        side = Qt.AlignmentFlag.AlignLeft if self._across else Qt.AlignmentFlag.AlignRight
        head = QRectF(_GAP, 0, self.width() - 2 * _GAP, self.row_height())
        painter.drawText(head, int(side | Qt.AlignmentFlag.AlignVCenter), self._head)
        for area, thing in self._placed():
            if isinstance(thing, Entry):
                self._paint_entry(painter, thing, area)
            else:
                self._paint_note(painter, *thing, area)
        painter.end()

    def _placed(self) -> list[Placed]:
        """Return where every entry and every note stands."""
        row, width = self.row_height(), self.width() - 2 * _GAP
        placed: list[Placed] = []
        if self._across:
            placed, y = self._place_across(width)
        else:
            for place, entry in enumerate(self._entries, start=1):
                placed.append((QRectF(_GAP, place * row, width, row), entry))
            y = (1 + len(self._entries)) * row + row // 2
        short = y + len(self._notes) * self._note_height(1) > self.height()
        between = _BETWEEN if short else 0
        notes = self._notes_in(int((self.height() - y) / (self._note_height(1) - between)))
        for note, lines in zip(notes, self._note_lines(y), strict=False):
            height = self._note_height(lines) - between
            placed.append((QRectF(_GAP, y, width, height), note))
            y += height
        return placed

    def _notes_in(self, rows: int) -> tuple[tuple[str, str], ...]:
        """Return the notes; where fewer rows are left, the last row stands for all others."""
        if len(self._notes) <= max(rows, 0):
            return self._notes
        kept = max(rows - 1, 0)
        rest = [text for _, text in self._notes[kept:]]
        texts = "; ".join(rest)
        told = tr("{count} more: {texts}", count=len(rest), texts=texts)
        return (*self._notes[:kept], (_ELLIPSIS, told))

    def _place_across(self, width: int) -> tuple[list[Placed], int]:
        """Return where entries stand in rows and where the rows end."""
        columns, row = 1, self.row_height()
        placed = self._rows_of(width, width)
        most = self._most_rows * row
        while most and placed and placed[-1][0].top() >= most:
            columns += 1
            widest = width // columns - 2 * _GAP
            if widest < _ENTRY_WIDTH:
                return self._first_of(placed, most), most
            placed = self._rows_of(width, widest)
        return placed, round(placed[-1][0].bottom()) if placed else row

    def _rows_of(self, width: int, widest: int) -> list[Placed]:
        """Return all entries in rows, each no wider than ``widest``."""
        metrics, row = self.fontMetrics(), self.row_height()
        x = metrics.horizontalAdvance(self._head) + 2 * _GAP if self._head else 0
        y, placed = 0, list[Placed]()
        for entry in self._entries:
            text = metrics.horizontalAdvance(f"{entry.name} {entry.value}")
            wide = min(_SWATCH + 2 * _GAP + text + 2, widest)
            if x and x + wide > width:
                x, y = 0, y + row
            placed.append((QRectF(_GAP + x, y, wide, row), entry))
            x += wide + 2 * _GAP
        return placed

    def _first_of(self, placed: list[Placed], most: int) -> list[Placed]:
        """Return the entries of the first rows; the last place stands for all others."""
        kept = sum(area.top() < most for area, _ in placed)
        rest = [f"{entry.name} {entry.value}".strip() for entry in self._entries[kept - 1 :]]
        told = tr("{count} more: {texts}", count=len(rest), texts="; ".join(rest))
        return [*placed[: kept - 1], (placed[kept - 1][0], (_ELLIPSIS, told))]

    def _note_lines(self, top: int) -> list[int]:
        """Return how many lines every note has: all it needs, or its part of the room."""
        wanted = self._wanted_lines()
        lines = [1] * len(wanted)
        left = int((self.height() - top - len(wanted) * self._note_height(1)) / self._line())
        while left > 0 and lines != wanted:
            for place, most in enumerate(wanted):
                if left > 0 and lines[place] < most:
                    lines[place] += 1
                    left -= 1
        return lines

    def _wanted_lines(self) -> list[int]:
        """Return how many lines every note would fill, broken at this width."""
        room = max(self.width() - _SWATCH - 3 * _GAP, 20)
        return [self._lines_of(text, room) for _, text in self._notes]

    def _lines_of(self, text: str, room: int) -> int:
        """Return into how many lines a text breaks."""
        wrap = int(Qt.TextFlag.TextWordWrap)
        height = self.fontMetrics().boundingRect(0, 0, room, 100_000, wrap, text).height()
        return max(1, round(height / self._line()))

    def _line(self) -> float:
        """Return the height of a line among others, which is not always a whole number."""
        ten = "\n".join("X" * 10)
        return self.fontMetrics().boundingRect(0, 0, 100, 100_000, 0, ten).height() / 10

    def _note_height(self, lines: int) -> int:
        return math.ceil(lines * self._line()) + _BETWEEN

    def missing_height(self) -> int:
        """Return how much higher the legend would have to be to show every note in full."""
        if self._across:
            return 0
        top = (1 + len(self._entries)) * self.row_height() + self.row_height() // 2
        return max(0, top + sum(map(self._note_height, self._wanted_lines())) - self.height())

    def _paint_entry(self, painter: QPainter, entry: Entry, area: QRectF) -> None:
        metrics = self.fontMetrics()
        _paint_mark(painter, entry, QPointF(area.left(), area.center().y()))
        left_edge = area.left() + _SWATCH + _GAP
        room = area.right() - metrics.horizontalAdvance(entry.value) - _GAP - left_edge
        name = metrics.elidedText(entry.name, self._cut_where(entry), int(room))
        painter.setPen(theme().colour("text"))
        middle = Qt.AlignmentFlag.AlignVCenter
        names = QRectF(left_edge, area.top(), room, area.height())
        painter.drawText(names, int(middle | Qt.AlignmentFlag.AlignLeft), name)
        painter.drawText(area, int(middle | Qt.AlignmentFlag.AlignRight), entry.value)

    def _cut_where(self, entry: Entry) -> Qt.TextElideMode:
        """Return where a long name is cut: in the middle, if another begins in the same way."""
        begins = entry.name[:_ALIKE]
        alike = sum(other.name.startswith(begins) for other in self._entries)
        return Qt.TextElideMode.ElideMiddle if alike > 1 else Qt.TextElideMode.ElideRight

    def _paint_note(self, painter: QPainter, short: str, text: str, area: QRectF) -> None:
        painter.setPen(theme().colour("muted"))
        flags = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        area = area.adjusted(0, 2, 0, 0)
        painter.drawText(area, flags, short)
        rest = area.adjusted(_SWATCH + _GAP, 0, 0, 0)
        lines = int(area.height() / self._line())
        wrap = Qt.TextFlag.TextWordWrap if lines > 1 else Qt.TextFlag.TextSingleLine
        shown = self._cut(text, int(rest.width()), lines)
        painter.drawText(rest, flags | wrap | Qt.TextFlag.TextDontClip, shown)

    def _cut(self, text: str, room: int, lines: int) -> str:
        """Return as many words of a text as fill some lines, with an ellipsis for the others."""
        if lines <= 1:
            return self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        words, shown = text.split(" "), text
        while len(words) > 1 and self._lines_of(shown, room) > lines:
            words.pop()
            shown = " ".join(words) + _ELLIPSIS
        return shown

    def _text_at(self, place: QPoint) -> str:
        for area, thing in self._placed():
            if area.contains(QPointF(place)):
                if isinstance(thing, Entry):
                    return f"{thing.name}\n{thing.value}".strip()
                return thing[1]
        return ""

    def row_height(self) -> int:
        """Return the height of one entry."""
        return self.fontMetrics().height() + 4

    def _natural_width(self) -> int:
        metrics = self.fontMetrics()
        names = [min(metrics.horizontalAdvance(e.name), _NAME_WIDTH) for e in self._entries]
        values = [metrics.horizontalAdvance(entry.value) for entry in self._entries]
        return max([*names, 0]) + max([*values, metrics.horizontalAdvance("1,234.5")]) + _GAP


def _paint_mark(painter: QPainter, entry: Entry, left: QPointF) -> None:
    if entry.mark == "line":
        painter.setPen(QPen(entry.colour, 2.0, line_style(entry.pattern)))
        painter.drawLine(left, left + QPointF(_SWATCH + 4, 0))
        return
    box = QRectF(left.x(), left.y() - 5, 10, 10)
    painter.fillRect(box, entry.colour)
    if entry.colour.alpha() < 255:
        outline = QColor(entry.colour)
        outline.setAlpha(255)
        painter.setPen(QPen(outline, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    if entry.pattern:
        painter.fillRect(box, QBrush(theme().colour("base"), brush_style(entry.pattern)))
