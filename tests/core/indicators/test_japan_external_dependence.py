from __future__ import annotations

import pytest
from made_figures import bought

from workbench.core.indicators.japan_external_dependence import INDICATOR, external_dependence


def test_that_the_share_is_given_and_the_judgements_are_named() -> None:
    outcome = INDICATOR.compute(bought({"CHN": 4.0, "USA": 1.0}, production=5.0))
    assert outcome.value == pytest.approx(0.5)
    assert "80.0% of imports from CHN" in outcome.note
    assert "criteria 1" in outcome.note
    assert "not computable" in outcome.note


def test_that_unknown_production_is_missing_and_the_judgements_are_still_named() -> None:
    outcome = INDICATOR.compute(bought({"CHN": 4.0}))
    assert (outcome.status, "not computable" in outcome.note) == ("missing", True)


def test_that_no_supply_is_refused() -> None:
    with pytest.raises(ValueError, match="not both zero"):
        external_dependence(0, 0)
