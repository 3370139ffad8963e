from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.figures import Figures
from workbench.core.indicators.hhi import hhi
from workbench.core.indicators.top_partner_share import INDICATOR, top_partner_share


@given(st.lists(st.floats(0.01, 1e6), min_size=1, max_size=20))
def test_that_the_largest_share_bounds_hhi_from_both_sides(amounts: list[float]) -> None:
    share = top_partner_share(amounts)
    concentration = hhi(np.array(amounts) / sum(amounts))
    assert share**2 - 1e-12 <= concentration <= share + 1e-12


@pytest.mark.parametrize("wrong", [[], [0.0, 0.0], [-1.0, 2.0], [float("inf")]])
def test_that_amounts_without_a_total_are_refused(wrong: list[float]) -> None:
    with pytest.raises(ValueError, match="amounts"):
        top_partner_share(wrong)


def test_that_partners_without_a_figure_do_not_count_as_zero() -> None:
    figures = Figures("m", "2021", "value", ("CHN", "IND", "JPN"), np.array([3.0, np.nan, 1.0]))
    outcome = INDICATOR.compute(figures)
    assert outcome.value == 0.75
    assert outcome.note == "CHN; imports: no value reported for IND"
