"""Rules of the early warning, one file each.

A file defines ``RULE = Rule(...)``; its name is the key of the rule on the command line, in
the file of thresholds and in settings such as ``warning.share_level.threshold``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

import numpy as np
import numpy.typing as npt

from workbench.core import periods
from workbench.core.registry import discover
from workbench.core.warning.panel import Panel

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Scope = Literal["series", "group"]
Quantity = Literal["share", "price", "amount", "months", "events"]


@dataclass(frozen=True)
class Judgement:
    """What a rule finds, one place a series or group.

    ``reason`` is the place, counted from 1, of the words in ``Rule.reasons`` that say why it could
    not be judged; 0 where it was. Value and threshold are then NaN.
    """

    value: Floats
    threshold: Floats
    reason: npt.NDArray[np.int8]


@dataclass(frozen=True)
class Case:
    """One alarm that a rule has to put into words."""

    panel: Panel
    place: int
    """Series, or group for a rule on groups."""
    value: float
    threshold: float

    @property
    def partner(self) -> str:
        """The other country."""
        return str(self.panel.entries.series["partner"].iloc[self.place])

    @property
    def group(self) -> int:
        """Group of the series."""
        return int(self.panel.entries.group_of[self.place])

    @property
    def period(self) -> str:
        """The newest month."""
        return periods.month_name(int(self.panel.newest[self.group]))


@dataclass(frozen=True)
class Rule:
    """What a rule is called, means and computes."""

    title: str
    meaning: str
    formula: str
    source: str
    series: str
    """Name of the figure that is judged."""
    kind: Quantity
    """What kind of figure that is; it decides the unit."""
    reasons: tuple[str, ...]
    """Why a case may not be judged."""
    judge: Callable[[Panel], Judgement]
    say: Callable[[Case], str]
    scope: Scope = "series"
    above: bool = True
    """Whether it warns at the threshold and above; else at it and below."""
    reads_events: bool = False
    """Whether it repeats what the table of events says, and so foretells nothing by itself."""
    known: Callable[[Case], int] | None = None
    """The day (ordinal) on which what it judges was known; None: that of the newest figures."""

    def alarms(self, found: Judgement) -> Bools:
        """Return which cases warn."""
        with np.errstate(invalid="ignore"):
            over = found.value >= found.threshold if self.above else found.value <= found.threshold
        alarms: Bools = over & (found.reason == 0)
        return alarms


def shown(number: float) -> str:
    """Return a number for a sentence: whole from 1,000 on, else four figures.

    >>> shown(2984815.0), shown(13.204)
    ('2,984,815', '13.2')
    """
    return f"{number:,.0f}" if abs(number) >= 1000 else f"{number:.4g}"


def judged(value: Floats, threshold: Floats, *reasons: Bools) -> Judgement:
    """Return a judgement; the first of ``reasons`` that holds is why a case is not judged."""
    reason = np.zeros(len(value), dtype=np.int8)
    for number, holds in reversed(list(enumerate(reasons, start=1))):
        reason[holds] = number
    open_ = reason == 0
    return Judgement(np.where(open_, value, np.nan), np.where(open_, threshold, np.nan), reason)


@cache
def all_rules() -> dict[str, Rule]:
    """Return every rule by its key."""
    return cast("dict[str, Rule]", discover(sys.modules[__name__], "RULE"))
