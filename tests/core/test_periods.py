from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core import periods

MONTHS = st.integers(12 * 1900, 12 * 2100)


@pytest.mark.parametrize(
    ("period", "first", "months"),
    [("2021", "2021-01", 12), ("2021H2", "2021-07", 6), ("2021Q4", "2021-10", 3)],
)
def test_that_a_period_spans_its_months(period: str, first: str, months: int) -> None:
    assert periods.span(period) == (periods.span(first)[0], months)


@pytest.mark.parametrize("wrong", ["", "21", "2021-13", "2021-1", "2021H3", "2021Q0", "2021 ", "x"])
def test_that_other_text_is_no_period(wrong: str) -> None:
    assert not periods.is_period(wrong)
    with pytest.raises(ValueError, match="is not a period"):
        periods.span(wrong)


@given(MONTHS, st.sampled_from(["year", "half", "quarter", "month"]))
def test_that_every_month_lies_in_the_period_that_contains_it(
    month: int, size: periods.Grain
) -> None:
    period = periods.containing(month, size)
    first, months = periods.span(period)
    assert first <= month < first + months
    assert periods.grain(period) == size


@given(MONTHS)
def test_that_a_month_keeps_its_name(month: int) -> None:
    assert periods.span(periods.month_name(month)) == (month, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024", "2024-12-31"),
        ("2023H1", "2023-06-30"),
        ("2024Q1", "2024-03-31"),
        ("2024-02", "2024-02-29"),
        ("2024-02-03", "2024-02-03"),
    ],
)
def test_that_a_period_has_passed_with_its_last_day(text: str, day: str) -> None:
    assert periods.last_day(text).isoformat() == day


@pytest.mark.parametrize("wrong", ["", "2023-02-29", "2023-13", "yesterday", "0000"])
def test_that_a_day_that_does_not_exist_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"not a period|day|between"):
        periods.last_day(wrong)
