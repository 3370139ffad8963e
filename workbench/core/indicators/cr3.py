"""Concentration ratio of the three largest partners."""

from __future__ import annotations

import numpy.typing as npt

from workbench.core.figures import Figures, Outcome
from workbench.core.indicators import Indicator
from workbench.core.indicators._imports import import_rows, of_shares
from workbench.core.indicators._largest import largest_shares, worked_largest


def cr3(shares: npt.ArrayLike) -> float:
    """Return the sum of the three largest shares.

    Args:
        shares: one share a supplier, 0-1, adding up to one.

    Returns:
        3/n to 1; 1 for three suppliers or fewer.

    Raises:
        ValueError: if a share is negative or not finite, or they do not add up to one.

    >>> round(cr3([0.7, 0.2, 0.1]), 12)
    1.0
    """
    return largest_shares(shares, 3)


def compute(figures: Figures) -> Outcome:
    """Return the ratio over the partners whose imports are reported."""
    return of_shares(figures, cr3)


def worked(figures: Figures) -> str:
    """Return the formula with this material's numbers in it."""
    return worked_largest(figures, 3)


INDICATOR = Indicator(
    title="Share of the three largest partners (CR3)",
    family="Concentration",
    unit="0-1",
    limits="3/n (n partners) to 1; 1 for three partners or fewer",
    meaning="part of all imports that comes from the three countries that supply most",
    formula="sum of the three largest imports from one partner / all imports",
    example="shares 50, 20, 20 and 10 %: 0.5 + 0.2 + 0.2 = 0.9",
    source="concentration ratio, definition",
    compute=compute,
    inputs=import_rows,
    worked=worked,
)
