"""Concentration ratio of the largest partner."""

from __future__ import annotations

import numpy.typing as npt

from workbench.core.figures import Figures, Outcome
from workbench.core.indicators import Indicator
from workbench.core.indicators._imports import import_rows, of_shares
from workbench.core.indicators._largest import largest_shares, worked_largest


def cr1(shares: npt.ArrayLike) -> float:
    """Return the share of the largest supplier.

    Args:
        shares: one share a supplier, 0-1, adding up to one.

    Returns:
        1/n to 1.

    Raises:
        ValueError: if a share is negative or not finite, or they do not add up to one.

    >>> round(cr1([0.7, 0.2, 0.1]), 12)
    0.7
    """
    return largest_shares(shares, 1)


def compute(figures: Figures) -> Outcome:
    """Return the ratio over the partners whose imports are reported."""
    return of_shares(figures, cr1)


def worked(figures: Figures) -> str:
    """Return the formula with this material's numbers in it."""
    return worked_largest(figures, 1)


INDICATOR = Indicator(
    title="Share of the largest partner (CR1)",
    family="Concentration",
    unit="0-1",
    limits="1/n to 1; 1 when one country supplies all",
    meaning="part of all imports that comes from the one country that supplies most",
    formula="largest imports from one partner / all imports",
    example="shares 70, 20 and 10 %: 0.7",
    source="concentration ratio, definition",
    compute=compute,
    inputs=import_rows,
    worked=worked,
    marks=tuple(f"korea_watch_grade.grade_{letter}" for letter in "abcd"),
)
