"""Home production in apparent consumption."""

from __future__ import annotations

from workbench.core.figures import Figures, Outcome, from_balance
from workbench.core.indicators import Indicator
from workbench.core.indicators._balance import balance_of, balance_rows
from workbench.core.indicators._imports import number


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


def worked(figures: Figures) -> str:
    """Return the formula with this material's numbers in it."""
    made, bought, sold = (number(amount) for amount in balance_of(figures))
    return f"{made} / ({made} + {bought} - {sold})"


INDICATOR = Indicator(
    title="Self-sufficiency",
    family="Dependence",
    unit="share of apparent consumption",
    limits="0 when nothing is made at home; 1 when home makes what it uses; above 1 beyond that",
    meaning="part of what home uses that it makes itself; above 1 when it makes more than it uses",
    formula="production / (production + imports - exports)",
    example="production 8,000 t, imports 5,000 t: 8,000 / 13,000 = 0.615",
    source="definition; without change of stocks it is 1 - net import reliance (USGS)",
    compute=compute,
    inputs=balance_rows,
    worked=worked,
)
