"""Net import reliance of the United States Geological Survey."""

from __future__ import annotations

from workbench.core.figures import Figures, Outcome, from_balance
from workbench.core.indicators import Indicator
from workbench.core.indicators._balance import balance_rows, net_imports_worked


def net_import_reliance(
    production: float, imports: float, exports: float, stock_drawn: float = 0.0
) -> float:
    """Return (imports - exports + stock drawn) / apparent consumption.

    Args:
        production: primary and secondary production at home. All amounts are in one unit.
        imports: all imports.
        exports: all exports.
        stock_drawn: by how much stocks fell; negative where they grew.

    Returns:
        1 when all is imported, below 0 for a net exporter. Not a percentage.

    Raises:
        ValueError: if apparent consumption (production + imports - exports + stock drawn) is not
            above zero.

    >>> round(net_import_reliance(8000, 5000, 0), 6)
    0.384615
    >>> round(net_import_reliance(16000, 0, 3000), 6)
    -0.230769

    Source: USGS Mineral Commodity Summaries.
    """
    net = imports - exports + stock_drawn
    consumption = production + net
    if not consumption > 0:
        raise ValueError("apparent consumption is not above zero")
    return net / consumption


def compute(figures: Figures) -> Outcome:
    """Return the indicator; stocks are taken as unchanged, since no table tells of them."""
    return from_balance(figures, net_import_reliance)


INDICATOR = Indicator(
    title="Net import reliance (USGS)",
    family="Dependence",
    unit="share of apparent consumption",
    limits="1 when all is imported; 0 when imports equal exports; below 0 for a net exporter",
    meaning="part of what home uses that must be imported; stocks are taken as unchanged",
    formula="(imports - exports) / (production + imports - exports)",
    example="production 8,000 t, imports 5,000 t: 5,000 / 13,000 = 0.385",
    source="USGS Mineral Commodity Summaries, net import reliance",
    compute=compute,
    inputs=balance_rows,
    worked=net_imports_worked,
)
