"""Axes that read well: months and years below, plain numbers with a suffix at the side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from workbench.core.periods import Grain, containing, month_name
from workbench.ui.texts import number, short_number, tr

_GRAINS: dict[int, Grain] = {3: "quarter", 6: "half", 12: "year"}
_INK = 0.8  # of the height of a text, as the axis reckons it
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240)  # months between two labels


class BottomAxis(pg.AxisItem):
    """Months counted as in :mod:`workbench.core.periods`, days, named categories, or amounts."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self._categories: tuple[str, ...] = ()
        self._unit: str | None = None
        self._counts_days = False
        self.length = 1
        """Months that one value stands for."""
        self.enableAutoSIPrefix(False)

    @property
    def categories(self) -> tuple[str, ...]:
        """The names at 0, 1, 2, ...; empty when the axis shows months."""
        return self._categories

    def show_months(self) -> None:
        """Count months."""
        self._change(())

    def show_categories(self, names: Sequence[str]) -> None:
        """Show names at 0, 1, 2, ..."""
        self._change(tuple(names))

    def show_amounts(self, unit: str) -> None:
        """Show amounts of a unit."""
        self._change((), unit)

    def show_days(self) -> None:
        """Count days; day 0 is the first."""
        self._change((), tr("day"), counts_days=True)

    def _change(
        self, names: tuple[str, ...], unit: str | None = None, *, counts_days: bool = False
    ) -> None:
        if (names, unit, counts_days) != (self._categories, self._unit, self._counts_days):
            self._categories, self._unit, self._counts_days = names, unit, counts_days
            self.picture = None
            self.update()

    def name_at(self, x: float) -> str:
        """Return the month, the day, the amount or the category at ``x``."""
        if self._counts_days:
            return f"{self._unit} {number(x, 0)}"
        if self._unit is not None:
            return number(x, unit=self._unit)
        if self._categories:
            place = round(x)
            return self._categories[place] if 0 <= place < len(self._categories) else ""
        return month_name(int(x))

    def period_at(self, x: float) -> str:
        """Return the period, as long as the values last, or the category at ``x``."""
        grain = None if self._categories or self._unit is not None else _GRAINS.get(self.length)
        return containing(int(x), grain) if grain else self.name_at(x)

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        if self._unit is not None:
            levels: list[Any] = super().tickValues(low, high, max(size, 1.0))
            if self._counts_days:
                levels = [(max(step, 1.0), [x for x in at if x % 1 == 0]) for step, at in levels]
            return levels[:1]
        first, last = int(low // 1), int(high // 1) + 1
        if self._categories:
            return [(1.0, [float(i) for i in range(len(self._categories)) if low <= i <= high])]
        step = self._step((high - low) / max(size, 1.0))
        places = [float(m) for m in range(first - first % step, last + 1, step) if low <= m <= high]
        shown = [(float(step), places)]
        finer = {2: 1, 3: 1, 6: 3, 12: 3, 24: 12, 60: 12}.get(step)
        if finer and (high - low) / finer < size / 6:
            between = range(first - first % finer, last + 1, finer)
            shown.append(
                (float(finer), [float(m) for m in between if m % step and low <= m <= high])
            )
        return shown

    def tickStrings(self, values: Sequence[float], _scale: float, spacing: float) -> list[str]:
        if self._categories:
            shown = max(1, len(self._categories))
            room = int(self.size().width() / shown) - 4
            return ["\n".join(broken(self.name_at(v), self._metrics(), room)) for v in values]
        if self._counts_days:
            return [self.name_at(v) for v in values]
        if self._unit is not None:
            return [short_number(v, max(map(abs, self.range)), spacing) for v in values]
        if spacing >= 12:
            return [f"{int(v) // 12}" if int(v) % 12 == 0 else "" for v in values]
        return [month_name(int(v)) for v in values]

    def _updateMaxTextSize(self, x: float) -> None:
        """Keep the room that names in several lines need; one fifth of it is taken for leading."""
        super()._updateMaxTextSize(x / _INK if self._categories else x)

    def _step(self, months_per_pixel: float) -> int:
        """Return the least number of months between labels that do not touch."""
        metrics = self._metrics()
        for step in _STEPS:
            label = metrics.horizontalAdvance("2021" if step >= 12 else "2021-11") + 16
            if step >= label * months_per_pixel:
                return step
        return _STEPS[-1]

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self.style["tickFont"] or pg.QtWidgets.QApplication.font())


def broken(name: str, metrics: QFontMetrics, room: int, lines: int = 3) -> list[str]:
    """Return a name in lines that are at most ``room`` pixels wide; the last one may be cut."""
    shown: list[str] = []
    left = name.split(" ")
    while left and len(shown) < lines - 1 and metrics.horizontalAdvance(" ".join(left)) > room:
        count = 1
        while metrics.horizontalAdvance(" ".join(left[: count + 1])) <= room:
            count += 1
        shown.append(" ".join(left[:count]))
        left = left[count:]
    shown += [" ".join(left)] if left else []
    return [
        line
        if metrics.horizontalAdvance(line) <= room
        else metrics.elidedText(line, Qt.TextElideMode.ElideRight, room)
        for line in shown
    ]


class ValueAxis(pg.AxisItem):
    """Numbers as ``1,200``, ``34 k`` or, for shares, ``80 %``."""

    def __init__(self) -> None:
        super().__init__("left")
        self.percent = False
        self.enableAutoSIPrefix(False)

    def tickStrings(self, values: Sequence[float], _scale: float, spacing: float) -> list[str]:
        if self.percent:
            places = 0 if spacing >= 0.01 else 1 if spacing >= 0.001 else 2
            return [f"{number(100 * v, places)} %" for v in values]
        largest = max((abs(v) for v in self.range), default=1.0)
        return [short_number(v, largest, spacing) for v in values]

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        levels: list[Any] = super().tickSpacing(low, high, max(size, 1.0))  # a plot may be squeezed
        return levels[:1]
