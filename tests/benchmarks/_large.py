"""Large networks to measure with: one tier as arrays, several tiers as the tables of a project."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from workbench.core.network import Levers, Network
from workbench.core.network.model import Recipes
from workbench.core.project import Project, from_records
from workbench.core.simulation.batch import Frame

HIT = 3
"""Countries that may restrict their exports: the first ones."""
COUNTRIES = ("CHN", "JPN", "USA", "DEU", "VNM", "IND", "AUS", "CAN")
YEAR = 12


def one_tier(materials: int = 200, months: int = 36) -> Network:
    """Return a network of materials that are all imported, each from eight countries."""
    random = np.random.default_rng(3)
    size = materials * len(COUNTRIES)
    material = np.repeat(np.arange(materials), len(COUNTRIES))
    idle = np.tile(np.arange(len(COUNTRIES)) >= 6, materials)  # could supply, but do not yet
    volume = np.where(idle, 0.0, random.uniform(10, 100, size))
    need = np.bincount(material, volume)
    capacity = np.where(random.random(size) < 0.5, volume * random.uniform(1, 1.5, size), np.nan)
    capacity = np.where(idle, random.uniform(5, 50, size), capacity)
    share = volume / need[material]
    return Network(
        home="KOR",
        codes=frozenset({"KOR"}),
        first=24264,
        months=months,
        materials=tuple(f"m{m}" for m in range(materials)),
        hs=("",) * materials,
        groups={},
        sources=COUNTRIES * materials,
        country=COUNTRIES * materials,
        material=material,
        is_home=np.zeros(size, dtype=bool),
        volume=volume,
        usual=volume,
        share=share,
        supply_share=share,
        shown=volume * random.uniform(1, 1.3, size),
        capacity=np.repeat(capacity[:, None], months, axis=1),
        price=random.choice([1.0, 2.0, 3.0], size),
        lead=random.integers(0, 4, size),
        qualification=np.where(idle, random.choice([0.0, 3.0, 6.0], size), 0.0),
        recovery=np.full(size, np.nan),
        recipes=Recipes(np.zeros((materials, materials)), {}),
        use=np.zeros((materials, size)),
        demand=np.repeat(need[:, None], months, axis=1),
        exports_to={},
        exports=np.zeros(materials),
        stock=need,
        target=need,
        order=(tuple(range(materials)),),
        ramp_limit=np.inf,
    )


class Dice:
    """Draws over :func:`one_tier`: exports of three countries are cut, demand is another."""

    def __init__(self, network: Network, draws: int) -> None:
        random = np.random.default_rng(5)
        month = np.arange(network.months)
        start = random.integers(3, 13, (draws, HIT, 1))
        active = (month >= start) & (month < start + random.integers(6, 19, (draws, HIT, 1)))
        happens = random.random((draws, HIT, 1)) < 0.7
        cut = random.uniform(0.2, 1, (draws, HIT, 1)) * active * happens
        self.network, self.draws = network, draws
        self.allowed = np.where(cut > 0, 1.0 - cut, np.inf)
        """draw x country x month: share of the usual volume that may be shipped"""
        self.demand = random.uniform(0.9, 1.1, draws)
        """By draw: factor on the demand for everything from month 6 on."""

    def levers(self, frame: Frame, first: int, last: int) -> Iterator[Levers]:
        """Yield the draws from ``first`` to ``last`` (excluded) as shocks would leave them."""
        for d in range(first, last):
            levers = frame.draw()
            for k in range(HIT):
                levers.allowed[k :: len(COUNTRIES)] = self.allowed[d, k]
            levers.demand[:, 6:] *= self.demand[d]
            yield levers


def several_tiers(materials: int = 200, months: int = 60, chain: int = 4) -> Project:
    """Return a project of chains of materials, eight sources each, and a shock to play with."""
    random = np.random.default_rng(1)
    names = [f"m{m}" for m in range(materials)]
    tables: dict[str, list[dict[str, Any]]] = {
        "settings": [
            {"key": "home", "value": "KOR"},
            {"key": "months", "value": str(months)},
            {"key": "first_period", "value": "2022-01"},
        ],
        "materials": [{"material": n, "stock": 50.0, "stock_target": 1.0} for n in names],
        "trade": [],
        "suppliers": [],
        "recipes": [],
        "demand": [],
        "scenarios": [{"scenario": "licence"}],
        "shocks": [
            {"scenario": "licence", "order": 1, "kind": "export_restriction", "country": "CHN"}
            | {"material": "m5", "start": "2022-06", "duration": 24, "size": 0.5}
        ],
    }
    for m, name in enumerate(names):
        row = {"period": "2021", "flow": "import", "reporter": "KOR", "material": name}
        for partner in COUNTRIES[:3]:
            quantity = float(random.uniform(500, 3000))
            tables["trade"].append(row | {"partner": partner, "quantity": quantity})
        for k, country in enumerate(COUNTRIES[3:7]):
            row = {"supplier": f"{country} {name}", "country": country, "material": name}
            row |= {"volume": 300.0 * (k < 2), "capacity": float(random.uniform(400, 1200))}
            row |= {"price": float(random.integers(1, 4)), "lead_time": float(random.integers(4))}
            tables["suppliers"].append(row | {"qualification_time": 3.0})
        plant = {"supplier": f"works {name}", "country": "KOR", "material": name}
        tables["suppliers"].append(plant | {"volume": 600.0, "capacity": 900.0})
        if m % chain:
            recipe = {"output": name, "input": names[m - 1], "yield": 0.9}
            tables["recipes"].append(recipe | {"quantity": float(random.uniform(0.2, 1))})
        quantity = float(random.uniform(3000, 9000))
        tables["demand"].append({"period": "2022", "material": name, "quantity": quantity})
    return from_records(tables)
