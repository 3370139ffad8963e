"""Single-country dependence as Korean administrations count it: in imports."""

from __future__ import annotations

import numpy.typing as npt

from workbench.core.figures import Figures, Outcome
from workbench.core.indicators import Indicator
from workbench.core.indicators._imports import import_rows, naming_the_largest, of_shares
from workbench.core.indicators._largest import worked_largest
from workbench.core.shares import shares_of


def single_country_dependence(imports: npt.ArrayLike) -> float:
    """Return the imports from the largest partner / all imports.

    Args:
        imports: amounts by partner, not negative; Korean practice takes values of a calendar year.

    Returns:
        1/n to 1.

    Raises:
        ValueError: if an amount is negative or not finite, or all are zero.

    >>> round(single_country_dependence([427_890, 80_340, 34_939]), 3)
    0.788

    Source: KIET, KITA and MOTIE screens; the example is a month of Korean imports of artificial
    graphite (KIPOST 1082).
    """
    return float(shares_of(imports).max())


def compute(figures: Figures) -> Outcome:
    """Return the share, and name the partner in the note."""
    return naming_the_largest(figures, of_shares(figures, single_country_dependence))


def worked(figures: Figures) -> str:
    """Return the formula with this material's numbers in it."""
    return worked_largest(figures, 1)


INDICATOR = Indicator(
    title="Single-country dependence, in imports",
    family="Concentration",
    unit="0-1",
    limits="1/n to 1; 1 when one country supplies all imports",
    meaning="part of all imports that comes from the largest partner. It does not move when home"
    " makes more and the mix of imports stays; single_country_dependence_supply does",
    formula="largest imports from one partner / all imports",
    example="427,890 of 543,169 kg of artificial graphite from China: 0.788",
    source="Korean practice: Early Warning System, KIET, KITA and MOTIE",
    compute=compute,
    inputs=import_rows,
    worked=worked,
    marks=tuple(f"korea_watch_grade.grade_{letter}" for letter in "abcd"),
)
