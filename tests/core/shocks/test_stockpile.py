"""Stockpiles that grow, and that are released."""

from __future__ import annotations

from typing import Any

import pytest
from small_market import imports, pulled, respond, supply

PILE = {"kind": "stockpile", "material": "anode"}
SHOWN = imports("anode", "2020-05", JPN=60) + imports("anode", CHN=80, JPN=20)
BAN = {"kind": "export_restriction", "country": "CHN"}


def stock(*shocks: dict[str, Any], have: float = 0.0) -> tuple[list[float], list[float]]:
    run = respond(*shocks, trade=SHOWN, materials=[{"material": "anode", "stock": have}])
    return [round(x, 6) for x in run.stock[0].tolist()], [round(x, 6) for x in run.shortage[0]]


def test_that_buyers_fill_up_to_the_raised_target_as_far_as_sources_can() -> None:
    # Target 50 from February on; the sources have room for 40 a month beyond the need of 100.
    assert stock(PILE | {"size": 0.5}) == ([0, 40, 50, 50, 50, 50], [0] * 6)


def test_that_a_release_replaces_imports_and_the_stock_fills_again_afterwards() -> None:
    release = PILE | {"duration": 3, "parameters": {"release": 10}}
    assert stock(release, have=100) == ([100, 90, 80, 70, 100, 100], [0] * 6)


def test_that_a_reserve_gives_only_what_is_released_and_a_free_stock_everything() -> None:
    # China's 80 are banned and Japan gives 60: 40 are missing a month.
    held = PILE | {"parameters": {"release": 10, "access": "released"}}
    assert stock(BAN, held, have=100) == ([100, 90, 80, 70, 60, 50], [0, 30, 30, 30, 30, 30])
    assert stock(BAN, have=100) == ([100, 60, 20, 0, 0, 0], [0, 0, 0, 20, 40, 40])


def test_that_buyers_do_not_count_on_more_than_a_reserve_gives() -> None:
    # 80 more than the target of 20: orders fall by the 10 that are released, not by 80.
    held = PILE | {"start": "2022-01", "parameters": {"release": 10, "access": "released"}}
    plenty = [{"material": "anode", "stock": 100, "stock_target": 0.2}]
    run = respond(held, trade=SHOWN, materials=plenty)
    assert run.stock[0] == pytest.approx([90, 80, 70, 60, 50, 40])
    assert run.shortage.max() == 0
    assert supply(run, "CHN") == [72] * 6  # usual shares of 90


def test_that_what_cannot_work_is_told() -> None:
    _, found = pulled(PILE | {"parameters": {"release": 5}})
    assert "no stock of anode to release" in found[0].message
    _, found = pulled(PILE | {"material": "urea", "size": 1})
    assert found[0].severity == "error"
    assert pulled({"kind": "stockpile"})[1][0].message.endswith(
        "needs a material; the shock is left out"
    )
