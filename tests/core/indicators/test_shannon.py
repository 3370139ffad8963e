from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.indicators.shannon import shannon


@given(st.integers(1, 50))
def test_that_equal_partners_have_the_highest_diversity(count: int) -> None:
    assert shannon([1 / count] * count) == pytest.approx(math.log(count), abs=1e-12)


def test_that_a_share_of_zero_adds_nothing() -> None:
    assert shannon([0.7, 0.2, 0.1, 0.0]) == pytest.approx(0.8018185525433372, abs=1e-12)
    assert math.copysign(1.0, shannon([1.0])) == 1.0
