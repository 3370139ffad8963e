"""Herfindahl-Hirschman index of imports by partner."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.core.figures import Figures, Outcome
from workbench.core.indicators import Indicator
from workbench.core.indicators._imports import import_rows, of_shares, squares
from workbench.core.shares import checked


def hhi(shares: npt.ArrayLike) -> float:
    """Return the Herfindahl-Hirschman index of shares: the sum of their squares.

    Args:
        shares: one share a supplier, 0-1, adding up to one.

    Returns:
        1/n (n equal suppliers) to 1 (a single one).

    Raises:
        ValueError: if a share is negative or not finite, or they do not add up to one.

    >>> round(hhi([0.7, 0.2, 0.1]), 12)
    0.54

    Source: O. C. Herfindahl (1950), A. O. Hirschman (1945).
    """
    return float(np.sum(checked(shares) ** 2))


def compute(figures: Figures) -> Outcome:
    """Return the index over the partners whose imports are reported."""
    return of_shares(figures, hhi)


INDICATOR = Indicator(
    title="Concentration of imports (HHI)",
    family="Concentration",
    unit="0-1",
    limits="1/n when n countries supply equal parts; 1 when one country supplies all",
    meaning="1 when one country supplies all imports; 1/n when n countries supply equal parts."
    " Times 10,000 it is the index in points",
    formula="sum over partners of (imports from the partner / all imports)²",
    example="shares 70, 20 and 10 %: 0.7² + 0.2² + 0.1² = 0.54",
    source="Herfindahl (1950), Hirschman (1945)",
    compute=compute,
    inputs=import_rows,
    worked=squares,
)
