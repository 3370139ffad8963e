"""Where tables are on a sheet, whatever stands around them."""

from __future__ import annotations

import numpy as np
import pytest
from made_sheets import sheet_from, sheet_of, table_from

from workbench.core.layout.finding import find_tables
from workbench.core.layout.header import headers
from workbench.core.reading.sheets import NUMBER, TEXT, RawColumn, Sheet

BODY = [
    ["Country", "HS", "kg"],
    ["China", "380110", 10],
    ["Japan", "250410", 20.5],
    ["USA", "1", 3],
]


@pytest.mark.parametrize("above", [0, 1, 4])
@pytest.mark.parametrize("blank", [0, 2])
@pytest.mark.parametrize("below", [[], ["1/ Estimated."], ["Source: customs", "Notes: none"]])
def test_that_titles_blank_columns_and_footnotes_do_not_hide_the_table(
    above: int, blank: int, below: list[str]
) -> None:
    titles = [[f"Title {n} of the table"] for n in range(above)]
    rows = [*titles, *([None] * blank + row for row in BODY), *([text] for text in below)]
    (found,) = find_tables(sheet_of(rows))
    assert found.header_rows == (above + 1,)
    assert (found.first_row, found.last_row) == (above + 2, above + 4)
    assert [h.text for h in headers(found) if h.text] == BODY[0]
    assert all(title[0] in found.title for title in titles)
    assert found.reasons


def test_that_a_blank_row_under_the_header_or_inside_does_not_cut_the_table() -> None:
    for gap in (1, 2, 3):
        (found,) = find_tables(sheet_of([*BODY[:gap], [], *BODY[gap:]]))
        assert (found.header_rows, found.last_row) == ((1,), 5)


def test_that_two_tables_on_one_sheet_are_told_apart() -> None:
    other = [["Year", "Price"], [2020, 1.5], [2021, 2.5]]
    below = find_tables(sheet_of([*BODY, [], ["Prices"], *other]))
    assert [table.place for table in below] == ["A1:C4", "A7:B9"]
    assert below[1].title == "Prices"
    beside = [[*row, None, *(other[n] if n < len(other) else [])] for n, row in enumerate(BODY)]
    assert [table.place for table in find_tables(sheet_of(beside))] == ["A1:C4", "E1:F3"]


def test_that_the_same_header_again_below_a_blank_row_continues_the_table() -> None:
    (found,) = find_tables(sheet_of([*BODY, [], *BODY]))
    assert (found.first_row, found.last_row) == (2, 9)


def test_that_merged_headers_of_two_rows_are_filled_to_the_right() -> None:
    found = table_from("""
        품목별 수출입실적,,,,
        단위 : 천불,,,,
        국가,2023년,,2024년,
        ,수출,수입,수출,수입
        중국,"1,200",300,"1,300",310
        일본,200,90,180,95
    """)
    assert found.header_rows == (3, 4)
    names = [header.text for header in headers(found)]
    assert names == ["국가", "2023년 수출", "2023년 수입", "2024년 수출", "2024년 수입"]
    assert "단위 : 천불" in found.title


def test_that_a_row_of_units_belongs_to_the_header() -> None:
    found = table_from("""
        Pink sheet,,
        ,Urea,Nickel
        ,($/mt),($/mt)
        ,UREA,NICKEL
        2025M10,400,15000
        2025M11,…,14670
    """)
    assert (found.header_rows, found.unit_row) == ((2, 4), 3)
    assert [h.unit for h in headers(found)] == ["", "($/mt)", "($/mt)"]
    assert headers(found)[1].text == "Urea UREA"


@pytest.mark.parametrize(
    "header",
    [
        [2019, 2020, 2021],
        ["2019년", "2020년", "2021년"],
        ["2025M09", "2025M10", "2025M11"],
        ["Jan-2025", "Feb-2025", "Mar-2025"],
        ["FY2019", "FY2020", "FY2021"],
        ["2021H1", "2021H2", "2022H1"],
        ["1월", "2월", "3월"],
    ],
)
def test_that_periods_across_are_names_of_columns_and_no_figures(header: list[object]) -> None:
    rows = [["World"], ["Country", *header], ["China", 2000, 2010, 2020], ["Chile", 1, "W", 3]]
    (found,) = find_tables(sheet_of(rows))
    assert found.header_rows == (2,)
    assert found.first_row == 3


def test_that_rows_of_missing_marks_are_figures() -> None:
    found = table_from("""
        Country,Code,Estimate
        Aruba,ABW,#N/A
        Chad,TCD,1.5
    """)
    assert (found.header_rows, found.first_row) == ((1,), 2)


def test_that_a_table_of_words_has_its_first_row_as_header() -> None:
    rows = [["Mineral", "Use", "Note"], *([f"mineral {n}", f"use {n}", ""] for n in range(9))]
    (found,) = find_tables(sheet_of([*rows, ["mineral 10", "use", "NA"]]))
    assert (found.header_rows, found.first_row, found.last_row) == ((1,), 2, 11)


def test_that_figures_without_a_header_are_found_without_one() -> None:
    (found,) = find_tables(sheet_of([[2000, 156, 1.5], [2001, 156, 2.5], [2002, 392, 3.25]]))
    assert (found.header_rows, found.first_row) == ((), 1)


def test_that_empty_sheets_and_single_words_hold_no_table() -> None:
    for rows in ([], [[None]], [["  "]], [["A note"], ["and another"]]):
        assert find_tables(sheet_of(rows)) == []


def test_that_letters_may_be_names_of_columns_though_they_mark_missing_figures() -> None:
    assert find_tables(sheet_from("a,b,c")) == []
    assert table_from("t,x,w\n2020,1.5,W\n2021,2.5,3").header_rows == (1,)
    assert table_from("Country,Code,Rank\nAruba,ABW,#N/A\nChad,TCD,3").header_rows == (1,)


def test_that_a_million_rows_are_looked_at_by_sample() -> None:
    """Every row beyond the sample is read by whole columns only; the cells would take minutes."""
    count = 1_000_000
    kinds = np.full(count, NUMBER, dtype=np.uint8)
    kinds[0] = TEXT
    codes = np.zeros(count, dtype=np.int32)
    codes[0] = 1
    column = RawColumn(kinds, np.arange(count, dtype=np.float64) + 0.5, codes)

    class Counting(Sheet):
        looked = 0

        def cell(self, row: int, column: int):  # type: ignore[no-untyped-def]
            Counting.looked += 1
            return super().cell(row, column)

    (found,) = find_tables(
        Counting("big", visible=True, rows=count, columns=(column,) * 5, texts=("", "name"))
    )
    assert (found.first_row, found.last_row) == (2, count)
    assert Counting.looked < 2_000


def test_that_a_single_year_may_be_the_name_of_a_column() -> None:
    for text in (
        "Country,2021\nChina,5\nChile,7",
        "Production\nCountry,2021\nChina,5\nChile,7",
        "HS,Country,2023,\n,,kg,USD\n380110,China,5,6",
    ):
        assert table_from(text).first_row == len(text.splitlines()) - text.count("Chi") + 1
    data = table_from("Country,Year\nChina,2021\nChile,2022")
    assert (data.header_rows, data.first_row) == ((1,), 2)
