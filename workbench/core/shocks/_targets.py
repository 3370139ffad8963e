"""Whom a shock hits, and what is known of them; shared by the kinds of shock."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from workbench.core.network import Levers, Network
from workbench.core.problem import Problem
from workbench.core.shocks import Shock

FloatArray = npt.NDArray[np.float64]


def hit_sources(
    network: Network, shock: Shock, *, home: bool = False
) -> tuple[list[int], list[Problem]]:
    """Return the places of the sources that country, material and supplier leave, and findings.

    An empty target stands for all. Foreign sources only, unless ``home``. A supplier or material
    that does not exist is an error: the shock is left out.
    """
    if shock.material and network.index(shock.material) < 0:
        return [], [no_figures(shock)]
    if shock.supplier and shock.supplier not in network.sources:
        text = "there is no such supplier of a material that is simulated; the shock is left out"
        remedy = "Add it to the sheet suppliers"
        return [], [shock.finding(text, "error", "supplier", shock.supplier, remedy)]
    inside = network.countries_of(shock.country)
    if shock.country and inside & network.codes:
        inside |= {network.home}
    hit = np.ones(len(network.sources), dtype=bool) if home else ~network.is_home
    if shock.country:
        hit &= network.among(inside)
    if shock.material:
        hit &= network.material == network.index(shock.material)
    if shock.supplier:
        hit &= np.array([name == shock.supplier for name in network.sources], dtype=bool)
    places = np.flatnonzero(hit).tolist()
    return places, [] if places else [nobody(shock, home=home)]


def nobody(shock: Shock, *, home: bool = False) -> Problem:
    """Return the finding that nobody, or nobody abroad unless ``home``, is what is named."""
    if home and (shock.supplier or shock.material):
        who = shock.supplier or "nobody"
        does = f"supplies no {shock.material}" if shock.supplier else f"supplies {shock.material}"
        does = does if shock.material else "supplies nothing"
        where = f" from {shock.country}" if shock.country else ""
        text = f"{who} {does}{where}; the shock changes nothing"
        return shock.finding(text, column="supplier" if shock.supplier else "material")
    what = shock.supplier or shock.material or "any material"
    where = f" from {shock.country}" if shock.country else " from abroad"
    column = "country" if shock.country else "supplier" if shock.supplier else "material"
    text = f"home imports nothing of {what}{where}; the shock changes nothing"
    return shock.finding(text, column=column, value=getattr(shock, column))


def no_figures(shock: Shock) -> Problem:
    """Return the finding that a material cannot be simulated."""
    text = f"there are no figures of {shock.material} to simulate; the shock is left out"
    return shock.finding(text, "error", "material", shock.material)


def known_capacity(levers: Levers, places: list[int]) -> tuple[FloatArray, list[int]]:
    """Return the capacity of sources by month, and the places of those where it is assumed.

    Where it is unknown, the largest volume shown, or the usual one, is taken for it.
    """
    network = levers.network
    capacity = levers.capacity[places]
    unknown = [s for s, row in zip(places, capacity, strict=True) if np.isnan(row).any()]
    shown = np.maximum(network.shown, network.volume)[places]
    return np.where(np.isnan(capacity), shown[:, None], capacity), unknown


def assumed(network: Network, shock: Shock, places: list[int]) -> list[Problem]:
    """Return the finding that the capacity of some sources is not known."""
    if not places:
        return []
    names = named(network, shock, places)
    text = f"the capacity of {names} is not known; the largest volume it has shown is taken for it"
    return [shock.finding(text, "info")]


def named(network: Network, shock: Shock, places: Iterable[int]) -> str:
    """Return the names of sources, with their materials where the shock may mean several.

    Such as ``CHN (anode, natural), JPN (anode)``.
    """
    materials: dict[str, list[str]] = {}
    for s in places:
        materials.setdefault(network.sources[s], []).append(network.materials[network.material[s]])
    if shock.material or shock.supplier:
        return ", ".join(materials)
    return ", ".join(f"{name} ({', '.join(made)})" for name, made in materials.items())


def without_capacity(
    levers: Levers, shock: Shock, places: list[int]
) -> tuple[list[int], list[Problem]]:
    """Return the sources that can supply anything at all, and findings about the others.

    A supplier that is named and has neither capacity nor volume is an error: it is left out.
    """
    network = levers.network
    capacity, _ = known_capacity(levers, places)
    able = [s for s, row in zip(places, capacity, strict=True) if row.max(initial=0.0) > 0]
    if able or not places:
        return able, []
    names = named(network, shock, places)
    text = f"{names} has neither capacity nor volume; the shock is left out"
    remedy = "Give its capacity or volume in the sheet suppliers"
    return [], [shock.finding(text, "error", "supplier", shock.supplier, remedy)]


def whole_months(shock: Shock, name: str, default: float = 0.0) -> tuple[int, list[Problem]]:
    """Return a number of months as a whole one, not negative, and a finding if it was not."""
    value = shock.number(name, default)
    months = max(0, math.floor(value + 0.5))
    if months == value:
        return months, []
    column = "size" if name == "size" else "parameters"
    text = f"{name} is taken as {months} whole months"
    return months, [shock.finding(text, "info", column, f"{value:g}")]


def months_late(shock: Shock) -> int:
    """Return by how many whole months a shock with the parameter ``delay_months`` begins later."""
    return whole_months(shock, "delay_months")[0]
