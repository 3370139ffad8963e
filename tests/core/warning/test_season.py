"""What the season lets expect never depends on the month that is judged."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.core.warning.season import expect

YES = np.array([True])


def test_that_a_short_past_gives_its_last_year():
    found = expect(np.array([[np.nan, 4.0, 8.0, 6.0]]), YES, stl_months=36)
    assert (found.amount[0], bool(found.seasonal[0])) == (6.0, False)


def test_that_two_years_give_the_median_of_the_same_month():
    past = np.array([[*range(1, 13), *range(101, 113)]], dtype=float)
    assert expect(past, YES, stl_months=36).amount[0] == pytest.approx((1 + 101) / 2)


@pytest.mark.parametrize("months", [36, 60, 72])
def test_that_stl_finds_trend_and_season(months):
    time = np.arange(months + 1)
    series = 100 * 1.01**time * np.exp(0.5 * np.sin(time * np.pi / 6))
    found = expect(series[None, :-1], YES, stl_months=36)
    assert found.seasonal[0]
    assert found.amount[0] == pytest.approx(series[-1], rel=0.05)


def test_that_a_zero_breaks_the_past_of_stl():
    past = np.full((1, 40), 5.0)
    past[0, 10] = 0.0
    assert not expect(past, YES, stl_months=36).seasonal[0]


def test_that_what_is_not_wanted_is_left_out():
    found = expect(np.full((1, 40), 5.0), ~YES, stl_months=36)
    assert np.isnan(found.amount[0])
    assert np.isnan(found.spread[0])
