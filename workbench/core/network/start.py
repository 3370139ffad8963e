"""From the tables of a project to its supply network."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from workbench.core import countries
from workbench.core.network.apparent import apparent_demand
from workbench.core.network.model import Network
from workbench.core.network.monthly import History, history, home_codes
from workbench.core.network.needs import outside_demand, read_recipes, tiers_or_refuse
from workbench.core.network.past import without_quantities
from workbench.core.network.source import Supply
from workbench.core.network.steady import Flows, column, scaled, stocks, supply_share
from workbench.core.network.supply import read_supply
from workbench.core.problem import DataRefused, Problem
from workbench.core.project import Project

LONGEST = 600
"""Most months a simulation may run."""


def build(project: Project) -> tuple[Network, list[Problem]]:
    """Return the supply network of a project, and what was assumed or left out on the way.

    Raises:
        DataRefused: if no home is set, nothing says when to begin, or recipes form a loop.
    """
    codes = home_codes(project)
    months, ramp_limit = _months(project), _ramp_limit(project)
    past, problems = history(project, codes)
    supply, found = read_supply(project, past, codes, months)
    problems += found
    network, found = _assemble(project, supply, past.first, months, codes)
    network = replace(network, ramp_limit=ramp_limit)
    problems += found + _strangers(project, past)
    quantified = {str(n) for part in (past.imports, past.exports) for n in part.labels["material"]}
    problems += without_quantities(project, codes, quantified)
    return network, problems


def _months(project: Project) -> int:
    text = project.setting("months")
    if text.isdecimal() and 0 < int(text) <= LONGEST:
        return int(text)
    problem = Problem(
        "the simulation needs a number of months",
        table="settings",
        column="value",
        value=text,
        expected=f"a whole number from 1 to {LONGEST}",
        remedy="Correct months in the sheet settings",
    )
    raise DataRefused([problem])


def _ramp_limit(project: Project) -> float:
    text = project.setting("ramp_limit")
    if not text:
        return np.inf
    try:
        limit = float(text)
    except ValueError:
        limit = np.nan
    if 0 <= limit <= 1:
        return limit
    problem = Problem(
        "the most a source can grow in a month must be a share of its capacity",
        table="settings",
        column="value",
        value=text,
        expected="a number from 0 to 1, or empty for no limit",
        remedy="Correct ramp_limit in the sheet settings",
    )
    raise DataRefused([problem])


def _strangers(project: Project, past: History) -> list[Problem]:
    known = set(project["materials"]["material"])
    tables = ("imports", "trade"), ("exports", "trade"), ("production", "production")
    named = [(name, t) for part, t in tables for name in getattr(past, part).labels["material"]]
    return [
        Problem(
            "the material is not in the table materials; its figures are left out",
            severity="warning",
            table=table,
            column="material",
            value=str(name),
            remedy="Add it to the sheet materials",
        )
        for name, table in dict.fromkeys(named)
        if name not in known
    ]


def _simulated(project: Project, supply: Supply) -> tuple[str, ...]:
    """Return the materials about which there is any figure to simulate with."""
    sources = {source.material for source in supply.sources}
    wanted = set(project["demand"]["material"]) | supply.covered | sources
    table = project["materials"]
    stocked = table["stock"].notna()
    return tuple(table.loc[table["material"].isin(wanted) | stocked, "material"].astype(str))


def _assemble(
    project: Project, supply: Supply, first: int, months: int, codes: frozenset[str]
) -> tuple[Network, list[Problem]]:
    materials = _simulated(project, supply)
    recipes, problems = read_recipes(project, materials)
    order = tiers_or_refuse(recipes, materials)
    sources = [source for source in supply.sources if source.material in materials]
    flows = Flows.of(materials, sources, recipes, supply)
    apparent, found = apparent_demand(project, flows)
    demand, late = outside_demand(project, materials, apparent, first, months)
    capacity = np.array([s.capacity for s in sources]).reshape(len(sources), months)
    need = demand[:, 0] + flows.exports + flows.use @ flows.made
    volume, scaling = scaled(flows, need, capacity)
    stock, target, stocking = stocks(project, materials, need)
    network = Network(
        home=project.home,
        codes=codes,
        first=first,
        months=months,
        materials=materials,
        hs=tuple(project["materials"].set_index("material")["hs"].loc[list(materials)].astype(str)),
        groups=_groups(project),
        sources=tuple(s.name for s in sources),
        country=tuple(s.country for s in sources),
        material=flows.material,
        is_home=flows.is_home,
        volume=volume,
        usual=np.where((flows.imported(volume) > 0)[flows.material], volume, flows.volume),
        share=flows.shares(volume),
        supply_share=supply_share(flows, volume, need),
        shown=column(sources, "shown"),
        capacity=capacity,
        price=column(sources, "price"),
        lead=np.array([s.lead for s in sources], dtype=np.int64),
        qualification=column(sources, "qualification"),
        recovery=column(sources, "recovery"),
        recipes=recipes,
        use=flows.use,
        demand=demand,
        exports_to=flows.exports_to,
        exports=flows.exports,
        stock=stock,
        target=target,
        order=order,
        ramp_limit=np.inf,
    )
    return network, [*problems, *found, *late, *scaling, *stocking]


def _groups(project: Project) -> dict[str, frozenset[str]]:
    table = countries.known(project)
    found: dict[str, set[str]] = {}
    for code, text in zip(table["country"], table["groups"], strict=True):
        for group in str(text).split(";") if text else ():
            found.setdefault(group, set()).add(str(code))
    return {name: frozenset(inside) for name, inside in found.items() if name not in table.index}
