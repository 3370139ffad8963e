"""Herfindahl-Hirschman index of supply, with home as one of the suppliers."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.core.figures import Figures, Outcome
from workbench.core.indicators import Indicator, Input
from workbench.core.indicators._balance import balance_rows, of_supply, supply_terms
from workbench.core.indicators._imports import import_rows, summed
from workbench.core.shares import checked


def hhi_supply(partners: npt.ArrayLike, home: float) -> float:
    """Return the sum of squared shares of supply, that of home among them.

    Args:
        partners: the share of every partner in home's supply, 0-1.
        home: the share of what home made and did not export. All add up to one.

    Returns:
        1/n to 1; also 1 where home makes everything itself.

    Raises:
        ValueError: if a share is negative or not finite, or they do not add up to one.

    >>> round(hhi_supply([0.303077, 0.056923, 0.024615], 0.615385), 4)
    0.4744
    """
    values = checked(np.append(np.asarray(partners, dtype=float), home))
    return float(np.sum(values**2))


def compute(figures: Figures) -> Outcome:
    """Return the indicator; it needs quantities of production, imports and exports."""
    return of_supply(figures, hhi_supply)


def inputs(figures: Figures) -> tuple[Input, ...]:
    """Return what home made and traded, and imports by partner."""
    return (*balance_rows(figures), *import_rows(figures)[:-1])


def worked(figures: Figures) -> str:
    """Return the formula with this material's numbers in it."""
    partners, home = supply_terms(figures)
    return summed([f"{home:.4g}²", *(f"{share:.4g}²" for share in partners)])


INDICATOR = Indicator(
    title="Concentration of supply, home included (HHI)",
    family="Concentration",
    unit="0-1",
    limits="1/n to 1; 1 when one country, which may be home, supplies all",
    meaning="concentration of all that home uses. It rises to 1 when a plant at home serves"
    " everything: read it beside hhi_foreign",
    formula="sum over partners and home of (supply from it / (imports + home production kept))²",
    example="imports of 3,940, 740 and 320 t, home 8,000 t: 0.4744",
    source="definition; Herfindahl (1950), Hirschman (1945)",
    compute=compute,
    inputs=inputs,
    worked=worked,
)
