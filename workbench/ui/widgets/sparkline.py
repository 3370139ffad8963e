"""A small curve in a column of a table: how a share went, its last point marked."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workbench.ui.look import theme

Values = np.ndarray[Any, np.dtype[np.float64]]
SeriesOf = Callable[[Any], "Values | None"]


class SparklineDelegate(QStyledItemDelegate):
    """Paints the series of a row between 0 and 1; a missing value leaves a gap."""

    def __init__(self, series_of: SeriesOf, parent: QWidget | None = None) -> None:
        """``series_of(row_label)`` returns values from 0 to 1, or None for none."""
        super().__init__(parent)
        self._series_of = series_of

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.text = ""
        style = plain.widget.style() if plain.widget else None
        if style is not None:
            style.drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, plain.widget)
        model: Any = index.model()
        values = self._series_of(model.label(index.row()))
        if values is None or not np.isfinite(values).any():
            return
        area = QRectF(plain.rect).adjusted(8, 4, -8, -4)
        painter.save()
        painter.setClipRect(plain.rect)
        self._draw(painter, area, values)
        painter.restore()

    def _draw(self, painter: QPainter, area: QRectF, values: Values) -> None:
        colours = theme()
        painter.setPen(QPen(colours.colour("line"), 1.0))
        foot = round(area.bottom()) + 0.5
        painter.drawLine(QPointF(area.left(), foot), QPointF(area.right(), foot))
        step = area.width() / max(len(values) - 1, 1)
        left, foot, high = area.left(), area.bottom(), area.height()
        runs: list[list[QPointF]] = [[]]
        for place, value in enumerate(values.tolist()):
            if not math.isnan(value):
                runs[-1].append(QPointF(left + place * step, foot - value * high))
            elif runs[-1]:
                runs.append([])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.colour("accent"), 1.0))
        for run in runs:
            painter.drawPolyline(QPolygonF(run))
        last = (runs[-1] or runs[-2])[-1]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.colour("accent"))
        painter.drawEllipse(last, 2.2, 2.2)
