from __future__ import annotations

import pytest
from made_figures import bought

from workbench.core.indicators.crma_single_country import INDICATOR


@pytest.mark.parametrize(("china", "expected"), [(66.0, 1.0), (65.0, 0.0), (10.0, 0.0)])
def test_that_more_than_the_benchmark_of_supply_is_told(china: float, expected: float) -> None:
    figures = bought({"CHN": china}, production=100.0 - china)
    assert INDICATOR.compute(figures).value == expected
