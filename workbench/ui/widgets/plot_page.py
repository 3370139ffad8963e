"""The frame of a plot: chart or message, cursor and read-out, zoom, theme."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QCursor, QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGraphicsView,
    QPushButton,
    QStackedWidget,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from workbench.ui.look import theme
from workbench.ui.texts import tr
from workbench.ui.widgets.labels import WrappedLabel, tooltip
from workbench.ui.widgets.legend import Entry, Legend
from workbench.ui.widgets.plot_axes import BottomAxis, ValueAxis
from workbench.ui.widgets.plot_items import Event, EventMarks, GridLines
from workbench.ui.widgets.plot_series import Array, Shown

_NEAR = 6  # pixels between the cursor and an event
_NARROW_LEGEND, _LEGEND_PART = 110, 0.4
_ANY_WIDTH = 16_777_215
_LEAST_HEIGHT = 160  # pixels of a plot, before a legend below it has fewer rows
_LOWEST = 110  # pixels of a plot with its axis, before the sentence above it gives way
_ROOM_ABOVE = 1.06
_OVERHANG = 26  # pixels by which the first and last label stand out


class PlotPage(QWidget):
    """Shows what :class:`workbench.ui.widgets.plot.Plot` draws, or a message in its place."""

    acted = Signal()
    """The button of the message was pressed."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._shown: dict[tuple[str, str], Shown] = {}
        self._extent: list[tuple[float, float, float, float]] = []
        self._events: tuple[Event, ...] = ()
        self._limits: tuple[float | None, float | None] = (0.0, None)
        self._whole: tuple[float, float] = (0.0, 1.0)
        self._zoomed = False
        self._cursor: float | None = None
        self._build()
        self._dress()
        self.show_message(tr("Nothing to show yet"))

    def _build(self) -> None:
        self.title = WrappedLabel(role="title")
        self.sentence = WrappedLabel(role="muted")
        self._unit_label = WrappedLabel(role="muted")
        self._bottom, self._left = BottomAxis(), ValueAxis()
        self.view = pg.PlotWidget(axisItems={"bottom": self._bottom, "left": self._left})
        self.view.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)  # else a bitmap in the SVG
        self.legend = Legend()
        item = self.view.getPlotItem()
        item.setMenuEnabled(False)
        item.setContentsMargins(0, 8, _OVERHANG, 0)
        item.hideButtons()
        item.getViewBox().setMouseEnabled(x=True, y=False)
        item.getViewBox().sigRangeChangedManually.connect(self._zoom)
        item.getViewBox().setDefaultPadding(0.0)
        self._rule = pg.InfiniteLine(angle=90, movable=False)
        self._rule.setZValue(50)
        self._marks = EventMarks()
        self._marks.setZValue(40)
        self._zero = pg.InfiniteLine(0.0, angle=0, movable=False)
        self._zero.setZValue(30)
        self._rule.hide()
        grid = GridLines(self._left)
        grid.setZValue(-10)
        item.addItem(grid, ignoreBounds=True)
        item.addItem(self._rule, ignoreBounds=True)
        item.addItem(self._zero, ignoreBounds=True)
        item.addItem(self._marks, ignoreBounds=True)
        self.view.scene().sigMouseMoved.connect(self._hover)
        self.view.viewport().installEventFilter(self)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._pages = QStackedWidget()
        self.page = self._chart_page()
        self._pages.addWidget(self.page)
        self._pages.addWidget(self._message_page())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)

    def _chart_page(self) -> QWidget:
        page = QWidget()
        page.setProperty("role", "sheet")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._unit_label)
        column.addWidget(self.view, 1)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(8)
        self._beside.addLayout(column, 1)
        self._beside.addWidget(self.legend)
        self._sheet = layout = QVBoxLayout(page)
        layout.setContentsMargins(12, 8, 4, 8)
        layout.setSpacing(4)
        layout.addWidget(self.title)
        layout.addWidget(self.sentence)
        layout.addLayout(self._beside, 1)
        return page

    def _message_page(self) -> QWidget:
        page = QWidget()
        page.setProperty("role", "sheet")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._message = WrappedLabel(role="title")
        self._detail = WrappedLabel(role="muted")
        self._button = QPushButton()
        self._button.clicked.connect(self._act)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        layout.addStretch(2)
        for label in (self._message, self._detail):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(3)
        return page

    def show_message(self, text: str, detail: str = "", action: str = "") -> None:
        """Say why there is no chart and what to do; ``action`` is a button, see :attr:`acted`."""
        self._message.setText(text)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self.setAccessibleName(f"{self._name}: {text}" if self._name else text)
        self._pages.setCurrentIndex(1)

    @property
    def message(self) -> str:
        """The message shown; empty while a chart is."""
        return self._message.text() if self._pages.currentIndex() == 1 else ""

    def _places(self) -> Array:
        """Return every place where some series has a value, in order."""
        together = [shown.x for shown in self._shown.values()]
        return np.unique(np.concatenate(together)) if together else np.empty(0)

    def read_at(self, x: float | None) -> None:
        """Show the values at the place next to ``x`` in the legend; None: at the last place."""
        places = self._places()
        if x is None or not len(places):
            self._cursor = None
        else:
            wide = max((shown.width for shown in self._shown.values()), default=0.0)
            self._cursor = float(places[np.abs(places + wide / 2 - x).argmin()])
        self._rule.setVisible(self._cursor is not None and not self._bottom.categories)
        if self._cursor is not None:
            self._rule.setValue(self._cursor)
        self._show_values(places)

    def _show_values(self, places: Array) -> None:
        where = self._cursor
        if where is None and len(places) and not self._bottom.categories:
            where = float(places[-1])
        entries = []
        for shown in self._in_legend_order():
            value = "" if where is None else shown.read(where, share=self._left.percent)
            entries.append(Entry(shown.name, shown.colour, shown.mark, shown.pattern, value))
        notes = [
            (event.short or str(place), f"{self._bottom.name_at(event.x)}  {event.text}")
            for place, event in enumerate(self._events, start=1)
        ]
        head = "" if where is None else self._bottom.period_at(where)
        self.legend.show_entries(head, entries, notes)

    def _in_legend_order(self) -> list[Shown]:
        """Return areas and stacked bars from the top down, as they are seen, then the rest."""
        stacked = [s for (layer, _), s in self._shown.items() if layer in ("stack", "bars")]
        others = [s for (layer, _), s in self._shown.items() if layer not in ("stack", "bars")]
        return [*stacked[::-1], *others]

    def _hover(self, position: QPointF) -> None:
        box = self.view.getPlotItem().getViewBox()
        if not box.sceneBoundingRect().contains(position):
            self.read_at(None)
            return
        x = float(box.mapSceneToView(position).x())
        self.read_at(x)
        pixel = max(abs(float(box.viewPixelSize()[0])), 1e-12)
        near = [event for event in self._events if abs(event.x - x) <= _NEAR * pixel]
        text = "\n".join(f"{self._bottom.name_at(e.x)}: {e.text}" for e in near)
        if text:
            QToolTip.showText(QCursor.pos(), tooltip(text), self.view)
        else:
            QToolTip.hideText()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.read_at(None)
        elif event.type() == QEvent.Type.MouseButtonDblClick:
            self.show_all()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the read-out with the arrow keys; Escape takes it away, Home shows everything."""
        key, places = event.key(), self._places()
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if key in steps and len(places):
            wide = max((shown.width for shown in self._shown.values()), default=0.0)
            here = len(places) if self._cursor is None else int(places.searchsorted(self._cursor))
            place = min(max(here + steps[Qt.Key(key)], 0), len(places) - 1)
            self.read_at(float(places[place]) + wide / 2)
        elif key == Qt.Key.Key_Escape and self._cursor is not None:
            self.read_at(None)
        elif key == Qt.Key.Key_Home:
            self.show_all()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave most of the width to the plot."""
        super().resizeEvent(event)
        self._place_legend()

    def _place_legend(self) -> None:
        """Put the legend beside months; below categories, whose names need the width."""
        below = bool(self._bottom.categories)
        sides = QBoxLayout.Direction
        direction = sides.TopToBottom if below else sides.LeftToRight
        if self._beside.direction() != direction:
            self._beside.setDirection(direction)
            self.legend.set_across(across=below)
        beside = max(_NARROW_LEGEND, round(self.width() * _LEGEND_PART))
        self.legend.setMaximumWidth(_ANY_WIDTH if below else beside)
        self._give_way(cramped=False)
        if below:
            row, least = self.legend.row_height(), math.ceil(len(self.legend.entries()) / 3)
            least = max(1, min(3, least))
            if self._room_below_texts() - least * row < _LOWEST:
                self._give_way(cramped=True)
            room = self._room_below_texts() - _LEAST_HEIGHT
            self.legend.set_most_rows(max(least, room // row))

    def _give_way(self, *, cramped: bool) -> None:
        """Tell the sentence in the tooltip of the title, where the plot would be too low for it."""
        said = self.sentence.text()
        self.sentence.setVisible(bool(said) and not cramped)
        self.title.setToolTip(tooltip(said) if cramped else "")

    def _room_below_texts(self) -> int:
        """Return the height that plot and legend have together."""
        sides = self._sheet.contentsMargins()
        width = self.width() - sides.left() - sides.right()
        texts = [self.title, self.sentence, self._unit_label]
        used = [label.heightForWidth(width) for label in texts if not label.isHidden()]
        between = 2 * self._sheet.spacing() + self._beside.spacing()
        return self.height() - sides.top() - sides.bottom() - sum(used) - between

    def _act(self) -> None:
        self.acted.emit()

    def show_all(self) -> None:
        """Leave the zoom and show the whole chart."""
        self._zoomed = False
        self.view.getPlotItem().getViewBox().setXRange(*self._whole, padding=0.0)

    def _zoom(self, _changed: object) -> None:
        self._zoomed = True

    def _set_ranges(self) -> None:
        box = self.view.getPlotItem().getViewBox()
        if not self._extent:
            return
        left, right, low, high = (np.array(part) for part in zip(*self._extent, strict=True))
        whole = (float(left.min()), max(float(right.max()), float(left.min()) + 1.0))
        if whole != self._whole:
            self._whole, self._zoomed = whole, False
            box.setLimits(xMin=whole[0], xMax=whole[1])
        if not self._zoomed:
            box.setXRange(*whole, padding=0.0)
        bottom, top = float(low.min()), float(high.max())
        if self._limits[0] is not None:
            bottom = min(bottom, self._limits[0])
        if top <= bottom:
            top = bottom + 1.0
        span = (top - bottom) * (_ROOM_ABOVE - 1)
        upper = top + span if self._limits[1] is None else max(top, self._limits[1])
        box.setYRange(bottom if bottom >= 0 else bottom - span, upper, padding=0.0)
        self._marks.set_data(self._events, bottom - span, upper)
        self._zero.setVisible(bottom < 0 < top)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        changes = (QEvent.Type.PaletteChange, QEvent.Type.FontChange)
        if event.type() in changes and hasattr(self, "_pages"):
            self._dress()

    def _dress(self) -> None:
        colours = theme()
        small = QFont(self.font())
        small.setPointSizeF(max(7.0, small.pointSizeF() * 0.92))
        self.view.setBackground(colours.colour("base"))
        self._rule.setPen(pg.mkPen(colours.colour("muted"), width=1))
        self._zero.setPen(pg.mkPen(colours.colour("axis"), width=1))
        self._marks.font = small
        self.legend.setFont(small)
        for axis in (self._bottom, self._left):
            axis.setPen(pg.mkPen(colours.colour("line"), width=1))
            axis.setTextPen(colours.colour("axis"))
            axis.setTickFont(small)
        self._bottom.setStyle(tickLength=4, hideOverlappingLabels=_OVERHANG)
        self._left.setStyle(tickLength=0, hideOverlappingLabels=False)
        self.view.getPlotItem().update()
        self.legend.update()
        for shown in self._shown.values():
            shown.item.update()
