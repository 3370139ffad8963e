"""The EU benchmark against more than 65 % of a material from one country."""

from __future__ import annotations

from workbench.core.figures import Figures, Outcome
from workbench.core.indicators import Indicator
from workbench.core.indicators._balance import of_supply
from workbench.core.indicators._screens import Criterion, Rule, rule_indicator
from workbench.core.screens import Screen


def criteria(figures: Figures, screen: Screen) -> list[Criterion] | Outcome:
    """Return the one criterion: the largest partner's share in supply."""
    outcome = of_supply(figures, lambda partners, _: float(partners.max(initial=0.0)))
    if outcome.status != "ok":
        return outcome
    said = screen.said_by("share")
    name = f"share of {figures.largest or 'any country'} in supply"
    return [Criterion(name, outcome.value, screen["share"], above=True, said_by=said)]


INDICATOR: Indicator = rule_indicator(
    Rule("crma_single_country", criteria),
    title="More than 65 % from one country (EU benchmark)",
    family="EU criticality",
    meaning="1 when one foreign country supplies more of what home uses than the benchmark for"
    " 2030 allows at any stage",
    formula="largest imports from one partner / (imports + home production kept) > 0.65",
    example="China 3,940 of 13,000 t: 0.303 ≤ 0.65, so 0",
)
