"""Allies give home a share of what they can make.

Where orders are refused, sources of the group offer more than usual terms let through: without
qualification, faster than the ramp limit and beyond the largest volume they have shown, by a share
of their own capacity or of what they have to spare. Restrictions hold, and a known capacity is
never exceeded; where it is not known, the largest volume that a source has shown stands for it.
"""

from __future__ import annotations

import numpy as np

from workbench.core.network import Levers, Network
from workbench.core.problem import Problem
from workbench.core.shocks import HS, RAMP, Parameter, Shock, ShockKind
from workbench.core.shocks._targets import (
    assumed,
    hit_sources,
    known_capacity,
    months_late,
    whole_months,
    without_capacity,
)

_SIZE = Parameter(
    name="size",
    label="Share offered",
    meaning="share of the capacity of each source of the group that is offered to home",
    unit="0-1",
    default=0.1,
)
_OF = Parameter(
    name="of",
    label="Share of",
    meaning="own: of its capacity; spare: of its capacity beyond what home usually buys",
    choices=("own", "spare"),
)
_DELAY = Parameter(
    name="delay_months",
    label="Delay",
    meaning="months until the allies are ready",
    unit="months",
    high=24.0,
    step=1.0,
)


def apply(levers: Levers, network: Network, shock: Shock) -> list[Problem]:
    """Let the sources of the group offer more than usual."""
    hit, found = hit_sources(network, shock)
    hit, more = without_capacity(levers, shock, hit)
    found += more
    if not hit:
        return found
    size = shock.number("size", _SIZE.default)
    delay, told = whole_months(shock, "delay_months")
    weights = network.weights(
        shock.start + delay, shock.duration - delay, shock.number("ramp_months")
    )
    capacity, unknown = known_capacity(levers, hit)
    if shock.text("of", "own") == "spare":
        capacity = np.maximum(0.0, capacity - network.volume[hit, None])
    levers.aid[hit] += size * capacity * weights
    return [*found, *told, *assumed(network, shock, unknown)]


SHOCK = ShockKind(
    title="Help from allies",
    meaning="Sources of a friendly country or group offer home a share of what they can make",
    size=_SIZE,
    required=("country",),
    optional=("material", "supplier"),
    apply=apply,
    parameters=(_OF, _DELAY, RAMP, HS),
    waits=months_late,
)
