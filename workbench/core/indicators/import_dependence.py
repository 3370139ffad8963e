"""Net imports in apparent consumption."""

from __future__ import annotations

from workbench.core.figures import Figures, Outcome, from_balance
from workbench.core.indicators import Indicator
from workbench.core.indicators._balance import balance_rows, net_imports_worked


def import_dependence(production: float, imports: float, exports: float) -> float:
    """Return net imports / apparent consumption.

    Args:
        production: made at home. The three amounts are in one unit.
        imports: all imports.
        exports: all exports.

    Returns:
        1 when all is imported, 0 when imports equal exports, below 0 for a net exporter. Without
        change of stocks it is 1 - self-sufficiency.

    Raises:
        ValueError: if apparent consumption (production + imports - exports) is not above zero.

    >>> round(import_dependence(8000, 5000, 0), 6)
    0.384615

    Source: USGS Mineral Commodity Summaries (net import reliance without stock changes).
    """
    consumption = production + imports - exports
    if not consumption > 0:
        raise ValueError("apparent consumption is not above zero")
    return (imports - exports) / consumption


def compute(figures: Figures) -> Outcome:
    """Return the indicator; it needs quantities of production, imports and exports."""
    return from_balance(figures, import_dependence)


INDICATOR = Indicator(
    title="Import dependence",
    family="Dependence",
    unit="share of apparent consumption",
    limits="1 when all is imported; 0 when imports equal exports; below 0 for a net exporter",
    meaning="part of what home uses that has to come from abroad; negative for a net exporter",
    formula="(imports - exports) / (production + imports - exports)",
    example="production 8,000 t, imports 5,000 t: 5,000 / 13,000 = 0.385",
    source="USGS Mineral Commodity Summaries, net import reliance (without stock changes)",
    compute=compute,
    inputs=balance_rows,
    worked=net_imports_worked,
)
