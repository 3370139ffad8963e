"""Money against risk."""

from __future__ import annotations

import numpy as np
from choice_cases import instances
from hypothesis import given, settings

from workbench.core.appraisal.choice.frontier import frontier
from workbench.core.appraisal.choice.instance import Limits


@settings(deadline=None, max_examples=15)
@given(instances(limited=False))
def test_that_every_point_costs_more_and_is_better_than_the_one_before(instance):
    points = frontier(instance, Limits(float(instance.cost.sum())), points=8)
    assert points[0].spent == 0.0 or instance.cost.min() == 0
    spent, risk = ([getattr(p, name) for p in points] for name in ("spent", "objective"))
    assert (np.diff(spent) > 0).all()
    assert (np.diff(risk) < 0).all()
