"""Numbers are read as the cells show them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from workbench.ui.texts import number
from workbench.ui.widgets.typed import editable_number, plain_number


@pytest.fixture
def german():
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("12,500", "12500"),
        ("1,250,000.5", "1250000.5"),
        ("\N{MINUS SIGN}8 431", "-8431"),
        ("1e5", "100000"),
        ("12,5", "12,5"),
        ("a lot", "a lot"),
        ("", ""),
    ],
)
def test_that_separators_are_understood_and_other_text_is_left(text, read):
    assert plain_number(text) == read


def test_that_the_decimal_sign_of_the_language_is_understood(german):
    assert plain_number("12.500,25") == "12500.25"
    assert plain_number(editable_number(12.125)) == "12.125"
    assert plain_number(number(-12_500, 0)) == "-12500"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_that_an_edited_number_keeps_every_digit(value):
    assert float(plain_number(editable_number(value))) == value
