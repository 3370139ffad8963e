"""GeoPolRisk score: world concentration times the political risk of home's imports."""

from __future__ import annotations

import numpy.typing as npt

from workbench.core.figures import Figures, Outcome
from workbench.core.indicators import Indicator, Input
from workbench.core.indicators._geopolitical import (
    Parts,
    import_risk,
    parts_of,
    world_concentration,
)
from workbench.core.indicators._governance import fact_rows
from workbench.core.indicators._imports import number, summed, unit_of


def geopolrisk(
    production: npt.ArrayLike,
    imports: npt.ArrayLike,
    instability: npt.ArrayLike,
    home_production: float,
) -> float:
    """Return the GeoPolRisk score: world concentration x import risk.

    Args:
        production: production of every country of the world.
        imports: imports of home by partner, in the same or another unit of mass.
        instability: of every partner, 0-1; see :func:`import_risk`.
        home_production: made at home, in the unit of the imports.

    Returns:
        0-1.

    Raises:
        ValueError: see :func:`world_concentration` and :func:`import_risk`.

    >>> geopolrisk([50, 50], [60, 20], [0.5, 0.25], 20)
    0.175

    Source: Gemechu et al. (2015), Helbig et al. (2016), Santillán-Saldivar et al. (2021, 2022),
    Koyamparambath et al. (2024).
    """
    return world_concentration(production) * import_risk(imports, instability, home_production)


def compute(figures: Figures) -> Outcome:
    """Return the score; it needs world production, imports and home production by quantity."""
    parts = parts_of(figures)
    return parts if isinstance(parts, Outcome) else parts.score


def inputs(figures: Figures) -> tuple[Input, ...]:
    """Return concentration, imports with political stability, and home production."""
    parts = parts_of(figures)
    if isinstance(parts, Outcome):
        return ()
    unit, world = unit_of(figures), figures.facts.world
    facts = figures.facts.countries
    risk = import_risk(parts.bought.amounts, parts.risks, parts.home)
    return (
        Input("world production", sum(parts.world), unit, f"production of {world.period}"),
        Input("concentration of world production", world_concentration(parts.world), "0-1"),
        *fact_rows(parts.bought, facts, "stability", "imports"),
        Input("imports", float(parts.bought.amounts.sum()), unit, f"trade of {figures.period}"),
        Input("production at home", parts.home, unit, f"production of {figures.period}"),
        Input("import risk", risk, "0-1", "the sum below the world's concentration"),
    )


def worked(figures: Figures) -> str:
    """Return the formula with this material's numbers in it."""
    parts = parts_of(figures)
    return "" if isinstance(parts, Outcome) else _worked(parts)


def _worked(parts: Parts) -> str:
    pairs = sorted(zip(parts.bought.amounts.tolist(), parts.risks, strict=True), reverse=True)
    terms = summed([f"{number(amount)} × {risk:.4g}" for amount, risk in pairs])
    total = f"({number(parts.home)} + {number(float(parts.bought.amounts.sum()))})"
    return f"{world_concentration(parts.world):.4g} × ({terms or '0'}) / {total}"


INDICATOR = Indicator(
    title="GeoPolRisk score",
    family="GeoPolRisk",
    unit="0-1",
    limits="0 without foreign risk; 1 when one country makes all and the most unstable one sells",
    meaning="risk that politics abroad cuts home's supply: how concentrated the world's production"
    " of the year is, times how unstable home's partners are. Without world production it is"
    " missing, not zero",
    formula="HHI of world production × sum over partners of (instability × imports) /"
    " (home production + imports); instability = (2.5 - political stability) / 5",
    example="two equal producers, 60 t at 0.5, 20 t at 0.25, 20 t at home: 0.5 × 35/100 = 0.175",
    source="Gemechu et al. (2015), Helbig et al. (2016), Koyamparambath et al. (2024)",
    compute=compute,
    inputs=inputs,
    worked=worked,
    needs=frozenset({"world"}),
    thresholds=("governance",),
)
