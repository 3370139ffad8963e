from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from made_figures import facts, paid

from workbench.core.figures import Amounts
from workbench.core.indicators.eu_dependency_enhanced import INDICATOR, eu_dependency_enhanced


@pytest.mark.parametrize(("china", "expected"), [(90.0, 1.0), (30.0, 0.0)])
def test_that_concentrated_world_exports_are_needed_as_well(china: float, expected: float) -> None:
    codes = ("CHN", "USA", "AUS", "BRA", "CAN")
    sold = Amounts(codes, np.array([china, *[(100 - china) / 4] * 4]), "2021")
    told = replace(facts(), exporters=sold)
    assert INDICATOR.compute(paid({"CHN": 90.0, "USA": 10.0}, facts=told)).value == expected


def test_that_unknown_world_exports_leave_it_open() -> None:
    outcome = INDICATOR.compute(paid({"CHN": 90.0, "USA": 10.0}))
    assert outcome.status == "missing"
    assert "exports of other countries" in outcome.note
    assert not eu_dependency_enhanced(0.66, 0.625, 2.0, 0.3)
