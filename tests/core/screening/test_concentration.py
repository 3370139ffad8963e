"""Concentration of plain columns."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.screening import concentration as module
from workbench.core.screening.concentration import concentration

ROWS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from([2021, 2022]),
        st.sampled_from(["CHN", "JPN", "USA", "AUS"]),
        st.integers(0, 1_000_000),
    ),
    min_size=1,
    max_size=30,
)


def columns(rows):
    return [list(column) for column in zip(*rows, strict=True)]


def same(one, two):
    pd.testing.assert_frame_equal(one, two, check_exact=False, rtol=1e-12)


@given(ROWS, st.randoms(use_true_random=False))
def test_that_the_order_of_rows_never_matters(rows, random):
    shuffled = random.sample(rows, len(rows))
    same(concentration(*columns(rows)), concentration(*columns(shuffled)))


@given(ROWS)
def test_that_splitting_a_row_never_matters(rows):
    *labels, amount = rows[0]
    split = [(*labels, amount - amount // 3), *rows[1:], (*labels, amount // 3)]
    same(concentration(*columns(rows)), concentration(*columns(split)))


@given(ROWS)
def test_that_small_pieces_give_what_the_whole_does(rows):
    whole = concentration(*columns(rows))
    before = module._MOST_CELLS, module.STEP
    try:
        module._MOST_CELLS, module.STEP = 3, 2
        same(whole, concentration(*columns(rows)))
    finally:
        module._MOST_CELLS, module.STEP = before


def test_that_categoricals_give_what_texts_do():
    rows = [("x", "2021", "CHN", 70.0), ("x", "2021", "JPN", 20.0), ("w", "2020", "AUS", np.nan)]
    plain = columns(rows)
    coded = [pd.Categorical(column) for column in plain[:3]]
    same(concentration(*plain), concentration(*coded, plain[3]))
    assert concentration(*plain)["product"].tolist() == ["x"]


def test_that_no_rows_give_no_figures():
    assert concentration([], [], [], []).empty


@pytest.mark.parametrize(
    ("partner", "message"), [(["CHN"], "equally long"), (["CHN", None], "needs a product")]
)
def test_that_columns_that_do_not_fit_are_refused(partner, message):
    with pytest.raises(ValueError, match=message):
        concentration(["x", "x"], [2021, 2021], partner, [1.0, 2.0])
