"""Median and MAD by row, with gaps."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from workbench.core.warning.robust import deviations, medians, ratios

ROWS = arrays(
    np.float64,
    st.tuples(st.integers(1, 5), st.integers(1, 9)),
    elements=st.one_of(st.just(np.nan), st.floats(-1e6, 1e6)),
)


@given(ROWS)
def test_that_medians_are_those_of_numpy_without_gaps(values):
    for row, found in zip(values, medians(values), strict=True):
        known = row[np.isfinite(row)]
        np.testing.assert_allclose(found, np.median(known) if len(known) else np.nan, rtol=1e-12)


def test_that_one_wild_value_does_not_move_the_deviation():
    calm, wild = np.array([[1.0, 2, 3, 4, 5]]), np.array([[1.0, 2, 3, 4, 5000]])
    centre = np.array([3.0])
    assert deviations(calm, centre) == deviations(wild, centre) == 1.4826


def test_that_nothing_is_divided_by_nothing():
    found = ratios(np.array([1.0, 1.0, np.nan]), np.array([0.0, 2.0, 1.0]))
    np.testing.assert_array_equal(found, [np.nan, 0.5, np.nan])
