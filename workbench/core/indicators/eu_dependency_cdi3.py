"""EU dependency, part 3: imports from outside against all exports."""

from __future__ import annotations

from workbench.core.indicators import Indicator
from workbench.core.indicators._eu_dependency import cdi3, rows, worked3


def eu_dependency_cdi3(imports_outside: float, exports: float) -> float:
    """Return imports from outside / all exports: could home's own makers take their place?

    Args:
        imports_outside: imports of home from outside, not negative.
        exports: all exports of home; of a group those of its members to each other as well.

    Returns:
        Not negative, infinite without exports. Above 1 is dependent.

    Raises:
        ValueError: if an amount is negative or not finite, or both are zero.

    >>> eu_dependency_cdi3(100, 50)
    2.0

    Source: European Commission, SWD(2021) 352.
    """
    total = imports_outside + exports
    if not (imports_outside >= 0 and exports >= 0 and 0 < total < float("inf")):
        raise ValueError("amounts must be finite, not negative, and not both zero")
    return imports_outside / exports if exports > 0 else float("inf")


INDICATOR = Indicator(
    title="EU dependency, CDI 3: imports against exports",
    family="EU dependency",
    unit="ratio",
    limits="0 and above; above 1 dependent; no bound without exports",
    meaning="whether what home makes for others could take the place of its imports; exports of"
    " members to each other count",
    formula="imports from outside / all exports",
    example="100 imported from outside, 50 exported: 2",
    source="European Commission, Strategic dependencies and capacities, SWD(2021) 352",
    compute=cdi3,
    inputs=rows,
    worked=worked3,
    needs=frozenset({"inner"}),
    marks=("eu_dependency.cdi3",),
)
