"""Capacity comes or goes: a new plant, a second phase, an accident.

A new or larger home plant runs at its capacity, serves demand first and displaces imports in
proportion to their usual volumes; what is left over is exported or stays idle.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from workbench.core.network import Levers, Network
from workbench.core.problem import Problem
from workbench.core.shocks import Parameter, Shock, ShockKind

_YEAR = 12
_SIZE = Parameter(
    name="size",
    label="Change of capacity",
    meaning="capacity added (negative: lost); see the parameter change",
    unit="unit per year",
    low=-1e6,
    high=1e6,
    step=100.0,
)
_CHANGE = Parameter(
    name="change",
    label="Kind of change",
    meaning="add: the size is added; set: it is the new capacity; factor: it multiplies capacity",
    choices=("add", "set", "factor"),
)
_RAMP = Parameter(
    name="ramp_months",
    label="Ramp",
    meaning="months over which the change grows to its full size",
    unit="months",
    high=60.0,
    step=1.0,
)
_SURPLUS = Parameter(
    name="surplus",
    label="What demand does not need",
    meaning="export: is exported; idle: is not made",
    choices=("export", "idle"),
)


def apply(levers: Levers, network: Network, shock: Shock) -> list[Problem]:
    """Change the capacity of a supplier, or of all sources of a material in a country."""
    size = shock.number("size", math.nan)
    if math.isnan(size):
        return [shock.finding("no size is given; the shock is left out", "error", "size")]
    weights = network.weights(shock.start, shock.duration, shock.number("ramp_months"))
    places, found = _targets(levers, network, shock, size)
    if not places:
        return found
    before, assumed = _known(levers, places)
    if assumed:
        found.append(shock.finding(assumed, "info"))
    after = before + (_full(before, size, shock.text("change", "add")) - before) * weights
    if (after < 0).any():
        found.append(shock.finding("capacity would fall below 0; it is taken as 0", column="size"))
    after = np.maximum(after, 0.0)
    touched = np.broadcast_to(weights > 0, after.shape)
    levers.capacity[places] = np.where(touched, after, levers.capacity[places])
    if shock.text("surplus", "export") == "idle":
        levers.idle[places] += np.maximum(0.0, after - before)
    return found


def _targets(
    levers: Levers, network: Network, shock: Shock, size: float
) -> tuple[list[int], list[Problem]]:
    """Return the places of the sources that are hit."""
    m = network.index(shock.material)
    if shock.material and m < 0:
        text = f"there are no figures of {shock.material} to simulate; the shock is left out"
        return [], [shock.finding(text, "error", "material", shock.material)]
    if shock.supplier:
        return _supplier(levers, network, shock, m)
    if m < 0:
        text = "neither supplier nor material is given; the shock is left out"
        return [], [shock.finding(text, "error", "supplier")]
    inside = network.countries_of(shock.country) if shock.country else network.codes
    at_home = bool(inside & network.codes) or shock.country == network.home
    adds = shock.text("change", "add") == "add" and size > 0
    if at_home and adds:
        return [levers.plant(network.home, m)], []
    places = [
        int(s)
        for s in network.sources_of(m)
        if (network.is_home[s] if at_home else network.country[s] in inside)
    ]
    if places or not at_home:
        nothing = f"nobody in {shock.country} supplies {shock.material}; the shock changes nothing"
        return places, [] if places else [shock.finding(nothing, "warning", "country")]
    if shock.text("change", "add") == "set" and size > 0:
        return [levers.plant(network.home, m)], []
    return [], [shock.finding(f"home makes no {shock.material}; the shock changes nothing")]


def _supplier(
    levers: Levers, network: Network, shock: Shock, m: int
) -> tuple[list[int], list[Problem]]:
    places = [s for s, name in enumerate(network.sources) if name == shock.supplier]
    if m >= 0:
        places = [s for s in places if network.material[s] == m]
    if places:
        return places, []
    if m < 0:
        text = "the supplier is not known, and no material says what it would make"
        remedy = "Add it to the sheet suppliers, or fill in the material"
        return [], [shock.finding(text, "error", "supplier", shock.supplier, remedy)]
    text = f"the supplier is not in the table suppliers: taken as a new plant at home that makes \
{shock.material}"
    finding = shock.finding(text, "info", "supplier", shock.supplier)
    return [levers.plant(shock.supplier, m)], [finding]


def _known(levers: Levers, places: list[int]) -> tuple[npt.NDArray[np.float64], str]:
    """Return the capacity of sources, with the largest volume shown where it is unknown."""
    network = levers.network
    capacity = levers.capacity[places]
    unknown = [bool(np.isnan(row).any()) for row in capacity]
    if not any(unknown):
        return capacity, ""
    shown = np.maximum(network.shown, network.volume)[places]
    names = ", ".join(network.sources[s] for s, blank in zip(places, unknown, strict=True) if blank)
    text = f"the capacity of {names} is not known; the largest volume it has shown is taken for it"
    return np.where(np.isnan(capacity), shown[:, None], capacity), text


def _full(before: npt.NDArray[np.float64], size: float, change: str) -> npt.NDArray[np.float64]:
    """Return the capacity once the change is complete, shared in proportion to capacity."""
    if change == "factor":
        return before * size
    total = before.sum(axis=0, keepdims=True)
    equal = np.full_like(before, 1.0 / len(before))
    part = np.divide(before, total, out=equal, where=np.broadcast_to(total > 0, before.shape))
    amount = part * (size / _YEAR)
    return np.asarray(amount if change == "set" else before + amount)


SHOCK = ShockKind(
    title="Change of capacity",
    meaning="A plant opens, grows, shrinks or fails, at home or abroad",
    size=_SIZE,
    required=(),
    optional=("supplier", "material", "country"),
    apply=apply,
    parameters=(_CHANGE, _RAMP, _SURPLUS),
)
