from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.indicators.effective_suppliers import effective_suppliers


@given(st.integers(1, 50))
def test_that_equal_suppliers_count_as_many_as_they_are(count: int) -> None:
    assert effective_suppliers([1 / count] * count) == pytest.approx(count)


def test_that_seventy_twenty_ten_is_less_than_two() -> None:
    assert effective_suppliers([0.7, 0.2, 0.1]) == pytest.approx(1 / 0.54)
