"""EU dependency, part 2: imports from outside in all imports."""

from __future__ import annotations

from workbench.core.indicators import Indicator
from workbench.core.indicators._eu_dependency import cdi2, rows, worked2


def eu_dependency_cdi2(imports_outside: float, imports_inside: float) -> float:
    """Return imports from outside / (imports from outside and of members from each other).

    Args:
        imports_outside: imports of the group from outside, not negative.
        imports_inside: imports of its members from each other, in the same unit.

    Returns:
        0-1; always 1 for a single country. Above 0.5 is dependent.

    Raises:
        ValueError: if an amount is negative or not finite, or both are zero.

    >>> eu_dependency_cdi2(100, 60)
    0.625

    Source: European Commission, SWD(2021) 352.
    """
    total = imports_outside + imports_inside
    if not (imports_outside >= 0 and imports_inside >= 0 and 0 < total < float("inf")):
        raise ValueError("imports must be finite, not negative, and not both zero")
    return imports_outside / total


INDICATOR = Indicator(
    title="EU dependency, CDI 2: imports from outside",
    family="EU dependency",
    unit="0-1",
    limits="0 to 1; above 0.5 dependent; always 1 for a single country as home",
    meaning="part of all imports of the members of a group that comes from outside the group",
    formula="imports from outside / (imports from outside + imports of members from each other)",
    example="100 from outside, 60 from each other: 100 / 160 = 0.625",
    source="European Commission, Strategic dependencies and capacities, SWD(2021) 352",
    compute=cdi2,
    inputs=rows,
    worked=worked2,
    needs=frozenset({"inner"}),
    marks=("eu_dependency.cdi2",),
)
