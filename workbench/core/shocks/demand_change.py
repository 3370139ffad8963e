"""Demand rises or falls: outside demand at home, or what another country buys from home.

What a material is needed for at home (use by home producers) follows their plans and cannot be
changed here: change the demand for the product further down the chain instead.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.core.network import Levers, Network
from workbench.core.problem import Problem
from workbench.core.shocks import HS, RAMP, Parameter, Shock, ShockKind

IntArray = npt.NDArray[np.int64]
_YEAR = 12
_NOISE = 1e-9
_SIZE = Parameter(
    name="size",
    label="Relative change",
    meaning="change of demand relative to its usual level: 0.3 is 30 % more",
    unit="share",
    default=0.0,
    low=-1.0,
    high=3.0,
    floor=True,
)
_AMOUNT = Parameter(
    name="amount",
    label="Amount added",
    meaning="amount added to the demand (negative: taken away), beside the relative change",
    unit="unit per year",
    low=-1e6,
    high=1e6,
    step=100.0,
)


def apply(levers: Levers, network: Network, shock: Shock) -> list[Problem]:
    """Change outside demand at home, or usual exports to a country."""
    m = network.index(shock.material)
    if m < 0:
        text = f"there are no figures of {shock.material} to simulate; the shock is left out"
        return [shock.finding(text, "error", "material", shock.material)]
    return apply_to(levers, network, shock, np.array([m]))


def apply_to(levers: Levers, network: Network, shock: Shock, places: IntArray) -> list[Problem]:
    """Do so for materials at some places."""
    size, amount = shock.number("size", _SIZE.default), shock.number("amount") / _YEAR
    weights = network.weights(shock.start, shock.duration, shock.number("ramp_months"))
    inside = network.countries_of(shock.country)
    at_home = not shock.country or shock.country == network.home or bool(inside & network.codes)
    lever = levers.demand if at_home else levers.exports
    if at_home:
        found = [] if amount else _check_home(levers, network, shock, places)
        changed = lever[places] * (1.0 + size * weights) + amount * weights
    else:
        usual = [sum(network.exports_to.get((int(m), c), 0.0) for c in inside) for m in places]
        found = [] if amount else _check_exports(network, shock, places, usual)
        changed = lever[places] + (np.array(usual)[:, None] * size + amount) * weights
    lever[places] = np.maximum(changed, 0.0)
    if (changed < -_NOISE).any():
        found.append(shock.finding("demand would fall below 0; it is taken as 0", column="size"))
    return found


def _check_home(levers: Levers, network: Network, shock: Shock, places: IntArray) -> list[Problem]:
    found = []
    for m in places[~(levers.demand[places] > 0).any(axis=1)]:
        material = network.materials[m]
        text = f"home has no outside demand for {material}; the shock changes nothing"
        remedy = "Give an amount"
        if (network.use[m] > 0).any():
            text = f"{material} is only used by home producers; the shock changes nothing"
            remedy = "Name the product further down the chain, or give an amount"
        found.append(shock.finding(text, column="material", value=material, remedy=remedy))
    return found


def _check_exports(
    network: Network, shock: Shock, places: IntArray, usual: list[float]
) -> list[Problem]:
    remedy = "Give an amount"
    found = []
    for m, amount in zip(places, usual, strict=True):
        if not amount > 0:
            what = f"home exports no {network.materials[m]} to {shock.country}"
            text = f"{what}; the shock changes nothing"
            found.append(shock.finding(text, column="country", value=shock.country, remedy=remedy))
    return found


SHOCK = ShockKind(
    title="Change of demand",
    meaning="Demand at home, or what another country buys from home, rises or falls",
    size=_SIZE,
    required=("material",),
    optional=("country",),
    apply=apply,
    apply_to=apply_to,
    parameters=(_AMOUNT, RAMP, HS),
)
