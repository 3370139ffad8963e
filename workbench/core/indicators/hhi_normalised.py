"""Herfindahl-Hirschman index without the part that comes from the number of partners."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.core.figures import Figures, Outcome
from workbench.core.indicators import Indicator
from workbench.core.indicators._imports import import_rows, of_shares, squares
from workbench.core.shares import checked


def hhi_normalised(shares: npt.ArrayLike) -> float:
    """Return (H - 1/n) / (1 - 1/n), where n counts the suppliers with a share above zero.

    Args:
        shares: one share a supplier, 0-1, adding up to one.

    Returns:
        0 (equal suppliers) to 1. A single supplier leaves 0/0; it is 1 by convention.

    Raises:
        ValueError: if a share is negative or not finite, or they do not add up to one.

    >>> round(hhi_normalised([0.7, 0.2, 0.1]), 12)
    0.31
    """
    values = checked(shares)
    least = 1.0 / np.count_nonzero(values)
    if least == 1.0:
        return 1.0
    return float((np.sum(values**2) - least) / (1.0 - least))


def compute(figures: Figures) -> Outcome:
    """Return the index over the partners whose imports are reported."""
    outcome = of_shares(figures, hhi_normalised)
    if figures.parts.size != 1:
        return outcome
    words = "one partner only: 1 by convention"
    return Outcome(outcome.value, note=f"{words}; {outcome.note}" if outcome.note else words)


def worked(figures: Figures) -> str:
    """Return the formula with this material's numbers in it."""
    count = figures.parts.size
    return f"({squares(figures)} - 1/{count}) / (1 - 1/{count})" if count > 1 else "1 by convention"


INDICATOR = Indicator(
    title="Concentration of imports, normalised",
    family="Concentration",
    unit="0-1",
    limits="0 when all partners supply equal parts; 1 when one country supplies all",
    meaning="concentration beyond what the mere number of partners gives",
    formula="(HHI - 1/n) / (1 - 1/n), n = number of partners",
    example="shares 70, 20 and 10 %: (0.54 - 1/3) / (1 - 1/3) = 0.31",
    source="definition; from Herfindahl (1950), Hirschman (1945)",
    compute=compute,
    inputs=import_rows,
    worked=worked,
)
