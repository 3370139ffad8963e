"""Random networks and levers as arrays, with every oddity there is; they need not make sense."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from hypothesis import strategies as st

from workbench.core.network import Levers, Network, OriginCap, Substitution
from workbench.core.network.model import Recipes
from workbench.core.network.needs import tiers

Random = np.random.Generator
COUNTRIES = ("KOR", "CHN", "JPN", "USA")
MONTHS = 15
PULLED = (
    *("allowed", "ceiling", "capacity", "input_factor", "aid", "delay", "price", "duty", "lean"),
    *("demand", "exports", "target", "draw"),
)
seeds = st.integers(0, 2**32 - 1).map(np.random.default_rng)


def some(random: Random, chance: float, usual: float, other: Callable[[], float]) -> float:
    return other() if random.random() < chance else usual


def a_network(random: Random, count: int = 4) -> Network:
    """A network of several tiers that need not start in balance, with every oddity there is."""
    general = np.triu(random.uniform(0.1, 2, (count, count)), 1)
    general *= random.random((count, count)) < 0.5
    recipes = Recipes(general, {})
    material = np.sort(random.integers(0, count, random.integers(1, 6) * count))
    size = len(material)
    is_home = random.random(size) < 0.3
    volume = random.uniform(1, 100, size) * (random.random(size) < 0.8)
    known = (random.random(size) < 0.6)[:, None]
    steps = 1 + 0.5 * np.cumsum(random.random((size, MONTHS)) < 0.05, axis=1)
    capacity = np.where(known, volume[:, None] * random.uniform(0.8, 2, (size, 1)) * steps, np.nan)
    abroad = np.where(is_home, 0.0, volume)
    total = np.bincount(material, abroad, count)[material]
    country = ["KOR" if home else str(random.choice(COUNTRIES[1:])) for home in is_home]
    stock = random.choice([0.0, 0.0, 50.0, 300.0], count)
    return Network(
        home="KOR",
        codes=frozenset({"KOR"}),
        first=24000,
        months=MONTHS,
        materials=tuple(f"m{i}" for i in range(count)),
        hs=("",) * count,
        groups={},
        sources=tuple(f"s{i}" for i in range(size)),
        country=tuple(country),
        material=material,
        is_home=is_home,
        volume=volume,
        usual=volume,
        share=np.divide(abroad, total, out=np.zeros(size), where=total > 0),
        supply_share=random.uniform(0, 0.6, size),
        shown=np.where(random.random(size) < 0.5, volume * random.uniform(1, 2, size), 0.0),
        capacity=capacity,
        price=random.choice([np.nan, 1.0, 2.0, 3.0], size),
        lead=np.where(is_home, 0, random.choice([0, 0, 1, 3, 6], size)),
        qualification=np.where(volume > 0, 0.0, random.choice([0.0, 2.0, 4.0], size)),
        recovery=np.full(size, np.nan),
        recipes=recipes,
        use=np.where(is_home, general[:, material], 0.0),
        demand=random.uniform(0, 150, (count, 1)) * random.uniform(0.9, 1.1, (count, MONTHS)),
        exports_to={},
        exports=random.choice([0.0, 0.0, 20.0], count),
        stock=stock,
        target=np.where(random.random(count) < 0.5, stock, random.uniform(0, 200, count)),
        order=tiers(recipes),
        ramp_limit=some(random, 0.3, np.inf, lambda: random.uniform(0, 0.5)),
    )


def shocked(network: Network, random: Random, plants: int = 2) -> Levers:
    """Levers of which many are pulled, each in some months of some rows."""
    levers = Levers.of(network)
    for k in range(random.integers(0, plants + 1)):
        s = levers.plant(f"new {k}", int(random.integers(len(network.materials))))
        levers.capacity[s, random.integers(MONTHS) :] = random.uniform(1, 80)
        levers.idle[s] = random.choice([0.0, 40.0])
    pulls: dict[str, Callable[[Any], Any]] = {
        "allowed": lambda _: random.uniform(0, 1),
        "ceiling": lambda _: random.uniform(0, 80),
        "capacity": lambda x: x * random.uniform(0, 2),
        "input_factor": lambda _: random.uniform(0.5, 2),
        "aid": lambda _: random.uniform(0, 50),
        "delay": lambda _: random.integers(1, 4),
        "price": lambda _: random.choice([0.5, 1.5, 2.0]),
        "duty": lambda _: random.choice([1.5, 2.0]),
        "lean": lambda _: random.uniform(0, 3),
        "demand": lambda x: x * random.uniform(0, 2),
        "exports": lambda x: x + random.uniform(0, 30),
        "target": lambda x: x + random.uniform(0, 100),
        "draw": lambda _: random.uniform(0, 30),
    }
    assert tuple(pulls) == PULLED
    for name, pulled in pulls.items():
        array = getattr(levers, name)
        for row in np.flatnonzero(random.random(len(array)) < some(random, 0.4, 0, lambda: 0.5)):
            start = random.integers(MONTHS)
            months = slice(start, start + random.integers(1, MONTHS))
            array[row, months] = pulled(array[row, months])
    levers.delay[levers.network.is_home] = levers.aid[levers.network.is_home] = 0
    add_terms(levers, random)
    return levers


def brief(network: Network, levers: Levers, first: int, end: int) -> Levers:
    """Take back what levers without plants change before a month and from another one on."""
    usual = Levers.of(network)
    for outside in (slice(0, first), slice(end, None)):
        for name in (*PULLED, "idle"):
            getattr(levers, name)[:, outside] = getattr(usual, name)[:, outside]
        for swap in levers.substitutions:
            swap.share[outside] = 0.0
        for cap in levers.caps:
            cap.share[outside] = np.inf
    return levers


def add_terms(levers: Levers, random: Random) -> None:
    """Add substitutions and origin caps."""
    network, count = levers.network, len(levers.network.materials)
    for _ in range(random.integers(0, 3)):
        m, by = (int(i) for i in random.integers(0, count, 2))
        share = np.where(random.random(MONTHS) < 0.7, random.uniform(0, 1), 0.0)
        try:
            if m != by:
                ratio = float(random.uniform(0.5, 2))
                levers.substitute(Substitution(m, by, share, ratio, bool(random.random() < 0.5)))
        except ValueError:
            continue
    for _ in range(random.integers(0, 3)):
        m = int(random.integers(count))
        places = network.sources_of(m)
        group = places[~network.is_home[places] & (random.random(len(places)) < 0.5)]
        share = np.where(random.random(MONTHS) < 0.7, random.choice([0.0, 0.3, 0.7, 1.0]), np.inf)
        levers.caps.append(OriginCap(m, group, share, "supply" if m % 2 else "imports"))
