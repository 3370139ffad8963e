"""Economic importance of the EU assessment of critical raw materials."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.core.figures import Figures, Outcome, missing
from workbench.core.indicators import Indicator, Input


def economic_importance(
    use_shares: npt.ArrayLike,
    value_added: npt.ArrayLike,
    substitution_index: float,
    largest_value_added: float | None = None,
) -> float:
    """Return EI = sum(A x Q) x SI x 10 / largest Q.

    Args:
        use_shares: share of the material's end use in each sector (A), 0-1. They may add up to
            less than one: uses without a sector contribute nothing.
        value_added: gross value added of each sector (Q), in any one unit.
        substitution_index: SI of economic importance, 1 = no substitute, 0-1.
        largest_value_added: the largest value added of all sectors of the economy; the largest of
            the given ones where it is not given.

    Returns:
        0-10.

    Raises:
        ValueError: if numbers do not fit together or lie outside their range.

    >>> round(economic_importance([1.0], [64_990], 1.0, 204_200), 3)
    3.183

    Source: European Commission, methodology of 2017; the example is aggregates in the study of
    2023 (NACE C23, million euros).
    """
    uses, values = np.asarray(use_shares, dtype=float), np.asarray(value_added, dtype=float)
    if uses.shape != values.shape:
        raise ValueError(f"there are {uses.size} shares of use and {values.size} values added")
    if not np.isfinite(uses).all() or (uses < 0).any() or uses.sum() > 1.0 + 1e-6:
        raise ValueError("shares of use must not be negative and add up to at most 1")
    if not np.isfinite(values).all() or (values < 0).any():
        raise ValueError("values added must be finite and not negative")
    if not 0.0 <= substitution_index <= 1.0:
        raise ValueError(f"substitution_index must be from 0 to 1, not {substitution_index:g}")
    largest = float(values.max(initial=0.0)) if largest_value_added is None else largest_value_added
    if not largest > 0:
        raise ValueError("the largest value added must be above zero")
    return float(np.sum(uses * values) * substitution_index * 10.0 / largest)


def compute(figures: Figures) -> Outcome:
    """Return what the table ``materials`` says; end uses are in no table."""
    given = figures.facts.material.economic_importance
    if not np.isfinite(given):
        return missing("economic_importance of the material not given in the table materials")
    return Outcome(given, note="as given in the table materials")


def inputs(figures: Figures) -> tuple[Input, ...]:
    """Return the given figure."""
    given = figures.facts.material.economic_importance
    return (Input("economic importance", given, "0-10", "materials, economic_importance"),)


def worked(_figures: Figures) -> str:
    """Return where the figure comes from: its parts are in no table of the project."""
    return "given in the table materials"


INDICATOR = Indicator(
    title="Economic importance (EU)",
    family="EU criticality",
    unit="0-10",
    limits="0 to 10; from 2.8 on a material may be critical",
    meaning="weight of the sectors that use the material, as published; taken from the table"
    " materials",
    formula="sum over sectors of (share of end use × value added) × substitution index × 10 /"
    " largest value added",
    example="aggregates 2023: 1.0 × 64,990 × 1.0 × 10 / 204,200 = 3.18",
    source="European Commission, methodology of 2017 for the EU list of critical raw materials",
    compute=compute,
    inputs=inputs,
    worked=worked,
    marks=("eu_critical.economic_importance",),
)
