"""A stockpile grows, or is released.

The stock aimed at is raised by months of the need of the first month; buyers order so much more
until it is there. A release lowers the stock aimed at by its amount every month, so that orders
fall by it and the stock is used up in their place. Usually whatever is in stock serves a shortage
at once; with the access ``released`` no more than the release leaves the stock in these months, as
with a reserve that the state holds back. When the shock is over, the usual target holds again.
"""

from __future__ import annotations

import numpy as np

from workbench.core.network import Levers, Network
from workbench.core.problem import Problem
from workbench.core.shocks import HS, RAMP, Parameter, Shock, ShockKind
from workbench.core.shocks._targets import no_figures

_SIZE = Parameter(
    name="size",
    label="Target raised by",
    meaning="months of need by which the stock aimed at is raised (negative: lowered)",
    unit="months",
    default=0.0,
    low=-24.0,
    high=24.0,
    step=0.1,
)
_RELEASE = Parameter(
    name="release",
    label="Release",
    meaning="amount that is released in each of the months",
    unit="unit per month",
    high=1e6,
    step=10.0,
)
_ACCESS = Parameter(
    name="access",
    label="Access",
    meaning="free: all of the stock serves a shortage; released: no more than the release",
    choices=("free", "released"),
)


def apply(levers: Levers, network: Network, shock: Shock) -> list[Problem]:
    """Change the stock aimed at, and what may be taken out of it."""
    m = network.index(shock.material)
    if m < 0:
        return [no_figures(shock)]
    active = network.weights(shock.start, shock.duration)
    weights = network.weights(shock.start, shock.duration, shock.number("ramp_months"))
    size, release = shock.number("size", _SIZE.default), shock.number("release")
    raised = size * float(network.first_need[m]) * weights
    released = release * np.cumsum(active) * (active > 0)
    levers.target[m] = np.maximum(0.0, levers.target[m] + raised - released)
    if shock.text("access", "free") == "released":
        levers.draw[m] = np.where(
            active > 0, np.minimum(levers.draw[m], release * active), levers.draw[m]
        )
    return _check(network, shock, m, size, release)


def _check(network: Network, shock: Shock, m: int, size: float, release: float) -> list[Problem]:
    if size and network.first_need[m] <= 0:
        text = f"{shock.material} is not needed in the first month; the target stays as it is"
        return [shock.finding(text, column="material", value=shock.material)]
    if release and network.stock[m] <= 0 and size <= 0:
        text = f"there is no stock of {shock.material} to release"
        remedy = "Give a stock in the sheet materials, or a stockpile that is built before"
        return [shock.finding(text, column="material", value=shock.material, remedy=remedy)]
    return []


SHOCK = ShockKind(
    title="Stockpile",
    meaning="A stockpile is built up, or released month by month",
    size=_SIZE,
    required=("material",),
    optional=(),
    apply=apply,
    parameters=(RAMP, _RELEASE, _ACCESS, HS),
    instead=("release",),
)
