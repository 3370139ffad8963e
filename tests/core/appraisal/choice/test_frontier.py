"""Money against risk."""

from __future__ import annotations

import numpy as np
from choice_cases import instances, subsets, value
from hypothesis import given, settings

from workbench.core.appraisal.choice.frontier import frontier
from workbench.core.appraisal.choice.instance import Instance, Limits


@settings(deadline=None, max_examples=15)
@given(instances(limited=False))
def test_that_every_point_costs_more_and_is_better_than_the_one_before(instance):
    points = frontier(instance, Limits(float(instance.cost.sum())), points=8)
    assert points[0].spent == 0.0 or instance.cost.min() == 0
    spent, risk = ([getattr(p, name) for p in points] for name in ("spent", "objective"))
    assert (np.diff(spent) > 0).all()
    assert (np.diff(risk) < 0).all()


@settings(deadline=None, max_examples=10)
@given(instances(most_projects=4, limited=False))
def test_that_with_few_projects_no_better_set_is_left_out(instance):
    limits = Limits(float(instance.cost.sum()))
    points = frontier(instance, limits)
    for picked in subsets(instance, limits):
        cost = float(instance.cost[picked].sum())
        reached = min(p.objective for p in points if p.spent <= cost + 1e-9)
        worth = value(instance, picked, "shortage")
        assert reached <= worth + 2e-6 * max(1.0, abs(worth))


def test_that_a_small_step_beside_a_large_one_is_found():
    """Equal steps of the budget would pass over the set of two that costs 2 of 103."""
    case = Instance(
        projects=("a", "b", "c", "large"),
        materials=("anode",),
        scenarios=("ban",),
        probability=np.ones(1),
        cost=np.array([1.0, 1.0, 1.0, 100.0]),
        makes=np.zeros(4, dtype=np.int64),
        output=np.array([[1.0], [1.0], [1.0], [7.0]]),
        gap=np.full((1, 1, 1), 10.0),
        imports=np.zeros((1, 1, 1)),
        demand=np.full((1, 1, 1), 10.0),
        weight=np.ones(1),
    )
    line = frontier(case, Limits())
    assert [point.spent for point in line] == [0.0, 1.0, 2.0, 3.0, 100.0, 101.0, 102.0, 103.0]
