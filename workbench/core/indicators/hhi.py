"""Herfindahl-Hirschman index of imports by partner."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.core.figures import Figures, Outcome, missing
from workbench.core.indicators import Indicator


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
    values = np.asarray(shares, dtype=float)
    if not np.all(np.isfinite(values)) or np.any(values < 0):
        raise ValueError("shares must be finite and not negative")
    if abs(values.sum() - 1.0) > 1e-6:
        raise ValueError(f"shares must add up to 1, not to {values.sum():.9g}")
    return float(np.sum(values**2))


def compute(figures: Figures) -> Outcome:
    """Return the index over the partners whose imports are reported."""
    known = np.array(list(figures.by_partner.values()))
    note = figures.note_of_partners
    if known.size == 0:
        return missing(note or "no imports are reported")
    return Outcome(hhi(known / known.sum()), note=note)


INDICATOR = Indicator(
    title="Concentration of imports (HHI)",
    unit="0-1",
    meaning="1 when one country supplies all imports; 1/n when n countries supply equal parts",
    formula="sum over partners of (imports from the partner / all imports)²",
    source="Herfindahl (1950), Hirschman (1945)",
    compute=compute,
)
