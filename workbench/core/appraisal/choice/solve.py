"""Solve a choice with HiGHS: progress, cancel, and the optimality gap when stopped early."""

from __future__ import annotations

import math
from typing import Any

import highspy
import numpy as np

from workbench.core.appraisal.choice.instance import Choice, Instance, Limits
from workbench.core.appraisal.choice.programme import Objective, Programme, build, tie_breaker
from workbench.core.progress import Cancelled, Progress

_SETTLED = 1e-9
"""Relative gap at which the search stops."""


def choose(
    instance: Instance,
    limits: Limits,
    objective: Objective = "shortage",
    *,
    alpha: float = 0.95,
    seconds: float = 60.0,
    progress: Progress | None = None,
) -> Choice:
    """Return the projects that minimise the objective within the limits.

    Of equally good sets the cheaper one. The objective is in currency where materials have prices
    (``dependence``: a share, 0-1).

    Args:
        instance: projects and scenarios.
        limits: budgets.
        objective: expected shortage, its conditional value at risk, or dependence.
        alpha: level of the conditional value at risk.
        seconds: the search stops after this time, with the best set so far and its gap.
        progress: told how far the search is; may cancel it.

    Raises:
        Cancelled: if ``progress`` says so.
        RuntimeError: if the solver fails.
    """
    programme = build(instance, limits, objective, alpha)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    for name, value in (
        ("mip_rel_gap", _SETTLED),
        ("mip_abs_gap", 0.0),
        ("time_limit", float(seconds)),
        ("random_seed", 0),
    ):
        solver.setOptionValue(name, value)
    if solver.passModel(_model(programme)) == highspy.HighsStatus.kError:
        raise RuntimeError("the solver refused the programme of this choice")
    watch = _Watch(progress or Progress())
    solver.cbMipInterrupt += watch
    solver.run()
    if watch.is_cancelled:
        raise Cancelled
    return _read(solver, instance, objective, programme)


class _Watch:
    """Tells how far the search is; an exception may not pass through the solver."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self.is_cancelled = False

    def __call__(self, event: Any) -> None:
        gap = float(event.data_out.mip_gap)
        words = f"best set so far within {gap:.1%} of the optimum" if math.isfinite(gap) else ""
        try:
            self._progress.step(0, 0, words or "choosing projects")
        except Cancelled:
            self.is_cancelled = True
            event.interrupt()


def _model(programme: Programme) -> highspy.HighsLp:
    columns, rows = len(programme.cost), len(programme.row_low)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = columns, rows
    model.col_cost_ = np.array(programme.cost)
    model.col_lower_, model.col_upper_ = np.array(programme.low), np.array(programme.high)
    model.row_lower_, model.row_upper_ = np.array(programme.row_low), np.array(programme.row_high)
    model.offset_ = programme.offset
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.array(programme.start, dtype=np.int32)
    model.a_matrix_.index_ = np.array(programme.index, dtype=np.int32)
    model.a_matrix_.value_ = np.array(programme.value)
    whole, part = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    model.integrality_ = [whole] * programme.binaries + [part] * (columns - programme.binaries)
    return model


def _read(
    solver: highspy.Highs, instance: Instance, objective: Objective, programme: Programme
) -> Choice:
    status = solver.getModelStatus()
    info = solver.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        raise RuntimeError(f"no choice was found: {solver.modelStatusToString(status)}")
    values = np.array(solver.getSolution().col_value)
    picked = values[: programme.binaries] > 0.5
    cheaper = float(np.dot(tie_breaker(instance, objective), picked))
    is_proven = status == highspy.HighsModelStatus.kOptimal
    gap = 0.0 if is_proven else float(info.mip_gap)
    return Choice(
        chosen=tuple(n for n, taken in zip(instance.projects, picked, strict=True) if taken),
        objective=float(info.objective_function_value) - cheaper,
        spent=float(instance.cost[picked].sum()),
        gap=max(gap, 0.0) if math.isfinite(gap) else math.inf,
        is_proven=is_proven,
        status=str(solver.modelStatusToString(status)),
    )
