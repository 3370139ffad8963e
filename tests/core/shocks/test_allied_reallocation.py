"""Allies who give home a share of what they can make."""

from __future__ import annotations

import pytest
from small_market import pulled, respond, supplier, supply

BAN = {"kind": "export_restriction", "country": "CHN"}
HELP = {"kind": "allied_reallocation", "country": "JPN", "size": 0.5}


def test_that_a_source_of_unknown_capacity_gives_beyond_what_it_has_shown() -> None:
    run = respond(BAN, HELP)
    assert supply(run, "JPN") == [20, 30, 30, 30, 30, 30]
    assert supply(respond(BAN), "JPN") == [20] * 6
    assert supply(respond(HELP), "JPN") == [20] * 6  # nobody asks for it


def test_that_the_allies_need_no_qualification_but_keep_to_their_capacity_and_the_delay() -> None:
    new = [supplier("mine", "JPN", capacity=100.0, qualification_time=24)]
    late = HELP | {"parameters": {"delay_months": 2}}
    assert supply(respond(BAN, late, suppliers=new), "mine") == [0, 0, 0, 50, 50, 50]
    full = HELP | {"size": 1.0}
    run = respond(BAN | {"country": "CHN"}, full, suppliers=new, demand=more())
    assert max(supply(run, "mine")) == 100


def more() -> list[dict[str, object]]:
    return [{"period": "2022", "material": "anode", "quantity": 12 * 400}]


def test_that_a_share_of_what_is_spare_leaves_out_usual_sales() -> None:
    some = [supplier("mine", "USA", capacity=50.0, volume=10.0, qualification_time=24)]
    spare = HELP | {"country": "USA", "parameters": {"of": "spare"}}
    levers, found = pulled(spare, suppliers=some)
    volume = levers.network.volume[0]
    assert levers.aid[0][1] == pytest.approx(0.5 * (50 - volume))
    assert found == []


def test_that_an_export_ban_of_the_ally_still_holds() -> None:
    run = respond(BAN, BAN | {"country": "JPN"}, HELP)
    assert supply(run, "JPN")[1:] == [0] * 5
