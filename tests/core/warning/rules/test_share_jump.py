"""A share far above its own past warns."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.core.warning.rules.share_jump import threshold


def test_that_the_threshold_is_the_median_and_three_deviations():
    past = np.array([[0.2, 0.3, 0.4, 0.5, 0.6]])  # median 0.4, MAD 0.1
    assert threshold(past, 3, 0.05)[0] == pytest.approx(0.4 + 3 * 1.4826 * 0.1)


def test_that_a_calm_past_needs_the_least_rise(rows, make, judged):
    def found(last):
        return judged(
            make(rows("CHN", [40.0] * 24 + [last]), rows("JPN", [60.0] * 25)), "share_jump"
        )

    assert found(48.0) == ([], [])
    partner, value, line = found(60.0)[0][0]
    assert (partner, value, line) == ("CHN", pytest.approx(0.5), pytest.approx(0.45))


def test_that_a_short_past_is_not_judged(rows, make, judged):
    project = make(rows("CHN", [1.0] * 11 + [90.0]), rows("JPN", [60.0] * 12))
    assert judged(project, "share_jump") == ([], ["too few months before"])
