from __future__ import annotations

import numpy as np
import pytest
from made_figures import bought, facts

from workbench.core.indicators._geopolitical import import_risk, kilograms
from workbench.core.indicators._governance import governance_risk, instability
from workbench.core.indicators.geopolrisk import INDICATOR, geopolrisk

STABILITY = {"CHN": 0.0, "JPN": 1.25}


def test_that_the_score_is_concentration_times_import_risk() -> None:
    told = facts({"CHN": 50.0, "USA": 50.0}, stability=STABILITY)
    outcome = INDICATOR.compute(bought({"CHN": 60.0, "JPN": 20.0}, production=20.0, facts=told))
    assert outcome.value == pytest.approx(0.5 * (60 * 0.5 + 20 * 0.25) / 100, abs=1e-12)
    assert geopolrisk([50, 50], [60, 20], [0.5, 0.25], 20) == pytest.approx(outcome.value)


def test_that_the_two_scales_of_governance_are_turned_round_and_differ() -> None:
    """0-10 and the mean of six for the EU, 0-1 and political stability for GeoPolRisk."""
    assert governance_risk([1.0, -1.0]).tolist() == [3.0, 7.0]
    assert instability([1.0, -1.0]).tolist() == [0.3, 0.7]
    assert instability([9.0, -9.0]).tolist() == [0.0, 1.0]


def test_that_neither_imports_nor_production_is_missing_and_not_zero_risk() -> None:
    told = facts({"CHN": 50.0, "USA": 50.0}, stability=STABILITY)
    assert INDICATOR.compute(bought({}, facts=told)).status == "missing"
    with pytest.raises(ValueError, match="neither import nor production"):
        import_risk([], [], 0.0)


def test_that_without_world_production_it_is_missing() -> None:
    told = facts({"KOR": 5.0}, stability=STABILITY)
    outcome = INDICATOR.compute(bought({"CHN": 1.0}, production=5.0, facts=told))
    assert outcome.status == "missing"


def test_that_home_absent_from_a_table_of_producers_makes_none_and_it_is_said() -> None:
    told = facts({"CHN": 50.0, "USA": 50.0}, stability=STABILITY)
    outcome = INDICATOR.compute(bought({"CHN": 1.0}, facts=told))
    assert outcome.value == pytest.approx(0.25)
    assert "home is not among the 2 producing countries" in outcome.note


def test_that_a_large_partner_without_an_indicator_is_not_taken_as_a_mean_one() -> None:
    told = facts({"CHN": 50.0, "USA": 50.0}, stability=STABILITY)
    outcome = INDICATOR.compute(bought({"CHN": 1.0, "XXX": 1.0}, production=0.0, facts=told))
    assert (outcome.status, np.isnan(outcome.value)) == ("missing", True)


def test_that_units_of_mass_are_known_and_others_are_not() -> None:
    assert (kilograms("t"), kilograms("kg")) == (1000.0, 1.0)
    assert kilograms("MWh") is None
    assert kilograms("") is None
