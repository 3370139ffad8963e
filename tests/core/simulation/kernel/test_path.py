"""Months that a draw shares with the base: copied, and what would be computed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from random_levers import MONTHS, Random, a_network, brief, seeds, shocked
from small_market import study, supplier

from workbench.core.network import Levers, Network, build
from workbench.core.simulation.batch import Batch, batch_of
from workbench.core.simulation.kernel import engine
from workbench.core.simulation.kernel.engine import Base, Draws, Wanted, base_of
from workbench.core.simulation.market import market_response
from workbench.core.simulation.records import SERIES, FloatArray

EVERYTHING = Wanted(series=SERIES, by_source=True, supply=True, short=True, window=(2, 12))


def in_full(batch: Batch, base: Base, wanted: Wanted = EVERYTHING) -> Draws:
    """Compute every month of every draw."""
    return engine.run(batch, wanted, base=Base(base.draws, engine._no_path()))


@given(seeds)
@settings(max_examples=300, deadline=None)
def test_that_copied_months_are_those_that_would_be_computed(random: Random) -> None:
    network = a_network(random)
    first = int(random.integers(MONTHS - 1))
    end = first + int(random.integers(1, 4))
    levers = brief(network, shocked(network, random, plants=0), first, end)
    wanted = EVERYTHING if random.random() < 0.5 else Wanted(series=SERIES, window=(2, 12))
    batch = batch_of(network, [levers])
    base = base_of(batch.frame, wanted)
    found, full = engine.run(batch, wanted, base=base), in_full(batch, base, wanted)
    alone = market_response(levers.network, levers)
    scale = max(1.0, float(alone.need.max()), float(alone.supply.max(initial=0.0)))

    def same(one: FloatArray, other: FloatArray, what: str) -> None:
        np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-9 * scale, err_msg=what)

    for name in SERIES:
        same(found.series[name][0], full.series[name][0], name)
        same(found.series[name][0], getattr(alone, name), name)
    for name in ("demand", "delivered", "shortage", "imports", "exports", "minimum_stock"):
        same(found.totals[name], full.totals[name], name)
    if wanted.supply:
        same(found.supply[0], alone.supply, "supply")
        same(found.by_source[0], alone.supply[:, 2:12].sum(axis=1), "by source")


def a_market() -> tuple[Network, list[Levers]]:
    """Two draws of one import restricted in two months: wholly, and not at all."""
    settings = [{"key": "home", "value": "KOR"}, {"key": "months", "value": "36"}]
    china = supplier("China", "CHN", volume=80, capacity=110)
    goods = [{"material": "anode", "stock": 50.0}]
    network, _ = build(study(settings=settings, materials=goods, suppliers=[china]))
    ban = Levers.of(network)
    ban.allowed[~network.is_home, 6:8] = 0.2
    return network, [ban, Levers.of(network)]


def marked(base: Base, months: slice) -> Base:
    """Return a base whose path says that a billion was delivered in some months."""
    amounts = base.path.amounts.copy()
    amounts[months, :, SERIES.index("delivered")] = 1e9
    return Base(base.draws, base.path._replace(amounts=amounts))


@pytest.mark.parametrize(("months", "copied"), [(slice(6), True), (slice(6, 8), False)])
def test_that_months_before_a_shock_are_copied_and_those_of_it_computed(months, copied) -> None:
    network, draws = a_market()
    batch = batch_of(network, draws)
    wanted = Wanted(by_source=True)
    base = marked(base_of(batch.frame, wanted), months)
    found = engine.run(batch, wanted, base=base).totals["delivered"]
    assert (found[0].max() > 1e8) == copied
    assert found[1].max() < 1e8  # nothing was changed, nothing is run


def test_that_months_after_the_recovery_are_copied() -> None:
    network, draws = a_market()
    batch = batch_of(network, draws)
    base = base_of(batch.frame, EVERYTHING)
    full = in_full(batch, base)
    same = np.ones(network.months, dtype=bool)
    for name in SERIES:
        gap = np.abs(full.series[name][0] - base.draws.series[name][0])
        same &= (gap <= 1e-9 * (1 + base.draws.series[name][0])).all(axis=0)
    back = network.months - int(np.argmin(same[::-1]))  # the first month that is as usual for good
    assert 8 < back < network.months - 3
    wanted = Wanted(by_source=True)
    last = engine.run(batch, wanted, base=marked(base, slice(back + 1, None)))
    assert last.totals["delivered"][0].max() > 1e8


def test_that_who_is_qualified_since_a_shock_is_so_when_the_base_asks_later() -> None:
    """Demand rises later on beyond what the usual source can: another one has to be qualified."""
    network, _ = a_market()
    china, other = (network.country.index(code) for code in ("CHN", "JPN"))
    demand = network.demand.copy()
    demand[:, 20:] *= 1.6
    changed = {name: getattr(network, name).copy() for name in ("qualification", "capacity")}
    changed["qualification"][other] = 4.0
    changed["capacity"][other] = 60.0
    network = replace(network, demand=demand, **changed)
    ban = Levers.of(network)
    ban.allowed[china, 6:8] = 0.2
    batch = batch_of(network, [ban])
    base = base_of(batch.frame, EVERYTHING)
    found, full = engine.run(batch, EVERYTHING, base=base), in_full(batch, base)
    np.testing.assert_allclose(found.series["stock"], full.series["stock"], atol=1e-9)
    lowest = [draws.series["stock"][..., 20:].min() for draws in (base.draws, found)]
    assert lowest[0] < lowest[1] - 10
