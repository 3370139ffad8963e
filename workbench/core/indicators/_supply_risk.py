"""The EU supply risk of a stage, and of a material: the higher of its stages."""

from __future__ import annotations

import numpy as np

from workbench.core.figures import Figures, Outcome, missing
from workbench.core.indicators._eu_supply import Stage, quantities, stage_of


def supply_risk(
    hhi_global: float | None,
    hhi_sourcing: float | None,
    import_reliance: float | None,
    recycling_rate: float,
    substitution_index: float,
) -> float:
    """Return the EU supply risk of one stage (extraction or processing).

    SR = [HHI_global x IR/2 + HHI_sourcing x (1 - IR/2)] x (1 - EoL-RIR) x SI. Where one of the
    two indices is not known (None or NaN) the other counts alone, whatever the import reliance.

    Args:
        hhi_global: sum over countries of share² x governance risk (0-10) x trade parameter, of
            the world's production; about 0-10 and above.
        hhi_sourcing: the same of what home uses: imports and home production.
        import_reliance: 0-1; below 0 it counts as 0. Needed where both indices are known.
        recycling_rate: part of the need met by recycled material (EoL-RIR), 0-1.
        substitution_index: 1 = no substitute, 0-1.

    Returns:
        Not negative; about 0-8. From 1 on a material may be critical.

    Raises:
        ValueError: if neither index is known, import reliance is needed and not known, or a
            number is outside its range (percentages, for instance).

    >>> round(supply_risk(3.2, 2.9, 0.99, 0.03, 1.0), 3)
    2.957
    >>> round(supply_risk(None, 4.5, 1.0, 0.0, 0.9), 2)
    4.05

    Source: European Commission, Methodology for establishing the EU list of critical raw
    materials (2017); the examples are natural graphite and phosphorus in the study of 2017.
    """
    recycled = _within("recycling_rate", recycling_rate)
    substituted = _within("substitution_index", substitution_index)
    world, own = _index("hhi_global", hhi_global), _index("hhi_sourcing", hhi_sourcing)
    if np.isnan(world) and np.isnan(own):
        raise ValueError("neither the global nor the sourcing index is known")
    if np.isnan(world) or np.isnan(own):
        mixed = own if np.isnan(world) else world
    else:
        reliance = float("nan") if import_reliance is None else float(import_reliance)
        if not np.isfinite(reliance):
            raise ValueError("import reliance is needed where both indices are known")
        if reliance > 1.0 + 1e-9:
            raise ValueError(f"import_reliance must be a share of at most 1, not {reliance:g}")
        half = max(reliance, 0.0) / 2.0
        mixed = world * half + own * (1.0 - half)
    return float(mixed * (1.0 - recycled) * substituted)


def _within(name: str, value: float) -> float:
    if not 0.0 <= value <= 1.0:
        raise ValueError(f"{name} must be from 0 to 1, not {value:g}")
    return value


def _index(name: str, value: float | None) -> float:
    found = float("nan") if value is None else float(value)
    if found < 0.0 or np.isinf(found):
        raise ValueError(f"{name} must be finite and not negative, not {found:g}")
    return found


def supply_risk_of(figures: Figures) -> Outcome:
    """Return the higher risk of two stages: the material's own, and that of its inputs."""
    return figures.once("EU supply risk", _supply_risk_of)


def _supply_risk_of(figures: Figures) -> Outcome:
    found = quantities(figures)
    if isinstance(found, Outcome):
        return found
    recycled, index = recycling_and_substitution(found)
    if not np.isfinite(recycled) or not np.isfinite(index):
        lacking = [
            name
            for name, value in (("recycling_rate", recycled), ("substitution_index", index))
            if not np.isfinite(value)
        ]
        words = " and ".join(lacking)
        return missing(f"{words} of the material not given in the table materials")
    stages = [stage_of(found), *(stage_of(figure) for figure in found.facts.inputs)]
    risks = [_risk(stage, recycled, index) for stage in stages]
    if np.isnan(risks[0]):
        return missing(stages[0].why)
    highest = int(np.nanargmax(risks))
    notes = list(stages[highest].notes)
    if highest:
        own = f"{found.material} itself {risks[0]:.2f}"
        notes.insert(0, f"bottleneck: {stages[highest].material}, a stage before ({own})")
    for stage, risk in zip(stages[1:], risks[1:], strict=True):
        if np.isnan(risk):
            notes.append(f"stage before, {stage.material}, not known: {stage.why}")
    return Outcome(risks[highest], note="; ".join(notes))


def recycling_and_substitution(figures: Figures) -> tuple[float, float]:
    """Return what the table ``materials`` says; NaN where it says nothing."""
    about = figures.facts.material
    return about.recycling_rate, about.substitution_index


def _risk(stage: Stage, recycled: float, index: float) -> float:
    if stage.why:
        return float("nan")
    return supply_risk(stage.hhi_global, stage.hhi_sourcing, stage.reliance, recycled, index)


def chosen_stage(figures: Figures) -> Stage:
    """Return the stage with the highest risk, the material's own where none is known."""
    recycled, index = recycling_and_substitution(figures)
    stages = [stage_of(figures), *(stage_of(figure) for figure in figures.facts.inputs)]
    if not (np.isfinite(recycled) and np.isfinite(index)) or stages[0].why:
        return stages[0]
    return stages[int(np.nanargmax([_risk(stage, recycled, index) for stage in stages]))]
