"""Sums of the largest shares."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.core.figures import Figures
from workbench.core.indicators._imports import number, ordered_shares
from workbench.core.shares import checked


def largest_shares(shares: npt.ArrayLike, count: int) -> float:
    """Return the sum of the largest shares, 0-1.

    Args:
        shares: one share a supplier, 0-1, adding up to one.
        count: how many of them.

    Raises:
        ValueError: if a share is negative or not finite, or they do not add up to one.

    >>> round(largest_shares([0.5, 0.2, 0.2, 0.1], 3), 12)
    0.9
    """
    return float(np.sort(checked(shares))[-count:].sum())


def worked_largest(figures: Figures, count: int) -> str:
    """Return the sum with this material's numbers in it."""
    total = sum(figures.by_partner.values())
    pairs = [f"{number(share * total)} / {number(total)}" for share in ordered_shares(figures)]
    return " + ".join(pairs[:count])
