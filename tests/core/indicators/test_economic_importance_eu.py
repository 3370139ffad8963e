from __future__ import annotations

import pytest
from made_figures import bought, facts

from workbench.core.indicators.economic_importance_eu import INDICATOR, economic_importance


def test_that_published_importance_is_reproduced() -> None:
    # Aggregates 2023: all in NACE C23; strontium 6.596 before substitution.
    assert economic_importance([1.0], [64_990], 1.0, 204_200) == pytest.approx(3.183, abs=5e-4)
    half = economic_importance([0.5], [204_200], 1.0, 204_200)
    assert half == pytest.approx(5.0)  # uses without a sector contribute nothing


@pytest.mark.parametrize(
    "wrong", [([70.0], [1.0], 1.0), ([0.5, 0.5], [1.0], 1.0), ([0.5], [1.0], 2.0)]
)
def test_that_impossible_inputs_are_refused(wrong: tuple[list[float], list[float], float]) -> None:
    with pytest.raises(ValueError, match=r"must|shares of use"):
        economic_importance(*wrong)


def test_that_the_figure_of_a_project_is_the_given_one() -> None:
    assert INDICATOR.compute(bought({}, facts=facts(importance=3.4))).value == 3.4
    assert INDICATOR.compute(bought({}, facts=facts())).status == "missing"
