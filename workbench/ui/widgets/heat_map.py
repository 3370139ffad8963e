"""A table of colours: thousands of rows, of which only those in sight are painted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip

from workbench.ui.look import theme
from workbench.ui.texts import percent, tr
from workbench.ui.widgets.labels import tooltip

Values = np.ndarray[Any, np.dtype[np.float64]]
_LIGHT_RAMP = ("#F3F6FA", "#C6DBEE", "#7FB2DB", "#2F7FBF", "#0B3C6F")
_DARK_RAMP = ("#202429", "#1F3F5C", "#23699E", "#4FA3DC", "#D3EAFB")
_LABELS = 230
_NARROWEST, _WIDEST = 26, 64
_KEY_WIDTH, _KEY_HEIGHT = 120, 10


class HeatMap(QAbstractScrollArea):
    """Shows shares from 0 to 1 as colours: rows down, columns across; nothing where none is."""

    picked = Signal(object)
    """Label of the row that was clicked, or on which Enter was pressed."""
    current_changed = Signal(object)
    """Label of the row that the keyboard has gone to."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self._values: Values = np.empty((0, 0))
        self._rows: Sequence[str] = ()
        self._labels: Sequence[Any] = ()
        self._columns: Sequence[str] = ()
        self._tips: Sequence[str] = ()
        self.empty_text = tr("Nothing to show yet")
        self.current = -1
        self._measured()

    def show_values(
        self,
        values: Values,
        rows: Sequence[str],
        labels: Sequence[Any],
        columns: Sequence[str],
        tips: Sequence[str] = (),
    ) -> None:
        """Show other values.

        Args:
            values: rows x columns, 0-1; NaN where there is no figure.
            rows: name of each row.
            labels: what is told when a row is chosen.
            columns: short head of each column.
            tips: long name of each column; empty for the heads.
        """
        chosen = self._labels[self.current] if 0 <= self.current < len(self._labels) else None
        self._values, self._rows, self._labels = values, rows, labels
        self._columns, self._tips = columns, tips or columns
        self.current = -1
        self.select_label(chosen)
        self._measured()
        self._place_bars()
        self.viewport().update()

    def select_label(self, label: object) -> None:
        """Mark the row of a label, and bring it in sight."""
        places = [place for place, one in enumerate(self._labels) if one == label]
        row = places[0] if places else -1
        if row != self.current:
            self.current = row
            self._bring(row)
            self.viewport().update()

    def cell_at(self, place: QPoint) -> tuple[int, int]:
        """Return row and column at a point of the viewport; -1 outside of them."""
        row = (place.y() - self._head + self.verticalScrollBar().value()) // self._high
        column = (place.x() - _LABELS + self.horizontalScrollBar().value()) // self._wide
        inside = place.y() >= self._head and 0 <= row < len(self._rows)
        across = place.x() >= _LABELS and 0 <= column < len(self._columns)
        return (int(row) if inside else -1, int(column) if inside and across else -1)

    def told(self, row: int, column: int) -> str:
        """Return what a cell says."""
        value = float(self._values[row, column])
        return f"{self._rows[row]}\n{self._tips[column]}: {percent(value)}"

    # --- geometry ---------------------------------------------------------------------------

    def _measured(self) -> None:
        metrics = self.fontMetrics()
        self._high = metrics.height() + 3
        longest = max((metrics.horizontalAdvance(text) for text in self._columns), default=0)
        room = max(self.viewport().width() - _LABELS, 1)
        even = room // max(len(self._columns), 1)
        self._wide = max(min(even, _WIDEST), min(longest + 8, _WIDEST), _NARROWEST)
        self._head = 2 * metrics.height() + 14

    def _place_bars(self) -> None:
        area = self.viewport().size()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        high = max(area.height() - self._head, 1)
        wide = max(area.width() - _LABELS, 1)
        down.setRange(0, max(len(self._rows) * self._high - high, 0))
        down.setPageStep(high)
        down.setSingleStep(self._high)
        across.setRange(0, max(len(self._columns) * self._wide - wide, 0))
        across.setPageStep(wide)
        across.setSingleStep(self._wide)

    def _bring(self, row: int) -> None:
        if row < 0:
            return
        bar, top = self.verticalScrollBar(), row * self._high
        if top < bar.value() or top + self._high > bar.value() + bar.pageStep():
            bar.setValue(top - bar.pageStep() // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measured()
        self._place_bars()

    def sizeHint(self) -> QSize:
        return QSize(640, 400)

    # --- painting ---------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        colours, area = theme(), self.viewport().rect()
        painter.fillRect(area, colours.colour("base"))
        if not len(self._rows) or not len(self._columns):
            painter.setPen(colours.colour("muted"))
            centred = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(area.adjusted(16, 16, -16, -16), int(centred), self.empty_text)
            return
        down, across = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        first = down // self._high
        last = min((down + area.height() - self._head) // self._high + 1, len(self._rows))
        left = across // self._wide
        right = min((across + area.width() - _LABELS) // self._wide + 1, len(self._columns))
        top = self._head + first * self._high - down
        self._paint_cells(painter, (first, last, left, right), top, left * self._wide - across)
        self._paint_names(painter, first, last, top)
        self._paint_heads(painter, left, right, left * self._wide - across)
        painter.end()

    def _paint_cells(
        self, painter: QPainter, part: tuple[int, int, int, int], top: int, shift: int
    ) -> None:
        first, last, left, right = part
        shown = _coloured(self._values[first:last, left:right])
        size = QSize((right - left) * self._wide, (last - first) * self._high)
        picture = QImage(
            shown.data, shown.shape[1], shown.shape[0], 4 * shown.shape[1],
            QImage.Format.Format_ARGB32,
        )  # fmt: skip
        painter.save()
        painter.setClipRect(
            QRect(_LABELS, self._head, self.viewport().width(), self.viewport().height())
        )
        painter.drawImage(QRect(QPoint(_LABELS + shift, top), size), picture)
        painter.setPen(theme().colour("base"))
        for column in range(right - left + 1):
            x = _LABELS + shift + column * self._wide
            painter.drawLine(x, top, x, top + size.height())
        for row in range(last - first + 1):
            y = top + row * self._high
            painter.drawLine(_LABELS, y, _LABELS + shift + size.width(), y)
        if first <= self.current < last:
            y = top + (self.current - first) * self._high
            painter.setPen(theme().colour("text"))
            painter.drawRect(_LABELS + shift, y, size.width() - 1, self._high)
        painter.restore()

    def _paint_names(self, painter: QPainter, first: int, last: int, top: int) -> None:
        painter.save()
        painter.setClipRect(QRect(0, self._head, _LABELS, self.viewport().height()))
        colours, metrics = theme(), self.fontMetrics()
        for row in range(first, last):
            place = QRect(8, top + (row - first) * self._high, _LABELS - 16, self._high)
            if row == self.current:
                painter.fillRect(place.adjusted(-8, 0, 8, 0), colours.colour("selection"))
            name = metrics.elidedText(self._rows[row], Qt.TextElideMode.ElideRight, place.width())
            painter.setPen(colours.colour("text"))
            painter.drawText(
                place, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), name
            )
        painter.restore()

    def _paint_heads(self, painter: QPainter, left: int, right: int, shift: int) -> None:
        colours, metrics = theme(), self.fontMetrics()
        line = metrics.height()
        painter.setPen(colours.colour("muted"))
        for column in range(left, right):
            x = _LABELS + shift + (column - left) * self._wide
            place = QRect(x, line + 8, self._wide, line + 4)
            if x >= _LABELS - self._wide // 2:
                painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), self._columns[column])
        self._paint_key(painter, line)

    def _paint_key(self, painter: QPainter, line: int) -> None:
        """Paint what the colours mean."""
        colours = theme()
        painter.setPen(colours.colour("muted"))
        x, y = _LABELS, 4 + (line - _KEY_HEIGHT) // 2
        ramp = _coloured(np.linspace(0.0, 1.0, _KEY_WIDTH)[None, :])
        picture = QImage(ramp.data, _KEY_WIDTH, 1, 4 * _KEY_WIDTH, QImage.Format.Format_ARGB32)
        metrics = self.fontMetrics()
        painter.drawText(QPoint(x, 4 + metrics.ascent()), "0 %")
        x += metrics.horizontalAdvance("0 %") + 6
        painter.drawImage(QRect(x, y, _KEY_WIDTH, _KEY_HEIGHT), picture)
        x += _KEY_WIDTH + 6
        words = tr("100 %; empty: no figure")
        painter.drawText(QPoint(x, 4 + metrics.ascent()), words)

    # --- mouse and keyboard -----------------------------------------------------------------

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row, column = self.cell_at(event.pos())
            text = self.told(row, column) if column >= 0 else ""
            if row >= 0 > column:
                text = self._rows[row]
            QToolTip.showText(event.globalPos(), tooltip(text), self.viewport())
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row, _ = self.cell_at(event.position().toPoint())
        if row >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.current = row
            self.viewport().update()
            self.picked.emit(self._labels[row])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = max(self.verticalScrollBar().pageStep() // self._high, 1)
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_Home: -len(self._rows),
            Qt.Key.Key_End: len(self._rows),
        }
        if event.key() in steps and len(self._rows):
            row = min(max(self.current + steps[Qt.Key(event.key())], 0), len(self._rows) - 1)
            self.current = row
            self._bring(row)
            self.viewport().update()
            self.current_changed.emit(self._labels[row])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current >= 0:
            self.picked.emit(self._labels[self.current])
        else:
            super().keyPressEvent(event)


def _coloured(values: Values) -> np.ndarray[Any, np.dtype[np.uint32]]:
    """Return ARGB colours of shares; transparent where there is none."""
    ramp = _LIGHT_RAMP if theme().name == "light" else _DARK_RAMP
    inks = [QColor(code) for code in ramp]
    stops = np.array([[ink.red(), ink.green(), ink.blue()] for ink in inks], dtype=np.float64)
    known = np.isfinite(values)
    place = np.clip(np.where(known, values, 0.0), 0.0, 1.0) * (len(ramp) - 1)
    low = np.minimum(place.astype(np.int64), len(ramp) - 2)
    part = (place - low)[..., None]
    rgb = (stops[low] * (1 - part) + stops[low + 1] * part).round().astype(np.uint32)
    argb = 0xFF000000 | rgb[..., 0] << 16 | rgb[..., 1] << 8 | rgb[..., 2]
    return np.ascontiguousarray(np.where(known, argb, 0).astype(np.uint32))
