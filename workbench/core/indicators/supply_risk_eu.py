"""Supply risk of the EU assessment of critical raw materials (method of 2017, 2020 and 2023)."""

from __future__ import annotations

import numpy as np

from workbench.core.figures import Figures, Outcome
from workbench.core.indicators import Indicator, Input
from workbench.core.indicators._eu_supply import quantities
from workbench.core.indicators._governance import Mix, fact_rows, governance_risk
from workbench.core.indicators._imports import number, summed
from workbench.core.indicators._supply_risk import (
    chosen_stage,
    recycling_and_substitution,
    supply_risk,
    supply_risk_of,
)

__all__ = ["INDICATOR", "import_reliance", "supply_risk"]


def import_reliance(production: float, imports: float, exports: float) -> float:
    """Return (imports - exports) / (production + imports - exports), clipped to 0-1.

    Args:
        production: made at home. The three amounts are in one unit.
        imports: all imports.
        exports: all exports.

    Raises:
        ValueError: if apparent consumption is not above zero.

    >>> import_reliance(75, 100, 75), import_reliance(100, 0, 25)
    (0.25, 0.0)
    """
    net = imports - exports
    if not production + net > 0:
        raise ValueError("apparent consumption is not above zero")
    return float(np.clip(net / (production + net), 0.0, 1.0))


def inputs(figures: Figures) -> tuple[Input, ...]:
    """Return both mixes with governance, import reliance, recycling and substitution."""
    found = quantities(figures)
    if isinstance(found, Outcome):
        return ()
    stage, (recycled, index) = chosen_stage(found), recycling_and_substitution(found)
    facts = found.facts.countries
    return (
        *fact_rows(stage.supply, facts, "governance", "world production"),
        *fact_rows(stage.sourcing, facts, "governance", "sourcing"),
        Input("HHI of world production", stage.hhi_global, "EU scale", _terms(stage.supply)),
        Input("HHI of sourcing", stage.hhi_sourcing, "EU scale", _terms(stage.sourcing)),
        Input("import reliance", stage.reliance, "at most 1", "trade and production"),
        Input("recycling rate (EoL-RIR)", recycled, "0-1", "materials, recycling_rate"),
        Input("substitution index", index, "0-1", "materials, substitution_index"),
    )


def _terms(mix: Mix) -> str:
    """Return the sum of a weighted index with its numbers, or why there is none."""
    if mix.why:
        return mix.why
    parts = zip(mix.shares.tolist(), governance_risk(mix.facts).tolist(), mix.trade, strict=True)
    return summed([f"{s:.4g}² × {risk:.4g} × {t:g}" for s, risk, t in sorted(parts, reverse=True)])


def worked(figures: Figures) -> str:
    """Return the formula with this material's numbers in it."""
    stage, (recycled, index) = chosen_stage(figures), recycling_and_substitution(figures)
    world, own = stage.hhi_global, stage.hhi_sourcing
    if np.isnan(world) or np.isnan(own):
        mixed = number(own if np.isnan(world) else world)
    else:
        half = f"{number(max(stage.reliance, 0.0))}/2"
        mixed = f"({number(world)} × {half} + {number(own)} × (1 - {half}))"
    return f"{mixed} × (1 - {number(recycled)}) × {number(index)}"


INDICATOR = Indicator(
    title="Supply risk (EU)",
    family="EU criticality",
    unit="EU scale",
    limits="0 to about 8; from 1 on a material may be critical",
    meaning="concentration of world supply and of home's own sourcing, weighted by governance and"
    " trade measures, less what is recycled or can be replaced. Of two stages the higher counts:"
    " the material, and the inputs of its recipes at an earlier stage, each with its own shares"
    " and the recycling and substitution of the material. World production is that of the year",
    formula="[HHI_global × IR/2 + HHI_sourcing × (1 - IR/2)] × (1 - recycling rate) ×"
    " substitution index; HHI = sum of share² × governance risk (0-10) × trade parameter;"
    " IR = (imports - exports) / (production + imports - exports), 0 to 1",
    example="natural graphite 2017: (3.2 × 0.99/2 + 2.9 × (1 - 0.99/2)) × (1 - 0.03) × 1 = 2.96",
    source="European Commission, methodology of 2017 for the EU list of critical raw materials",
    compute=supply_risk_of,
    inputs=inputs,
    worked=worked,
    needs=frozenset({"world", "inputs"}),
    thresholds=("governance",),
    marks=("eu_critical.supply_risk",),
)
