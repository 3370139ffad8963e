"""Dependency after CEPII GeoDep: concentrated imports, concentrated world exports, few exports."""

from __future__ import annotations

from dataclasses import replace

from workbench.core.figures import Figures, Outcome, missing
from workbench.core.indicators import Indicator
from workbench.core.indicators._eu_dependency import cdi1, cdi3, world_exports
from workbench.core.indicators._screens import Criterion, Rule, rule_indicator
from workbench.core.screens import Screen


def criteria(figures: Figures, screen: Screen) -> list[Criterion] | Outcome:
    """Return the three conditions of one year; without exports the ratio exceeds its threshold."""
    mix, ratio = cdi1(figures), cdi3(figures)
    if mix.status == "missing":
        return missing(mix.note)
    value = float("inf") if ratio.status == "undefined" else ratio.value
    said = screen.said_by
    return [
        Criterion(
            "concentration of imports",
            mix.value,
            screen["imports"],
            above=True,
            why=mix.note,
            said_by=said("imports"),
        ),
        world_exports(figures, screen),
        Criterion(
            "imports / exports",
            value,
            screen["ratio"],
            above=True,
            why=ratio.note,
            said_by=said("ratio"),
        ),
    ]


INDICATOR: Indicator = replace(
    rule_indicator(
        Rule("cepii_geodep", criteria),
        title="Dependency (CEPII GeoDep)",
        family="EU dependency",
        meaning="1 when in two of three years imports and world exports are concentrated and"
        " imports exceed exports. Needs rows of trade of other reporters",
        formula="in 2 of 3 years: HHI of imports > 0.4 and HHI of world exports > 0.4 and"
        " imports / exports > 1",
        example="HHI 0.5 and 0.45, imports 3 times the exports, in all three years: 1",
    ),
    needs=frozenset({"years", "exporters", "inner"}),
)
