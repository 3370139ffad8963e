"""The best response: by hand in a small market, and what must hold in every network."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_networks import Tables, networks, pulled, scale, shocks
from small_market import imports

from workbench.core.network import Levers, Network
from workbench.core.problem import DataRefused
from workbench.core.progress import Cancelled, Progress
from workbench.core.project import Project, from_records
from workbench.core.simulation.best import Best, Planner, best_response
from workbench.core.simulation.market import market_response

BALANCES = ("demand", "delivered", "shortage", "stock", "production", "imports", "exports")
TRADE = [*imports("anode", CHN=80, JPN=20), *imports("anode", "2020-05", JPN=30)]
CUT = {"kind": "export_restriction", "country": "CHN", "start": "2022-03", "size": 0.5}
quick = settings(max_examples=12, deadline=None)


def market(months: int = 6, **tables: list[dict[str, Any]]) -> Project:
    """Need 100 a month: China usually 80, Japan 20 and 30 once."""
    base = {
        "settings": [{"key": "home", "value": "KOR"}, {"key": "months", "value": str(months)}],
        "materials": [{"material": "anode"}],
        "trade": TRADE,
    }
    return from_records(base | tables)


def respond(project: Project) -> tuple[Network, Best]:
    network, levers = pulled(project)
    return network, best_response(levers)


def cut(**cells: Any) -> list[dict[str, Any]]:
    return [{"scenario": "s", "order": 1} | CUT | cells]


def test_that_the_worked_case_of_the_module_comes_out() -> None:
    _, best = respond(market(shocks=cut()))
    found = best.trajectory
    assert found.shortage.sum() == pytest.approx(4 * 30 - 20)
    assert best.shortage == pytest.approx(100)
    assert found.imports[0] == pytest.approx([110, 110, 70, 70, 70, 70])
    assert found.stock[0, :2] == pytest.approx([10, 20])


def test_that_home_is_served_before_customers_abroad_and_before_stock_is_kept() -> None:
    sold = {"period": "2021", "flow": "export", "reporter": "KOR", "partner": "DEU"}
    trade = [*TRADE, sold | {"material": "anode", "quantity": 120}]
    stocked = [{"material": "anode", "stock": 40}]
    _, best = respond(market(trade=trade, materials=stocked, shocks=cut(size=0.1)))
    assert best.shortage == 0.0  # 8 of 90 are missing a month, 10 are usually sold abroad
    assert best.trajectory.stock[0] == pytest.approx([40] * 6)
    assert best.trajectory.exports[0] == pytest.approx([10, 10, 10, 10, 10, 10])


def test_that_a_cut_that_stock_and_exports_cannot_cover_empties_both() -> None:
    stocked = [{"material": "anode", "stock": 40}]
    _, best = respond(market(materials=stocked, shocks=cut(size=1.0)))
    assert best.trajectory.stock[0, -1] == pytest.approx(0.0, abs=1e-6)
    assert best.shortage == pytest.approx(4 * 70 - 40 - 20)


def test_that_no_more_is_drawn_from_a_stock_than_may_be() -> None:
    stocked = [{"material": "anode", "stock": 40}]
    _, levers = pulled(market(materials=stocked, shocks=cut(size=1.0, start="2022-01")))
    levers.draw[:] = 5.0
    best = best_response(levers)
    assert best.trajectory.stock[0] == pytest.approx([35, 30, 25, 20, 15, 10])
    assert best.shortage == pytest.approx(6 * (100 - 30 - 5))


def test_that_no_more_of_a_need_is_replaced_than_the_plants_have() -> None:
    """A plant that misses one input needs none of the other, so none of that can be replaced."""
    plant = {"supplier": "plant", "country": "KOR", "material": "anode", "capacity": 1200}
    more = {"kind": "capacity_change", "material": "pitch", "supplier": "new", "order": 2}
    later = {"size": 1200, "parameters": '{"surplus": "idle", "delay_months": 3}'}
    instead = {"kind": "substitution", "material": "tar", "size": 0.5, "order": 3}
    rows = [
        {"scenario": "s", "start": "2022-01"} | row
        for row in (
            {"kind": "supplier_outage", "country": "CHN", "size": 1.0, "order": 1},
            more | later,
            instead | {"parameters": '{"by": "natural", "when": "short", "ratio": 1}'},
        )
    ]
    project = market(
        materials=[{"material": m} for m in ("anode", "tar", "pitch", "natural")],
        trade=[row for m in ("tar", "pitch") for row in imports(m, CHN=100)]
        + imports("natural", JPN=100),
        suppliers=[plant | {"volume": 1200}],
        recipes=[{"output": "anode", "input": m, "quantity": 1.0} for m in ("tar", "pitch")],
        shocks=rows,
    )
    network, best = respond(project)
    found = best.trajectory
    tar = network.materials.index("tar")
    assert found.production.sum(axis=0)[:3] == pytest.approx([0, 0, 0])
    assert found.demand.min() >= 0
    assert found.demand[network.materials.index("natural")][:3] == pytest.approx([100] * 3)
    assert found.demand[tar] == pytest.approx(found.delivered[tar] + found.shortage[tar])
    assert found.shortage[network.materials.index("anode")] == pytest.approx(
        [100, 100, 100, 50, 50, 50]
    )


@given(networks(), shocks())
@settings(max_examples=40, deadline=None)
def test_that_there_is_never_more_shortage_than_in_the_market_response(
    tables: Tables, rows: list[dict[str, Any]]
) -> None:
    _, levers = pulled(from_records(tables | {"shocks": rows}))
    best = best_response(levers)
    real = market_response(levers.network, levers)
    assert best.shortage <= real.shortage.sum() + 1e-7 * scale(tables)


@given(networks())
@quick
def test_that_without_a_shock_it_is_the_steady_state_of_the_market(tables: Tables) -> None:
    network, levers = pulled(from_records(tables))
    best, real = best_response(levers).trajectory, market_response(network, levers)
    for name in BALANCES:
        one, two = getattr(best, name), getattr(real, name)
        np.testing.assert_allclose(one, two, rtol=1e-6, atol=1e-6 * scale(tables), err_msg=name)


def test_that_a_planner_forgets_what_held_for_the_scenario_before() -> None:
    def released(material: str, *more: dict[str, Any]) -> Levers:
        held = {"kind": "stockpile", "material": material, "start": "2022-01", "size": 0}
        ban = cut(size=1.0, material="a") + cut(size=1.0, material="b")
        rows = [*ban, held | {"parameters": '{"access": "released", "release": 2}'}, *more]
        shocks = [row | {"scenario": "s", "order": i} for i, row in enumerate(rows, 1)]
        goods = [{"material": m, "stock": 100} for m in "ab"]
        trade = [row for m in "ab" for row in imports(m, CHN=50, JPN=50)]
        return pulled(market(materials=goods, trade=trade, shocks=shocks))[1]

    capped = {"kind": "origin_cap", "country": "JPN", "material": "b", "start": "2022-01"}
    every = [released("a"), released("b"), released("a", capped | {"size": 0.9})]
    fresh = [best_response(levers).shortage for levers in every]
    assert fresh[0] == fresh[1] > 0
    for one, two in itertools.permutations(range(3), 2):
        planner = Planner()
        planner.respond(every[one])
        assert planner.respond(every[two]).shortage == pytest.approx(fresh[two])


@given(networks(), st.lists(shocks(), min_size=2, max_size=3))
@quick
def test_that_a_planner_answers_the_same_whatever_it_planned_before(
    tables: Tables, every: list[list[dict[str, Any]]]
) -> None:
    planner = Planner()
    for rows in every:
        _, levers = pulled(from_records(tables | {"shocks": rows}))
        again, fresh = planner.respond(levers).shortage, best_response(levers).shortage
        assert again == pytest.approx(fresh, abs=1e-7 * scale(tables))


@given(networks(), shocks())
@quick
def test_that_the_balances_hold_every_month_and_nothing_is_negative(
    tables: Tables, rows: list[dict[str, Any]]
) -> None:
    _, levers = pulled(from_records(tables | {"shocks": rows}))
    best = best_response(levers)
    run = best.trajectory
    close = {"rtol": 1e-9, "atol": 1e-7 * scale(tables)}
    np.testing.assert_allclose(run.demand, run.delivered + run.shortage, **close)
    before = np.column_stack([run.network.stock, run.stock[:, :-1]])
    after = before + run.production + run.imports - run.exports - run.delivered
    np.testing.assert_allclose(run.stock, after, **close)
    for name in (*BALANCES, "supply"):
        assert getattr(run, name).min() >= 0, name
    assert (best.shipped <= best.most).all()


@given(networks(), st.lists(st.floats(0, 1), min_size=2, max_size=2))
@quick
def test_that_a_harder_restriction_never_means_less_shortage(
    tables: Tables, sizes: list[float]
) -> None:
    short, planner = [], Planner()
    for size in sorted(sizes):
        rows = cut(country="CHN", size=size, duration=8)
        _, levers = pulled(from_records(tables | {"shocks": rows}))
        short.append(planner.respond(levers).shortage)
    assert short[0] <= short[1] + 1e-7 * scale(tables)


@given(networks(), shocks(), shocks())
@quick
def test_that_a_restart_finds_what_a_fresh_start_finds(
    tables: Tables, first: list[dict[str, Any]], second: list[dict[str, Any]]
) -> None:
    planner = Planner()
    for rows in (first, second, first):
        _, levers = pulled(from_records(tables | {"shocks": rows}))
        again, fresh = planner.respond(levers), best_response(levers)
        assert again.shortage == pytest.approx(fresh.shortage, abs=1e-7 * scale(tables))


@given(networks(), st.lists(st.floats(0.1, 10), min_size=5, max_size=5))
@quick
def test_that_weighted_shortage_is_never_more_than_that_of_the_market(
    tables: Tables, weights: list[float]
) -> None:
    _, levers = pulled(from_records(tables | {"shocks": cut(size=1.0)}))
    weight = np.array(weights[: len(levers.network.materials)])
    best = best_response(levers, weight)
    real = float((weight[:, None] * market_response(levers.network, levers).shortage).sum())
    assert best.shortage <= real + 1e-6 * scale(tables)


def test_that_qualification_begins_in_the_first_month_and_not_earlier() -> None:
    other = {"supplier": "other", "country": "VNM", "material": "anode", "capacity": 1200}
    other |= {"volume": 0, "qualification_time": 4}
    _, best = respond(market(suppliers=[other], shocks=cut(size=1.0)))
    place = best.trajectory.network.sources.index("other")
    assert best.trajectory.supply[place, :4] == pytest.approx([0.0] * 4)
    assert best.trajectory.shortage[0] == pytest.approx([0, 0, 50, 70, 0, 0])


def test_that_a_cancelled_search_ends_and_the_planner_can_be_used_again() -> None:
    class Stop(Progress):
        def step(self, *_news: object) -> None:
            raise Cancelled

    planner = Planner()
    _, levers = pulled(market(shocks=cut()))
    with pytest.raises(Cancelled):
        planner.respond(levers, progress=Stop())
    assert planner.respond(levers).shortage == pytest.approx(100)


def test_that_limits_nobody_can_keep_are_refused_in_words() -> None:
    network, _ = pulled(market())
    levers = Levers.of(network)
    levers.capacity[:] = -1.0  # no source can deliver less than nothing
    with pytest.raises(DataRefused, match="there is no best response: no plan keeps all limits"):
        best_response(levers)
