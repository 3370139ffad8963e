"""Batches: draws over one network, each row of a lever kept once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from random_levers import Random, a_network, seeds, shocked

from workbench.core.network import Levers, Substitution
from workbench.core.simulation.batch import batch_of, frame_key, frame_of
from workbench.core.simulation.kernel import engine
from workbench.core.simulation.kernel.engine import Wanted
from workbench.core.simulation.market import market_response
from workbench.core.simulation.records import SERIES


@given(seeds)
@settings(max_examples=60, deadline=None)
def test_that_draws_may_build_different_plants_and_replace_different_materials(
    random: Random,
) -> None:
    network = a_network(random)
    draws = [shocked(network, random) for _ in range(3)]
    try:
        batch = batch_of(network, draws)
    except ValueError:  # together they replace in a circle, or in different orders
        return
    found = engine.run(batch, Wanted(series=SERIES, totals=False))
    for d, levers in enumerate(draws):
        alone = market_response(levers.network, levers)
        scale = max(1.0, alone.need.max())
        for name in SERIES:
            mine, its = found.series[name][d], getattr(alone, name)
            np.testing.assert_allclose(mine, its, rtol=1e-9, atol=1e-9 * scale, err_msg=name)


def test_that_a_ban_on_many_sources_is_one_row() -> None:
    network = a_network(np.random.default_rng(1))
    levers = Levers.of(network)
    abroad = np.flatnonzero(~network.is_home)
    levers.allowed[abroad, 4:] = 0.0
    frame = frame_of(network)
    batch = frame.batch([levers, Levers.of(network), levers])
    assert len(batch.rows.table) == len(frame.rows.table) + 1
    assert np.diff(batch.patches.begin).tolist() == [len(abroad), 0, len(abroad)]
    assert sorted(batch.patches.place[: len(abroad)]) == abroad.tolist()


def test_that_levers_that_copy_on_demand_are_packed_like_others() -> None:
    network = a_network(np.random.default_rng(5))
    frame = frame_of(network)

    def pulled(levers: Levers) -> Levers:
        levers.demand[1, 4:] *= 2.0
        levers.allowed[~network.is_home] = 0.5
        levers.price[:] += 1.0
        return levers

    whole = frame.batch([pulled(Levers.of(network))])
    sparse = frame.batch([pulled(frame.draw()), frame.draw()])
    assert np.array_equal(sparse.rows.table, whole.rows.table, equal_nan=True)
    assert sparse.patches.place[:].tolist() == whole.patches.place.tolist()
    assert sparse.patches.row.tolist() == whole.patches.row.tolist()
    assert (frame.draw().demand == network.demand).all()  # the first draw did not change it


def test_that_a_longer_way_of_one_draw_is_allowed_for() -> None:
    network = replace(a_network(np.random.default_rng(2)))
    late = Levers.of(network)
    late.delay[~network.is_home] = 9
    assert batch_of(network, [late]).width == int(network.lead.max()) + 9 + 1


def test_that_substitutions_in_different_orders_are_refused() -> None:
    network = replace(a_network(np.random.default_rng(3)), order=((0, 1, 2, 3),))
    share = np.full(network.months, 0.8)
    swaps = [Substitution(0, by, share, 1.0, short_only=False) for by in (1, 2)]
    draws = [Levers.of(network) for _ in range(2)]
    draws[0].substitutions = swaps
    draws[1].substitutions = swaps[::-1]
    with pytest.raises(ValueError, match="different orders"):
        batch_of(network, draws)
    assert frame_key(network, draws[0]) != frame_key(network, draws[1])


def test_that_a_frame_does_not_take_what_it_does_not_know() -> None:
    network = a_network(np.random.default_rng(4))
    levers = Levers.of(network)
    levers.plant("unheard of", 0)
    with pytest.raises(ValueError, match="not in list"):
        frame_of(network).batch([levers])
