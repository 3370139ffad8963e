"""Numbers as people read them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.ui.texts import MISSING, common_decimals, number, percent, short_number, tr, tr_n


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "text"),
    [
        (8431.0, None, "t", "8,431 t"),
        (0.615385, None, "", "0.6154"),
        (12.5, None, "", "12.5"),
        (1234567.891, 2, "USD", "1,234,567.89 USD"),
        (-3.2, 1, "", "−3.2"),
        (-0.0001, 1, "", "0.0"),
        (0.0, None, "t", "0 t"),
        (math.nan, None, "t", MISSING),
        (math.inf, None, "", "∞"),
        (99.996, None, "", "100"),
    ],
)
def test_that_a_number_reads_well(value, decimals, unit, text):
    assert number(value, decimals, unit) == text


def test_that_a_missing_share_is_a_dash_and_no_zero():
    assert percent(math.nan) == MISSING
    assert percent(0.0) == "0.0 %"
    assert percent(0.788) == "78.8 %"


@pytest.mark.parametrize(
    ("values", "step", "texts"),
    [
        ((0, 500, 1200), 500, ["0", "500", "1,200"]),
        ((0, 20_000, 34_000), 2000, ["0", "20 k", "34 k"]),
        ((2.5e6, 3.4e6), 1e5, ["2.5 M", "3.4 M"]),
        ((0.25, 0.5), 0.25, ["0.25", "0.50"]),
        ((-10_000, 10_000), 5000, ["−10 k", "10 k"]),
    ],
)
def test_that_an_axis_has_one_suffix_for_all(values, step, texts):
    assert [short_number(v, max(map(abs, values)), step) for v in values] == texts


@given(st.floats(min_value=1e-3, max_value=1e12), st.integers(1, 9))
def test_that_neighbours_on_an_axis_never_read_the_same(step, count):
    values = [step * place for place in range(count + 1)]
    texts = [short_number(value, values[-1], step) for value in values]
    assert len(set(texts)) == len(texts)


def test_that_numbers_in_a_column_share_the_decimals_they_need():
    assert common_decimals([50.0, -20.0, math.nan]) == 0
    assert common_decimals([12.5, 3.0]) == 1
    assert common_decimals([0.123456, 0.5]) == 3
    assert common_decimals([120000.5]) == 0
    assert common_decimals([]) == common_decimals([math.nan]) == 0


def test_that_fields_are_filled_in_and_braces_of_data_left_alone():
    assert tr("Open {name}", name="{x}") == "Open {x}"
    assert tr("{not a field}") == "{not a field}"
    assert tr_n("{count} row", "{count} rows", 1) == "1 row"
    assert tr_n("{count} row", "{count} rows", 1200) == "1,200 rows"
