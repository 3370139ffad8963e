"""Measures of many draws against those of single runs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from random_levers import Random, a_network, seeds, shocked
from random_networks import Rows, Tables, networks, pulled, shocks

from workbench.core.network import Levers, Network
from workbench.core.project import from_records
from workbench.core.simulation.batch import batch_of
from workbench.core.simulation.ensemble.measured import MEASURED, TIME, measures_of
from workbench.core.simulation.kernel import engine
from workbench.core.simulation.kernel.engine import Wanted
from workbench.core.simulation.market import market_response
from workbench.core.simulation.measures import MEASURES, Window


def assert_as_single_runs(network: Network, draws: list[Levers], window: tuple[int, int]) -> None:
    batch = batch_of(network, draws)
    wanted = Wanted(totals=True, by_source=True, window=window)
    found = measures_of(batch.network, engine.run(batch, wanted))
    assert tuple(found) == MEASURED
    for d, levers in enumerate(draws):
        run = market_response(levers.network, levers)
        single = Window(run, *window)
        scale = max(1.0, float(run.need.max()))
        for m in range(len(network.materials)):
            expected = single.measures(m)
            for name in MEASURES:
                np.testing.assert_allclose(
                    found[name][d, m], expected[name], rtol=1e-9, atol=1e-9 * scale, err_msg=name
                )


@given(seeds, st.integers(0, 6), st.integers(7, 15))
@settings(max_examples=60, deadline=None)
def test_that_measures_of_draws_are_those_of_single_runs(random: Random, start: int, end: int):
    network = a_network(random)
    draws = [shocked(network, random, plants=0) for _ in range(2)]
    draws = [replace(one, substitutions=[], caps=[], network=network) for one in draws]
    assert_as_single_runs(network, draws, (start, end))


@given(networks(), shocks())
@settings(max_examples=40, deadline=None)
def test_that_measures_of_a_draw_are_those_of_a_run(tables: Tables, rows: Rows):
    network, levers = pulled(from_records(tables | {"shocks": rows}))
    assert_as_single_runs(network, [levers], (1, 12))


def test_that_time_to_survive_is_counted_from_the_window():
    network = a_network(np.random.default_rng(4))
    levers = Levers.of(network)
    levers.allowed[:, 5:] = 0.0
    batch = batch_of(network, [levers])
    measured = [
        measures_of(
            batch.network, engine.run(batch, Wanted(totals=True, by_source=True, window=window))
        )[TIME][0]
        for window in ((0, 15), (5, 15))
    ]
    run = market_response(levers.network, levers)
    for start, found in zip((0, 5), measured, strict=True):
        short = run.shortage[:, start:] > 1e-9 * run.demand[:, start:]
        first = np.where(short.any(axis=1), short.argmax(axis=1), np.inf)
        np.testing.assert_array_equal(found, first)


def test_that_rounding_is_no_figure():
    network = a_network(np.random.default_rng(5))
    batch = batch_of(network, [Levers.of(network)])
    found = engine.run(batch, Wanted(totals=True, by_source=True))
    found.totals["shortage"][:] = -1e-13
    found.totals["production"][:] = found.totals["delivered"] * (1 + 1e-15)
    measures = measures_of(batch.network, found)
    assert not np.signbit(measures["shortage"]).any()
    assert not measures["shortage"].any()
    assert not np.nan_to_num(measures["import_dependence"]).any()
