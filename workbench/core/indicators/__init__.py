"""Indicators of dependence, one file each.

A file defines ``INDICATOR = Indicator(...)`` and the pure function behind it; its name is the
indicator's key. Tables, menus, help and the command line are made from what it declares.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import cast

from workbench.core.figures import Figures, Outcome
from workbench.core.registry import discover


@dataclass(frozen=True)
class Indicator:
    """What an indicator is called, means and computes."""

    title: str
    unit: str
    """Unit or range, such as ``0-1``."""
    meaning: str
    formula: str
    source: str
    compute: Callable[[Figures], Outcome]


@cache
def all_indicators() -> dict[str, Indicator]:
    """Return every indicator by its key."""
    return cast("dict[str, Indicator]", discover(sys.modules[__name__], "INDICATOR"))
