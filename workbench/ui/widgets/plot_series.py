"""What a chart hands over to be drawn, and what a plot remembers of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from PySide6.QtGui import QColor

from workbench.ui.look import OTHERS
from workbench.ui.texts import common_decimals, number, percent
from workbench.ui.widgets.legend import Mark

Array = np.ndarray[Any, np.dtype[np.float64]]
Colour = QColor | str


@dataclass(frozen=True)
class Series:
    """Values with a name and a colour; a plain tuple ``(name, colour, y)`` will do as well."""

    name: str
    colour: Colour | Sequence[Colour]
    """One colour, or for grouped bars one for every category."""
    y: Sequence[float] | Array
    pattern: int = 0
    """Hatching or line style beside the colour; see ``look.country_style``."""

    @property
    def colours(self) -> list[QColor]:
        """The colours, ready for Qt."""
        if isinstance(self.colour, QColor | str):
            return [QColor(self.colour)]
        return [QColor(colour) for colour in self.colour]

    @property
    def legend_colour(self) -> QColor:
        """The colour, or a neutral one of the same strength where there are several."""
        colours = self.colours
        if len(colours) == 1:
            return colours[0]
        neutral = QColor(OTHERS)
        neutral.setAlpha(colours[0].alpha())
        return neutral


AnySeries = Series | tuple[Any, ...]


@dataclass
class Shown:
    """One series as drawn: its item, its values and how the legend marks it."""

    item: Any
    name: str
    mark: Mark
    colour: QColor
    pattern: int = 0
    x: Array = field(default_factory=lambda: np.empty(0))
    y: Array = field(default_factory=lambda: np.empty(0))
    width: float = 0.0
    """How far a bar reaches to the right of ``x``."""
    low: Array | None = None
    """Lower edge of a band, whose upper edge is ``y``."""

    def at(self, x: float) -> float:
        """Return the value at a place the cursor stands on; NaN where there is none."""
        found = np.flatnonzero(np.abs(self.x - x) < 1e-6)
        if not len(found) and self.width:
            found = np.flatnonzero((self.x <= x) & (x < self.x + self.width))
        return float(self.y[found[0]]) if len(found) else float("nan")

    def read(self, x: float, *, share: bool) -> str:
        """Return the value at ``x`` as text, with decimals that suit the whole series."""
        if self.low is not None:
            edges = replace(self, y=self.low, low=None), replace(self, low=None)
            return " \N{EN DASH} ".join(edge.read(x, share=share) for edge in edges)
        value = self.at(x)
        if share:
            return percent(value)
        return number(value, common_decimals(self.y))


def as_series(one: AnySeries) -> Series:
    """Return a series given as such or as ``(name, colour, y[, pattern])``."""
    return one if isinstance(one, Series) else Series(*one)


def as_array(values: Sequence[float] | Array) -> Array:
    """Return values as float64."""
    return np.asarray(values, dtype=np.float64)
