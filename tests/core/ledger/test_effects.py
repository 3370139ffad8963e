from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from workbench.core.ledger.effects import (
    hhi_contributions,
    lmdi,
    lmdi_multiplicative,
    logarithmic_mean,
    replaced,
    shift_share,
)

FACTOR = st.one_of(st.just(0.0), st.floats(1e-6, 1e6))
PAIRS = st.integers(1, 6).flatmap(
    lambda n: st.tuples(*(arrays.arrays(float, (3, n), elements=FACTOR) for _ in range(2)))
)
AMOUNTS = st.integers(2, 8).flatmap(
    lambda n: st.tuples(*(arrays.arrays(float, n, elements=FACTOR) for _ in range(2)))
)


def as_shares(pair):
    return [part / part.sum() for part in pair]


@given(PAIRS)
def test_that_the_effects_add_up_to_the_change_zeros_or_not(pair) -> None:
    before, after = pair
    change = after.prod(axis=0) - before.prod(axis=0)
    effects = lmdi(before, after)
    assert np.isfinite(effects).all()
    scale = np.abs(effects).max(axis=0)
    assert (np.abs(effects.sum(axis=0) - change) <= 1e-12 * np.maximum(scale, np.abs(change))).all()


@given(PAIRS)
def test_that_the_way_back_is_the_way_there_with_the_other_sign(pair) -> None:
    there, back = lmdi(*pair), lmdi(*pair[::-1])
    assert np.allclose(there, -back, rtol=1e-9, atol=1e-9 * np.abs(there).max())


def test_that_a_source_that_appears_owes_all_of_it_to_its_share() -> None:
    before = np.array([[100.0, 100.0], [0.5, 0.5], [1.0, 0.0]])
    after = np.array([[120.0, 120.0], [0.5, 0.5], [0.75, 0.25]])
    effects = lmdi(before, after)
    assert effects[:, 1].tolist() == [0.0, 0.0, 15.0]
    assert lmdi(after, before)[:, 1].tolist() == [0.0, 0.0, -15.0]


def test_that_the_zero_is_the_limit_of_small_numbers() -> None:
    after = np.array([[120.0], [0.5], [0.25]])
    almost = lmdi(np.array([[100.0], [0.6], [1e-300]]), after)
    exact = lmdi(np.array([[100.0], [0.6], [0.0]]), after)
    assert almost == pytest.approx(exact, abs=0.02)


def test_that_an_unknown_or_negative_factor_is_refused() -> None:
    for wrong in (np.nan, -1.0, np.inf):
        with pytest.raises(ValueError, match="at least 0"):
            lmdi(np.array([[wrong]]), np.array([[1.0]]))
    with pytest.raises(ValueError, match="one shape"):
        lmdi(np.ones((2, 1)), np.ones((1, 2)))
    with pytest.raises(ValueError, match="above 0"):
        lmdi_multiplicative(np.zeros((1, 1)), np.ones((1, 1)))


@given(FACTOR, FACTOR)
def test_that_a_logarithmic_mean_lies_between_its_two_numbers(one: float, two: float) -> None:
    mean = float(logarithmic_mean(np.array([one]), np.array([two]))[0])
    low, high = min(one, two), max(one, two)
    assert low * (1 - 1e-12) <= mean <= high * (1 + 1e-12)
    assert (mean == 0) == (low == 0)


def test_that_close_numbers_keep_their_digits() -> None:
    one, two = 1.0, 1.0 + 1e-12
    assert logarithmic_mean(np.array([one]), np.array([two]))[0] == pytest.approx(
        1 + 5e-13, abs=3e-16
    )


@given(AMOUNTS.filter(lambda pair: all(part.sum() > 0 for part in pair)))
def test_that_contributions_add_up_to_the_change_of_the_hhi(pair) -> None:
    before, after = as_shares(pair)
    change = (after**2).sum() - (before**2).sum()
    assert hhi_contributions(before, after).sum() == pytest.approx(change, abs=1e-14)


@given(AMOUNTS.filter(lambda pair: all(part.sum() > 0 for part in pair)))
def test_that_rows_are_the_losses_and_columns_the_gains(pair) -> None:
    before, after = as_shares(pair)
    matrix = replaced(before, after)
    assert (matrix >= 0).all()
    assert matrix.sum(axis=1) == pytest.approx(np.maximum(before - after, 0), abs=1e-14)
    assert matrix.sum(axis=0) == pytest.approx(np.maximum(after - before, 0), abs=1e-14)
    assert np.trace(matrix) == 0.0


@given(PAIRS)
def test_that_shift_share_adds_up_with_and_without_an_interaction(pair) -> None:
    (w0, r0, _), (w1, r1, _) = pair
    parts = shift_share((w0, w1), (r0, r1))
    change = w1 * r1 - w0 * r0
    scale = 1e-12 * max(np.abs(part).max() for part in parts.values())
    three = parts["within"] + parts["between"] + parts["interaction"]
    two = parts["within_midpoint"] + parts["between_midpoint"]
    assert np.allclose(three, change, rtol=1e-12, atol=scale)
    assert np.allclose(two, change, rtol=1e-12, atol=scale)
