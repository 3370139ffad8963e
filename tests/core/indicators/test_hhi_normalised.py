from __future__ import annotations

import pytest
from made_figures import bought

from workbench.core.indicators.hhi_normalised import INDICATOR, hhi_normalised


@pytest.mark.parametrize(
    ("shares", "expected"),
    [([0.7, 0.2, 0.1], 0.31), ([0.25] * 4, 0.0), ([0.5, 0.5, 0.0], 0.0), ([1.0], 1.0)],
)
def test_that_the_number_of_partners_is_taken_out(shares: list[float], expected: float) -> None:
    assert hhi_normalised(shares) == pytest.approx(expected, abs=1e-12)


def test_that_a_single_partner_is_one_by_convention_and_said_so() -> None:
    outcome = INDICATOR.compute(bought({"CHN": 3.0}))
    assert (outcome.value, outcome.note) == (1.0, "one partner only: 1 by convention")
