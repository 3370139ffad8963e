"""Share of imports in home's supply."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.core.figures import Figures, Outcome
from workbench.core.indicators import Indicator, Input
from workbench.core.indicators._balance import balance_rows, of_supply, supply_terms
from workbench.core.indicators._imports import import_rows, summed
from workbench.core.shares import checked


def import_share_of_supply(partners: npt.ArrayLike, home: float) -> float:
    """Return the sum of the shares of all partners.

    Args:
        partners: the share of every partner in home's supply, 0-1.
        home: the share of what home made and did not export. All add up to one.

    Returns:
        0 (nothing is imported) to 1 (all is).

    Raises:
        ValueError: if a share is negative or not finite, or they do not add up to one.

    >>> round(import_share_of_supply([0.303077, 0.056923, 0.024615], 0.615385), 6)
    0.384615
    """
    values = checked(np.append(np.asarray(partners, dtype=float), home))
    return float(values[:-1].sum())


def compute(figures: Figures) -> Outcome:
    """Return the indicator; it needs quantities of production, imports and exports."""
    return of_supply(figures, import_share_of_supply, told_apart=False)


def inputs(figures: Figures) -> tuple[Input, ...]:
    """Return what home made and traded, and imports by partner."""
    return (*balance_rows(figures), *import_rows(figures)[:-1])


def worked(figures: Figures) -> str:
    """Return the formula with this material's numbers in it."""
    partners, _ = supply_terms(figures)
    return summed([f"{share:.4g}" for share in partners]) or "0"


INDICATOR = Indicator(
    title="Share of imports in supply",
    family="Dependence",
    unit="0-1",
    limits="0 when nothing is imported; 1 when all is",
    meaning="part of home's supply that comes from abroad; never negative, unlike net import"
    " reliance",
    formula="imports / (imports + home production kept)",
    example="imports 5,000 t, home 8,000 t: 0.385",
    source="definition",
    compute=compute,
    inputs=inputs,
    worked=worked,
)
