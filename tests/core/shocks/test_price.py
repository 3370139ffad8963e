"""Prices that change, and what they move."""

from __future__ import annotations

import numpy as np
import pytest
from small_market import place, pulled, respond, supplier, supply

CUT = {"kind": "export_restriction", "country": "CHN", "size": 0.5}
OFFERS = [
    supplier("cheap", "USA", price=5.0, capacity=100.0),
    supplier("dear", "VNM", price=6.0, capacity=100.0),
]


@pytest.mark.parametrize("cells", [{"size": 0.5}, {"parameters": {"price": 7}}])
def test_that_whoever_grows_dearer_is_asked_later(cells: dict[str, object]) -> None:
    run = respond(CUT, {"kind": "price", "supplier": "cheap"} | cells, suppliers=OFFERS)
    assert (supply(run, "cheap")[1], supply(run, "dear")[1]) == (0, 40)


def test_that_a_change_of_an_unknown_price_counts_among_unknown_ones() -> None:
    levers, _ = pulled({"kind": "price", "country": "JPN", "size": -0.2})
    ranks = levers.ranks()
    assert ranks[:, 0].tolist() == [0, 0]
    assert ranks[place(levers, "JPN"), 1] < ranks[place(levers, "CHN"), 1]


def test_that_an_elasticity_needs_a_known_price_where_a_new_one_is_set() -> None:
    new = {"kind": "price", "country": "CHN", "parameters": {"price": 3, "elasticity": 1}}
    levers, found = pulled(new)
    assert (levers.lean == 1).all()
    assert "was not known" in found[0].message
    relative = {"kind": "price", "country": "CHN", "size": 1.0, "parameters": {"elasticity": 1}}
    assert pulled(relative)[0].lean[0].tolist() == [1] + [0.5] * 5


def test_that_some_target_is_needed() -> None:
    assert "needs a material or a country or a supplier" in pulled({"kind": "price"})[1][0].message


def test_that_what_no_price_can_do_is_told_and_held_to_what_it_can() -> None:
    fall = {"kind": "price", "country": "CHN", "size": -2, "parameters": {"elasticity": 1e6}}
    levers, found = pulled(fall)
    assert ["-0.99 is used" in problem.message for problem in found] == [False, True]
    assert "elasticity cannot be 1e+06; 10 is used" in found[0].message
    assert np.isfinite(levers.lean).all()
    least, _ = pulled(fall | {"size": -0.99, "parameters": {"elasticity": 10}})
    assert (levers.lean == least.lean).all()
