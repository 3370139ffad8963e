from __future__ import annotations

import pytest
from made_figures import paid

from workbench.core.indicators.eu_dependency_cdi1 import INDICATOR, eu_dependency_cdi1


def test_that_it_is_the_concentration_of_imports_from_outside() -> None:
    assert eu_dependency_cdi1([80, 10, 10]) == pytest.approx(0.66)
    assert INDICATOR.compute(paid({"CHN": 80.0, "USA": 20.0})).value == pytest.approx(0.68)
