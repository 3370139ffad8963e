"""The EU threshold test: critical when supply risk and economic importance are both high."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from workbench.core.figures import Figures, Outcome
from workbench.core.indicators import Indicator
from workbench.core.indicators._screens import Criterion, Rule, rule_indicator
from workbench.core.indicators._supply_risk import supply_risk_of
from workbench.core.screens import Screen


def is_critical(
    supply_risk: float,
    economic_importance: float,
    least_risk: float = 1.0,
    least_importance: float = 2.8,
) -> bool:
    """Return whether both figures, to one decimal as they are published, reach their thresholds.

    Args:
        supply_risk: EU scale, not negative.
        economic_importance: 0-10.
        least_risk: threshold of the supply risk.
        least_importance: threshold of the economic importance.

    >>> is_critical(1.0, 3.0), is_critical(0.96, 2.8), is_critical(1.0, 2.3)
    (True, True, False)

    Source: European Commission, study of 2017, p. 38. Not comparable with 2011 and 2014.
    """
    pairs = ((supply_risk, least_risk), (economic_importance, least_importance))
    return all(_published(value) >= least for value, least in pairs)


def _published(value: float) -> float:
    """Return a figure to one decimal, halves up as in print: 0.95 is 1.0."""
    return float(np.floor(value * 10.0 + 0.5 + 1e-9) / 10.0)


def criteria(figures: Figures, screen: Screen) -> list[Criterion] | Outcome:
    """Return both conditions, the figures to one decimal."""
    risk = supply_risk_of(figures)
    if risk.status == "undefined":
        return risk
    given = figures.facts.material.economic_importance
    why = "" if np.isfinite(given) else "not given in the table materials"
    said = screen.said_by
    return [
        Criterion(
            "supply risk",
            _published(risk.value),
            screen["supply_risk"],
            why=risk.note,
            said_by=said("supply_risk"),
            source="indicator supply_risk_eu",
        ),
        Criterion(
            "economic importance",
            _published(given),
            screen["economic_importance"],
            why=why,
            said_by=said("economic_importance"),
            source="materials, economic_importance",
        ),
    ]


INDICATOR: Indicator = replace(
    rule_indicator(
        Rule("eu_critical", criteria),
        title="Critical raw material (EU thresholds)",
        family="EU criticality",
        meaning="1 when supply risk and economic importance, to one decimal, both reach their"
        " thresholds. Scores of 2011 and 2014 come from another method",
        formula="supply risk ≥ 1.0 and economic importance ≥ 2.8",
        example="natural graphite 2023: 1.8 ≥ 1.0 and 3.4 ≥ 2.8, so 1",
    ),
    needs=frozenset({"world", "inputs"}),
)
