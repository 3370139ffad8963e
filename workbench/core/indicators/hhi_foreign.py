"""Herfindahl-Hirschman index of supply, foreign suppliers only."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.core.figures import Figures, Outcome
from workbench.core.indicators import Indicator, Input
from workbench.core.indicators._balance import balance_rows, of_supply, supply_terms
from workbench.core.indicators._imports import import_rows, summed
from workbench.core.shares import checked


def hhi_foreign(partners: npt.ArrayLike, home: float) -> float:
    """Return the sum of squared shares of supply without that of home.

    Args:
        partners: the share of every partner in home's supply, 0-1.
        home: the share of what home made and did not export. All add up to one.

    Returns:
        0 (nothing is imported) to 1 (one country supplies all).

    Raises:
        ValueError: if a share is negative or not finite, or they do not add up to one.

    >>> round(hhi_foreign([0.303077, 0.056923, 0.024615], 0.615385), 6)
    0.095702
    """
    values = checked(np.append(np.asarray(partners, dtype=float), home))
    return float(np.sum(values[:-1] ** 2))


def compute(figures: Figures) -> Outcome:
    """Return the indicator; it needs quantities of production, imports and exports."""
    return of_supply(figures, hhi_foreign)


def inputs(figures: Figures) -> tuple[Input, ...]:
    """Return what home made and traded, and imports by partner."""
    return (*balance_rows(figures), *import_rows(figures)[:-1])


def worked(figures: Figures) -> str:
    """Return the formula with this material's numbers in it."""
    partners, _ = supply_terms(figures)
    return summed([f"{share:.4g}²" for share in partners]) or "0"


INDICATOR = Indicator(
    title="Concentration of foreign supply (HHI)",
    family="Concentration",
    unit="0-1",
    limits="0 when nothing is imported; 1 when one foreign country supplies all",
    meaning="concentration of dependence on others: what home makes itself lowers it",
    formula="sum over partners of (imports from it / (imports + home production kept))²",
    example="imports of 3,940, 740 and 320 t, home 8,000 t: 0.0957",
    source="definition; Herfindahl (1950), Hirschman (1945)",
    compute=compute,
    inputs=inputs,
    worked=worked,
)
