"""Shannon entropy of the shares of imports: diversity that also counts the small partners."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.core.figures import Figures, Outcome
from workbench.core.indicators import Indicator
from workbench.core.indicators._imports import import_rows, of_shares, ordered_shares, summed
from workbench.core.shares import checked


def shannon(shares: npt.ArrayLike) -> float:
    """Return -sum of s ln s over the shares; a share of zero adds nothing.

    Args:
        shares: one share a supplier, 0-1, adding up to one.

    Returns:
        0 (a single supplier) to ln n (n equal ones), in nats; divide by ln 2 for bits.

    Raises:
        ValueError: if a share is negative or not finite, or they do not add up to one.

    >>> round(shannon([0.7, 0.2, 0.1]), 6)
    0.801819

    Source: C. E. Shannon (1948).
    """
    values = checked(shares)
    known = values[values > 0]
    return float(abs(np.sum(known * np.log(known))))


def compute(figures: Figures) -> Outcome:
    """Return the entropy over the partners whose imports are reported."""
    return of_shares(figures, shannon)


def worked(figures: Figures) -> str:
    """Return the formula with this material's numbers in it."""
    terms = [f"{share:.4g} ln {share:.4g}" for share in ordered_shares(figures)]
    return f"-({summed(terms)})"


INDICATOR = Indicator(
    title="Diversity of imports (Shannon)",
    family="Concentration",
    unit="nats",
    limits="0 for a single partner; ln n when n countries supply equal parts",
    meaning="diversity of partners: the higher, the less depends on any of them",
    formula="- sum over partners of s ln s, s = imports from the partner / all imports",
    example="shares 70, 20 and 10 %: -(0.7 ln 0.7 + 0.2 ln 0.2 + 0.1 ln 0.1) = 0.802",
    source="Shannon (1948)",
    compute=compute,
    inputs=import_rows,
    worked=worked,
)
