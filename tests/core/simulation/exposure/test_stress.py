"""Both linear programmes on networks that can be solved by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.simulation.exposure.stress import Stress, Web

# One product of demand 10 and profit 3 from two sources; material 1 is an input of the first.
WEB = Web(
    material=np.array([0, 0, 1]),
    capacity=np.array([6.0, 6.0, 20.0]),
    use=np.array([[0.0, 0, 0], [2.0, 0, 0]]),
    stock=np.array([8.0, 12.0]),
    demand=np.array([10.0, 0.0]),
    profit=np.array([3.0, 0.0]),
)


def test_that_a_failure_is_survived_by_stock_and_what_the_others_still_make() -> None:
    stress = Stress(WEB)
    assert stress.survival([0]) == pytest.approx(8 / (10 - 6))
    # Without its input the first source makes 12 / 2 units of what is in stock.
    assert stress.survival([2]) == pytest.approx((8 + 12 / 2) / (10 - 6))
    found = stress.impact([0], 5)
    assert found.impact == pytest.approx(3 * (50 - 8 - 30))
    assert found.lost == pytest.approx([12, 0])


def test_that_nothing_is_lost_before_the_time_to_survive_and_something_after_it() -> None:
    stress = Stress(WEB)
    time = stress.survival([0])
    assert stress.impact([0], time * 0.999).impact == 0.0
    assert stress.impact([0], time * 1.001).impact > 0.0


def test_that_what_the_others_can_serve_for_ever_has_no_end_and_costs_nothing() -> None:
    stress = Stress(replace(WEB, capacity=np.array([6.0, 10.0, 20.0])))
    assert math.isinf(stress.survival([0]))
    assert stress.impact([0], 1000).impact == 0.0


def test_that_alternatives_which_run_at_capacity_only_just_replace_or_just_do_not() -> None:
    # Rounded to ten places in a table, three thirds are not quite 1: still for ever.
    third = replace(
        WEB, material=np.zeros(4, dtype=np.int64), capacity=np.array([0.3333333333] * 3 + [1])
    )
    third = replace(third, use=np.zeros((2, 4)), demand=np.array([1.0, 0.0]), stock=np.zeros(2))
    assert math.isinf(Stress(third).survival([3]))
    assert math.isinf(Stress(replace(third, stock=np.array([8.0, 0.0]))).survival([3]))
    lacking = replace(third, demand=np.array([1.001, 0.0]))
    assert Stress(lacking).survival([3]) == pytest.approx(0.0, abs=1e-6)


def test_that_without_demand_nothing_can_be_missed() -> None:
    stress = Stress(replace(WEB, demand=np.zeros(2)))
    assert math.isinf(stress.survival([0, 1, 2]))
    assert stress.impact([0, 1, 2], 100).impact == 0.0


def test_that_a_network_too_small_from_the_start_ends_even_if_nobody_fails() -> None:
    stress = Stress(replace(WEB, demand=np.array([14.0, 0.0])))
    assert stress.survival() == pytest.approx(8 / 2)
    assert stress.impact([], 10).impact == pytest.approx(3 * (20 - 8))


def test_that_lost_demand_does_not_feed_other_producers() -> None:
    # The input is wanted outside as well, for nothing: giving that up must not create any.
    both = replace(WEB, demand=np.array([10.0, 5.0]), profit=np.array([3.0, 0.0]))
    assert Stress(both).impact([1, 2], 5).lost == pytest.approx([50 - 8 - 6, 25])


def test_that_a_question_does_not_change_the_answer_to_the_next() -> None:
    stress = Stress(WEB)
    first = [stress.survival([s]) for s in range(3)]
    stress.impact([0, 1, 2], 50)
    assert [stress.survival([s]) for s in range(3)] == pytest.approx(first)


@given(
    st.lists(st.floats(0, 10), min_size=3, max_size=3),
    st.lists(st.floats(0, 20), min_size=2, max_size=2),
    st.floats(0.1, 50),
)
@settings(max_examples=60, deadline=None)
def test_that_more_failures_and_longer_ones_never_cost_less(
    capacity: list[float], stock: list[float], time: float
) -> None:
    stress = Stress(replace(WEB, capacity=np.array(capacity), stock=np.array(stock)))
    one, two = stress.impact([0], time).impact, stress.impact([0, 1], time).impact
    assert one <= two + 1e-6
    assert stress.impact([0], 2 * time).impact >= one - 1e-6
    assert stress.survival([0, 1]) <= stress.survival([0]) + 1e-6
