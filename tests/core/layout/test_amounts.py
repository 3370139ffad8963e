"""Figures of a column: the short way for plain numbers is the long one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_sheets import sheet_of

from workbench.core.layout import amounts
from workbench.core.naming import numbers
from workbench.core.naming.number_style import guess_style

CELLS = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-1e9, max_value=1e9).map(
        str
    ),
    st.sampled_from(
        [
            "1,200",
            "W",
            "NA",
            "…",
            "-",
            "<0.1%",
            "4%",
            "007",
            "1.234",
            "1.234,5",
            "x",
            "12*",
            "１２",
            "",
        ]
    ),
    st.floats(allow_nan=False),
    st.none(),
)


@given(st.lists(CELLS, min_size=1, max_size=12))
def test_that_every_cell_is_read_as_by_the_rules_for_one(cells: list[object]) -> None:
    rows = np.arange(len(cells), dtype=np.int64)
    read = amounts.read(sheet_of([[cell] for cell in cells]), 1, rows)
    style = guess_style([cell for cell in dict.fromkeys(cells) if isinstance(cell, str) and cell])
    for place, cell in enumerate(cells):
        one = numbers.parse(cell, style)  # type: ignore[arg-type]
        same = read.values[place] == one.value
        assert same or (math.isnan(read.values[place]) and math.isnan(one.value))
        assert read.unread[place] == (one.status == "unreadable")


def test_that_missing_is_counted_by_its_rule_and_never_zero() -> None:
    cells = [["W"], ["W"], [".."], [None], [0], ["0"], [float("inf")]]
    read = amounts.read(sheet_of(cells), 1, np.arange(7))
    assert np.isnan(read.values).tolist() == [True, True, True, True, False, False, True]
    assert sorted(read.rules.values()) == [1, 1, 2]


@pytest.mark.parametrize(
    ("role", "texts", "unit", "factor"),
    [
        ("value", ["금액(천불)"], "USD", 1e3),
        ("value", ["주기 : 년도별 , 단위 : 금액 - 천불, 증감률 - %"], "USD", 1e3),
        ("quantity", ["Trade value (US$)", "Netweight (kg)"], "t", 1e-3),
        ("quantity", ["단위 : 톤 천불"], "t", 1.0),
        ("value", ["단위 : 톤 천불"], "USD", 1e3),
        ("price", ["($/kg)"], "USD/t", 1e3),
        ("value", ["億円"], "JPY", 1e8),
    ],
)
def test_that_the_unit_of_the_right_kind_is_found(
    role: str, texts: list[str], unit: str, factor: float
) -> None:
    found = amounts.unit_for(role, texts)
    assert found is not None
    assert (found.unit, found.factor) == (unit, pytest.approx(factor))


def test_that_no_unit_is_made_up() -> None:
    assert amounts.unit_for("quantity", ["Trade value (US$)", "", "Remarks"]) is None
