from __future__ import annotations

from dataclasses import replace

import pytest
from made_figures import bought, facts, paid

from workbench.core.figures import Figures
from workbench.core.indicators.geopolrisk_cf import INDICATOR, characterisation_factor


def _figures(unit: str = "t", **money: object) -> Figures:
    told = facts({"CHN": 50.0, "USA": 50.0}, stability={"CHN": 0.0}, unit=unit)
    told = replace(told, **money)  # type: ignore[arg-type]
    value = paid({"CHN": 80_000.0}, facts=told)
    return bought({"CHN": 20.0}, production=0.0, facts=told, other=value)


def test_that_the_factor_is_score_times_price_against_copper() -> None:
    # 80,000 USD for 20 t are 4 USD/kg; the score is 0.5 x 0.5.
    assert INDICATOR.compute(_figures()).value == pytest.approx(0.25 * 4 / 0.409412948)
    assert characterisation_factor(0.25, 4, 0.409412948) == pytest.approx(1 / 0.409412948)


@pytest.mark.parametrize(("unit", "money"), [("MWh", {}), ("", {}), ("t", {"currency": "KRW"})])
def test_that_other_units_and_currencies_are_missing_with_a_reason(
    unit: str, money: dict[str, object]
) -> None:
    outcome = INDICATOR.compute(_figures(unit, **money))
    assert (outcome.status, bool(outcome.note)) == ("missing", True)


def test_that_a_percentage_as_score_is_refused() -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        characterisation_factor(25, 4, 0.4)
