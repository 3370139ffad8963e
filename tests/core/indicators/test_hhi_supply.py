from __future__ import annotations

import pytest
from made_figures import bought

from workbench.core.indicators.hhi_supply import INDICATOR, hhi_supply


def test_that_home_is_one_of_the_suppliers() -> None:
    figures = bought({"CHN": 3940.0, "JPN": 740.0, "USA": 320.0}, production=8000.0)
    assert INDICATOR.compute(figures).value == pytest.approx(0.4744, abs=5e-5)


def test_that_a_home_that_serves_everything_is_fully_concentrated() -> None:
    assert INDICATOR.compute(bought({}, sold={"USA": 3.0}, production=16.0)).value == 1.0
    assert hhi_supply([], 1.0) == 1.0
