"""Figures of one material that the tests of indicators share."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from workbench.core.figures import (
    Amounts,
    Basis,
    CountryFacts,
    Facts,
    Figures,
    MaterialFacts,
)

NAN = float("nan")


def bought(
    imports: dict[str, float],
    *,
    basis: Basis = "quantity",
    period: str = "2021",
    sold: dict[str, float] | None = None,
    production: float = NAN,
    **fields: Any,
) -> Figures:
    """Return figures of imports by partner, exports by buyer and home production."""
    sales = sold or {}
    return Figures(
        "m",
        period,
        basis,
        tuple(imports),
        np.array(list(imports.values()), dtype=float),
        exports=sum(sales.values()) if sales else NAN,
        production=production,
        buyers=tuple(sales),
        sold=np.array(list(sales.values()), dtype=float),
        **fields,
    )


def paid(imports: dict[str, float], **fields: Any) -> Figures:
    """Return figures by value."""
    return bought(imports, basis="value", **fields)


def facts(
    world: dict[str, float] | None = None,
    *,
    home: str = "KOR",
    governance: dict[str, float] | None = None,
    stability: dict[str, float] | None = None,
    trade_parameter: dict[str, float] | None = None,
    recycling: float = 0.0,
    substitution: float = 1.0,
    importance: float = NAN,
    unit: str = "t",
    **fields: Any,
) -> Facts:
    """Return facts of a single country as home."""
    made = world or {}
    return Facts(
        countries=CountryFacts(
            home=home,
            inside=frozenset({home}),
            governance=governance or {},
            stability=stability or {},
            trade_parameter=trade_parameter or {},
        ),
        material=MaterialFacts(
            unit=unit,
            substitution_index=substitution,
            recycling_rate=recycling,
            economic_importance=importance,
        ),
        world=Amounts(tuple(made), np.array(list(made.values()), dtype=float), "2021"),
        **fields,
    )


def years(*latest_first: Figures) -> Figures:
    """Return the first of some periods, with the others as the years before."""
    first, *before = latest_first
    return replace(first, earlier=tuple(before))
