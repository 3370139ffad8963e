"""When a chain is qualified: its gates one after the other, and the link everything waits for.

Roles follow each other: research, input, producer, evaluator, customer; partners of one role work
side by side. What evaluators and customers test has to be made first, so their gates begin when the
producer's gate is passed and the first capacity stands. Months are counted as in
:mod:`workbench.core.periods`; a fraction is kept until goods are dated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from workbench.core.appraisal.cooperation.model import ROLES, CooperationModel, Link

PLANT = ""
"""Organisation of the step that is the plant itself: its first capacity."""
_TINY = 1e-9


@dataclass(frozen=True)
class Step:
    """One gate of the chain, or the building of the plant."""

    link: Link | None
    """None for the plant."""
    start: float
    end: float
    slack: float
    """Months by which it may be late without moving the delivery."""

    @property
    def organisation(self) -> str:
        """Who; empty for the plant."""
        return self.link.organisation if self.link else PLANT


@dataclass(frozen=True)
class Schedule:
    """The gates of a cooperation model in time."""

    steps: tuple[Step, ...]
    qualified: float
    """Month from which goods are bought; NaN where it is not known."""
    weakest: Step | None
    """The longest step without slack, of equals the least ready; None where nothing is known."""
    remarks: tuple[str, ...] = ()


def schedule(
    model: CooperationModel,
    delays: Mapping[str, float] | None = None,
    factors: Mapping[str, float] | None = None,
) -> Schedule:
    """Return when each gate begins and ends, and from when on goods are qualified.

    A project that delivers already (running, complete) is qualified from its first phase. Without a
    day of approval, or where the months of some gate are not known, the gates cannot be dated: then
    the dated capacity counts as it stands, and a remark says so.

    Args:
        model: the cooperation model.
        delays: months added, by organisation (:data:`PLANT` for the plant).
        factors: what the months of a gate are multiplied with, by organisation; for the plant, of
            the months from approval to its first capacity.
    """
    late, factor = delays or {}, factors or {}
    unknown = [link.organisation for link in model.links if np.isnan(link.months)]
    first = model.phases[0].month if model.phases else None
    if model.delivers or model.approved is None or unknown or not model.links:
        return _as_dated(model, first, unknown, late.get(PLANT, 0.0))
    starts, at = _one_after_the_other(model, late, factor)
    steps = _with_slack(model, starts, at)
    return Schedule(steps, at, _weakest(steps))


def moments(
    model: CooperationModel, delays: Mapping[str, float], factors: Mapping[str, float]
) -> tuple[float, float]:
    """Return from when on goods are qualified, and when the plant stands; NaN where not known.

    What :func:`schedule` says of both, without the slack of every step: quick enough for draws.
    """
    first = model.phases[0].month if model.phases else None
    unknown = any(np.isnan(link.months) for link in model.links)
    if model.delivers or model.approved is None or unknown or not model.links:
        qualified = np.nan if first is None else first + delays.get(PLANT, 0.0)
        return float(qualified), float("nan")
    starts, at = _one_after_the_other(model, delays, factors)
    return at, next(end for link, _, end in starts if link is None)


def _one_after_the_other(
    model: CooperationModel, late: Mapping[str, float], factor: Mapping[str, float]
) -> tuple[list[tuple[Link | None, float, float]], float]:
    """Return begin and end of each gate and of the plant, and the end of all."""
    assert model.approved is not None
    first = model.phases[0].month if model.phases else None
    plant = _plant(model, first, factor.get(PLANT, 1.0)) + late.get(PLANT, 0.0)
    starts: list[tuple[Link | None, float, float]] = []
    at = float(model.approved)
    for role in ROLES:
        if role == "evaluator":
            starts.append((None, float(model.approved), plant))
            at = max(at, plant)
        links = [link for link in model.links if link.role == role]
        ends = [
            at + link.months * factor.get(link.organisation, 1.0) + late.get(link.organisation, 0.0)
            for link in links
        ]
        starts += [(link, at, end) for link, end in zip(links, ends, strict=True)]
        at = max([at, *ends])
    return starts, at


def _plant(model: CooperationModel, first: int | None, factor: float) -> float:
    """Return when the first capacity stands; at approval where there are no dated phases."""
    assert model.approved is not None
    if first is None:
        return float(model.approved)
    return model.approved + max(first - model.approved, 0) * factor


def _as_dated(
    model: CooperationModel, first: int | None, unknown: list[str], late: float
) -> Schedule:
    lacks = []
    if model.delivers:
        unknown = []
    elif model.approved is None:
        lacks.append("no day of approval is given")
    if unknown:
        lacks.append(f"no months to qualification are given for {', '.join(unknown)}")
    if not model.links and not model.delivers:
        lacks.append("no partners are given")
    counts = "the dated capacity counts as qualified from its first month"
    remarks = (f"{'; '.join(lacks)}: {counts}",) if lacks else ()
    qualified = float("nan") if first is None else first + late
    steps = tuple(Step(link, np.nan, np.nan, np.nan) for link in model.links)
    known = [step for step in steps if step.link and not np.isnan(step.link.readiness)]
    weakest = min(known, key=lambda step: step.link.readiness if step.link else 10, default=None)
    return Schedule(steps, qualified, weakest, remarks)


def _with_slack(
    model: CooperationModel, starts: list[tuple[Link | None, float, float]], end: float
) -> tuple[Step, ...]:
    """Return the steps with how late each may be: its role's latest end, on the way to the end."""
    order = {role: place for place, role in enumerate(ROLES)}
    before = [(link, s, e) for link, s, e in starts if _place(order, link) < order["evaluator"]]
    makes = max([e for link, _, e in before if link], default=float(model.approved or 0))
    plant = next(e for link, _, e in starts if link is None)
    ready = max(makes, plant)
    steps = []
    for link, start, stop in starts:
        if link is None:
            slack = ready - stop
        else:
            same = [e for other, _, e in starts if other and other.role == link.role]
            slack = max(same) - stop
            if order[link.role] < order["evaluator"]:
                slack += ready - makes
        steps.append(Step(link, start, stop, slack if end >= stop else 0.0))
    return tuple(steps)


def _place(order: Mapping[str, int], link: Link | None) -> int:
    return order[link.role] if link else order["producer"]


def _weakest(steps: tuple[Step, ...]) -> Step | None:
    def rank(step: Step) -> tuple[float, float]:
        readiness = step.link.readiness if step.link else np.nan
        return step.end - step.start, -np.nan_to_num(readiness, nan=10.0)

    critical = [s for s in steps if s.slack <= _TINY and s.end - s.start > _TINY]
    gates = [step for step in critical if step.link] or critical
    return max(gates, key=rank, default=None)
