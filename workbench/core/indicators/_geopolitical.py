"""The parts of the GeoPolRisk method: world concentration, import risk, price."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.core.figures import Figures, Outcome, missing
from workbench.core.indicators._eu_supply import quantities
from workbench.core.indicators._governance import (
    Mix,
    home_production,
    imports_by_country,
    instability,
    mix_of,
    told_of_world,
    world_by_country,
)
from workbench.core.naming.units import parse
from workbench.core.shares import shares_of


def world_concentration(production: npt.ArrayLike) -> float:
    """Return the Herfindahl-Hirschman index of world production.

    Args:
        production: one amount a country, not negative.

    Raises:
        ValueError: if an amount is negative or not finite, or all are zero.

    >>> world_concentration([50, 50])
    0.5
    """
    return float(np.sum(shares_of(production) ** 2))


def import_risk(
    imports: npt.ArrayLike, instability: npt.ArrayLike, home_production: float
) -> float:
    """Return the sum of instability x imports / (home production + all imports).

    Args:
        imports: one amount a partner, not negative.
        instability: (2.5 - political stability) / 5 of every partner, 0-1; 0 for members of home.
        home_production: made at home, in the unit of the imports.

    Returns:
        0-1.

    Raises:
        ValueError: if numbers do not fit together or lie outside their range, or there is no
            supply: that is missing data and not zero risk.

    >>> import_risk([60, 20], [0.5, 0.25], 20)
    0.35
    """
    bought, risks = np.asarray(imports, dtype=float), np.asarray(instability, dtype=float)
    if bought.shape != risks.shape:
        raise ValueError(f"there are {bought.size} imports and {risks.size} instabilities")
    if not np.isfinite(bought).all() or (bought < 0).any() or not home_production >= 0:
        raise ValueError("amounts must be finite and not negative")
    if not np.isfinite(risks).all() or (risks < 0).any() or (risks > 1).any():
        raise ValueError("instability must be from 0 to 1")
    total = bought.sum() + home_production
    if not total > 0:
        raise ValueError("there is neither import nor production")
    return float(np.sum(bought * risks) / total)


@dataclass(frozen=True)
class Parts:
    """What the score of one material in one period is made of."""

    world: tuple[float, ...]
    bought: Mix
    risks: tuple[float, ...]
    """Political instability of every partner of ``bought``, 0-1."""
    home: float
    notes: tuple[str, ...]

    @property
    def score(self) -> Outcome:
        """World concentration x import risk, 0-1."""
        risk = import_risk(self.bought.amounts, self.risks, self.home)
        return Outcome(world_concentration(self.world) * risk, note="; ".join(self.notes))


def parts_of(figures: Figures) -> Parts | Outcome:
    """Return the parts, or why the score cannot be computed."""
    return figures.once("GeoPolRisk parts", _parts)


def _parts(figures: Figures) -> Parts | Outcome:
    found = quantities(figures)
    if isinstance(found, Outcome):
        return found
    if not told_of_world(found):
        said = found.facts.world.note or f"not reported for {found.facts.world.period or 'it'}"
        return missing(f"production of the countries of the world is {said}")
    made, remark = home_production(found)
    if np.isnan(made):
        said = "; ".join(found.about_production.remarks)
        return missing(said or "production at home is not reported (enter 0 if there is none)")
    gap = found.facts.screens["governance"]["largest_gap"]
    bought = mix_of("imports", imports_by_country(found), found, "stability", gap)
    if bought.why and found.imports.size:
        return missing(bought.why if bought.gap else found.note_of_partners or bought.why)
    if not found.imports.size and not made > 0:
        return missing("neither imports nor home production is reported; this is not zero risk")
    world = tuple(world_by_country(found.facts.world).values())
    notes = [remark, found.note_of_partners, bought.note, found.facts.world.note]
    risks = tuple(instability(bought.facts).tolist())
    return Parts(world, bought, risks, made, tuple(note for note in notes if note))


def kilograms(unit: str) -> float | None:
    """Return how many kilograms a unit of mass is; None for other units.

    >>> kilograms("t"), kilograms("kg"), kilograms("MWh")
    (1000.0, 1.0, None)
    """
    found = parse(unit)
    if found is None or found.kind != "quantity" or found.unit != "t":
        return None
    return 1000.0 * found.factor
