from __future__ import annotations

import pytest

from workbench.core.indicators.cr3 import cr3


def test_that_the_largest_shares_are_added_whatever_their_order() -> None:
    assert cr3([0.1, 0.2, 0.5, 0.2]) == pytest.approx(0.9)
    assert cr3([1.0]) == 1.0


def test_that_percentages_are_refused() -> None:
    with pytest.raises(ValueError, match="add up to 1"):
        cr3([70, 20, 10])
