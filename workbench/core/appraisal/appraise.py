"""What each cooperation model changes, against the same world without any of them.

Every project is set into the world without projects (:mod:`workbench.core.appraisal.world`), in the
base and in every scenario, as planned and in draws of its schedule and yield and of the shocks'
spreads. The same draws hold for every project.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.core.appraisal.cooperation.delivery import Delivery, Uncertainty, deliver
from workbench.core.appraisal.cooperation.model import CooperationModel
from workbench.core.appraisal.outcomes import (
    Outcomes,
    Runs,
    Weighed,
    draw_shocks,
    weights_of,
)
from workbench.core.appraisal.world import World, world
from workbench.core.problem import DataRefused, Problem
from workbench.core.progress import Progress, Stretch
from workbench.core.project import Project
from workbench.core.shocks import Shock

FloatArray = npt.NDArray[np.float64]

MEASURES: Mapping[str, str] = {
    "avoided_shortage": "shortage of the project's material avoided, expected over the scenarios",
    "avoided_shortage_value": "shortage of all materials avoided, at their margin or price",
    "avoided_cvar": "fall of the conditional value at risk of that value",
    "import_dependence_change": "change of import dependence of its material, in the base",
    "home_share": "share of home in supply of its material, in the base",
    "export_share": "part of its output that is exported, in the base",
    "output": "what it delivers over the months of the simulation",
}
"""Measures of a project and what they mean, over all months of the simulation."""

UNITS: Mapping[str, str] = {
    "avoided_shortage": "unit of the material",
    "avoided_shortage_value": "currency",
    "avoided_cvar": "currency",
    "import_dependence_change": "share",
    "home_share": "0-1",
    "export_share": "0-1",
    "output": "unit of the material",
}
RANKED = ("avoided_shortage_value", "avoided_cvar", "import_dependence_change")
"""Measures by which projects are ranked: per unit of public money, the best first."""


@dataclass(frozen=True)
class Figure:
    """One measure of one project: as planned, and over the draws."""

    planned: float
    draws: FloatArray

    @property
    def band(self) -> tuple[float, float]:
        """The 5 and 95 % quantiles over the draws; NaN without draws."""
        known = self.draws[np.isfinite(self.draws)]
        if not known.size:
            return float("nan"), float("nan")
        low, high = np.quantile(known, (0.05, 0.95))
        return float(low), float(high)


@dataclass(frozen=True)
class Appraised:
    """One project, appraised."""

    model: CooperationModel
    delivery: Delivery
    figures: Mapping[str, Figure]
    shares: Mapping[str, tuple[float, float]]
    """Share of each country in supply of its material in the base: without and with it."""
    unit: str


@dataclass(frozen=True)
class Appraisal:
    """All projects, and the scenarios they were set against."""

    projects: tuple[Appraised, ...]
    scenarios: tuple[Weighed, ...]
    problems: tuple[Problem, ...]
    world: World
    weights: FloatArray
    """Currency per unit of each material; 0 where neither margin nor price is given."""
    alpha: float
    shocks: tuple[tuple[Shock, ...], ...]
    """The shocks of each scenario as they are entered."""


def weighed(project: Project, given: Mapping[str, float] | None = None) -> tuple[Weighed, ...]:
    """Return the base and the scenarios with their probabilities, adding up to one.

    Args:
        project: the project.
        given: probabilities by scenario, adding up to at most one: the rest is the base. None: the
            base and every scenario of the project are equally likely.

    Raises:
        DataRefused: if a scenario is unknown, or the probabilities are no such.
    """
    names = [str(name) for name in project["scenarios"]["scenario"]]
    if given is None:
        return tuple(Weighed(name, 1.0 / (len(names) + 1)) for name in ("", *names))
    unknown = [name for name in given if name not in names]
    total = sum(given.values())
    if unknown or min(given.values(), default=0.0) < 0 or total > 1.0 + 1e-9:
        problem = Problem(
            "probabilities of scenarios must not be negative nor add up to more than 1",
            table="scenarios",
            column="scenario",
            value=", ".join(f"{name}={number:g}" for name, number in given.items()),
            expected=f"scenarios among {', '.join(names) or 'none'}",
        )
        raise DataRefused([problem])
    return (
        Weighed("", max(1.0 - total, 0.0)),
        *(Weighed(name, number) for name, number in given.items()),
    )


def appraise(
    project: Project,
    scenarios: Sequence[Weighed],
    *,
    draws: int = 32,
    seed: int = 0,
    alpha: float = 0.95,
    progress: Progress | None = None,
) -> Appraisal:
    """Appraise every cooperation model of a project.

    Args:
        project: the project.
        scenarios: what may happen, with probabilities (:func:`weighed`).
        draws: draws of schedule, yield and spreads; 0 for none.
        seed: same seed, same draws.
        alpha: level of the conditional value at risk.
        progress: told how far it is; may cancel it.

    Raises:
        DataRefused: if the network cannot be built or a scenario cannot be read.
        Cancelled: if ``progress`` says so.
    """
    report = progress or Progress()
    report.step(0, 1, "the world without projects")
    found = world(project)
    drawn, problems = draw_shocks(project, scenarios, draws, seed)
    weights, lacking = weights_of(project, found.network.materials)
    uncertainty = Uncertainty.of(project)
    runs = Runs(found, [each.probability for each in scenarios], drawn, weights, alpha)
    parts = 1 + len(found.models)
    without = runs.run({}, {}, Stretch(report, 0, parts))
    appraised = []
    for number, model in enumerate(found.models):
        part = _Named(Stretch(report, 1 + number, parts), model.key)
        part.step(0, 1)
        delivery = deliver(
            model,
            uncertainty,
            found.network.first,
            found.network.months,
            draws=draws,
            seed=seed + 1 + number,
        )
        tonnes = {model.key: delivery.tonnes}
        run = runs.run(tonnes, {model.key: delivery.draws}, part)
        appraised.append(_appraised(model, delivery, runs, without, run, project))
    report.step(1, 1, "done")
    return Appraisal(
        projects=tuple(appraised),
        scenarios=tuple(scenarios),
        problems=(*found.problems, *problems, *lacking, *runs.problems),
        world=found,
        weights=weights,
        alpha=alpha,
        shocks=tuple(part[0] for part in drawn),
    )


class _Named(Progress):
    """Says which project the work is about."""

    def __init__(self, whole: Progress, key: str) -> None:
        self._whole, self._key = whole, key

    def step(self, done: float, total: float, text: str = "") -> None:
        del text
        self._whole.step(done, total, f"appraising {self._key}")


def _appraised(
    model: CooperationModel,
    delivery: Delivery,
    runs: Runs,
    without: Outcomes,
    run: Outcomes,
    project: Project,
) -> Appraised:
    """Return the figures of one project: with it less without it."""
    m = runs.world.network.index(model.material)
    units = dict(zip(project["materials"]["material"], project["materials"]["unit"], strict=True))
    output = np.concatenate([[delivery.tonnes.sum()], delivery.draws.sum(axis=1)])
    base = 0
    exported = run.total("exports")[:, base, m] - without.total("exports")[:, base, m]
    share = np.divide(exported, output, out=np.full_like(output, np.nan), where=output > 0)
    found = {
        "avoided_shortage": runs.expected(
            without.total("shortage")[..., m] - run.total("shortage")[..., m]
        ),
        "avoided_shortage_value": runs.expected(without.losses - run.losses),
        "avoided_cvar": runs.tail(without.losses) - runs.tail(run.losses),
        "import_dependence_change": run.dependence(base, m) - without.dependence(base, m),
        "home_share": run.home_share(base, m),
        "export_share": np.clip(share, 0.0, 1.0),
        "output": output,
    }
    one, two = without.shares(base, m), run.shares(base, m)
    return Appraised(
        model=model,
        delivery=delivery,
        figures={name: Figure(float(found[name][0]), found[name][1:]) for name in MEASURES},
        shares={name: (one.get(name, 0.0), two.get(name, 0.0)) for name in {**one, **two}},
        unit=str(units.get(model.material, "")) or "units",
    )
