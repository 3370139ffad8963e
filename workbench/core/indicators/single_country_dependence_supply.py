"""Single-country dependence in all that home uses: imports and home production."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.core.figures import Figures, Outcome
from workbench.core.indicators import Indicator, Input
from workbench.core.indicators._balance import balance_rows, of_supply, supply_terms
from workbench.core.indicators._imports import import_rows
from workbench.core.shares import checked


def single_country_dependence_supply(partners: npt.ArrayLike, home: float) -> float:
    """Return the largest share of one partner in supply.

    Args:
        partners: the share of every partner in home's supply, 0-1.
        home: the share of what home made and did not export. All add up to one.

    Returns:
        0 (nothing is imported) to 1 (one country supplies all).

    Raises:
        ValueError: if a share is negative or not finite, or they do not add up to one.

    >>> round(single_country_dependence_supply([0.303077, 0.056923, 0.024615], 0.615385), 6)
    0.303077
    """
    values = checked(np.append(np.asarray(partners, dtype=float), home))
    return float(values[:-1].max(initial=0.0))


def compute(figures: Figures) -> Outcome:
    """Return the indicator; it needs quantities of production, imports and exports."""
    return of_supply(figures, single_country_dependence_supply)


def inputs(figures: Figures) -> tuple[Input, ...]:
    """Return what home made and traded, and imports by partner."""
    return (*balance_rows(figures), *import_rows(figures)[:-1])


def worked(figures: Figures) -> str:
    """Return the formula with this material's numbers in it."""
    partners, _ = supply_terms(figures)
    return f"{partners[0]:.4g}" if partners else "0"


INDICATOR = Indicator(
    title="Single-country dependence, in supply",
    family="Concentration",
    unit="0-1",
    limits="0 when nothing is imported; 1 when one foreign country supplies all",
    meaning="part of home's supply that comes from the largest partner; a plant at home lowers it",
    formula="largest imports from one partner / (imports + home production kept)",
    example="China 3,940 of 13,000 t: 0.303",
    source="definition; beside the Korean practice of counting in imports",
    compute=compute,
    inputs=inputs,
    worked=worked,
    marks=("crma_single_country.share",),
)
