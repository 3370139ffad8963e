"""Headings between rows: what stands below them is about something else."""

from __future__ import annotations

import pytest
from made_sheets import sheet_from, sheet_of

from workbench.core.layout.applying import apply
from workbench.core.layout.finding import find_tables
from workbench.core.layout.roles import guess
from workbench.core.problem import errors
from workbench.core.project import from_records
from workbench.core.reading.sheets import Sheet

KOREA = from_records({"settings": [{"key": "home", "value": "KOR"}]})


def rows_of(sheet: Sheet) -> list[tuple[str, str, str, str, float]]:
    """Return what the guesses give: flow, partner, material, period, quantity."""
    names = ["flow", "partner", "material", "period", "quantity"]
    rows: list[tuple[str, str, str, str, float]] = []
    for found in find_tables(sheet):
        guessed = guess(found, KOREA)
        assert guessed.is_sure, guessed
        extract = apply(guessed.mapping, found, KOREA)
        assert not errors(extract.problems)
        frame = next(part.frame for part in extract.parts if part.table == "trade")
        rows += list(frame[names].astype(object).itertuples(index=False, name=None))
    return rows


BOTH = [
    ("import", "CHN", "380110", "2020", 5.0),
    ("import", "JPN", "380110", "2020", 6.0),
    ("export", "CHN", "380110", "2020", 7.0),
]


@pytest.mark.parametrize("blank", ["", ",,"])
@pytest.mark.parametrize("header", ["", "Country,2020,Note"])
def test_that_exports_below_imports_are_not_added_to_them(blank: str, header: str) -> None:
    lines = [
        "Imports of graphite (HS 380110) (tonnes),,",
        "Country,2020,Note",
        "China,5,a",
        "Japan,6,b",
        *([",,"] if blank else []),
        "Exports of graphite (HS 380110) (tonnes),,",
        *([header] if header else []),
        "China,7,c",
    ]
    assert rows_of(sheet_from("\n".join(lines))) == BOTH


def test_that_a_heading_under_the_header_is_one_as_well() -> None:
    sheet = sheet_of(
        [
            ["Imports (tonnes)"],
            ["Country", "2020", "2021"],
            ["HS 380110"],
            ["China", 5, 6],
            ["HS 250410"],
            ["China", 7, 8],
        ]
    )
    assert {(row[2], row[4]) for row in rows_of(sheet)} == {
        ("380110", 5.0), ("380110", 6.0), ("250410", 7.0), ("250410", 8.0),
    }  # fmt: skip


def test_that_every_row_below_two_headings_is_taken_once() -> None:
    sheet = sheet_of(
        [
            ["Graphite HS 380110, imports and exports, tonnes"],
            ["Country", "2020", "2021"],
            ["Imports"],
            ["China", 5, 6],
            [],
            ["Exports"],
            ["USA", 7, 8],
        ]
    )
    assert [(row[0], row[4]) for row in rows_of(sheet)] == [
        ("import", 5.0), ("import", 6.0), ("export", 7.0), ("export", 8.0),
    ]  # fmt: skip


def test_that_a_table_that_goes_on_is_not_cut() -> None:
    page = [["Country", "2020", "2021"], ["China", 5, 6], ["Japan", 7, 8]]
    sheet = sheet_of([["Imports"], *page, [], ["Imports (continued)"], page[0], ["USA", 1, 2]])
    assert [found.place for found in find_tables(sheet)] == ["A2:C8"]
    names = [["Importland"], *page[1:]]
    assert len(find_tables(sheet_of([["Imports"], page[0], *names]))) == 1
