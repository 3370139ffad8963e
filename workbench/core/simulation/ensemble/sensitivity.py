"""Which uncertain number matters: one at a time (tornado), and shares of variance (Sobol)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core.draws import sobol
from workbench.core.problem import DataRefused, Problem
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.simulation.ensemble.inputs import HAPPENS, Drawn
from workbench.core.simulation.ensemble.part import Task
from workbench.core.simulation.ensemble.run import Compute, here, pieces, task_of
from workbench.core.simulation.run import run_all

FloatArray = npt.NDArray[np.float64]

TORNADO = ("input", "low", "high", "at_low", "at_high", "middle", "swing")
"""``low`` and ``high``: the 5 and 95 % quantiles of the input (no and yes for whether a shock
happens); ``at_low``, ``at_high``: the measure there; ``middle``: with every input at its median."""
INDICES = ("input", "first_order", "total", "first_order_error", "total_error")
LOW, MIDDLE, HIGH = 0.05, 0.5, 0.95
_RESAMPLES = 200
_NOISE = 1e-24


def tornado(
    project: Project,
    scenario: str,
    material: str,
    measure: str = "shortage",
    *,
    beside: Sequence[str] = (),
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Return how far a measure swings when one input goes from low to high: :data:`TORNADO`.

    The other inputs stay at their median, and shocks that may happen do. Largest swing first. It
    is measured over the months of the scenario and of those that stand ``beside`` it.

    Raises:
        DataRefused: if nothing is uncertain in the scenario, or the material is not simulated.
    """
    task = _task(project, [scenario, *beside], material)
    inputs, count = task.drawn.inputs, len(task.drawn.inputs)
    middle = _values(task, np.full((1, count), MIDDLE))[0]
    middle[[one.name == HAPPENS for one in inputs]] = 1.0
    rows = np.tile(middle, (2 * count + 1, 1))
    for i, one in enumerate(inputs):
        low, high = (0.0, 1.0) if one.name == HAPPENS else one.values(np.array([LOW, HIGH]))
        rows[1 + 2 * i, i], rows[2 + 2 * i, i] = low, high
    found = _measured(task, rows, material, measure, here, progress)
    table = pd.DataFrame(
        {
            "input": [one.label for one in inputs],
            "low": rows[1::2].diagonal(),
            "high": rows[2::2].diagonal(),
            "at_low": found[1::2],
            "at_high": found[2::2],
            "middle": found[0],
        }
    )
    table["swing"] = (table["at_high"] - table["at_low"]).abs()
    return table.sort_values("swing", ascending=False, kind="stable", ignore_index=True)


def sobol_indices(
    project: Project,
    scenario: str,
    material: str,
    measure: str = "shortage",
    *,
    beside: Sequence[str] = (),
    points: int = 1024,
    seed: int = 0,
    compute: Compute | None = None,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Return first-order and total Sobol indices of a measure: the columns :data:`INDICES`.

    Estimators of Saltelli et al. (2010, table 2, b and f) over ``points`` x (inputs + 2) runs;
    errors are half the width of the 95 % bootstrap interval. All zero where the measure does not
    vary. A measure that is infinite, such as time to survive, counts as all months of the run.

    Args:
        project: the project.
        scenario: the scenario.
        material: whose measure.
        measure: of the table ``summary``, or ``time_to_survive``.
        beside: scenarios over whose months it is measured as well.
        points: base points; a power of two.
        seed: of the points.
        compute: where the runs are computed.
        progress: told how far it is; may cancel it.

    Raises:
        DataRefused: if nothing is uncertain in the scenario, or the material is not simulated.
    """
    task = _task(project, [scenario, *beside], material)
    inputs, count = task.drawn.inputs, len(task.drawn.inputs)
    at = sobol(points, 2 * count, seed)
    first, other = at[:, :count], at[:, count:]
    mixed = [_with_column(first, other, i) for i in range(count)]
    rows = _values(task, np.concatenate([first, other, *mixed]))
    found = _measured(task, rows, material, measure, compute or here, progress)
    found = np.nan_to_num(found, posinf=float(task.network.months)).reshape(count + 2, points)
    indices = _indices(found)
    random = np.random.default_rng(seed)
    again = [_indices(found[:, random.integers(0, points, points)]) for _ in range(_RESAMPLES)]
    low, high = np.quantile(again, [0.025, 0.975], axis=0)
    error = (high - low) / 2
    return pd.DataFrame(
        {
            "input": [one.label for one in inputs],
            "first_order": indices[0],
            "total": indices[1],
            "first_order_error": error[0],
            "total_error": error[1],
        }
    ).sort_values("total", ascending=False, kind="stable", ignore_index=True)


def _with_column(points: FloatArray, other: FloatArray, place: int) -> FloatArray:
    """Return points of which one column is that of the others."""
    found = points.copy()
    found[:, place] = other[:, place]
    return found


def _indices(found: FloatArray) -> FloatArray:
    """Return first-order and total indices, 2 x input.

    Args:
        found: the measure at points A, at points B, and at points A with the column of each input
            from B; (2 + inputs) x point.
    """
    at_a, at_b, mixed = found[0], found[1], found[2:]
    variance = float(np.var(found[:2]))
    if variance <= _NOISE * float(np.max(np.abs(found[:2]), initial=0.0)) ** 2:
        return np.zeros((2, len(mixed)))
    middle = at_b - np.mean(found[:2])
    first = (middle * (mixed - at_a)).mean(axis=1)
    total = ((mixed - at_a) ** 2).mean(axis=1) / 2
    return np.array([first, total]) / variance


def _task(project: Project, scenarios: Sequence[str], material: str) -> Task:
    """Return the task of the first scenario, measured over the months of all."""
    result = run_all(project, scenarios)[0]
    task = task_of(project, result, 1, 0, [material])
    if not task.drawn.inputs:
        raise DataRefused([_certain(result.scenario)])
    if task.network.index(material) < 0:
        raise DataRefused([_unknown(material)])
    return task


def _values(task: Task, points: FloatArray) -> FloatArray:
    return Drawn.at(task.drawn.inputs, points).values


def _measured(
    task: Task,
    values: FloatArray,
    material: str,
    measure: str,
    compute: Compute,
    progress: Progress | None,
) -> FloatArray:
    """Return a measure of one material for each row of values of the inputs."""
    m = task.network.index(material)
    block = replace(task, drawn=Drawn(task.drawn.inputs, values), shown=(), by_month=False)
    parts = compute(block, pieces(len(values)), progress or Progress())
    return np.concatenate([part.measures[measure][:, m] for part in parts])


def _certain(scenario: str) -> Problem:
    return Problem(
        f"nothing is uncertain in the scenario {scenario or 'base'}",
        table="shocks",
        column="spread",
        expected="a spread such as uniform(0.3,0.9), or a probability below 1",
        remedy="Give a shock of this scenario a spread or a probability",
    )


def _unknown(material: str) -> Problem:
    return Problem(
        "the material is not simulated",
        table="materials",
        column="material",
        value=material,
    )
