from __future__ import annotations

from dataclasses import replace

import pytest
from made_figures import facts, paid

from workbench.core.indicators.eu_dependency_cdi2 import INDICATOR, eu_dependency_cdi2


def test_that_trade_inside_counts_as_an_alternative() -> None:
    told = replace(facts(), inner_imports=60.0)
    assert INDICATOR.compute(paid({"CHN": 100.0}, facts=told)).value == pytest.approx(0.625)
    assert eu_dependency_cdi2(100, 60) == 0.625


def test_that_a_single_country_is_wholly_outside_and_it_is_said() -> None:
    outcome = INDICATOR.compute(paid({"CHN": 100.0}, facts=facts()))
    assert (outcome.value, "single country" in outcome.note) == (1.0, True)
