"""Direct and indirect losses: hand-computed days, and sums that hold for every economy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_economy import BUYER, SELLER, small

from workbench.core.problem import DataRefused
from workbench.core.progress import Cancelled, Progress
from workbench.core.simulation.ario import DAYS, Habits
from workbench.core.simulation.indirect import indirect_losses
from workbench.core.simulation.industries import Industry, input_output
from workbench.core.simulation.outage import Hit, Span


def row(found, name: str):
    return found.industries.set_index("industry").loc[name]


def test_that_the_worked_example_of_the_docstring_comes_out() -> None:
    found = indirect_losses(small(), [Hit(SELLER, 0.9)], Span(days=1, horizon=1))
    seller, buyer = row(found, SELLER), row(found, BUYER)
    assert (seller["direct"], seller["indirect"]) == pytest.approx((90, 0))
    assert (seller["unmet"], seller["share"]) == pytest.approx((36, 0.9))
    assert (seller["first_day"], seller["worst_day"], seller["worst"]) == pytest.approx((0, 0, 0.1))
    assert buyer[["direct", "indirect", "loss"]].tolist() == [0, 0, 0]
    assert np.isnan(buyer[["first_day", "worst_day", "worst"]].to_numpy(dtype=float)).all()


def test_that_a_buyer_loses_indirectly_once_its_stock_is_felt() -> None:
    habits = Habits(stock_days=30, felt=0.8, most=1.0, restoring_days=1e12)
    found = indirect_losses(small(), [Hit(SELLER, 0.9)], Span(days=50, first=5), habits)
    course = found.course_by().set_index(["industry", "day"])
    # 30 days are kept; 0.9 of a day is missing every day; below 24 days it slows down.
    assert row(found, BUYER)["first_day"] == 5 + 7
    below = course.loc[(BUYER, 5 + 6), "stock_days"]
    assert below == pytest.approx(30 - 7 * 0.9)
    assert course.loc[(BUYER, 12), "relative"] == pytest.approx(below / 24)
    assert course.loc[(BUYER, 12), "indirect"] == pytest.approx(200 * (1 - below / 24))
    assert course.loc[(BUYER, 12), "shortest"] == "ore"
    assert course.loc[(SELLER, 12), "shortest"] == ""
    assert np.isnan(course.loc[(SELLER, 12), "stock_days"])
    assert row(found, BUYER)["direct"] == 0


@given(
    st.lists(st.lists(st.floats(0, 100), min_size=3, max_size=3), min_size=3, max_size=3),
    st.floats(0.01, 1.0),
    st.integers(1, 60),
    st.integers(0, 40),
    st.integers(1, 9),
)
def test_that_parts_add_up_whatever_the_economy(flows, share, days, recovery, step) -> None:
    names = [Industry("A", "x"), Industry("B", "x"), Industry("B", "y")]
    table = input_output(names, ["all"], np.array(flows), np.full((3, 1), 10.0))
    found = indirect_losses(table, [Hit("A/x", share)], Span(days, 3, recovery, 100))
    parts = found.parts
    assert min(part.min() for name, part in parts.items() if name != "loss") >= 0
    np.testing.assert_allclose(
        parts["loss"], parts["direct"] + parts["indirect"] - parts["caught_up"], atol=1e-9
    )
    assert (parts["direct"] <= found.lost * found.usual[:, None] + 1e-9).all()
    course = found.course_by(step)
    assert course["days"].sum() == 100 * 3
    for name in ("direct", "indirect", "caught_up", "loss", "unmet"):
        assert course[name].sum() == pytest.approx(found.total[name], abs=1e-6)
        assert found.regions[name].sum() == pytest.approx(found.total[name], abs=1e-6)
    made = found.course.production.sum()
    assert course["production"].sum() == pytest.approx(made)
    assert found.total["usual"] * 100 / DAYS - made == pytest.approx(found.total["loss"], abs=1e-6)


def test_that_several_may_be_hit_and_the_larger_share_of_one_counts() -> None:
    hits = [Hit("*/*", 0.2), Hit(SELLER, 0.5)]
    found = indirect_losses(small(), hits, Span(3, horizon=40))
    assert found.lost[:, 0].tolist() == [0.5, 0.2]
    assert "named twice" in found.problems[0].message


def test_that_what_is_impossible_is_refused_at_once() -> None:
    hits = [Hit("AUS/oar", 0.5), Hit("KOR/mettle", 0.5), Hit(SELLER, 1.5)]
    with pytest.raises(DataRefused) as refusal:
        indirect_losses(small(), hits, Span(days=0))
    found = [problem.value for problem in refusal.value.problems]
    assert found == ["AUS/oar", "KOR/mettle", "AUS/ore=1.5", "0"]
    with pytest.raises(DataRefused, match="no industry is hit"):
        indirect_losses(small(), [])
    with pytest.raises(DataRefused, match="after the last day"):
        indirect_losses(small(), [Hit(SELLER, 0.5)], Span(first=365))


def test_that_losses_beyond_the_last_day_are_told() -> None:
    found = indirect_losses(small(), [Hit(SELLER, 0.9)], Span(days=30, horizon=20))
    told = [problem.message for problem in found.problems]
    assert "day 30" in told[0]
    assert "1 of the industries still make less" in told[1]
    quiet = indirect_losses(small(), [Hit(SELLER, 0.1)], Span(days=1))
    assert quiet.problems == ()


def test_that_an_industry_that_makes_nothing_cannot_lose() -> None:
    names = [Industry("A", "x"), Industry("A", "y")]
    table = input_output(names, ["all"], np.zeros((2, 2)), np.array([[5.0], [0.0]]))
    found = indirect_losses(table, [Hit("A/y", 0.5)])
    assert "makes nothing" in found.problems[0].message
    assert found.total["loss"] == 0


def test_that_a_run_can_be_stopped() -> None:
    class Stop(Progress):
        def step(self, done: float, _total: float, _text: str = "") -> None:
            if done >= 3:
                raise Cancelled

    with pytest.raises(Cancelled):
        indirect_losses(small(), [Hit(SELLER, 0.5)], progress=Stop())
