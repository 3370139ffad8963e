"""Far less than the season lets expect warns; the season itself does not."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.core.warning.rules.volume_drop import threshold

SEASON = [100.0, 90.0, 80.0, 60.0, 40.0, 20.0, 10.0, 20.0, 40.0, 60.0, 80.0, 90.0]


def test_that_the_threshold_is_half_of_what_a_calm_past_lets_expect():
    assert threshold(np.array([80.0]), np.array([0.0]), 3, 0.5)[0] == pytest.approx(40)
    assert threshold(np.array([80.0]), np.array([1.0]), 3, 0.5)[0] == pytest.approx(80 * np.exp(-3))


@pytest.mark.parametrize("years", [2, 5])  # same months of earlier years, and STL
def test_that_a_seasonal_low_is_no_warning_and_a_drop_is(rows, make, judged, years):
    seasonal = SEASON * years
    low = seasonal + SEASON[:7]
    assert judged(make(rows("CHN", low)), "volume_drop") == ([], [])
    found, _ = judged(make(rows("CHN", [*low[:-1], 3.0])), "volume_drop")
    assert [partner for partner, *_ in found] == ["CHN"]
    assert found[0][1:] == pytest.approx((6.0, 10.0), rel=0.05)  # by value, 2 a unit


def test_that_a_month_nobody_published_is_no_drop(rows, make, judged):
    amounts = [100.0] * 24
    found, _ = judged(make(rows("CHN", [*amounts, None])), "volume_drop")
    assert found == []


def test_that_a_month_in_which_others_are_reported_counts_as_nothing(rows, make, judged):
    project = make(rows("CHN", [100.0] * 24 + [None]), rows("JPN", [100.0] * 25))
    found, _ = judged(project, "volume_drop")
    assert [(partner, value) for partner, value, _ in found] == [("CHN", 0.0)]
