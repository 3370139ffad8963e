"""EU dependency, part 1: concentration of imports from outside."""

from __future__ import annotations

import numpy.typing as npt

from workbench.core.indicators import Indicator
from workbench.core.indicators._eu_dependency import cdi1, concentration
from workbench.core.indicators._imports import import_rows, squares


def eu_dependency_cdi1(imports: npt.ArrayLike) -> float:
    """Return the sum over partners outside of (imports from the partner / imports from outside)².

    Args:
        imports: one amount a partner outside home, not negative; the EU takes values.

    Returns:
        1/n to 1. Above 0.4 is dependent.

    Raises:
        ValueError: if an amount is negative or not finite, or all are zero.

    >>> round(eu_dependency_cdi1([80, 10, 10]), 2)
    0.66

    Source: European Commission, SWD(2021) 352.
    """
    return concentration(imports)


INDICATOR = Indicator(
    title="EU dependency, CDI 1: concentration",
    family="EU dependency",
    unit="0-1",
    limits="1/n when n countries supply equal parts; 1 when one supplies all; above 0.4 dependent",
    meaning="concentration of imports from outside home (for the EU: from outside the EU)",
    formula="sum over partners outside of (imports from the partner / imports from outside)²",
    example="imports of 80, 10 and 10: 0.8² + 0.1² + 0.1² = 0.66",
    source="European Commission, Strategic dependencies and capacities, SWD(2021) 352",
    compute=cdi1,
    inputs=import_rows,
    worked=squares,
    marks=("eu_dependency.cdi1",),
)
