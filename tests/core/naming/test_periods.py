from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core import periods as core_periods
from workbench.core.naming import periods
from workbench.core.naming.periods import MonthOnly, PartOnly, Period

READ = {
    "2021": [
        "2021",
        2021,
        2021.0,
        "2021.0",
        "2021년",
        "2021年",
        "２０２１",
        "令和3年",
        "CY2021",
        "'2021",
    ],
    "2021H1": ["2021H1", "2021 H1", "H1 2021", "1H 2021", "1H21", "2021년 상반기", "2021年上半期"],
    "2021H2": ["2021H2", "2021년 하반기", "하반기 2021", "2nd half 2021"],
    "2021Q1": ["2021Q1", "1Q 2021", "1Q21", "Q1 2021", "2021-1Q", "2021년 1분기", "2021年1-3月期"],
    "2021Q3": ["3/4분기 2021", "2021년 3/4분기", "2021 3/4", "2021年第3四半期", "3rd quarter 2021"],
    "2025-11": [
        "2025-11",
        "2025/11",
        "202511",
        202511,
        202511.0,
        "2025M11",
        "2025년 11월",
        "2025.11",
        "Nov-2025",
        "Nov 2025",
        "November 2025",
        "2025年11月",
        "令和7年11月",
        "11/2025",
        "2025 Nov",
    ],
    "2025-01": ["2025M1", "2025. 1.", "2025-1", "2025년 1월"],
}
NOTED = {
    "2021": [
        "FY2021",
        "FY21",
        "2021年度",
        "2021 회계연도",
        "2021e",
        "2021 (p)",
        "'21년",
        "2021 1/",
    ],
    "2019": ["平成31年度"],
    "2025-11": ["Nov-25", "2025-11-30", "20251130", "2025/11/3", dt.date(2025, 11, 3)],
    "2025-12": [dt.datetime(2025, 12, 31, 8, tzinfo=dt.UTC)],
}
NONE = [
    "",
    " ",
    "W",
    "2015-2019",
    "2019-20",
    "2021/22",
    "2025.1",
    "3000",
    "1899",
    "20201301",
    "12",
    "4",
]
NONE += [
    "2025(1-11월)",
    "2025년 13월",
    "1/4",
    0,
    12.5,
    float("nan"),
    True,
    None,
    dt.time(1),
    "World",
]


@pytest.mark.parametrize(
    ("cell", "period"), [(cell, period) for period, cells in READ.items() for cell in cells]
)
def test_that_a_period_is_read(cell: periods.Cell, period: str) -> None:
    found = periods.parse(cell)
    assert found == period
    assert isinstance(found, Period)
    assert found.note == "" or "21 is taken" in found.note


@pytest.mark.parametrize(
    ("cell", "period"), [(cell, period) for period, cells in NOTED.items() for cell in cells]
)
def test_that_a_period_with_something_decided_says_so(cell: periods.Cell, period: str) -> None:
    found = periods.parse(cell)
    assert found == period
    assert isinstance(found, Period)
    assert found.note


@pytest.mark.parametrize("cell", NONE)
def test_that_spans_and_other_things_are_no_period(cell: periods.Cell) -> None:
    assert periods.parse(cell) is None


def test_that_a_part_of_a_year_waits_for_its_year() -> None:
    assert periods.parse("12월") == periods.parse("１２月") == periods.parse("Dec") == MonthOnly(12)
    assert periods.parse("상반기") == PartOnly("H1")
    assert periods.parse("3/4분기") == periods.parse("Q3") == PartOnly("Q3")
    assert MonthOnly(3).in_year(2021) == "2021-03"
    assert PartOnly("Q3").in_year("2021") == "2021Q3"


@pytest.mark.parametrize(
    ("header", "period"),
    [
        ("Prod_t_est_2022", "2022"),
        ("수입금액 2025년 11월", "2025-11"),
        ("2019 imports", "2019"),
        ("Import share 2018-2021", None),
        ("Trade Value (US$)", None),
        ("HS 250410", None),
    ],
)
def test_that_the_one_period_of_a_header_is_found(header: str, period: str | None) -> None:
    assert periods.find_in(header) == period


def test_that_a_column_of_periods_is_told_from_others() -> None:
    assert periods.looks_like(["2025년", "2024년", "", None]) == 1
    assert periods.looks_like(["1Q 2021", "x"]) == 0.5
    assert periods.looks_like(["Chile", 12.5]) == 0
    assert periods.looks_like([]) == 0


@given(st.one_of(st.text(max_size=10), st.integers(), st.floats()))
def test_that_whatever_is_found_is_a_period_of_ours(cell: periods.Cell) -> None:
    found = periods.parse(cell)
    if isinstance(found, Period):
        assert core_periods.is_period(found)


@given(st.integers(1900, 2100), st.integers(1, 12))
def test_that_a_month_is_read_in_every_form(year: int, month: int) -> None:
    name = dt.date(year, month, 1).strftime("%b")
    forms = [f"{year}-{month:02d}", f"{year}{month:02d}", f"{year}M{month:02d}", f"{name} {year}"]
    forms += [f"{year}년 {month}월", f"{year}年{month}月", f"{year}/{month:02d}"]
    assert {periods.parse(form) for form in forms} == {f"{year}-{month:02d}"}
