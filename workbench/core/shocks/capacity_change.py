"""Capacity comes or goes: a new plant, a second phase, an accident.

A new or larger home plant runs at its capacity, serves demand first and displaces imports in
proportion to their usual volumes; what is left over is exported or stays idle. What was planned may
come late (delay) and make less that is good (yield): of what the shock adds, capacity x yield is
good output, and inputs are used for all of it. A supplier that is in no table is a new plant at
home; one abroad has to be in the table suppliers, which says how it delivers. Delay and yield can
carry a distribution, for ensembles:
``{"delay_months": 6, "yield": 0.9, "spreads": {"yield": "pert(0.6,0.9,0.95)"}}``.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from workbench.core.network import Levers, Network
from workbench.core.problem import Problem
from workbench.core.shocks import HS, RAMP, Parameter, Shock, ShockKind
from workbench.core.shocks._targets import (
    assumed,
    known_capacity,
    months_late,
    whole_months,
    without_capacity,
)

FloatArray = npt.NDArray[np.float64]
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
_DELAY = Parameter(
    name="delay_months",
    label="Delay",
    meaning="months by which it begins later than planned; an end stays where it is",
    unit="months",
    high=60.0,
    step=1.0,
)
_YIELD = Parameter(
    name="yield",
    label="Yield",
    meaning="share of the output that is good; inputs are used for all of it",
    unit="0-1",
    default=1.0,
    low=0.01,
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
    delay, told = whole_months(shock, "delay_months")
    weights = network.weights(
        shock.start + delay, shock.duration - delay, shock.number("ramp_months")
    )
    places, found = _targets(levers, network, shock, size)
    if shock.text("change", "add") == "factor":
        places, more = without_capacity(levers, shock, places)
        found += more
    if not places:
        return found
    before, unknown = known_capacity(levers, places)
    found += [*told, *assumed(levers.network, shock, unknown)]
    good = shock.number("yield", _YIELD.default)
    change = shock.text("change", "add")
    after = before + (_full(before, size, change, good) - before) * weights
    if (after < 0).any():
        found.append(shock.finding("capacity would fall below 0; it is taken as 0", column="size"))
    after = np.maximum(after, 0.0)
    touched = np.broadcast_to(weights > 0, after.shape)
    levers.capacity[places] = np.where(touched, after, levers.capacity[places])
    if good < 1.0:
        spoilt = np.maximum(0.0, after - before) if change == "add" else after
        _waste(levers, places, after, np.where(touched, spoilt, 0.0), good)
    if shock.text("surplus", "export") == "idle":
        levers.idle[places] += np.maximum(0.0, after - before)
    return found


def _waste(
    levers: Levers, places: list[int], capacity: FloatArray, spoilt: FloatArray, good: float
) -> None:
    """Raise the use of inputs for the part of the capacity that does not make only good output."""
    part = np.divide(spoilt, capacity, out=np.zeros_like(capacity), where=capacity > 0)
    levers.input_factor[places] *= 1.0 + part * (1.0 / good - 1.0)


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
    """Return the places of a supplier that is named, or of a new plant at home."""
    of_that_name = [s for s, name in enumerate(network.sources) if name == shock.supplier]
    places = [s for s in of_that_name if m < 0 or network.material[s] == m]
    inside = network.countries_of(shock.country)
    at_home = not shock.country or bool(inside & network.codes) or shock.country == network.home
    there = [s for s in places if not shock.country or _lies(network, s, inside, at_home=at_home)]
    if there:
        return there, []
    if places:
        where = ", ".join(sorted({network.country[s] for s in places}))
        text = f"{shock.supplier} is not in {shock.country} but in {where}; the shock is left out"
        remedy = "Correct the country, or empty the cell"
        return [], [shock.finding(text, "error", "country", shock.country, remedy)]
    if m < 0:
        text = "the supplier is not known, and no material says what it would make"
        remedy = "Add it to the sheet suppliers, or fill in the material"
        return [], [shock.finding(text, "error", "supplier", shock.supplier, remedy)]
    if not at_home or (of_that_name and not network.is_home[of_that_name].any()):
        return [], [_abroad(shock)]
    makes = ", ".join(network.materials[network.material[s]] for s in of_that_name)
    why = f"{shock.supplier} " + (f"makes {makes}" if makes else "is not in the table suppliers")
    text = f"{why}: taken as a new plant at home that makes {shock.material}"
    finding = shock.finding(text, "info", "supplier", shock.supplier)
    return [levers.plant(shock.supplier, m)], [finding]


def _lies(network: Network, source: int, inside: frozenset[str], *, at_home: bool) -> bool:
    """Return whether a source lies in some countries, or at home where that is one of them."""
    if network.is_home[source]:
        return at_home
    return network.country[source] in inside


def _abroad(shock: Shock) -> Problem:
    """Return the finding that a plant abroad cannot be built by naming it."""
    where = f" from {shock.country}" if shock.country else " from abroad"
    text = (
        f"nothing says how {shock.supplier} delivers {shock.material}{where} to home, such as its"
        " lead time; the shock is left out"
    )
    remedy = "Add the plant to the sheet suppliers, with its country and material"
    return shock.finding(text, "error", "supplier", shock.supplier, remedy)


def _full(before: FloatArray, size: float, change: str, good: float) -> FloatArray:
    """Return the capacity once the change is complete, shared in proportion to capacity."""
    if change == "factor":
        return before * (size * good)
    total = before.sum(axis=0, keepdims=True)
    equal = np.full_like(before, 1.0 / len(before))
    part = np.divide(before, total, out=equal, where=np.broadcast_to(total > 0, before.shape))
    if change == "set":
        return np.asarray(part * (size * good / _YEAR))
    return np.asarray(before + part * (size * (good if size > 0 else 1.0) / _YEAR))


SHOCK = ShockKind(
    title="Change of capacity",
    meaning="A plant opens, grows, shrinks or fails, at home or abroad",
    size=_SIZE,
    required=(),
    optional=("supplier", "material", "country"),
    apply=apply,
    parameters=(_CHANGE, RAMP, _DELAY, _YIELD, _SURPLUS, HS),
    waits=months_late,
)
