"""GeoPolRisk characterisation factor: the score times the price of imports, against copper."""

from __future__ import annotations

from workbench.core.figures import Figures, Outcome, missing
from workbench.core.indicators import Indicator, Input
from workbench.core.indicators._geopolitical import kilograms, parts_of
from workbench.core.indicators._imports import number


def characterisation_factor(score: float, price: float, copper_midpoint: float) -> float:
    """Return score x price / midpoint of copper.

    Args:
        score: GeoPolRisk score, 0-1.
        price: mean price of the imports, USD per kg.
        copper_midpoint: score x price of copper, USD per kg.

    Returns:
        kg copper equivalent per kg; not negative.

    Raises:
        ValueError: if a number is outside its range.

    >>> round(characterisation_factor(0.339687, 2.093489, 0.409412948), 3)
    1.737

    Source: Santillán-Saldivar et al. (2022), Koyamparambath et al. (2024); the example is
    graphite, Korea 2020 (geopolrisk-py 2.0.1).
    """
    if not 0.0 <= score <= 1.0:
        raise ValueError(f"the score must be from 0 to 1, not {score:g}")
    if not price >= 0.0 or not copper_midpoint > 0.0:
        raise ValueError("prices must not be negative, and that of copper is above zero")
    return score * price / copper_midpoint


def _price(figures: Figures) -> tuple[float, str]:
    """Return the price of the imports in USD per kg, and why it is not known."""
    money, mass = figures.on("value"), figures.on("quantity")
    nothing = float("nan")
    if money is None or mass is None:
        return nothing, "value and quantity of the imports are not both at hand"
    if figures.facts.currency != "USD":
        return nothing, f"the price must be in USD; values are in {figures.facts.currency}"
    size = kilograms(figures.facts.material.unit)
    if size is None:
        unit = figures.facts.material.unit or "not given"
        return nothing, f"the price must be per kg; the unit of the material is {unit}"
    paid, bought = money.by_partner, mass.by_partner
    if set(paid) != set(bought) or not paid:
        return nothing, "value and quantity are not reported for the same partners"
    return sum(paid.values()) / (sum(bought.values()) * size), ""


def _score(figures: Figures) -> Outcome:
    parts = parts_of(figures)
    return parts if isinstance(parts, Outcome) else parts.score


def compute(figures: Figures) -> Outcome:
    """Return the factor; it needs the score, and value and quantity of the imports."""
    score = _score(figures)
    if score.status != "ok":
        return score
    price, why = _price(figures)
    if why:
        return missing(why)
    copper = figures.facts.screens["geopolrisk"]["copper_midpoint"]
    return Outcome(characterisation_factor(score.value, price, copper), note=score.note)


def inputs(figures: Figures) -> tuple[Input, ...]:
    """Return score, price and the midpoint of copper."""
    screen = figures.facts.screens["geopolrisk"]
    price, why = _price(figures)
    return (
        Input("GeoPolRisk score", _score(figures).value, "0-1", "indicator geopolrisk"),
        Input("price of the imports", price, "USD/kg", why or "value / quantity of the imports"),
        Input(
            "midpoint of copper",
            screen["copper_midpoint"],
            "USD/kg",
            screen.said_by("copper_midpoint"),
        ),
    )


def worked(figures: Figures) -> str:
    """Return the formula with this material's numbers in it."""
    copper = figures.facts.screens["geopolrisk"]["copper_midpoint"]
    price, _ = _price(figures)
    return f"{number(_score(figures).value)} × {number(price)} / {number(copper)}"


INDICATOR = Indicator(
    title="GeoPolRisk characterisation factor",
    family="GeoPolRisk",
    unit="kg Cu-eq/kg",
    limits="0 and above; 1 is the risk of a kilogram of copper",
    meaning="geopolitical supply risk of a kilogram of the material, in kilograms of copper",
    formula="GeoPolRisk score × price of the imports (USD/kg) / midpoint of copper",
    example="graphite, Korea 2020: 0.3397 × 2.0935 / 0.40941 = 1.737",
    source="Santillán-Saldivar et al. (2022), Koyamparambath et al. (2024)",
    compute=compute,
    inputs=inputs,
    worked=worked,
    needs=frozenset({"world", "other"}),
    thresholds=("geopolrisk", "governance"),
)
