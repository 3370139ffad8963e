from __future__ import annotations

import pytest
from made_figures import bought

from workbench.core.indicators.single_country_dependence_supply import INDICATOR


def test_that_a_plant_at_home_lowers_it() -> None:
    imports = {"CHN": 3940.0, "JPN": 740.0, "USA": 320.0}
    values = [INDICATOR.compute(bought(imports, production=x)).value for x in (0.0, 8000.0)]
    assert values == pytest.approx([0.788, 0.788 * 5 / 13], abs=1e-12)


def test_that_unknown_production_is_missing_and_not_zero() -> None:
    assert INDICATOR.compute(bought({"CHN": 1.0})).status == "missing"


def test_that_imports_known_only_as_a_total_leave_it_open() -> None:
    outcome = INDICATOR.compute(bought({"CHN": 40.0, "WLD": 40.0}, production=20.0))
    assert (outcome.status, "WLD" in outcome.note) == ("missing", True)
