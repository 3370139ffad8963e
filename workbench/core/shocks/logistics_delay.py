"""Goods take longer: a canal is closed, a port is on strike, ships go round the Cape.

What is shipped in the months of the shock arrives so many months later; what is already on the way
is not delayed. Several delays add up. Nothing is lost: the goods come later.
"""

from __future__ import annotations

import numpy as np

from workbench.core.network import Levers, Network
from workbench.core.problem import Problem
from workbench.core.shocks import HS, Parameter, Shock, ShockKind
from workbench.core.shocks._targets import hit_sources, whole_months

_SIZE = Parameter(
    name="size",
    label="Delay",
    meaning="whole months by which goods shipped in these months arrive later",
    unit="months",
    default=1.0,
    high=12.0,
    step=1.0,
)


def apply(levers: Levers, network: Network, shock: Shock) -> list[Problem]:
    """Lengthen the way of the foreign sources that are hit."""
    hit, found = hit_sources(network, shock)
    if not hit:
        return found
    months, found = whole_months(shock, "size", _SIZE.default)
    if months > network.months:
        months = network.months
        text = f"the delay is longer than the simulation; it is taken as {months} months"
        found.append(shock.finding(text, "info", "size", f"{shock.size:g}"))
    active = network.weights(shock.start, shock.duration) > 0
    levers.delay[hit] += np.where(active, months, 0)
    return found


SHOCK = ShockKind(
    title="Delay on the way",
    meaning="Goods from abroad take longer, from a country or group or from everywhere",
    size=_SIZE,
    required=(),
    optional=("country", "material", "supplier"),
    apply=apply,
    parameters=(HS,),
)
