"""Which uncertain number matters: one at a time (tornado), and shares of variance (Sobol)."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core.problem import DataRefused, Problem
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.simulation.ensemble.inputs import HAPPENS, Drawn
from workbench.core.simulation.ensemble.part import Part, Task
from workbench.core.simulation.ensemble.run import PIECE, Compute, here, task_of
from workbench.core.simulation.run import run

FloatArray = npt.NDArray[np.float64]

TORNADO = ("input", "low", "high", "at_low", "at_high", "middle", "swing")
"""``low`` and ``high``: the 5 and 95 % quantiles of the input (no and yes for whether a shock
happens); ``at_low``, ``at_high``: the measure there; ``middle``: with every input at its median."""
INDICES = ("input", "first_order", "total", "first_order_error", "total_error")
LOW, MIDDLE, HIGH = 0.05, 0.5, 0.95


def tornado(
    project: Project,
    scenario: str,
    material: str,
    measure: str = "shortage",
    *,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Return how far a measure swings when one input goes from low to high: :data:`TORNADO`.

    The other inputs stay at their median, and shocks that may happen do. Largest swing first.

    Raises:
        DataRefused: if nothing is uncertain in the scenario, or the material is not simulated.
    """
    task = _task(project, scenario, material)
    inputs, count = task.drawn.inputs, len(task.drawn.inputs)
    middle = _values(task, np.full((1, count), MIDDLE))[0]
    rows = np.tile(middle, (2 * count + 1, 1))
    for i, one in enumerate(inputs):
        low, high = (0.0, 1.0) if one.name == HAPPENS else one.values(np.array([LOW, HIGH]))
        rows[1 + 2 * i, i], rows[2 + 2 * i, i] = low, high
    (found,) = _measured(task, [rows], material, measure, here, progress)
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
    points: int = 1024,
    seed: int = 0,
    compute: Compute | None = None,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Return first-order and total Sobol indices of a measure: the columns :data:`INDICES`.

    Estimators of Saltelli et al. (2010) over ``points`` x (inputs + 2) runs; errors are half the
    width of the 95 % bootstrap interval. All zero where the measure does not vary.

    Args:
        project: the project.
        scenario: the scenario.
        material: whose measure.
        measure: of the table ``summary``, or ``time_to_survive``.
        points: base points; a power of two.
        seed: of the points.
        compute: where the runs are computed.
        progress: told how far it is; may cancel it.

    Raises:
        DataRefused: if nothing is uncertain in the scenario, or the material is not simulated.
    """
    from scipy import stats  # noqa: PLC0415 - slow to load

    task = _task(project, scenario, material)
    inputs = task.drawn.inputs

    def evaluate(at: FloatArray) -> FloatArray:
        columns = at.reshape(len(inputs), -1)
        (found,) = _measured(
            task, [_values(task, columns.T)], material, measure, compute or here, progress
        )
        return np.nan_to_num(found, posinf=float(task.network.months)).reshape(1, *at.shape[1:])

    with np.errstate(invalid="ignore", divide="ignore"), warnings.catch_warnings():
        # An input without influence has no interval; its error is 0.
        warnings.simplefilter("ignore", stats.DegenerateDataWarning)
        found = stats.sobol_indices(
            func=evaluate,
            n=points,
            dists=[stats.uniform()] * len(inputs),
            rng=np.random.default_rng(seed),
        )
        errors = found.bootstrap(confidence_level=0.95, n_resamples=200)
    return pd.DataFrame(
        {
            "input": [one.label for one in inputs],
            "first_order": _flat(found.first_order),
            "total": _flat(found.total_order),
            "first_order_error": _half(errors.first_order),
            "total_error": _half(errors.total_order),
        }
    ).sort_values("total", ascending=False, kind="stable", ignore_index=True)


def _flat(values: FloatArray) -> FloatArray:
    return np.nan_to_num(np.ravel(values))


def _half(result: object) -> FloatArray:
    interval = result.confidence_interval  # type: ignore[attr-defined]
    return np.nan_to_num(np.ravel(interval.high - interval.low) / 2)


def _task(project: Project, scenario: str, material: str) -> Task:
    result = run(project, scenario)
    task = task_of(project, result, 1, 0, [material])
    if not task.drawn.inputs:
        raise DataRefused([_certain(scenario)])
    if task.network.index(material) < 0:
        raise DataRefused([_unknown(material)])
    return task


def _values(task: Task, points: FloatArray) -> FloatArray:
    return Drawn.at(task.drawn.inputs, points).values


def _measured(
    task: Task,
    blocks: Sequence[FloatArray],
    material: str,
    measure: str,
    compute: Compute,
    progress: Progress | None,
) -> Iterator[FloatArray]:
    """Yield a measure of one material for rows of values of the inputs."""
    m = task.network.index(material)
    for values in blocks:
        block = replace(task, drawn=Drawn(task.drawn.inputs, values), shown=())
        pieces = [
            (first, min(first + PIECE, len(values))) for first in range(0, len(values), PIECE)
        ]
        parts: list[Part] = list(compute(block, pieces, progress or Progress()))
        yield np.concatenate([part.measures[measure][:, m] for part in parts])


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
