"""Money against risk: the best set at every budget."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from workbench.core.appraisal.choice.instance import Choice, Instance, Limits
from workbench.core.appraisal.choice.programme import Objective
from workbench.core.appraisal.choice.solve import choose
from workbench.core.progress import Progress

POINTS = 16


class _Part(Progress):
    """Tells the search for one point as a part of the whole."""

    def __init__(self, progress: Progress, number: int, points: int) -> None:
        self._progress, self._number, self._points = progress, number, points

    def step(self, done: float, total: float, text: str = "") -> None:
        del done, total
        self._progress.step(self._number, self._points, text)


def frontier(
    instance: Instance,
    limits: Limits,
    objective: Objective = "shortage",
    *,
    alpha: float = 0.95,
    points: int = POINTS,
    seconds: float = 60.0,
    progress: Progress | None = None,
) -> list[Choice]:
    """Return the best sets from no money to the whole budget, each one better than those before.

    Budgets that are tried: with few projects what every set of them costs, else equal steps up to
    the budget (without one, the cost of all projects) and what the cheapest projects cost. Each
    point stands at what its set costs; sets that cost more and are not better are left out.

    Args:
        instance: projects and scenarios.
        limits: the budget and those by kind of support, which hold at every point.
        objective: what is minimised.
        alpha: level of the conditional value at risk.
        points: budgets that are tried, about.
        seconds: time for all of them.
        progress: told how far it is; may cancel it.

    Raises:
        Cancelled: if ``progress`` says so.
    """
    report = progress or Progress()
    most = min(limits.budget, float(instance.cost.sum()))
    budgets = _budgets(instance, most, points)
    found: list[Choice] = []
    for number, budget in enumerate(budgets.tolist()):
        report.step(number, len(budgets), "best set at each budget")
        choice = choose(
            instance,
            replace(limits, budget=budget),
            objective,
            alpha=alpha,
            seconds=seconds / len(budgets),
            progress=_Part(report, number, len(budgets)),
        )
        better = not found or choice.objective < found[-1].objective * (1 - 1e-9) - 1e-12
        if better:
            found.append(choice)
    report.step(len(budgets), len(budgets), "done")
    return found


def _budgets(instance: Instance, most: float, points: int) -> npt.NDArray[np.float64]:
    """Return the budgets to try, from no money to the most."""
    if 2 ** len(instance.cost) <= 2 * points:
        sets = itertools.product((0.0, 1.0), repeat=len(instance.cost))
        costs = np.array([float(np.dot(picked, instance.cost)) for picked in sets])
    else:
        single = np.sort(instance.cost)[: points // 2]
        costs = np.concatenate([np.linspace(0.0, most, points), single])
    within = costs[costs <= most * (1 + 1e-12)]
    return np.unique(np.concatenate([within, [0.0, most]]))
