"""A strip over the years: what every rule says of a product, one line a rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from workbench.ui.look import theme
from workbench.ui.panes._origin_words import COLOURS, VERDICTS, span_words
from workbench.ui.texts import percent, tr
from workbench.ui.widgets.labels import tooltip
from workbench.ui.widgets.verdict import ink_on

if TYPE_CHECKING:
    from workbench.core.appraisal.origin.timeline import Span

_ISO = "yyyy-MM-dd"
_NAMES = 0.24
_GAP = 3


class Strip(QWidget):
    """Spans of pass, fail and unknown; a click goes to the day under it."""

    jumped = Signal(str, str)
    """Day and rule that were clicked; the rule is empty above the lines."""

    def __init__(self) -> None:
        super().__init__()
        self._spans: dict[str, list[Span]] = {}
        self._first, self._last = QDate(2023, 1, 1), QDate(2029, 12, 31)
        self._day, self._rule = QDate(), ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Verdicts over the years"))
        self.setMouseTracking(True)

    def show_spans(self, spans: Sequence[Span], first: int, last: int) -> None:
        """Show other spans over the years from ``first`` to ``last``."""
        self._spans = {}
        for span in spans:
            self._spans.setdefault(span.rule, []).append(span)
        self._first, self._last = QDate(first, 1, 1), QDate(last, 12, 31)
        words = [span_words(span) for span in spans if span.standing != "none"]
        self.setAccessibleDescription("; ".join(words))
        self.updateGeometry()
        self.update()

    def mark(self, day: str, rule: str) -> None:
        """Mark the day and the rule that are looked at."""
        self._day, self._rule = QDate.fromString(day, _ISO), rule
        self.update()

    def spans(self) -> list[Span]:
        """Return what is shown, line by line."""
        return [span for line in self._spans.values() for span in line]

    # --- places -------------------------------------------------------------------------------

    @property
    def _line(self) -> int:
        return self.fontMetrics().height() + 8

    @property
    def _left(self) -> float:
        widest = max((self.fontMetrics().horizontalAdvance(n) for n in self._spans), default=0)
        return min(widest + 24.0, self.width() * _NAMES + 24.0)

    def place(self, day: QDate) -> float:
        """Return where a day lies across."""
        whole = self._first.daysTo(self._last) + 1
        wide = self.width() - self._left - 13
        return self._left + wide * self._first.daysTo(day) / whole

    def day_at(self, x: float) -> QDate:
        """Return the day at a place across."""
        whole = self._first.daysTo(self._last) + 1
        wide = max(self.width() - self._left - 13, 1.0)
        return self._first.addDays(round(min(max((x - self._left) / wide, 0.0), 1.0) * (whole - 1)))

    def rule_at(self, y: float) -> str:
        """Return the rule at a height; empty above the lines."""
        row = int((y - self._line) // self._line)
        names = list(self._spans)
        return names[row] if y >= self._line and row < len(names) else ""

    def _span_at(self, rule: str, day: QDate) -> Span | None:
        text = day.toString(_ISO)
        return next((s for s in reversed(self._spans.get(rule, [])) if s.since <= text), None)

    def sizeHint(self) -> QSize:
        return QSize(480, self._line * (len(self._spans) + 1) + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    # --- painting -----------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, line = theme(), self._line
        painter.setPen(colours.colour("muted"))
        for year in range(self._first.year(), self._last.year() + 1):
            x = self.place(QDate(year, 1, 1))
            painter.drawText(QRectF(x + 3, 0, 60, line), int(_LEFT), str(year))
        for row, (name, spans) in enumerate(self._spans.items(), start=1):
            self._draw_name(painter, name, row * line)
            for place, span in enumerate(spans):
                end = self._last.addDays(1)
                if place + 1 < len(spans):
                    end = QDate.fromString(spans[place + 1].since, _ISO)
                self._draw_span(painter, span, self.place(end), row * line)
        if self._day.isValid() and self._first <= self._day <= self._last:
            x = round(self.place(self._day)) + 0.5
            painter.setPen(QPen(colours.colour("text"), 2))
            painter.drawLine(int(x), 2, int(x), line * (len(self._spans) + 1))
        if self.hasFocus():
            painter.setPen(QPen(colours.colour("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 0.5, -4, -0.5), 3, 3)
        painter.end()

    def _draw_name(self, painter: QPainter, name: str, top: int) -> None:
        font = self.font()
        font.setBold(name == self._rule)
        painter.setFont(font)
        painter.setPen(theme().colour("text"))
        room = self._left - 20
        text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, int(room))
        painter.drawText(QRectF(12, top, room, self._line), int(_LEFT), text)
        painter.setFont(self.font())

    def _draw_span(self, painter: QPainter, span: Span, end: float, top: int) -> None:
        if span.standing == "none":
            return
        start = self.place(QDate.fromString(span.since, _ISO))
        patch = QRectF(start + 0.5, top + _GAP, end - start - 1, self._line - 2 * _GAP)
        colour = QColor(COLOURS[span.standing])
        if span.standing == "ended":
            painter.setPen(QPen(colour, 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ink = theme().colour("muted")
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            ink = ink_on(colour)
        painter.drawRoundedRect(patch, 3, 3)
        word = VERDICTS[span.standing]
        share = percent(span.threshold, 0)
        words = (f"{word}: {share}" if span.threshold == span.threshold else word, word, word[:1])
        patch = self._beside_mark(patch)
        room = patch.width() - 6
        fits = (w for w in words if painter.fontMetrics().horizontalAdvance(w) <= room)
        word = next(fits, "")
        painter.setPen(ink)
        painter.drawText(patch, int(Qt.AlignmentFlag.AlignCenter), word)

    def _beside_mark(self, patch: QRectF) -> QRectF:
        """Return the larger part of a patch that the mark of the day leaves free."""
        x = self.place(self._day) if self._day.isValid() else -1.0
        if not patch.left() < x < patch.right():
            return patch
        before, after = QRectF(patch), QRectF(patch)
        before.setRight(x - 2)
        after.setLeft(x + 2)
        return max(before, after, key=QRectF.width)

    # --- acting -------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            place = event.position()
            rule = self.rule_at(place.y())
            day = self._day if place.x() < self._left else self.day_at(place.x())
            self.jumped.emit(day.toString(_ISO), rule)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go to the change before and after the day."""
        days = sorted({span.since for span in self.spans()})
        here = self._day.toString(_ISO)
        if event.key() == Qt.Key.Key_Right:
            to = next((day for day in days if day > here), "")
        elif event.key() == Qt.Key.Key_Left:
            to = next((day for day in reversed(days) if day < here), "")
        else:
            super().keyPressEvent(event)
            return
        if to:
            self.jumped.emit(to, self._rule)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            rule, day = self.rule_at(event.pos().y()), self.day_at(event.pos().x())
            span = self._span_at(rule, day) if event.pos().x() >= self._left else None
            text = span_words(span) if span else rule
            QToolTip.showText(event.globalPos(), tooltip(text), self)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
