"""The price of a source or a material changes.

It decides whom buyers ask first to take over, cheapest first, and with an elasticity also how usual
orders are shared. Where no price is known a relative change still counts among the sources of
unknown price, which are asked last.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.core.network import Levers, Network
from workbench.core.problem import Problem
from workbench.core.shocks import HS, RAMP, Parameter, Shock, ShockKind
from workbench.core.shocks._prices import ELASTICITY, lean_away, offers, says_itself, told
from workbench.core.shocks._targets import hit_sources, named

_SIZE = Parameter(
    name="size",
    label="Relative change",
    meaning="change of the price: 0.5 is 50 % more",
    unit="share",
    default=0.0,
    low=-0.99,
    high=5.0,
    floor=True,
)
_PRICE = Parameter(
    name="price",
    label="New price",
    meaning="price per unit in place of the relative change",
    high=1e6,
    step=10.0,
    lowest="not set",
)


def apply(levers: Levers, network: Network, shock: Shock) -> list[Problem]:
    """Change the price of the sources that are hit."""
    hit, found = hit_sources(network, shock, home=True)
    if not hit:
        return found
    weights = network.weights(shock.start, shock.duration, shock.number("ramp_months"))
    month = int(weights.argmax())
    asked = offers(levers, hit, month)
    before = levers.price[hit]
    new = shock.number("price")
    if new > 0:
        after = np.where(np.isnan(before), new, before + (new - before) * weights)
        levers.price[hit] = np.where(weights > 0, after, before)
        blank: npt.NDArray[np.bool_] = np.logical_not(np.greater(before, 0).all(axis=1))
        known = np.where(blank[:, None] | (weights <= 0), new, before)
        ratio = np.where(weights > 0, after, new) / np.where(weights > 0, known, new)
        if blank.any() and shock.number("elasticity") > 0:
            names = named(network, shock, np.array(hit)[blank].tolist())
            text = f"the price of {names} was not known; its usual orders stay as they are"
            found.append(shock.finding(text, "info", "parameters"))
    else:
        size = shock.number("size", _SIZE.default)
        ratio = np.broadcast_to(1.0 + size * weights, before.shape)
        levers.price[hit] = before * ratio
        levers.duty[hit] *= np.where(np.isnan(before), ratio, 1.0)
    lean_away(levers, hit, ratio, shock.number("elasticity"))
    if says_itself(levers, shock, hit, ratio[:, month]):
        return found
    return found + told(levers, shock, hit, asked, month)


SHOCK = ShockKind(
    title="Change of price",
    meaning="The price of a source or of a material changes, which moves orders to others",
    size=_SIZE,
    required=(),
    optional=("material", "country", "supplier"),
    any_of=("material", "country", "supplier"),
    apply=apply,
    parameters=(_PRICE, RAMP, ELASTICITY, HS),
    instead=("price",),
)
