"""What indicators of home's balance share: production, imports and exports of one period."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from workbench.core.figures import WORLD, Figures, Floats, Outcome, from_balance, missing
from workbench.core.indicators import Input
from workbench.core.indicators._imports import number, unit_of
from workbench.core.shares import supply_shares


def balance_rows(figures: Figures) -> tuple[Input, ...]:
    """Return production, imports and exports of home."""
    unit, period = unit_of(figures), figures.period
    imports = float(figures.known.sum()) if figures.known.size else float("nan")
    made = figures.production if figures.basis == "quantity" else float("nan")
    return (
        Input("production", made, unit, f"production of {period}"),
        Input("imports", imports, unit, f"trade, imports of {period}"),
        Input("exports", figures.exports, unit, f"trade, exports of {period}"),
    )


def balance_of(figures: Figures) -> tuple[float, float, float]:
    """Return production, imports and exports, where nothing traded was reported as none."""
    exports = figures.exports if np.isfinite(figures.exports) else 0.0
    return figures.production, float(figures.known.sum()), exports


def net_imports_worked(figures: Figures) -> str:
    """Return net imports in apparent consumption with this material's numbers in it."""
    made, bought, sold = (number(amount) for amount in balance_of(figures))
    return f"({bought} - {sold}) / ({made} + {bought} - {sold})"


def of_supply(
    figures: Figures, formula: Callable[[Floats, float], float], *, told_apart: bool = True
) -> Outcome:
    """Return ``formula(shares of partners, share of home)`` of home's supply, or why not.

    Args:
        figures: the figures, by quantity.
        formula: a function of the shares, which add up to one.
        told_apart: whether every import has to be known by its partner.
    """
    outcome = from_balance(figures, lambda made, _, sold: formula(*_parts(figures, made, sold)))
    total = dict(zip(figures.partners, figures.imports.tolist(), strict=True)).get(WORLD, 0.0)
    if outcome.status == "ok" and told_apart and total > 0:
        return missing(figures.note_of_partners)
    return outcome


def _parts(figures: Figures, production: float, exports: float) -> tuple[Floats, float]:
    return supply_shares(figures.known, production, exports)


def supply_terms(figures: Figures) -> tuple[list[float], float]:
    """Return the shares of partners in supply, largest first, and home's share."""
    made, _, sold = balance_of(figures)
    partners, home = _parts(figures, made, sold)
    return sorted(partners.tolist(), reverse=True), home
