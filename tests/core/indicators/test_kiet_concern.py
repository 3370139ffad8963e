from __future__ import annotations

import pytest
from made_figures import paid

from workbench.core.indicators.kiet_concern import INDICATOR


@pytest.mark.parametrize(("share", "expected"), [(0.5, 1.0), (0.49, 0.0), (1.0, 1.0)])
def test_that_the_share_has_to_reach_its_threshold(share: float, expected: float) -> None:
    rest = 1e8 * (1 - share) / 3
    outcome = INDICATOR.compute(paid({"CHN": 1e8 * share, "JPN": rest, "USA": rest, "IND": rest}))
    assert outcome.value == expected
    assert "0.5" in outcome.note


def test_that_it_looks_at_china_and_needs_a_bilateral_deficit() -> None:
    assert INDICATOR.compute(paid({"JPN": 9e7, "CHN": 1e7})).value == 0.0
    assert INDICATOR.compute(paid({"CHN": 9e7}, sold={"CHN": 9.5e7})).value == 0.0
    assert INDICATOR.compute(paid({"CHN": 9e7}, sold={"USA": 9.5e7})).value == 1.0


def test_that_exports_known_only_as_a_total_leave_the_deficit_open() -> None:
    assert INDICATOR.compute(paid({"CHN": 9e7}, sold={"WLD": 1.0})).status == "missing"
    assert INDICATOR.compute(paid({"CHN": 1.0, "JPN": 9.0}, sold={"WLD": 1.0})).value == 0.0


def test_that_china_without_a_figure_is_not_taken_as_zero() -> None:
    outcome = INDICATOR.compute(paid({"CHN": float("nan"), "JPN": 9e7}))
    assert outcome.status == "missing"
