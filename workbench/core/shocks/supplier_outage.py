"""A supplier, or what a country supplies, fails and recovers.

The size is the share of capacity that is lost. It is lost for the duration, and then comes back
over the recovery time T: at its end all at once (step), evenly (linear), or with what is still lost
falling as exp(-3 u / T), so that 95 % are back after T (exponential). A month counts with its
mean. Without a duration the recovery begins at once, over the recovery time that the shock or the
table suppliers gives; where neither does, the loss stays.

Example: size 1, duration 2, linear over 2 months: 1, 1, 0.75, 0.25, 0 of the capacity are lost.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from workbench.core.network import Levers, Network
from workbench.core.problem import Problem
from workbench.core.shocks import HS, Parameter, Shock, ShockKind
from workbench.core.shocks._targets import (
    assumed,
    hit_sources,
    known_capacity,
    without_capacity,
)

_SIZE = Parameter(
    name="size",
    label="Capacity lost",
    meaning="share of the capacity that is lost; 1 is all of it",
    unit="0-1",
    default=1.0,
)
_PROFILE = Parameter(
    name="profile",
    label="Recovery",
    meaning="step: all at once when the recovery time is over; linear: evenly; exponential: 95 %"
    " are back after the recovery time",
    choices=("step", "linear", "exponential"),
)
_RECOVERY = Parameter(
    name="recovery_months",
    label="Recovery time",
    meaning="months of recovery after the duration; where no duration is given it begins at once,"
    " and 0 stands for the recovery time of the supplier",
    unit="months",
    high=60.0,
    step=1.0,
    lowest="supplier's",
)


def apply(levers: Levers, network: Network, shock: Shock) -> list[Problem]:
    """Take capacity away from the sources that are hit, and give it back."""
    size = shock.number("size", _SIZE.default)
    hit, found = hit_sources(network, shock, home=True)
    hit, more = without_capacity(levers, shock, hit)
    found += more
    if not hit:
        return found
    capacity, unknown = known_capacity(levers, hit)
    found += assumed(network, shock, unknown)
    for row, s in enumerate(hit):
        lost = size * _lost(network, shock, s)
        left = capacity[row] * (1.0 - lost)
        levers.capacity[s] = np.where(lost > 0, left, levers.capacity[s])
    return found


def _course(network: Network, shock: Shock, source: int) -> tuple[float, float]:
    """Return months of full loss and months of recovery of a source."""
    given = shock.number("recovery_months")
    if math.isfinite(shock.duration):
        return shock.duration, given
    own = float(np.nan_to_num(network.recovery[source]))
    recovery = given or own
    return (0.0, recovery) if recovery > 0 else (math.inf, 0.0)


def _lost(network: Network, shock: Shock, source: int) -> npt.NDArray[np.float64]:
    """Return the part of the loss that is felt in each month: the mean of the month."""
    full, recovery = _course(network, shock, source)
    edges = np.arange(network.months + 1.0) + network.first - shock.start
    passed = np.maximum(edges, 0.0)
    after = np.maximum(passed - full, 0.0) if math.isfinite(full) else np.zeros(len(edges))
    profile = shock.text("profile", "step")
    if recovery <= 0:
        area = np.zeros(len(edges))
    elif profile == "exponential":
        area = recovery / 3.0 * (1.0 - np.exp(-3.0 * after / recovery))
    else:
        inside = np.minimum(after, recovery)
        area = inside - (inside * inside / (2.0 * recovery) if profile == "linear" else 0.0)
    return np.diff(np.minimum(passed, full) + area)


def lasts(network: Network, shock: Shock) -> float:
    """Return how many months capacity is missing anywhere; an exponential recovery has no end."""
    hit, _ = hit_sources(network, shock, home=True)
    courses = [_course(network, shock, s) for s in hit] or [(shock.duration, 0.0)]
    if shock.text("profile", "step") == "exponential" and any(late > 0 for _, late in courses):
        return math.inf
    return max(full + late for full, late in courses)


SHOCK = ShockKind(
    title="Outage of a supplier",
    meaning="A supplier, or all that a country supplies, fails and recovers",
    size=_SIZE,
    required=(),
    optional=("supplier", "country", "material"),
    any_of=("supplier", "country"),
    apply=apply,
    parameters=(_PROFILE, _RECOVERY, HS),
    lasts=lasts,
)
