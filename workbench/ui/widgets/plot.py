"""A chart: title, a sentence, the plot with its legend beside it, or a message in their place.

A chart draws itself inside ``with plot.drawing(...)``. What an earlier drawing showed and this one
does not is taken away; what both show only gets new values, so a slider can drive it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from workbench.ui.texts import tr
from workbench.ui.widgets import plot_export
from workbench.ui.widgets.legend import Mark
from workbench.ui.widgets.plot_items import Area, Bars, Event, Line
from workbench.ui.widgets.plot_page import PlotPage
from workbench.ui.widgets.plot_series import AnySeries, Array, Series, Shown, as_array, as_series

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Event", "Plot", "Series"]

_MARKS: dict[str, Mark] = {"lines": "line", "whiskers": "line"}


class Plot(PlotPage):
    """Shows one chart, or says why there is none."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._stale: set[tuple[str, str]] = set()
        self._open = False

    @contextmanager
    def drawing(
        self,
        *,
        title: str,
        sentence: str = "",
        unit: str = "",
        percent: bool = False,
        low: float | None = 0.0,
        high: float | None = None,
    ) -> Iterator[Plot]:
        """Draw a chart: call the primitives inside.

        Args:
            title: what is shown.
            sentence: one sentence that says what it shows.
            unit: of the upright axis, such as ``t`` or ``share of imports``.
            percent: values are shares of 1 and shown as ``80 %``.
            low: the axis reaches at least down to here; None: as the data ask.
            high: the axis ends here; None: as the data ask.
        """
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self._unit_label.setText(unit)
        self._left.percent = percent
        self._limits = (low, high)
        self._stale = set(self._shown)
        self._extent.clear()
        self._events = ()
        self._bottom.length = 1
        self._open = True
        try:
            yield self
        finally:
            self._open = False
        self._finish()

    def stack(self, series: Sequence[AnySeries], x: Sequence[float] | Array) -> None:
        """Draw areas on top of each other, the first one lowest, over months ``x``."""
        self._bottom.show_months()
        places = as_array(x)
        low = np.zeros(len(places))
        for one in map(as_series, series):
            values = as_array(one.y)
            high = low + np.nan_to_num(values)
            gap = np.where(np.isnan(values), np.nan, 0.0)
            shown = self._show("stack", one, places, values, Area)
            shown.item.set_data(places, low + gap, high + gap, shown.colour, one.pattern)
            self._reach(places, high)
            low = high
        self._reach(places, np.zeros(1))

    def bars(
        self, series: Sequence[AnySeries], x: Sequence[float] | Array, width: float = 1.0
    ) -> None:
        """Draw stacked bars that begin at month ``x`` and last ``width`` months.

        Values below zero are stacked downwards.
        """
        self._bottom.show_months()
        self._bottom.length = round(width)
        places = as_array(x)
        gap = 0.06 * width
        sides = (places + gap, places + width - gap)
        up, down = np.zeros(len(places)), np.zeros(len(places))
        for one in map(as_series, series):
            values = as_array(one.y)
            foot = np.where(values < 0, down, up)
            top = foot + values
            up, down = np.fmax(up, top), np.fmin(down, top)
            shown = self._show("bars", one, places, values, Bars)
            shown.width = width
            shown.item.set_data(sides, foot, top, [shown.colour], one.pattern)
            self._reach(np.concatenate((places, places + width)), np.concatenate((foot, top)))

    def grouped_bars(self, categories: Sequence[str], series: Sequence[AnySeries]) -> None:
        """Draw for every category one bar of each series, side by side."""
        self._bottom.show_categories(categories)
        places = np.arange(len(categories), dtype=np.float64)
        everything = [as_series(one) for one in series]
        width = 0.72 / max(1, len(everything))
        for order, one in enumerate(everything):
            values = as_array(one.y)
            left = places - 0.36 + order * width
            shown = self._show("groups", one, places, values, Bars)
            sides = (left + 0.03 * width, left + 0.97 * width)
            shown.item.set_data(sides, np.zeros(len(places)), values, one.colours, one.pattern)
            self._reach(np.array([-0.5, len(categories) - 0.5]), np.append(values, 0.0))

    def floating_bars(
        self,
        categories: Sequence[str],
        series: Sequence[AnySeries],
        feet: Sequence[float] | Array,
        side: tuple[int, int] = (0, 1),
    ) -> None:
        """Draw one bar a category, from its foot up or down by its value: a waterfall.

        Every category belongs to one series; the others have no value there. ``side``: which one
        of how many that stand side by side this is.
        """
        self._bottom.show_categories(categories)
        places, low = np.arange(len(categories), dtype=np.float64), as_array(feet)
        for one in map(as_series, series):
            values = as_array(one.y)
            shown = self._show("floating", one, places, values, Bars)
            left, width = places - 0.36 + side[0] * 0.72 / side[1], 0.72 / side[1]
            sides = (left, left + width * (0.97 if side[1] > 1 else 1.0))
            shown.item.set_data(sides, low, low + values, one.colours, one.pattern)
            self._reach(np.array([-0.5, len(categories) - 0.5]), np.append(low + values, low))

    def lines(
        self,
        series: Sequence[AnySeries],
        x: Sequence[float] | Array,
        width: float = 1.5,
    ) -> None:
        """Draw curves over months ``x``; a missing value leaves a gap.

        After bars of the same drawing the points stand over the middle of the bars.
        """
        self._bottom.show_months()
        places = as_array(x)
        drawn = [shown for key, shown in self._shown.items() if key not in self._stale]
        shift = max((shown.width / 2 for shown in drawn), default=0.0)
        halo = any(key[0] != "lines" for key in self._shown if key not in self._stale)
        for one in map(as_series, series):
            values = as_array(one.y)
            shown = self._show("lines", one, places, values, Line)
            shown.item.setZValue(10)
            pen = (shown.colour, one.pattern, width)
            shown.item.set_data(places + shift, values, *pen, halo=halo)
            self._reach(places + shift, values)

    def band(
        self, series: AnySeries, low: Sequence[float] | Array, x: Sequence[float] | Array
    ) -> None:
        """Draw how far values may lie apart, from ``low`` up to those of the series.

        After bars of the same drawing the points stand over the middle of the bars, as lines do.
        """
        self._bottom.show_months()
        one, places, foot = as_series(series), as_array(x), as_array(low)
        drawn = [shown for key, shown in self._shown.items() if key not in self._stale]
        shift = max((shown.width / 2 for shown in drawn), default=0.0)
        top = as_array(one.y)
        shown = self._show("band", one, places, top, Area)
        shown.low = foot
        shown.item.set_data(places + shift, foot, top, shown.colour, one.pattern)
        self._reach(places + shift, np.concatenate((foot, top)))

    def whiskers(self, series: AnySeries, low: Sequence[float] | Array, shift: float = 0.0) -> None:
        """Draw how uncertain a bar of every category is: from ``low`` up to the values.

        Args:
            series: upper ends, one a category.
            low: lower ends.
            shift: how far to the right of the middle of its category a bar stands.
        """
        one, foot = as_series(series), as_array(low)
        top = as_array(one.y)
        places = np.arange(len(top), dtype=np.float64)
        shown = self._show("whiskers", one, places, top, Line)
        shown.low = foot
        shown.item.setZValue(10)
        ends = np.column_stack([foot, top, np.full(len(top), np.nan)]).ravel()
        pen = (shown.colour, one.pattern, 1.5)
        shown.item.set_data(np.repeat(places + shift, 3), ends, *pen)
        self._reach(np.repeat(places, 3), ends)

    def mark_events(self, events: Sequence[Event]) -> None:
        """Mark what happened, in order of time, with numbers that the legend explains."""
        self._events = tuple(sorted(events, key=lambda event: event.x))

    @property
    def unit(self) -> str:
        """The unit of the upright axis."""
        return self._unit_label.text()

    def data(self) -> pd.DataFrame:
        """Return what is shown as a table: months or categories down, series across."""
        places = self._places()
        by_category = bool(self._bottom.categories)
        head = tr("category") if by_category else tr("month")
        columns: dict[str, dict[str, float]] = {}
        for shown in self._shown.values():
            names = map(self._bottom.name_at, shown.x)
            title = shown.name
            while title in columns:
                title += "*"
            if shown.low is not None:
                lower = zip(map(self._bottom.name_at, shown.x), shown.low.tolist(), strict=True)
                columns[tr("{name}, lower edge", name=title)] = dict(lower)
                title = tr("{name}, upper edge", name=title)
            columns[title] = dict(zip(names, shown.y.tolist(), strict=True))
        return plot_export.as_frame(head, [self._bottom.name_at(x) for x in places], columns)

    def export_png(self, path: Path, scale: float = 2, size: QSize | None = None) -> None:
        """Write title, chart and legend as PNG.

        Args:
            path: where to.
            scale: pixels for each one on a plain screen.
            size: of a plot that stands in no window; others are as large as they are shown.

        Raises:
            OSError: if the file cannot be written.
        """
        with self._still(size) as page:
            plot_export.save_png(page, path, scale)

    def export_svg(self, path: Path, size: QSize | None = None) -> None:
        """Write title, chart and legend as SVG.

        Raises:
            OSError: if the file cannot be written.
        """
        with self._still(size) as page:
            plot_export.save_svg(page, path, self.title.text())

    def copy_image(self) -> None:
        """Put the chart on the clipboard as an image."""
        with self._still(None) as page:
            QGuiApplication.clipboard().setImage(plot_export.image(page, 2))

    @contextmanager
    def _still(self, size: QSize | None) -> Iterator[QWidget]:
        """Give the page without its cursor, laid out, high enough for all texts of the legend."""
        self.read_at(None)
        if self.isWindow() and not self.isVisible():
            self.resize(size or plot_export.SIZE)
            self.grab()  # lays out what has never been shown
        before, missing = self.page.size(), self.legend.missing_height()
        if missing:
            self.page.resize(before.width(), before.height() + missing)
            self.page.grab()
        try:
            yield self.page
        finally:
            if missing:
                self.page.resize(before)

    def _show(
        self, layer: str, series: Series, x: Array, y: Array, make: Callable[[], Any]
    ) -> Shown:
        """Return the series as shown before, or a new one, with other values noted."""
        if not self._open:
            raise RuntimeError("draw inside 'with plot.drawing(...)'")
        if len(x) != len(y):
            raise ValueError(f"{series.name!r} has {len(y)} values at {len(x)} places")
        key = (layer, series.name)
        shown = self._shown.pop(key, None)
        if shown is None:
            shown = Shown(make(), series.name, _MARKS.get(layer, "area"), series.legend_colour)
            self.view.addItem(shown.item, ignoreBounds=True)
        self._stale.discard(key)
        self._shown[key] = shown  # the legend keeps the order of this drawing
        shown.colour, shown.pattern = series.legend_colour, series.pattern
        shown.x, shown.y = x, y
        return shown

    def _reach(self, x: Array, y: Array) -> None:
        """Note how far values reach, for the ranges of the axes."""
        x, y = x[np.isfinite(x)], y[np.isfinite(y)]
        if len(x) and len(y):
            self._extent.append((float(x.min()), float(x.max()), float(y.min()), float(y.max())))

    def _finish(self) -> None:
        for key in self._stale:
            self.view.removeItem(self._shown.pop(key).item)
        self._stale = set()
        self._set_ranges()
        places = self._places()
        if self._cursor is not None and self._cursor not in places:
            self._cursor = None
            self._rule.hide()
        self._show_values(places)
        self._place_legend()
        self._pages.setCurrentIndex(0)
