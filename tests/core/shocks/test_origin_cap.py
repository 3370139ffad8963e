"""No more than a share from one origin."""

from __future__ import annotations

from typing import Any

import pytest
from small_market import imports, pulled, respond, supplier, supply

CAP = {"kind": "origin_cap", "country": "CHN", "material": "anode", "size": 0.5}
ROOM = [supplier("mine", "USA", capacity=60.0)]


def test_that_the_others_take_over_what_the_cap_leaves() -> None:
    run = respond(CAP, suppliers=ROOM)
    assert supply(run, "CHN") == [80, 50, 50, 50, 50, 50]
    assert supply(run, "mine")[1:] == [30] * 5
    assert run.shortage.max() == 0


def test_that_the_cap_holds_on_what_is_shipped_even_if_that_leaves_a_shortage() -> None:
    # Japan has shown no more than 20: China may send as much, and 60 are missing.
    run = respond(CAP)
    assert supply(run, "CHN")[1:] == [20] * 5
    assert run.shortage[0][1:] == pytest.approx([60] * 5)


def test_that_a_share_of_supply_counts_home_production() -> None:
    plant = [supplier("plant", "KOR", capacity=50.0)]
    demand = [{"period": "2022", "material": "anode", "quantity": 1800}]
    of_supply = CAP | {"parameters": {"of": "supply"}}
    run = respond(of_supply, suppliers=plant, demand=demand)
    assert supply(run, "CHN")[1:] == [70] * 5  # as much as the plant's 50 and Japan's 20


def test_that_a_group_is_capped_together_and_two_caps_both_hold() -> None:
    trade = imports("anode", CHN=60, RUS=20, JPN=20)
    both: list[dict[str, Any]] = [CAP | {"country": "FEOC"}, CAP | {"country": "JPN", "size": 0.3}]
    run = respond(*both, trade=trade)
    china, russia, japan = (supply(run, name)[2] for name in ("CHN", "RUS", "JPN"))
    assert china + russia <= 0.5 * (china + russia + japan) + 1e-9
    assert japan <= 0.3 * (china + russia + japan) + 1e-9
    assert supply(respond(CAP | {"country": "FEOC"}, trade=trade), "RUS")[2] == 5  # a quarter


def test_that_the_cap_comes_step_by_step_and_a_lone_origin_is_told() -> None:
    levers, _ = pulled(CAP | {"parameters": {"ramp_months": 2}})
    assert levers.caps[0].share.tolist()[1:4] == [0.75, 0.5, 0.5]
    _, found = pulled(CAP, trade=imports("anode", CHN=80))
    assert "nobody else" in found[0].message
    _, found = pulled(CAP | {"country": "FRA"})
    assert "changes nothing" in found[0].message
