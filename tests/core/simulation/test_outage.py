from __future__ import annotations

from small_economy import SELLER, small

from workbench.core.problem import errors
from workbench.core.simulation.outage import Hit, Span, lost_capacity, profile_of


def test_that_capacity_comes_back_evenly_each_day_by_its_middle() -> None:
    assert profile_of(Span(2, 1, 2, 7)).tolist() == [0, 1, 1, 0.75, 0.25, 0, 0]
    assert profile_of(Span(2, 0, 0, 4)).tolist() == [1, 1, 0, 0]


def test_that_a_share_holds_for_every_industry_that_is_named() -> None:
    lost, problems = lost_capacity(small(), [Hit("*/*", 0.2)], Span(2, 1, 0, 4))
    assert lost.tolist() == [[0, 0.2, 0.2, 0], [0, 0.2, 0.2, 0]]
    assert problems == []


def test_that_days_that_cannot_be_are_errors_and_a_short_horizon_a_warning() -> None:
    wrong = lost_capacity(small(), [Hit(SELLER, 0.5)], Span(-1, -2, -3, 10))[1]
    assert [problem.column for problem in errors(wrong)] == ["days", "first", "recovery"]
    (told,) = lost_capacity(small(), [Hit(SELLER, 0.5)], Span(8, 0, 3, 10))[1]
    assert (told.severity, "day 11" in told.message) == ("warning", True)
