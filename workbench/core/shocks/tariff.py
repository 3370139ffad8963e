"""A duty on what comes from a country or group.

Buyers see the price with the duty: those who take over are asked cheapest first. Of sources of
unknown price, those with the higher duty are asked later. Usual orders move only with an
elasticity.
"""

from __future__ import annotations

import numpy as np

from workbench.core.network import Levers, Network
from workbench.core.problem import Problem
from workbench.core.shocks import HS, RAMP, Parameter, Shock, ShockKind
from workbench.core.shocks._prices import ELASTICITY, lean_away, offers, says_itself, told
from workbench.core.shocks._targets import hit_sources

_SIZE = Parameter(
    name="size",
    label="Duty",
    meaning="duty relative to the price: 0.25 is 25 %",
    unit="share",
    default=0.0,
    high=5.0,
)


def apply(levers: Levers, network: Network, shock: Shock) -> list[Problem]:
    """Raise the price that buyers see; several duties multiply."""
    hit, found = hit_sources(network, shock)
    if not hit:
        return found
    size = shock.number("size", _SIZE.default)
    weights = network.weights(shock.start, shock.duration, shock.number("ramp_months"))
    ratio = 1.0 + size * weights
    month = int(weights.argmax())
    quiet = says_itself(levers, shock, hit, np.full(len(hit), ratio[month]))
    before = np.zeros(0, dtype=np.int64) if quiet else offers(levers, hit, month)
    levers.duty[hit] *= ratio
    lean_away(levers, hit, ratio, shock.number("elasticity"))
    return found if quiet else found + told(levers, shock, hit, before, month)


SHOCK = ShockKind(
    title="Tariff",
    meaning="A duty on what comes from a country or group",
    size=_SIZE,
    required=("country",),
    optional=("material", "supplier"),
    apply=apply,
    parameters=(RAMP, ELASTICITY, HS),
)
