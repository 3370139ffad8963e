from __future__ import annotations

import pytest
from made_figures import bought

from workbench.core.indicators.hhi_foreign import INDICATOR, hhi_foreign


def test_that_home_is_left_out_of_the_squares_and_not_of_the_shares() -> None:
    figures = bought({"CHN": 3940.0, "JPN": 740.0, "USA": 320.0}, production=8000.0)
    assert INDICATOR.compute(figures).value == pytest.approx(0.095702, abs=5e-7)
    assert hhi_foreign([0.5], 0.5) == 0.25


def test_that_a_home_that_serves_everything_depends_on_nobody() -> None:
    found = INDICATOR.explain(bought({}, sold={"USA": 3.0}, production=16.0))
    assert (found.outcome.value, found.worked) == (0.0, "0 = 0")
