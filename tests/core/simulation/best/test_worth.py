"""One more unit of a source avoids what its dual value says."""

from __future__ import annotations

import pytest
from small_market import imports, pulled, supplier

from workbench.core.network import Levers
from workbench.core.simulation.best import (
    Best,
    best_response,
    total_worth,
    worth_sentence,
    worth_table,
)
from workbench.core.simulation.best.worth import TOTAL, WORTH

BAN = {"kind": "export_restriction", "country": "CHN", "size": 1.0}
CHAIN = {
    "materials": [{"material": "anode"}, {"material": "coke"}],
    "recipes": [{"output": "anode", "input": "coke", "quantity": 4}],
    "trade": [*imports("anode", JPN=20), *imports("coke", CHN=320)],
    "suppliers": [supplier("plant", "KOR", capacity=100, volume=80)],
}


def banned() -> tuple[Levers, Best]:
    levers, _ = pulled(BAN, **CHAIN)
    return levers, best_response(levers)


def test_that_one_more_of_an_input_makes_a_quarter_of_an_output() -> None:
    _, best = banned()
    table = worth_table(best)
    assert tuple(table.columns) == WORTH
    coke = table[table["source"] == "CHN"].set_index("period")["avoided"]
    assert coke["2022-03"] == pytest.approx(0.25)
    assert table.set_index(["source", "period"]).loc[("JPN", "2022-03"), "avoided"] == 1.0
    assert "plant" not in set(table["source"])  # it lacks inputs, not capacity


def test_that_a_dual_value_is_what_one_more_unit_changes() -> None:
    levers, best = banned()
    for name, month in (("CHN", 3), ("JPN", 0), ("JPN", 5)):
        more, _ = pulled(BAN, **CHAIN)
        place = levers.network.sources.index(name)
        most = best.most[place, month]
        if name == "CHN":
            more.allowed[place, month] = 1 / 320
        more.capacity[place, month] = most + 1.0
        avoided = best.shortage - best_response(more).shortage
        assert best.worth[place, month] == pytest.approx(avoided, abs=1e-6)
        assert avoided > 0


def test_that_nothing_is_worth_anything_where_nobody_is_short() -> None:
    levers, _ = pulled(**CHAIN)
    assert worth_table(best_response(levers)).empty


def test_that_months_are_added_up_and_told_in_a_sentence() -> None:
    total = total_worth(worth_table(banned()[1]))
    assert tuple(total.columns) == TOTAL
    first = total.iloc[0]
    assert (first["source"], first["months"], first["avoided"]) == ("JPN", 6, pytest.approx(6))
    assert worth_sentence(first, "t", 6) == (
        "One more t a month of anode from JPN would avoid 6 t of shortage in 6 months."
    )
