from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.naming import numbers
from workbench.core.naming.number_style import COMMA, POINT, guess_style

READ = [
    ("72,000", 72_000),
    ("1 234,5", 1234.5),
    ("1.234,5", 1234.5),
    ("1,234.5", 1234.5),
    ("1'234.50", 1234.5),
    ("12,34,567", 1_234_567),
    ("62.5€", 62.5),
    ("US$ 3,000", 3000),
    ("$1.2m", 1_200_000),
    ("3억", 300_000_000),
    ("1.5 million", 1_500_000),
    ("4%", 0.04),
    ("12,5%", 0.125),
    ("１２３", 123),
    ("１，２００", 1200),
    ("▲3.2", -3.2),
    ("△ 1,200", -1200),
    ("−3", -3),
    ("(3.2)", -3.2),
    ("(1,200)", -1200),
    ("5-", -5),
    ("1,200e", 1200),
    ("1,200 r/", 1200),
    ("12*", 12),
    ("12¹", 12),
    ("12①", 12),
    ("e1,200", 1200),
    ("~1200", 1200),
    ("1e5", 100_000),
    ("0.001", 0.001),
    ("0", 0),
]


@pytest.mark.parametrize(("text", "value"), READ)
def test_that_a_figure_is_read(text: str, value: float) -> None:
    parsed = numbers.parse(text)
    assert parsed.status == "number"
    assert parsed.value == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize("text", [text for text, _ in READ if not text.isdigit()])
def test_that_what_had_to_be_decided_is_said(text: str) -> None:
    plain = text.replace("−", "-") in {"-3", "1e5", "0.001"} or text == "１２３"
    assert bool(numbers.parse(text).rule) is not plain


MISSING = ["", " ", "W", "NA", "N/A", "n.a.", "..", "…", "-", "—", "–", "*", "(D)", "nes", "#N/A"]
MISSING += [
    "inf",
    "nan",
    "Included in World total.",
    "ー",
    "：",
    "해당없음",
    "秘匿",
    "ＮＡ",
    "①",
    "¹",
]


@pytest.mark.parametrize("text", MISSING)
def test_that_a_mark_is_missing_by_a_stated_rule_and_never_zero(text: str) -> None:
    parsed = numbers.parse(text)
    assert parsed.status == "missing"
    assert math.isnan(parsed.value)
    assert len(parsed.rule) > len("missing: ")


UNREADABLE = [
    "8%-26%",
    "62.5€/Li2O",
    "2021-11",
    "1,2,3",
    "10³",
    "#REF!",
    "steel",
    "1²3",
    "(3)",
    "12 13",
]


@pytest.mark.parametrize("cell", [*UNREADABLE, True, dt.date(2021, 1, 1), "1" * 400])
def test_that_what_cannot_be_read_is_said_to_be_so(cell: numbers.Cell) -> None:
    parsed = numbers.parse(cell)
    assert parsed.status == "unreadable"
    assert math.isnan(parsed.value)


@pytest.mark.parametrize(("text", "bound"), [("<0.1%", 0.001), (">25", 25), ("≤ 1,000", 1000)])
def test_that_a_bound_is_missing_and_keeps_its_limit(text: str, bound: float) -> None:
    parsed = numbers.parse(text)
    assert parsed.status == "missing"
    assert math.isnan(parsed.value)
    assert parsed.bound == pytest.approx(bound)


@given(st.text(max_size=12))
def test_that_no_text_without_a_digit_is_a_number(text: str) -> None:
    if any(sign.isnumeric() or sign.isdigit() for sign in text):
        return
    assert numbers.parse(text).status != "number"


@given(st.text(alphabet="0123456789.,-()% ▲eE'Wm$", max_size=10))
def test_that_nothing_becomes_zero_that_does_not_say_zero(text: str) -> None:
    parsed = numbers.parse(text)
    if parsed.value == 0:
        assert parsed.status == "number"
        assert set(text) & set("123456789") == set() or "e" in text.lower()
        assert "0" in text


@given(
    st.integers(-(10**11), 10**11),
    st.sampled_from(
        [(",", "."), (".", ","), (" ", ","), (" ", "."), ("'", "."), ("", "."), ("", ",")]
    ),
    st.sampled_from(["-{}", "▲{}", "({})", "{}-", "−{}"]),
)
def test_that_a_number_survives_every_style(
    cents: int, signs: tuple[str, str], negative: str
) -> None:
    group, decimal = signs
    text = f"{abs(cents) // 100:,}".replace(",", group) + f"{decimal}{abs(cents) % 100:02d}"
    if cents < 0:
        text = negative.format(text)
    assert numbers.parse(text).value == pytest.approx(cents / 100, rel=1e-12)
    style = guess_style([text])
    assert style.decimal == decimal
    assert style.proven


def test_that_the_whole_column_decides_what_a_single_sign_means() -> None:
    values, rules = numbers.parse_texts(["1.234", "12,5", "W", "1.234"])
    assert values.tolist()[:2] == [1234, 12.5]
    assert np.isnan(values[2])
    assert values[3] == 1234
    assert [numbers.status_of(rule) for rule in rules] == ["number", "number", "missing", "number"]
    assert numbers.parse_texts(["1,234", "12.5"])[0].tolist() == [1234, 12.5]


def test_that_a_column_of_both_styles_refuses_only_what_is_unclear() -> None:
    style = guess_style(["1,234", "12.5", "12,5"])
    assert style.mixed
    assert style.ambiguous
    values, rules = numbers.parse_texts(["1,234", "12.5", "12,5"])
    assert values.tolist()[1:] == [12.5, 12.5]
    assert numbers.status_of(rules[0]) == "unreadable"
    assert guess_style(["1.234", "5,678"]).mixed


def test_that_an_unproven_thousands_separator_is_reported() -> None:
    style = guess_style(["72,000", "W"])
    assert style.ambiguous
    assert "72,000" in style.reason
    assert not guess_style(["72,000", "1.5"]).ambiguous
    assert not guess_style(["72", "W"]).ambiguous


def test_that_a_stray_decimal_sign_of_the_other_kind_is_unreadable() -> None:
    assert numbers.parse("3.14", COMMA).status == "unreadable"
    assert numbers.parse("3,14", guess_style(["1.5"])).status == "unreadable"


def test_that_brackets_around_one_digit_count_only_where_brackets_mean_minus() -> None:
    assert numbers.parse("(3)", POINT).status == "unreadable"
    assert numbers.parse("(3)", guess_style(["(3)", "(12.5)"])).value == -3


@given(st.lists(st.sampled_from([text for text, _ in READ] + MISSING + UNREADABLE), max_size=8))
def test_that_reading_many_texts_equals_reading_each(column: list[str]) -> None:
    values, rules = numbers.parse_texts(column)
    style = guess_style(column)
    each = [numbers.parse(text, style) for text in column]
    np.testing.assert_array_equal(values, [parsed.value for parsed in each])
    assert rules == [parsed.rule for parsed in each]
