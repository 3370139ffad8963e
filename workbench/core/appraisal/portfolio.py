"""From an appraisal to the choice under a budget, and what the chosen set reaches simulated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.core.appraisal.appraise import Appraisal, Appraised
from workbench.core.appraisal.choice.frontier import POINTS, frontier
from workbench.core.appraisal.choice.instance import Choice, Instance, Limits
from workbench.core.appraisal.choice.programme import Objective
from workbench.core.appraisal.choice.solve import choose
from workbench.core.problem import DataRefused, Problem
from workbench.core.progress import Progress
from workbench.core.simulation.market import Trajectory
from workbench.core.tail_risk import conditional_value_at_risk

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Simulated:
    """What a set of projects reaches in the simulation: beside the programme, which stores nothing
    and lets every plant avoid shortage where it stands."""

    expected_shortage: float
    """Value of shortage, expected over the scenarios, in currency."""
    cvar: float
    import_dependence: Mapping[str, float]
    """By material of the projects, in the base."""


@dataclass(frozen=True)
class Portfolio:
    """The chosen set, and the frontier it lies on."""

    objective: Objective
    budget: float
    choice: Choice
    frontier: tuple[Choice, ...]
    without: Simulated
    with_choice: Simulated
    problems: tuple[Problem, ...] = ()


def portfolio(
    appraisal: Appraisal,
    limits: Limits,
    objective: Objective = "shortage",
    *,
    points: int = POINTS,
    seconds: float = 60.0,
    progress: Progress | None = None,
) -> Portfolio:
    """Return the best set of projects within the limits, and the frontier up to the budget.

    Raises:
        DataRefused: if no project can be chosen from.
        Cancelled: if ``progress`` says so.
    """
    instance, problems = instance_of(appraisal)
    choice = choose(
        instance,
        limits,
        objective,
        alpha=appraisal.alpha,
        seconds=seconds / 2,
        progress=progress,
    )
    line = frontier(
        instance,
        limits,
        objective,
        alpha=appraisal.alpha,
        points=points,
        seconds=seconds / 2,
        progress=progress,
    )
    return Portfolio(
        objective=objective,
        budget=limits.budget,
        choice=choice,
        frontier=tuple(line),
        without=simulated(appraisal, ()),
        with_choice=simulated(appraisal, choice.chosen),
        problems=tuple(problems),
    )


def instance_of(appraisal: Appraisal) -> tuple[Instance, list[Problem]]:
    """Return the projects whose public money is known as an instance to choose from.

    Shortage and imports are those of the world without projects, scenario by scenario; what more of
    an input could be had is the spare capacity of its sources there.
    """
    priced, problems = _eligible(appraisal)
    if not priced:
        raise DataRefused([*problems, _nothing()])
    models = [each.model for each in priced]
    network = appraisal.world.network
    runs = [_without(appraisal, k) for k in range(len(appraisal.scenarios))]
    kinds = tuple(dict.fromkeys(kind for model in models for kind in model.package))
    places = {model.key: place for place, model in enumerate(models)}
    plants = [appraisal.world.plants[model.key] for model in models]
    return Instance(
        projects=tuple(places),
        materials=network.materials,
        scenarios=tuple(each.scenario for each in appraisal.scenarios),
        probability=np.array([each.probability for each in appraisal.scenarios]),
        cost=np.array([model.state_money for model in models]),
        makes=network.material[plants],
        output=np.array([each.delivery.tonnes for each in priced]),
        gap=np.array([run.shortage for run, _ in runs]),
        imports=np.array([run.imports for run, _ in runs]),
        demand=np.array([run.demand for run, _ in runs]),
        weight=_weights(appraisal, network.material[plants]),
        inputs=network.use[:, plants].T.copy(),
        spare=np.array([spare for _, spare in runs]),
        kinds=kinds,
        cost_of_kind=np.array(
            [[np.nan_to_num(model.package.get(kind, 0.0)) for kind in kinds] for model in models]
        ),
        requires=_pairs(places, [(model.key, model.requires) for model in models]),
        excludes=_pairs(places, [(model.key, model.excludes) for model in models]),
    ), problems


def _eligible(appraisal: Appraisal) -> tuple[list[Appraised], list[Problem]]:
    """Return the projects that can be chosen, and why others cannot."""
    found = [each for each in appraisal.projects if not np.isnan(each.model.state_money)]
    problems = [_without_money(each.model.key) for each in appraisal.projects if each not in found]
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


def simulated(appraisal: Appraisal, chosen: Sequence[str]) -> Simulated:
    """Return what a set of projects reaches when the months are simulated with all of them."""
    delivered = {
        each.model.key: each.delivery.tonnes
        for each in appraisal.projects
        if each.model.key in chosen
    }
    runs = [appraisal.world.run(delivered, shocks)[0] for shocks in appraisal.shocks]
    probability = [each.probability for each in appraisal.scenarios]
    losses = np.array([float(appraisal.weights @ run.shortage.sum(axis=1)) for run in runs])
    base = runs[0]
    materials = dict.fromkeys(each.model.material for each in appraisal.projects)
    return Simulated(
        expected_shortage=float(np.dot(probability, losses)),
        cvar=conditional_value_at_risk(losses, probability, appraisal.alpha),
        import_dependence={name: _dependence(base, name) for name in materials},
    )


def _dependence(run: Trajectory, material: str) -> float:
    m = run.network.index(material)
    used = float(run.delivered[m].sum())
    return 1.0 - float(run.production[m].sum()) / used if used > 0 else float("nan")


def _without(appraisal: Appraisal, scenario: int) -> tuple[Trajectory, FloatArray]:
    """Return what happens without projects, and how much more of each material could be had."""
    world = appraisal.world
    levers, _ = world.levers({}, appraisal.shocks[scenario])
    run, _ = world.run({}, appraisal.shocks[scenario])
    network = levers.network
    known = np.where(
        np.isnan(levers.capacity),
        np.maximum(network.shown, network.volume)[:, None],
        levers.capacity,
    )
    room = np.maximum(np.minimum(known, levers.quota()) - run.supply, 0.0)
    spare = np.zeros_like(run.demand)
    np.add.at(spare, network.material, room)
    return run, spare


def _weights(appraisal: Appraisal, makes: npt.NDArray[np.int64]) -> FloatArray:
    """Return the weights of materials; amounts count as they are where one has no price at all."""
    if (appraisal.weights[makes] > 0).any():
        return appraisal.weights
    weights = np.zeros_like(appraisal.weights)
    weights[makes] = 1.0
    return weights


def _pairs(
    places: Mapping[str, int], named: Sequence[tuple[str, tuple[str, ...]]]
) -> tuple[tuple[int, int], ...]:
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


def _nothing() -> Problem:
    return Problem(
        "there is no project to choose from",
        table="projects",
        expected="projects with a material, a supplier with dated capacity, and public money",
    )
