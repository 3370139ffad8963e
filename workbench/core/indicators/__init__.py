"""Indicators of dependence, one file each.

A file defines ``INDICATOR = Indicator(...)`` and the pure function behind it; its name is the
indicator's key. Tables, menus, help and the command line are made from what it declares.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from workbench.core.facts import Need
from workbench.core.figures import Figures, Outcome
from workbench.core.registry import discover

Family = Literal[
    "Concentration",
    "Dependence",
    "EU criticality",
    "GeoPolRisk",
    "Korean screens",
    "EU dependency",
    "Japan",
]
"""What an indicator says something about."""


@dataclass(frozen=True)
class Input:
    """One number that went into an indicator. ``value`` is NaN where it is not reported."""

    name: str
    value: float
    unit: str = ""
    source: str = ""
    """Which table, setting or publication says so."""


@dataclass(frozen=True)
class Explanation:
    """How one figure was computed; ``worked`` is empty where it could not be."""

    title: str
    meaning: str
    unit: str
    limits: str
    formula: str
    worked: str
    """The formula with the numbers of this material in it, and the result."""
    inputs: tuple[Input, ...]
    outcome: Outcome
    source: str


@dataclass(frozen=True)
class Judged:
    """A figure that a screening rule sets against a threshold; NaN where there is none."""

    name: str
    value: float
    threshold: float
    unit: str = ""
    """Empty for a share or a ratio."""


@dataclass(frozen=True)
class Indicator:
    """What an indicator is called, means and computes, and how it explains itself."""

    title: str
    family: Family
    unit: str
    """Unit or range, such as ``0-1``."""
    limits: str
    """What its lowest and highest values mean."""
    meaning: str
    formula: str
    example: str
    """A worked example in one line."""
    source: str
    compute: Callable[[Figures], Outcome]
    inputs: Callable[[Figures], tuple[Input, ...]]
    """What the figure is computed from; asked also where there is no figure."""
    worked: Callable[[Figures], str]
    """The formula with numbers in it; asked only where there is a figure."""
    needs: frozenset[Need] = frozenset()
    """Facts that have to be gathered for it."""
    thresholds: tuple[str, ...] = ()
    """What it is judged by: rules of :mod:`workbench.core.screens`, or ``rule.name`` of some."""
    marks: tuple[str, ...] = ()
    """Thresholds, as ``rule.name``, that lie on its own scale, to be seen beside its figures."""
    judged: Callable[[Figures], tuple[Judged, ...]] | None = None
    """What a screening rule judges, condition by condition; None for what is no rule."""

    def explain(self, figures: Figures) -> Explanation:
        """Return how the figure of these figures is computed."""
        outcome = self.compute(figures)
        known = outcome.status == "ok"
        return Explanation(
            title=self.title,
            meaning=self.meaning,
            unit=self.unit,
            limits=self.limits,
            formula=self.formula,
            worked=f"{self.worked(figures)} = {outcome.value:,.6g}" if known else "",
            inputs=self.inputs(figures),
            outcome=outcome,
            source=self.source,
        )


@cache
def all_indicators() -> dict[str, Indicator]:
    """Return every indicator by its key."""
    return cast("dict[str, Indicator]", discover(sys.modules[__name__], "INDICATOR"))
