"""Who can be chosen: projects with known public money, what each adds, and who rules out whom."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.core.appraisal.appraise import Appraisal
from workbench.core.appraisal.cooperation.delivery import Delivery
from workbench.core.appraisal.cooperation.model import CooperationModel
from workbench.core.problem import Problem

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Candidate:
    """A project to choose from; without a delivery it only enables others."""

    model: CooperationModel
    delivery: Delivery | None


def outputs(candidates: Sequence[Candidate], months: int) -> FloatArray:
    """Return what each project adds: of one plant, what goes beyond those that it requires."""
    made = {c.model.key: c for c in candidates if c.delivery is not None}
    found = np.zeros((len(candidates), months))
    for place, each in enumerate(candidates):
        if each.delivery is None:
            continue
        shared = [made[key] for key in each.model.requires if key in made]
        before = [c.delivery.tonnes for c in shared if c.delivery and _is_one_plant(c, each)]
        below = np.max(before, axis=0) if before else np.zeros(months)
        found[place] = np.maximum(each.delivery.tonnes - below, 0.0)
    return found


def rivals(candidates: Sequence[Candidate]) -> tuple[tuple[int, int], ...]:
    """Return pairs of projects of one plant, of which neither requires the other: one is enough."""
    pairs = itertools.combinations(range(len(candidates)), 2)
    return tuple(
        (one, other)
        for one, other in pairs
        if _is_one_plant(candidates[one], candidates[other])
        and candidates[one].model.key not in candidates[other].model.requires
        and candidates[other].model.key not in candidates[one].model.requires
    )


def _is_one_plant(one: Candidate, other: Candidate) -> bool:
    if one.delivery is None or other.delivery is None:
        return False
    same = one.model.material == other.model.material
    return same and one.model.supplier == other.model.supplier


def eligible(appraisal: Appraisal) -> tuple[list[Candidate], list[Problem]]:
    """Return the projects that can be chosen, and why others cannot.

    What makes nothing that is simulated can be chosen where another project requires it.
    """
    enabling = appraisal.world.enabling
    everyone = [*(each.model for each in appraisal.projects), *enabling]
    needed = {key for model in everyone for key in model.requires}
    everybody = [Candidate(each.model, each.delivery) for each in appraisal.projects]
    everybody += [Candidate(m, None) for m in enabling if m.key in needed]
    found = [each for each in everybody if not np.isnan(each.model.state_money)]
    problems = [_without_money(each.model.key) for each in everybody if each not in found]
    while True:
        names = {each.model.key for each in found}
        lost = [each for each in found if not set(each.model.requires) <= names]
        if not lost:
            return found, problems
        problems += [
            _lost_partner(each.model.key, ", ".join(sorted(set(each.model.requires) - names)))
            for each in lost
        ]
        found = [each for each in found if each not in lost]


def pairs(
    places: Mapping[str, int], named: Sequence[tuple[str, tuple[str, ...]]]
) -> tuple[tuple[int, int], ...]:
    """Return pairs of places from names, those that are there."""
    return tuple(
        (places[one], places[other]) for one, others in named for other in others if other in places
    )


def _without_money(key: str) -> Problem:
    return Problem(
        f"the project {key} cannot be chosen: neither its state budget nor any amount of support is"
        " given",
        severity="warning",
        table="projects",
        column="state_budget",
        value=key,
        remedy="Fill in state_budget, or amounts in the sheet support",
    )


def _lost_partner(key: str, name: str) -> Problem:
    return Problem(
        f"the project {key} requires {name}, which is not among those to choose from: it"
        " cannot be chosen",
        severity="warning",
        table="projects",
        column="requires",
        value=name,
    )


def nothing() -> Problem:
    """Say that there is nothing to choose from."""
    return Problem(
        "there is no project to choose from",
        table="projects",
        expected="projects with a material, a supplier with dated capacity, and public money",
    )
