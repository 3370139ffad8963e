from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.naming import hs


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (250410.0, "250410"),
        ("250410", "250410"),
        ("2504.10", "250410"),
        ("2504.10.10.00", "2504101000"),
        ("2504 10", "250410"),
        ("25.04.10", "250410"),
        ("250310.0", "250310"),
        (90121.0, "090121"),
        ("90121", "090121"),
        (901, "0901"),
        (1.0, "01"),
        ("2504.1", "250410"),
        (902.1, "090210"),
        ("HS 250410", "250410"),
        ("H5-250410", "250410"),
        ("HS2017: 250410", "250410"),
        ("HSK 2504101000", "2504101000"),
        ("'250410", "250410"),
        ("250,410", "250410"),
        ("２５０４１０", "250410"),
        ("250410000", "250410000"),
        ("250830;250840", "250830;250840"),
        ("250830, 250840", "250830;250840"),
        ("250410/250490", "250410;250490"),
    ],
)
def test_that_a_code_is_read(cell: hs.Cell, text: str) -> None:
    assert hs.clean(cell).text == text


NO_CODE = [
    "",
    "|",
    ";",
    "TOTAL",
    "AG6",
    "H5",
    "HS2022",
    "2801-2805",
    "00123456",
    "250410 Graphite",
    12.5,
    -3,
]


@pytest.mark.parametrize("cell", [*NO_CODE, None, True, float("nan")])
def test_that_what_is_no_code_says_why(cell: hs.Cell) -> None:
    found = hs.clean(cell)
    assert (found.text, found.digits, found.codes) == ("", 0, ())
    assert found.note


def test_that_ten_digits_in_a_column_give_nine_their_zero_back() -> None:
    assert hs.clean(101211000).text == "101211000"
    assert "Japan" in hs.clean(101211000).note
    digits = hs.column_digits(["8542311010", 101211000])
    assert digits == 10
    assert hs.clean(101211000, digits).text == "0101211000"
    assert hs.column_digits(["250410", "380110"]) == 6
    assert hs.column_digits(["250410", "3801", "38"]) is None


@given(st.integers(10_000, 999_999).map(lambda n: f"{n:06d}").filter(lambda code: code[:2] > "00"))
def test_that_a_number_and_a_dotted_text_give_the_same_code(code: str) -> None:
    dotted = f"{code[:4]}.{code[4:]}"
    assert hs.clean(float(code)).text == hs.clean(code).text == hs.clean(dotted).text == code
    assert hs.clean(int(code)).hs6 == code


def test_that_codes_are_told_from_years_and_amounts() -> None:
    assert hs.looks_like(["250410", 380110.0, None]) == 1
    assert hs.looks_like(["8542311010", 101211000]) == 1
    assert hs.looks_like([2021, 2022, 2023]) < 0.2
    assert hs.looks_like([12.5, 1200, 33, 140000]) < 0.5
    assert hs.looks_like([675000000, 270000000]) < 0.2
    assert hs.looks_like(["Chile", "Peru"]) == 0
    assert hs.looks_like([]) == 0


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("H5", "HS2017"),
        ("From HS2022", "HS2022"),
        ("HS 17", "HS2017"),
        ("HS96", "HS1996"),
        ("hs_code", ""),
        ("HS2019", ""),
    ],
)
def test_that_the_revision_is_noted(text: str, name: str) -> None:
    assert hs.revision(text) == name
