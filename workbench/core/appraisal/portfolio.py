"""From an appraisal to the choice under a budget, and what the chosen set reaches simulated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.core.appraisal.appraise import Appraisal
from workbench.core.appraisal.candidates import eligible, nothing, outputs, pairs, rivals
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
    priced, problems = eligible(appraisal)
    if not any(each.delivery is not None for each in priced):
        raise DataRefused([*problems, nothing()])
    models = [each.model for each in priced]
    network = appraisal.world.network
    runs = [_without(appraisal, k) for k in range(len(appraisal.scenarios))]
    kinds = tuple(dict.fromkeys(kind for model in models for kind in model.package))
    places = {model.key: place for place, model in enumerate(models)}
    # What only enables others makes none of the first project's material.
    first = next(iter(appraisal.world.plants.values()))
    plants = [appraisal.world.plants.get(model.key, first) for model in models]
    return Instance(
        projects=tuple(places),
        materials=network.materials,
        scenarios=tuple(each.scenario for each in appraisal.scenarios),
        probability=np.array([each.probability for each in appraisal.scenarios]),
        cost=np.array([model.state_money for model in models]),
        makes=network.material[plants],
        output=outputs(priced, network.months),
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
        requires=pairs(places, [(model.key, model.requires) for model in models]),
        excludes=(
            *pairs(places, [(model.key, model.excludes) for model in models]),
            *rivals(priced),
        ),
    ), problems


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


def worst_scenarios(appraisal: Appraisal) -> tuple[str, ...]:
    """Return the scenarios that the tail consists of without any project, the worst first.

    The tail is the worst ``1 - alpha`` of what may happen; the last one may belong to it in part.
    Where there are few scenarios it is the worst one alone. Empty where nothing is short in any.
    """
    runs = [appraisal.world.run({}, shocks)[0] for shocks in appraisal.shocks]
    losses = np.array([float(appraisal.weights @ run.shortage.sum(axis=1)) for run in runs])
    left, found = 1.0 - appraisal.alpha, []
    for place in np.argsort(-losses, kind="stable"):
        each = appraisal.scenarios[place]
        if left <= 1e-12 or not losses[place] > 0:
            break
        if each.probability > 0:
            found.append(each.scenario)
            left -= each.probability
    return tuple(found)


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
