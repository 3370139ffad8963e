"""The parts of the EU supply risk of one material in one period: both mixes and import reliance."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from workbench.core.figures import Figures, Outcome, missing
from workbench.core.indicators._governance import (
    Mix,
    governance_risk,
    home_production,
    imports_by_country,
    mix_of,
    told_of_world,
    world_by_country,
)
from workbench.core.shares import weighted_hhi

_EU_PARAMETER = 0.8


@dataclass(frozen=True)
class Stage:
    """What the supply risk of one stage is made of; NaN where a part is not known."""

    material: str
    supply: Mix
    sourcing: Mix
    hhi_global: float
    hhi_sourcing: float
    reliance: float
    notes: tuple[str, ...]
    why: str
    """Why the risk cannot be computed; empty where it can."""


def stage_of(figures: Figures) -> Stage:
    """Return the parts for the figures of one material (by quantity)."""
    return figures.once("EU stage", _stage)


def _stage(figures: Figures) -> Stage:
    gap = figures.facts.screens["governance"]["largest_gap"]
    world = world_by_country(figures.facts.world) if told_of_world(figures) else {}
    made, remark = home_production(figures)
    sourced, unsure = _sourced(figures, made)
    supply = mix_of("world production", world, figures, "governance", gap)
    sourcing = mix_of("sourcing", sourced, figures, "governance", gap)
    if unsure:
        sourcing = replace(sourcing, why=unsure)
    reliance, sure = _reliance(figures, made)
    whole, own = _weighted(supply), _weighted(sourcing)
    notes = [remark, figures.facts.world.note, figures.note, supply.note, sourcing.note]
    why = ""
    if np.isfinite(whole) and np.isfinite(own) and np.isnan(reliance):
        why = sure
    elif np.isnan(whole) and np.isnan(own):
        why = f"{supply.why}; {sourcing.why}"
    elif np.isnan(whole):
        notes.append(f"sourcing only: {supply.why}")
    elif np.isnan(own):
        notes.append(f"world production only: {sourcing.why}")
    if not why and _lent(figures, supply, sourcing):
        notes.append("trade parameters of EU members as seen from the EU (0.8)")
    told = tuple(dict.fromkeys(note for note in notes if note))
    return Stage(figures.material, supply, sourcing, whole, own, reliance, told, why)


def _weighted(mix: Mix) -> float:
    if mix.why:
        return float("nan")
    return weighted_hhi(mix.shares, governance_risk(mix.facts) * mix.trade)


def _sourced(figures: Figures, made: float) -> tuple[dict[str, float], str]:
    """Return imports by partner and home production by country, and why they are not sure."""
    found = imports_by_country(figures)
    if figures.imports.size and not found:
        return {}, figures.note_of_partners or "imports by partner are not reported"
    if np.isnan(made):
        said = "; ".join(figures.about_production.remarks)
        words = f"production: {said}" if said else "home production is not reported"
        return found, f"sourcing is not known: {words} (enter 0 if there is none)"
    if made > 0:
        facts = figures.facts
        inside = {c: x for c, x in world_by_country(facts.world).items() if c in _members(figures)}
        total = sum(inside.values())
        home = {c: x / total * made for c, x in inside.items()} if total > 0 else {}
        for country, amount in (home or {facts.countries.home: made}).items():
            found[country] = found.get(country, 0.0) + amount
    return found, "" if found else "nothing is imported or made at home"


def _members(figures: Figures) -> frozenset[str]:
    countries = figures.facts.countries
    return countries.inside - {countries.home} or countries.inside


def _reliance(figures: Figures, made: float) -> tuple[float, str]:
    """Return import reliance, and why it is not known."""
    said = "; ".join(figures.about_production.remarks)
    if np.isnan(made):
        return float("nan"), (
            f"production: {said}"
            if said
            else "import reliance needs production at home, which is not reported (enter 0 if none)"
        )
    if np.isnan(figures.exports) and figures.about_exports.remarks:
        return float("nan"), f"exports: {'; '.join(figures.about_exports.remarks)}"
    bought, output = figures.about_imports.months, figures.about_production.months
    if bought and output and bought != output:
        return float("nan"), "imports and production cover different months"
    sold = figures.exports if np.isfinite(figures.exports) else 0.0
    net = float(figures.known.sum()) - sold
    if not made + net > 0:
        return float("nan"), "apparent consumption is not above zero"
    return net / (made + net), ""


def _lent(figures: Figures, *mixes: Mix) -> bool:
    """Return whether built-in trade parameters of the EU are used for a home outside it."""
    facts = figures.facts.countries
    if facts.trade_parameter.get(facts.home) == _EU_PARAMETER or facts.home == "EU":
        return False
    return any(
        factor == _EU_PARAMETER and name not in facts.own
        for mix in mixes
        for name, factor in zip(mix.names, mix.trade.tolist(), strict=True)
    )


def quantities(figures: Figures) -> Figures | Outcome:
    """Return the figures by quantity, or why they cannot be had."""
    found = figures.on("quantity")
    if figures.basis == "value":
        return Outcome(
            float("nan"),
            "undefined",
            "world and home production are known by quantity only; choose the basis quantity",
        )
    return found if found is not None else missing("quantities are not at hand")
