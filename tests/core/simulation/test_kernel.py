"""The compiled kernel against the reference, over networks and levers of every kind."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import numba
import numpy as np
import pytest
from hypothesis import given, settings
from numba.core.caching import CacheImpl
from random_levers import Random, a_network, seeds, shocked
from random_networks import Rows, Tables, networks, shocks

from workbench.core.network import Levers, Network, build
from workbench.core.progress import Cancelled, Progress
from workbench.core.project import from_records
from workbench.core.simulation.batch import batch_of, frame_of
from workbench.core.simulation.kernel import _compiler, child, engine
from workbench.core.simulation.kernel.engine import Draws, Wanted
from workbench.core.simulation.market import Trajectory, market_response
from workbench.core.simulation.records import SERIES
from workbench.core.simulation.scenario import pull, read_shocks


def assert_same(run: Trajectory, reference: Trajectory) -> None:
    """Equal to 1e-9 of the largest amount there is."""
    scale = max(1.0, float(reference.need.max()), float(reference.supply.max(initial=0.0)))
    for name in (*SERIES, "supply"):
        mine, its = getattr(run, name), getattr(reference, name)
        np.testing.assert_allclose(mine, its, rtol=1e-9, atol=1e-9 * scale, err_msg=name)


@given(seeds)
@settings(max_examples=200, deadline=None)
def test_that_the_kernel_gives_what_the_reference_gives(random: Random) -> None:
    network = a_network(random)
    levers = shocked(network, random)
    run = engine.respond(network, levers)
    assert_same(run, market_response(levers.network, levers))


@given(networks(), shocks())
@settings(max_examples=25, deadline=None)
def test_that_it_does_so_for_shocks_of_every_kind(tables: Tables, rows: Rows) -> None:
    project = from_records(tables | {"shocks": rows})
    network, _ = build(project)
    levers, _ = pull(network, read_shocks(project, "s")[0])
    assert_same(engine.respond(network, levers), market_response(levers.network, levers))


def a_batch(count: int, seed: int = 24) -> tuple[Network, list[Levers]]:
    random = np.random.default_rng(seed)
    network = a_network(random)
    base = shocked(network, random)
    found = []
    for _ in range(count):
        levers = deepcopy(base)
        levers.allowed[random.integers(len(network.sources)), 3:9] = random.uniform(0, 1)
        levers.demand[random.integers(4)] *= random.uniform(0.5, 2)
        found.append(levers)
    return network, found


EVERYTHING = Wanted(series=SERIES, totals=True, by_source=True, supply=True, window=(2, 11))


def same_bytes(one: Draws, other: Draws) -> bool:
    pairs = [(one.by_source, other.by_source), (one.supply, other.supply)]
    for mine, its in ((one.series, other.series), (one.totals, other.totals)):
        pairs += [(mine[name], its[name]) for name in mine]
    return all(a.tobytes() == b.tobytes() for a, b in pairs)


def test_that_threads_and_pieces_change_no_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    network, draws = a_batch(23)
    batch = batch_of(network, draws)
    whole = engine.run(batch, EVERYTHING)
    for piece, threads in ((1, 3), (5, 2), (100, 4)):
        monkeypatch.setattr(engine, "PIECE", piece)
        assert same_bytes(engine.run(batch, EVERYTHING, threads), whole)


def test_that_each_draw_of_a_batch_is_what_it_is_alone() -> None:
    network, draws = a_batch(6)
    found = engine.run(batch_of(network, draws), EVERYTHING)
    for d, levers in enumerate(draws):
        alone = market_response(levers.network, levers)
        scale = alone.need.max()
        for name in SERIES:
            np.testing.assert_allclose(
                found.series[name][d], getattr(alone, name), rtol=1e-9, atol=1e-9 * scale
            )
        np.testing.assert_allclose(
            found.by_source[d], alone.supply[:, 2:11].sum(axis=1), rtol=1e-9, atol=1e-9 * scale
        )


def test_that_totals_are_of_the_series_in_the_window() -> None:
    network, draws = a_batch(8)
    found = engine.run(batch_of(network, draws), EVERYTHING)
    inside = {name: array[:, :, 2:11] for name, array in found.series.items()}
    for name in ("demand", "delivered", "shortage", "production", "imports", "exports"):
        assert found.totals[name] == pytest.approx(inside[name].sum(axis=2))
    short = inside["shortage"] > 1e-9 * inside["demand"]
    assert (found.totals["shortage_months"] == short.sum(axis=2)).all()
    first = np.where(short.any(axis=2), short.argmax(axis=2), np.inf)
    assert (found.totals["first_shortage"] == first).all()
    assert len(np.unique(first)) > 3  # some at once, some later, some never
    assert (found.totals["minimum_stock"] == inside["stock"].min(axis=2)).all()
    need = inside["need"]
    cover = np.where(need > 0, inside["stock"] / np.where(need > 0, need, 1), np.inf)
    assert (found.totals["minimum_cover"] == cover.min(axis=2)).all()


def test_that_less_may_be_wanted_and_is_the_same() -> None:
    network, draws = a_batch(5)
    batch = batch_of(network, draws)
    whole = engine.run(batch, EVERYTHING)
    few = engine.run(batch, Wanted(series=("stock", "shortage"), materials=(2, 0), totals=False))
    for name in ("stock", "shortage"):
        assert (few.series[name] == whole.series[name][:, [2, 0]]).all()
    assert few.totals == {}
    assert few.supply.size == few.by_source.size == 0


def test_that_parts_no_shock_hits_are_copied_from_the_base() -> None:
    network = a_network(np.random.default_rng(11))
    frame = frame_of(network)
    part = frame.layout.lists.part
    hit = int(network.material[0])
    levers = Levers.of(network)
    levers.allowed[network.sources_of(hit), 2:] = 0.1
    assert (part != part[hit]).any()
    base = engine.respond(network, Levers.of(network))
    wrong = replace(base, stock=base.stock + 1.0)
    run = engine.respond(network, levers, frame, wrong)
    told = engine.respond(network, levers)
    for m in range(len(part)):
        if part[m] == part[hit]:
            assert (run.stock[m] == told.stock[m]).all()
        else:
            assert (run.stock[m] == wrong.stock[m]).all()


class Stop(Progress):
    def step(self, done: float, _total: float = 0.0, _text: str = "") -> None:
        if done >= 2:
            raise Cancelled


@given(seeds)
@settings(max_examples=50, deadline=None)
def test_that_what_happens_in_a_part_never_depends_on_another_one(random: Random) -> None:
    network = a_network(random, 6)
    levers = shocked(network, random)
    base = engine.respond(network, Levers.of(network))
    frame = frame_of(network, [levers])
    assert_same(engine.respond(network, levers, frame, base), engine.respond(network, levers))


def test_that_a_run_can_be_stopped_between_two_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "PIECE", 1)
    network, draws = a_batch(9)
    for threads in (1, 3):
        with pytest.raises(Cancelled):
            engine.run(batch_of(network, draws), EVERYTHING, threads, Stop())


def test_that_nothing_makes_it_compile_anew() -> None:
    assert child.main() == 0  # a single source, for which every layout of an array is the same
    network, draws = a_batch(3)
    engine.run(batch_of(network, draws), EVERYTHING)
    engine.respond(network, draws[0])
    engine.run(batch_of(network, draws[:1]), Wanted())
    assert len(engine.compiled().signatures) == 1


def test_that_it_works_where_no_machine_code_can_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for locator in CacheImpl._locator_classes:
        monkeypatch.setattr(locator, "from_function", lambda *_: None)

    def twice(number: float) -> float:
        return 2.0 * number

    assert _compiler.entry(twice, tmp_path)(21.0) == 42.0


def test_that_machine_code_is_kept_for_these_sources_alone(tmp_path: Path) -> None:
    before = numba.config.CACHE_DIR
    compiled = _compiler.entry(_kept, tmp_path)
    assert compiled(3.0) == 9.0
    assert list(tmp_path.glob("*/*.nbi"))
    assert before == numba.config.CACHE_DIR
    assert len(_compiler.kept_in().name) == len("kernel-") + 16


def _kept(number: float) -> float:
    return number * number
