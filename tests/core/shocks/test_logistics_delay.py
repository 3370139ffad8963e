"""Goods that take longer."""

from __future__ import annotations

import pytest
from small_market import pulled, respond, supplier, supply

LATE = {"kind": "logistics_delay", "country": "CHN", "size": 2}


def test_that_goods_of_these_months_come_later_and_none_is_lost() -> None:
    run = respond(LATE | {"duration": 1})
    # February's 80 arrive in April, when buyers order the other 20 only, a fifth of it in Japan.
    assert supply(run, "CHN") == [80, 0, 80, 80 + 16, 80, 80]
    assert supply(run, "JPN") == [20, 20, 20, 4, 20, 20]
    assert run.shortage[0] == pytest.approx([0, 80, 0, 0, 0, 0])


def test_that_a_stock_bridges_the_delay() -> None:
    run = respond(LATE | {"duration": 1}, materials=[{"material": "anode", "stock": 80}])
    assert run.shortage.max() == pytest.approx(0.0, abs=1e-9)
    assert run.stock[0] == pytest.approx([80, 0, 0, 80, 80, 80])


def test_that_what_is_on_the_way_is_not_delayed_and_home_has_no_way() -> None:
    sea = [supplier("sea", "CHN", volume=80.0, lead_time=1), supplier("plant", "KOR", capacity=5.0)]
    run = respond({"kind": "logistics_delay", "size": 1}, suppliers=sea)
    assert supply(run, "sea")[:3] == [80, 80, 0]
    assert supply(run, "plant") == [5] * 6


def test_that_delays_add_up_and_are_whole_months() -> None:
    levers, found = pulled(LATE | {"size": 1.5}, LATE | {"size": 1})
    assert levers.delay[0].tolist() == [0, 3, 3, 3, 3, 3]
    assert ["whole months" in problem.message for problem in found] == [True]


def test_that_a_delay_beyond_the_simulation_takes_no_more_memory_and_is_told() -> None:
    levers, found = pulled(LATE | {"size": 1e9})
    assert levers.delay[0].tolist() == [0, 6, 6, 6, 6, 6]
    assert ["longer than the simulation" in problem.message for problem in found] == [True]
    assert supply(respond(LATE | {"size": 1e9}), "CHN") == [80, 0, 0, 0, 0, 0]
