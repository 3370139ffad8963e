"""An outage: which industries lose what share of their capacity, and on which days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.core.problem import DataRefused, Problem
from workbench.core.simulation.ario import FloatArray
from workbench.core.simulation.industries import InputOutput

_LISTED = 5


@dataclass(frozen=True)
class Hit:
    """Industries that lose a share of their capacity, 0-1."""

    industry: str
    """As ``InputOutput.find`` takes it."""
    share: float


@dataclass(frozen=True)
class Span:
    """When: capacity is lost for ``days`` from day ``first`` on, then comes back evenly."""

    days: int = 30
    first: int = 0
    """Day 0 is the first day of the reckoning."""
    recovery: int = 0
    """Days over which capacity comes back; 0: at once."""
    horizon: int = 365
    """Days that are reckoned."""


def lost_capacity(
    table: InputOutput, hits: Sequence[Hit], span: Span
) -> tuple[FloatArray, list[Problem]]:
    """Return who loses how much capacity when, and what is wrong with what is asked.

    Args:
        table: the industries.
        hits: who loses what share; of several for one industry the largest counts.
        span: when.

    Returns:
        industry x day, 0-1, and findings; if one is an error the array is of no use.
    """
    lost = np.zeros((len(table.names), max(span.horizon, 0)))
    profile = profile_of(span)
    problems: list[Problem] = []
    seen: set[int] = set()
    for hit in hits:
        try:
            places = table.find(hit.industry)
        except DataRefused as refused:
            problems += refused.problems
            continue
        twice = [table.names[place] for place in places if place in seen]
        if twice:
            problems.append(
                Problem(
                    "an industry is named twice; the larger share counts",
                    severity="warning",
                    value=", ".join(twice[:_LISTED]),
                )
            )
        seen |= set(places)
        lost[places] = np.maximum(lost[places], hit.share * profile)
        idle = [table.names[place] for place in places if table.economy.output[place] <= 0]
        if idle:
            problems.append(
                Problem(
                    "an industry that is hit makes nothing in the table, so nothing is lost",
                    severity="warning",
                    file=table.file,
                    value=", ".join(idle[:_LISTED]),
                )
            )
    return lost, [*problems, *_impossible(hits, span)]


def profile_of(span: Span) -> FloatArray:
    """Return for every day the part of the hit that holds, 0-1.

    Capacity comes back evenly, and each day counts with its middle: over 2 days, three quarters of
    the hit are left on the first and one quarter on the second.
    """
    day = np.arange(max(span.horizon, 0), dtype=float) - span.first
    back = (day - span.days + 0.5) / max(span.recovery, 1)
    after = np.clip(1.0 - back, 0.0, 1.0) if span.recovery > 0 else np.zeros(len(day))
    return np.where(day < 0, 0.0, np.where(day < span.days, 1.0, after))


def _impossible(hits: Sequence[Hit], span: Span) -> list[Problem]:
    """Return what is wrong with shares and days."""
    found = [
        Problem(
            "the share of capacity that is lost is impossible",
            value=f"{hit.industry}={hit.share:g}",
            expected="a share above 0 and up to 1, such as 0.5",
        )
        for hit in hits
        if not 0 < hit.share <= 1
    ]
    if not hits:
        remedy = "Name at least one industry that loses capacity"
        found.append(Problem("no industry is hit", remedy=remedy))
    least = {"days": 1, "first": 0, "recovery": 0, "horizon": 1}
    found += [
        Problem(
            "a number of days is impossible",
            column=name,
            value=str(getattr(span, name)),
            expected=f"{low} or more",
        )
        for name, low in least.items()
        if getattr(span, name) < low
    ]
    if not found and span.first >= span.horizon:
        found.append(
            Problem(
                f"capacity is lost from day {span.first} on, after the last day that is reckoned",
                remedy="Choose an earlier first day or a longer horizon",
            )
        )
    end = span.first + span.days + span.recovery
    if not found and end > span.horizon:
        found.append(
            Problem(
                f"capacity is back on day {end} only, and {span.horizon} days are reckoned: later"
                " losses are not counted",
                severity="warning",
                remedy="Choose a longer horizon",
            )
        )
    return found
