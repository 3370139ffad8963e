"""Duties: whom buyers ask first, and where usual orders go."""

from __future__ import annotations

from typing import Any

import pytest
from small_market import imports, place, pulled, respond, supplier, supply

CUT = {"kind": "export_restriction", "country": "CHN", "size": 0.5}
DUTY = {"kind": "tariff", "country": "USA", "size": 0.5}
OFFERS = [
    supplier("cheap", "USA", price=5.0, capacity=100.0),
    supplier("dear", "VNM", price=6.0, capacity=100.0),
]


def test_that_without_elasticity_only_the_order_of_offers_changes() -> None:
    before, after = respond(CUT, suppliers=OFFERS), respond(CUT, DUTY, suppliers=OFFERS)
    assert (supply(before, "cheap")[1], supply(before, "dear")[1]) == (40, 0)
    assert (supply(after, "cheap")[1], supply(after, "dear")[1]) == (0, 40)  # 5 x 1.5 > 6
    alone = respond({"kind": "tariff", "country": "CHN", "size": 0.5})
    assert supply(alone, "CHN") == [80] * 6


def test_that_an_elasticity_moves_usual_orders_and_keeps_their_sum() -> None:
    # 80 x 1.25^-2 = 51.2 against 20: shares 0.719 and 0.281 of 100; both have shown 100.
    duty = {"kind": "tariff", "country": "CHN", "size": 0.25, "parameters": {"elasticity": 2}}
    levers, _ = pulled(duty)
    shares = levers.order_shares()
    assert shares[:, 1] == pytest.approx([51.2 / 71.2, 20 / 71.2])
    assert shares[:, 0].tolist() == [0.8, 0.2]


def test_that_of_unknown_prices_the_higher_duty_is_asked_later() -> None:
    blank = [
        supplier(name, country, capacity=100.0) for name, country in (("a", "USA"), ("b", "VNM"))
    ]
    levers, _ = pulled(DUTY, suppliers=blank)
    ranks = levers.ranks()
    assert ranks[place(levers, "a"), 0] == ranks[place(levers, "b"), 0]
    assert ranks[place(levers, "a"), 1] > ranks[place(levers, "b"), 1]


def test_that_duties_multiply_and_ramp_up_and_none_is_negative() -> None:
    levers, _ = pulled(DUTY | {"parameters": {"ramp_months": 2}}, DUTY, suppliers=OFFERS)
    assert levers.duty[place(levers, "cheap")][:4] == pytest.approx([1, 1.25 * 1.5, 2.25, 2.25])
    levers, found = pulled(DUTY | {"size": -0.5}, suppliers=OFFERS)
    assert (levers.duty == 1).all()
    assert "size cannot be -0.5; 0 is used" in found[0].message


ONE = {"trade": imports("anode", CHN=80)}


@pytest.mark.parametrize(
    ("cells", "tables", "severity", "told"),
    [
        ({}, ONE, "warning", "nobody is asked sooner or later to take over; the shock changes"),
        ({"size": ""}, {}, "warning", "the shock changes nothing"),  # no duty at all
        ({}, {}, "info", "only whom buyers ask first"),
        ({"parameters": {"elasticity": 2}}, ONE, "warning", "hit alike; the shock changes nothing"),
        ({"parameters": {"elasticity": 2}}, {}, "", ""),
        ({"size": 0}, ONE, "", ""),  # says so itself
    ],
)
@pytest.mark.parametrize("kind", ["tariff", "price"])
def test_that_a_duty_or_price_that_moves_no_orders_is_told(
    kind: str, cells: dict[str, Any], tables: dict[str, Any], severity: str, told: str
) -> None:
    _, found = pulled({"kind": kind, "country": "CHN", "size": 0.5} | cells, **tables)
    assert [one.severity for one in found] == ([severity] if severity else [])
    assert all(told in one.message for one in found)


def test_that_a_duty_says_so_exactly_when_nothing_can_follow_from_it() -> None:
    offers = [supplier("cheap", "USA", price=5.0, volume=9), supplier("dear", "VNM", price=6.0)]
    for size, changes in ((0.1, False), (0.2, True), (0.3, True)):  # 5 x 1.2 = 6: asked together
        levers, (found,) = pulled(DUTY | {"size": size}, suppliers=offers)
        ranks = levers.ranks()
        assert (ranks[:, 0] != ranks[:, 1]).any() == changes
        assert ("changes nothing" in found.message) != changes
