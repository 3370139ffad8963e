from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.figures import Figures
from workbench.core.indicators.hhi import INDICATOR, hhi

AMOUNTS = st.lists(st.floats(0.01, 1e6), min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ([1.0], 1.0),
        ([0.5, 0.5], 0.5),
        ([0.25] * 4, 0.25),
        ([0.7, 0.2, 0.1], 0.54),
        ([0.943, 0.057], 0.892498),
    ],
)
def test_that_hhi_is_the_sum_of_squared_shares(shares: list[float], expected: float) -> None:
    assert hhi(shares) == pytest.approx(expected, abs=1e-15)


@pytest.mark.parametrize("wrong", [[0.7, 0.2], [70, 30], [1.2, -0.2], [float("nan"), 1.0]])
def test_that_percentages_and_impossible_shares_are_refused(wrong: list[float]) -> None:
    with pytest.raises(ValueError, match="shares must"):
        hhi(wrong)


@given(AMOUNTS)
def test_that_hhi_lies_between_one_nth_and_one(amounts: list[float]) -> None:
    shares = np.array(amounts) / sum(amounts)
    assert 1 / len(amounts) - 1e-12 <= hhi(shares) <= 1 + 1e-12


@given(AMOUNTS, st.randoms(use_true_random=False))
def test_that_the_order_of_partners_never_matters(amounts: list[float], random: object) -> None:
    shares = np.array(amounts) / sum(amounts)
    mixed = shares.copy()
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert hhi(mixed) == pytest.approx(hhi(shares), rel=1e-12)


@given(st.lists(st.floats(0.01, 1e6), min_size=2, max_size=20))
def test_that_merging_two_partners_never_lowers_hhi(amounts: list[float]) -> None:
    shares = np.array(amounts) / sum(amounts)
    merged = np.append(shares[2:], shares[0] + shares[1])
    assert hhi(merged) >= hhi(shares) - 1e-12


def test_that_no_imports_are_missing_and_not_zero_concentration() -> None:
    outcome = INDICATOR.compute(Figures("m", "2021", "value"))
    assert outcome.status == "missing"
    assert np.isnan(outcome.value)


def test_that_a_partner_without_a_figure_is_named_in_the_note() -> None:
    figures = Figures("m", "2021", "quantity", ("CHN", "IND"), np.array([5.0, np.nan]))
    outcome = INDICATOR.compute(figures)
    assert outcome.value == 1.0
    assert "IND" in outcome.note
