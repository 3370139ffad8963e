"""HiGHS, quiet and on one thread; and its outcome in words, never silent."""

from __future__ import annotations

from typing import Any, cast

import highspy

from workbench.core.problem import DataRefused, Problem

SECONDS = 300.0
"""Longest time one linear programme may take."""


def quiet(tolerance: float) -> Any:
    """Return a HiGHS instance that prints nothing and finds the same answer every time."""
    highs = cast("Any", highspy).Highs()
    for option, value in (
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", 0),
        ("time_limit", SECONDS),
        ("primal_feasibility_tolerance", tolerance),
        ("dual_feasibility_tolerance", tolerance),
    ):
        highs.setOptionValue(option, value)
    return highs


def require_optimum(highs: Any, wanted: str, remedy: str) -> None:
    """Make sure that HiGHS has found the best answer.

    Args:
        highs: after its run.
        wanted: what was sought, such as ``best response``.
        remedy: what the user can do.

    Raises:
        DataRefused: if it has not, with its reason in words.
    """
    status, known = highs.getModelStatus(), highspy.HighsModelStatus
    if status == known.kOptimal:
        return
    words = {
        known.kInfeasible: "no plan keeps all limits",
        known.kUnboundedOrInfeasible: "no plan keeps all limits",
        known.kUnbounded: "it has no end: a limit is missing",
        known.kTimeLimit: f"it was not found within {SECONDS:g} seconds",
    }
    why = words.get(status, f"HiGHS ended with: {highs.modelStatusToString(status)}")
    raise DataRefused([Problem(f"there is no {wanted}: {why}", remedy=remedy)])
