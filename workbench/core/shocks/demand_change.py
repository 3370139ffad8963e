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

_YEAR = 12
_SIZE = Parameter(
    name="size",
    label="Relative change",
    meaning="change of demand relative to its usual level: 0.3 is 30 % more",
    unit="share",
    default=0.0,
    low=-1.0,
    high=3.0,
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
    size, amount = shock.number("size", _SIZE.default), shock.number("amount") / _YEAR
    weights = network.weights(shock.start, shock.duration, shock.number("ramp_months"))
    inside = network.countries_of(shock.country)
    if not shock.country or shock.country == network.home or inside & network.codes:
        found = _check_home(levers, network, shock, m, amount)
        changed = levers.demand[m] * (1.0 + size * weights) + amount * weights
        levers.demand[m], clipped = _not_negative(changed)
    else:
        usual = sum(network.exports_to.get((m, code), 0.0) for code in inside)
        found = _check_exports(shock, usual, amount)
        changed = levers.exports[m] + (usual * size + amount) * weights
        levers.exports[m], clipped = _not_negative(changed)
    if clipped:
        found.append(shock.finding("demand would fall below 0; it is taken as 0", column="size"))
    return found


def _not_negative(
    amounts: npt.NDArray[np.float64],
) -> tuple[npt.NDArray[np.float64], bool]:
    return np.maximum(amounts, 0.0), bool((amounts < -1e-9).any())


def _check_home(
    levers: Levers, network: Network, shock: Shock, m: int, amount: float
) -> list[Problem]:
    if amount or (levers.demand[m] > 0).any():
        return []
    used = bool((network.use[m] > 0).any())
    text = f"home has no outside demand for {shock.material}; the shock changes nothing"
    remedy = "Give an amount"
    if used:
        text = f"{shock.material} is only used by home producers; the shock changes nothing"
        remedy = "Name the product further down the chain, or give an amount"
    return [shock.finding(text, column="material", value=shock.material, remedy=remedy)]


def _check_exports(shock: Shock, usual: float, amount: float) -> list[Problem]:
    if amount or usual > 0:
        return []
    text = f"home exports no {shock.material} to {shock.country}; the shock changes nothing"
    remedy = "Give an amount"
    return [shock.finding(text, column="country", value=shock.country, remedy=remedy)]


SHOCK = ShockKind(
    title="Change of demand",
    meaning="Demand at home, or what another country buys from home, rises or falls",
    size=_SIZE,
    required=("material",),
    optional=("country",),
    apply=apply,
    parameters=(_AMOUNT, RAMP, HS),
)
