from __future__ import annotations

from made_figures import paid

from workbench.core.indicators.eu_dependency import INDICATOR, eu_dependency


def test_that_all_three_parts_must_exceed_their_thresholds() -> None:
    assert eu_dependency(0.41, 0.51, 1.01)
    assert not eu_dependency(0.4, 0.51, 1.01)
    assert INDICATOR.compute(paid({"CHN": 90.0, "USA": 10.0}, sold={"USA": 150.0})).value == 0.0


def test_that_without_exports_the_third_part_holds() -> None:
    assert INDICATOR.compute(paid({"CHN": 90.0, "USA": 10.0})).value == 1.0


def test_that_spread_imports_decide_whatever_else_is_not_known() -> None:
    spread = dict.fromkeys(("CHN", "USA", "JPN", "IND", "BRA"), 10.0)
    assert INDICATOR.compute(paid({**spread, "FRA": float("nan")})).value == 0.0
