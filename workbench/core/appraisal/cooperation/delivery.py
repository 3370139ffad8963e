"""Qualified tonnes by month, with a band for a schedule and a yield that are not certain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.core.appraisal.cooperation.gates import PLANT, Schedule, moments, schedule
from workbench.core.appraisal.cooperation.model import CooperationModel
from workbench.core.draws import quantile, sobol
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.spreads import Spread, read_spread

FloatArray = npt.NDArray[np.float64]
_YEAR = 12
QUANTILES = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class Uncertainty:
    """How far schedule and yield may differ from what is entered: distributions of factors."""

    schedule: Spread
    """Of the months of each gate, and of the building of the plant."""
    output: Spread
    """Of what the plant makes of its capacity."""

    @classmethod
    def of(cls, project: Project) -> Uncertainty:
        """Return the settings ``schedule_spread`` and ``yield_spread`` of a project.

        Raises:
            ValueError: if one of them is no distribution.
        """
        return cls(
            read_spread(project.setting("schedule_spread")),
            read_spread(project.setting("yield_spread")),
        )


@dataclass(frozen=True)
class Delivery:
    """What a cooperation model delivers by month."""

    first: int
    """First month, counted as in :mod:`workbench.core.periods`."""
    tonnes: FloatArray
    """Qualified units by month as planned."""
    band: FloatArray
    """quantile x month: :data:`QUANTILES` over the draws."""
    draws: FloatArray
    """draw x month."""
    plan: Schedule


def planned(model: CooperationModel, plan: Schedule, first: int, months: int) -> FloatArray:
    """Return qualified units by month under a schedule: nothing before goods are qualified.

    A month in which qualification or a phase begins counts in part. Phases slip with the plant.
    """
    built = next((step.end for step in plan.steps if step.organisation == PLANT), np.nan)
    return _tonnes(model, plan.qualified, _late(model, built), 1.0, first, months)


def deliver(
    model: CooperationModel,
    uncertainty: Uncertainty,
    first: int,
    months: int,
    *,
    draws: int = 512,
    seed: int = 0,
    delays: Mapping[str, float] | None = None,
    since: int | None = None,
    progress: Progress | None = None,
) -> Delivery:
    """Return what a cooperation model delivers from month ``first`` on, with a band.

    Every gate and the plant draw a factor of their own from the schedule's distribution, the plant
    one for its output. Later phases slip with the plant; of a project that delivers already, the
    time from ``since`` to each phase still to come is multiplied. Same seed, same draws.

    Args:
        model: the cooperation model.
        uncertainty: how far schedule and output may differ from what is entered.
        first: first month.
        months: how many.
        draws: draws of schedule and output.
        seed: same seed, same draws.
        delays: months added in every draw, by organisation; see :func:`~.gates.schedule`.
        since: month from which on a schedule can still slip; None: from ``first``.
        progress: told how far it is; may cancel it.
    """
    report = progress or Progress()
    plan = schedule(model, delays)
    now = first if since is None else since
    names = [link.organisation for link in model.links]
    points = sobol(draws, len(names) + 2, seed)
    factors = quantile(uncertainty.schedule, points[:, : len(names) + 1])
    output = quantile(uncertainty.output, points[:, -1])
    drawn = np.zeros((draws, months))
    for number in range(draws):
        if number % 64 == 0:
            report.step(number, draws, f"drawing schedules of {model.key}")
        slip = dict(zip([PLANT, *names], factors[number].tolist(), strict=True))
        qualified, late = _slipped(model, slip, delays or {}, now)
        drawn[number] = _tonnes(model, qualified, late, float(output[number]), first, months)
    band = np.quantile(drawn, QUANTILES, axis=0) if draws else np.full((3, months), np.nan)
    return Delivery(first, planned(model, plan, first, months), band, drawn, plan)


def _slipped(
    model: CooperationModel,
    factors: Mapping[str, float],
    delays: Mapping[str, float],
    now: int,
) -> tuple[float, list[float]]:
    """Return when goods are qualified in one draw, and by how many months each phase is late."""
    qualified, built = moments(model, delays, factors)
    if model.delivers:
        slips = [max(phase.month - now, 0) * (factors[PLANT] - 1.0) for phase in model.phases]
        return qualified, slips
    return qualified, _late(model, built)


def _late(model: CooperationModel, built: float) -> list[float]:
    """Return by how many months each phase is late: all as much as the plant, built then."""
    if np.isnan(built) or not model.phases or model.approved is None:
        return [0.0] * len(model.phases)
    return [float(built - max(model.phases[0].month, model.approved))] * len(model.phases)


def _tonnes(
    model: CooperationModel,
    qualified: float,
    late: list[float],
    output: float,
    first: int,
    months: int,
) -> FloatArray:
    found = np.zeros(months)
    if np.isnan(qualified):
        return found
    month = first + np.arange(months)
    before = 0.0
    for phase, slip in zip(model.phases, late, strict=True):
        part = np.clip(month + 1 - max(phase.month + slip, qualified), 0.0, 1.0)
        found += part * (phase.capacity - before) / _YEAR
        before = phase.capacity
    return found * output
