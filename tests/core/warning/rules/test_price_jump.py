"""A unit that costs far more than it used to warns."""

from __future__ import annotations

import pytest


def test_that_a_price_a_third_above_a_calm_past_warns(rows, make, judged):
    calm, dear = rows("CHN", [10.0] * 12, price=2.0), rows("CHN", [10.0], "2019-01", price=2.7)
    found, _ = judged(make(calm, dear), "price_jump")
    assert found == [("CHN", pytest.approx(2.7), pytest.approx(2.6))]
    assert judged(make(calm, rows("CHN", [10.0], "2019-01", price=2.5)), "price_jump") == ([], [])


def test_that_a_restless_past_needs_more(rows, make, judged):
    parts = [
        rows("CHN", [10.0], f"2018-{month:02d}", price=price)
        for month, price in enumerate([1.0, 2.0] * 6, start=1)
    ]
    dear = rows("CHN", [10.0], "2019-01", price=2.7)
    assert judged(make(*parts, dear), "price_jump") == ([], [])


def test_that_a_price_needs_value_and_quantity(rows, make, judged):
    no_value = [{**row, "value": None} for row in rows("CHN", [10.0] * 13)]
    found, reasons = judged(make(no_value), "price_jump", basis="quantity")
    assert (found, reasons) == ([], ["no value and quantity of the newest month"])


def test_that_a_small_partner_is_left_out(rows, make, judged):
    calm, dear = rows("CHN", [1.0] * 12), rows("CHN", [1.0], "2019-01", price=9.0)
    found, _ = judged(make(calm, dear, rows("JPN", [500.0] * 13)), "price_jump")
    assert found == []
