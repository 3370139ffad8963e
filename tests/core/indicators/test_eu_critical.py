from __future__ import annotations

import pytest
from made_figures import bought, facts

from workbench.core.indicators.eu_critical import INDICATOR, is_critical


@pytest.mark.parametrize(
    ("risk", "importance", "critical"),
    [(1.0, 2.8, True), (0.95, 2.75, True), (0.94, 9.0, False), (4.0, 2.74, False)],
)
def test_that_figures_are_compared_as_published_to_one_decimal(
    risk: float, importance: float, critical: bool
) -> None:
    assert is_critical(risk, importance) == critical


@pytest.mark.parametrize(("importance", "status"), [(3.4, "ok"), (float("nan"), "missing")])
def test_that_an_unknown_importance_leaves_it_open(importance: float, status: str) -> None:
    told = facts({"CHN": 1.0}, governance={"CHN": -0.4}, importance=importance)
    outcome = INDICATOR.compute(bought({"CHN": 1.0}, production=0.0, facts=told))
    assert outcome.status == status
    assert outcome.value == 1.0 or status == "missing"


def test_that_a_low_risk_decides_without_importance() -> None:
    told = facts({"NOR": 1.0}, governance={"NOR": 2.2})
    outcome = INDICATOR.compute(bought({"NOR": 1.0}, production=0.0, facts=told))
    assert outcome.value == 0.0
