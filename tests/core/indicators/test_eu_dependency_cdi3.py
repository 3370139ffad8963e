from __future__ import annotations

import math

import pytest
from made_figures import paid

from workbench.core.indicators.eu_dependency_cdi3 import INDICATOR, eu_dependency_cdi3


def test_that_imports_are_set_against_exports() -> None:
    figures = paid({"CHN": 100.0}, sold={"USA": 50.0})
    assert INDICATOR.compute(figures).value == pytest.approx(2.0)
    assert math.isinf(eu_dependency_cdi3(100, 0))


def test_that_without_exports_there_is_no_number_and_a_reason() -> None:
    outcome = INDICATOR.compute(paid({"CHN": 100.0}))
    assert (outcome.status, "no bound" in outcome.note) == ("undefined", True)
