"""Share of the largest partner in imports."""

from __future__ import annotations

import numpy.typing as npt

from workbench.core.figures import Figures, Outcome
from workbench.core.indicators import Indicator
from workbench.core.indicators._imports import import_rows, naming_the_largest, of_shares
from workbench.core.indicators._largest import worked_largest
from workbench.core.shares import shares_of


def top_partner_share(imports: npt.ArrayLike) -> float:
    """Return the largest part of a total, CR1.

    Args:
        imports: amounts by partner, not negative; the unit does not matter.

    Returns:
        0-1.

    Raises:
        ValueError: if an amount is negative or not finite, or all are zero.

    >>> top_partner_share([70, 20, 10])
    0.7
    """
    return float(shares_of(imports).max())


def compute(figures: Figures) -> Outcome:
    """Return the share, and name the partner in the note."""
    return naming_the_largest(figures, of_shares(figures, top_partner_share))


def worked(figures: Figures) -> str:
    """Return the formula with this material's numbers in it."""
    return worked_largest(figures, 1)


INDICATOR = Indicator(
    title="Share of the largest partner",
    family="Concentration",
    unit="0-1",
    limits="1/n to 1; 1 when one country supplies all",
    meaning="part of all imports that comes from the one country that supplies most (CR1)",
    formula="largest imports from one partner / all imports",
    example="imports of 70, 20 and 10 t: 70 / 100 = 0.7",
    source="concentration ratio CR1; single-country dependence in Korean practice",
    compute=compute,
    inputs=import_rows,
    worked=worked,
    marks=tuple(f"korea_watch_grade.grade_{letter}" for letter in "abcd"),
)
