"""Home production in apparent consumption."""

from __future__ import annotations

from workbench.core.figures import Figures, Outcome, from_balance
from workbench.core.indicators import Indicator


def self_sufficiency(production: float, imports: float, exports: float) -> float:
    """Return production / apparent consumption.

    Args:
        production: made at home. The three amounts are in one unit.
        imports: all imports.
        exports: all exports.

    Returns:
        0 when nothing is made at home, 1 when home makes what it uses, above 1 when it makes more.

    Raises:
        ValueError: if apparent consumption (production + imports - exports) is not above zero.

    >>> round(self_sufficiency(8000, 5000, 0), 6)
    0.615385
    """
    consumption = production + imports - exports
    if not consumption > 0:
        raise ValueError("apparent consumption is not above zero")
    return production / consumption


def compute(figures: Figures) -> Outcome:
    """Return the indicator; it needs quantities of production, imports and exports."""
    return from_balance(figures, self_sufficiency)


INDICATOR = Indicator(
    title="Self-sufficiency",
    unit="share of apparent consumption",
    meaning="part of what home uses that it makes itself; above 1 when it makes more than it uses",
    formula="production / (production + imports - exports)",
    source="definition; without change of stocks it is 1 - net import reliance (USGS)",
    compute=compute,
)
