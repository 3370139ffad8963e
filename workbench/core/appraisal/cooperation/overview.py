"""Every cooperation model in one row, what is missing of one, and the months to look at."""

from __future__ import annotations

import numpy as np
import pandas as pd

from workbench.core import periods
from workbench.core.appraisal.cooperation.gates import Schedule, Step, schedule
from workbench.core.appraisal.cooperation.model import CooperationModel, cooperation_models
from workbench.core.network.monthly import history, home_codes
from workbench.core.problem import DataRefused
from workbench.core.project import Project

OVERVIEW = (
    "project",
    "name",
    "material",
    "status",
    "leverage",
    "qualified",
    "dated",
    "weakest",
)
"""``leverage``: private money per unit of public money; ``qualified``: month, empty where not
known; ``dated``: what it is taken from, one of :data:`DATED`; ``weakest``: the organisation
everything waits for, empty where not known."""
DATED = ("gates", "delivers", "capacity", "")
"""The gates; it delivers already; the dated capacity, as the gates cannot be dated; nothing."""
AHEAD = 48
"""Months that are looked at after everything is planned to stand."""


def overview(project: Project) -> pd.DataFrame:
    """Return one row for each cooperation model: the columns :data:`OVERVIEW`.

    The index is that of the table ``projects``.
    """
    rows = []
    for model in cooperation_models(project):
        plan = schedule(model)
        weakest = plan.weakest
        rows.append(
            (
                model.key,
                model.name,
                model.material,
                model.status,
                model.leverage,
                month_of(plan.qualified),
                dated_by(model, plan),
                weakest.organisation if weakest else "",
            )
        )
    frame = pd.DataFrame(rows, columns=list(OVERVIEW), index=project["projects"].index)
    return frame.astype({"leverage": float})


def month_of(moment: float) -> str:
    """Return the month in which a moment of a schedule lies; empty where it is not known.

    >>> month_of(12 * 2024 + 3.5), month_of(float("nan"))
    ('2024-04', '')
    """
    return "" if np.isnan(moment) else periods.month_name(int(np.floor(moment + 1e-9)))


def dated_by(model: CooperationModel, plan: Schedule) -> str:
    """Return what the delivery is dated by: one of :data:`DATED`."""
    if np.isnan(plan.qualified):
        return ""
    if model.delivers:
        return "delivers"
    return "gates" if any(is_dated(step) for step in plan.steps) else "capacity"


def is_dated(step: Step) -> bool:
    """Return whether it is known when a step begins and ends."""
    return not np.isnan(step.end)


def lacking(model: CooperationModel) -> tuple[str, ...]:
    """Return what is not given of a cooperation model, each in words; empty: nothing lacks."""
    wanted = {
        "the material it makes": bool(model.material),
        "the supplier whose capacity it adds": bool(model.supplier),
        f"dated capacity of {model.supplier}": bool(model.phases or not model.supplier),
        "the day of approval": model.approved is not None,
        "private investment": not np.isnan(model.investment),
        "public money": not np.isnan(model.state_money),
        "partners": bool(model.links),
    }
    words = [what for what, there in wanted.items() if not there]
    for what, values in (
        ("readiness", {link.organisation: link.readiness for link in model.links}),
        ("months to qualification", {link.organisation: link.months for link in model.links}),
    ):
        unknown = [name for name, value in values.items() if np.isnan(value)]
        if unknown:
            every = len(unknown) == len(values)
            words.append(f"{what} of {'every partner' if every else ', '.join(unknown)}")
    return tuple(words)


def beginning(project: Project) -> int | None:
    """Return the first month of the simulation; None where nothing says it.

    Up to it a plant that delivers is taken to stand as entered; later phases may slip.
    """
    try:
        return history(project, home_codes(project))[0].first
    except DataRefused:
        return None


def horizon(model: CooperationModel, plan: Schedule) -> tuple[int, int] | None:
    """Return the months to look at: the first one, and how many.

    They begin with approval or the first capacity and go :data:`AHEAD` months beyond the last
    phase and qualification; None where nothing is dated.
    """
    known = [float(phase.month) for phase in model.phases]
    if not np.isnan(plan.qualified):
        known.append(plan.qualified)
    if not known:
        return None
    if model.approved is not None and not model.delivers:
        known.append(float(model.approved))
    first = int(np.floor(min(known)))
    return first, int(np.ceil(max(known))) + AHEAD - first
