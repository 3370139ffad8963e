"""How many partners of equal size would be as concentrated as the real ones."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.core.figures import Figures, Outcome
from workbench.core.indicators import Indicator
from workbench.core.indicators._imports import import_rows, of_shares, squares
from workbench.core.shares import checked


def effective_suppliers(shares: npt.ArrayLike) -> float:
    """Return 1 / HHI, the Hill number of order 2.

    Args:
        shares: one share a supplier, 0-1, adding up to one.

    Returns:
        1 (a single supplier) to n (n equal ones).

    Raises:
        ValueError: if a share is negative or not finite, or they do not add up to one.

    >>> round(effective_suppliers([0.7, 0.2, 0.1]), 6)
    1.851852

    Source: M. O. Hill (1973).
    """
    return float(1.0 / np.sum(checked(shares) ** 2))


def compute(figures: Figures) -> Outcome:
    """Return the number over the partners whose imports are reported."""
    return of_shares(figures, effective_suppliers)


def worked(figures: Figures) -> str:
    """Return the formula with this material's numbers in it."""
    return f"1 / ({squares(figures)})"


INDICATOR = Indicator(
    title="Effective number of suppliers",
    family="Concentration",
    unit="countries",
    limits="1 for a single partner; n when n countries supply equal parts",
    meaning="as many partners of equal size would give the same concentration",
    formula="1 / HHI",
    example="shares 70, 20 and 10 %: 1 / 0.54 = 1.852",
    source="Hill (1973), number of order 2",
    compute=compute,
    inputs=import_rows,
    worked=worked,
)
