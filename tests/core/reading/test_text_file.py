"""Tables in text files: separators, rows of uneven length, and every field as it was written."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.problem import DataRefused
from workbench.core.reading import worker
from workbench.core.reading.grid import Damaged, Refused
from workbench.core.reading.sheets import EMPTY, TEXT, Sheet, Workbook
from workbench.core.reading.text_file import read
from workbench.core.reading.worker import read_workbook


def read_text(folder: Path, text: str | bytes, name: str = "trade.csv") -> Workbook:
    content = text if isinstance(text, bytes) else text.encode("utf-8")
    (folder / name).write_bytes(content)
    return read_workbook(folder / name)


def rows(sheet: Sheet) -> list[list[object]]:
    width = len(sheet.columns)
    return [
        [sheet.cell(row + 1, column + 1) for column in range(width)] for row in range(sheet.rows)
    ]


def remarks(book: Workbook, severity: str) -> list[str]:
    return [problem.message for problem in book.problems if problem.severity == severity]


def test_that_a_text_file_is_one_sheet_of_texts_as_they_were_written(tmp_path: Path) -> None:
    book = read_text(tmp_path, 'hs,value\r\n007,"72,000"\r\n,"a ""b""\r\nc"\r\n\r\n1.50,-\r\n')
    (sheet,) = book.sheets
    assert (book.name, sheet.name, sheet.visible) == ("trade.csv", "trade", True)
    assert rows(sheet) == [
        ["hs", "value"],
        ["007", "72,000"],
        [None, 'a "b"\r\nc'],
        [None, None],
        ["1.50", "-"],
    ]
    assert {int(kind) for column in sheet.columns for kind in column.kinds} == {TEXT, EMPTY}
    assert remarks(book, "info") == ["read as text in UTF-8, with fields separated by comma"]
    assert remarks(book, "warning") == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("separator", "name"), [(",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "bar")]
)
def test_that_the_separator_is_found_beside_others(
    tmp_path: Path, separator: str, name: str, end: str
) -> None:
    lines = [["title: a, b; c"], ["land", "menge"], ["Korea, Süd", "1,5"], ["A;B", "2,5"]]
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=separator, lineterminator=end).writerows(lines)
    book = read_text(tmp_path, stream.getvalue(), "a.txt")
    assert rows(book.sheets[0])[1:] == lines[1:]
    assert f"separated by {name}" in remarks(book, "info")[0]


def test_that_a_line_that_names_the_separator_is_obeyed_and_is_no_row(tmp_path: Path) -> None:
    assert rows(read_text(tmp_path, "sep=;\na,1;2\nb,2;3\n").sheets[0]) == [
        ["a,1", "2"],
        ["b,2", "3"],
    ]


def test_that_one_field_more_than_the_header_shifts_no_column(tmp_path: Path) -> None:
    book = read_text(tmp_path, "type,year,value\nC,2021,5,\nC,2022,6,\n")
    assert rows(book.sheets[0])[1] == ["C", "2021", "5"]
    assert "2 rows have 1 more fields than the header in row 1" in remarks(book, "info")[1]
    assert remarks(book, "warning") == []


def test_that_surplus_fields_that_hold_something_are_shown_by_cell(tmp_path: Path) -> None:
    book = read_text(tmp_path, "country,value\nJapan,5\nKorea, Republic of,6\nChina\n")
    (found,) = [problem for problem in book.problems if problem.severity == "warning"]
    assert (found.place, found.value) == ("trade.csv [trade!C3]", "6")
    assert rows(book.sheets[0])[2] == ["Korea", " Republic of", "6"]
    assert any("1 rows, the first of them row 4" in text for text in remarks(book, "info"))


def test_that_titles_above_the_header_are_not_counted_as_short(tmp_path: Path) -> None:
    book = read_text(tmp_path, "K-stat\n단위: 천달러\n년,수출,수입\n2021,1,2\n2022,3,4\n")
    assert len(book.problems) == 1


def test_that_text_without_columns_is_a_table_only_if_its_name_says_so(tmp_path: Path) -> None:
    assert rows(read_text(tmp_path, "one\ntwo\n").sheets[0]) == [["one"], ["two"]]
    with pytest.raises(DataRefused, match="a text file without columns"):
        read_text(tmp_path, "no workbook at all", "figures.xlsx")
    assert rows(read_text(tmp_path, "a\tb\n1\t2\n", "figures.xls").sheets[0]) == [
        ["a", "b"],
        ["1", "2"],
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('a,b\n1,2\n3,"4\n' + "x,y\n" * 60_000, "row 3 is not closed"),
        ("a,b\n" + "," * 20_000, "20,001 fields"),
        ("a,b\n" + ",".join("x" * 601), "uses 601 columns"),
    ],
)
def test_that_what_is_no_table_is_refused_by_row(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(DataRefused, match=words) as caught:
        read_text(tmp_path, text)
    assert caught.value.problems[0].file == "trade.csv"


FIELD = st.text(st.characters(codec="utf-8", exclude_characters="\0\x1f"), max_size=6)
TABLE = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(FIELD, min_size=width, max_size=width), min_size=2)
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("text") / "a.csv"


@settings(max_examples=60, deadline=None)
@given(table=TABLE, separator=st.sampled_from(",;\t|"))
def test_that_every_field_of_an_even_table_comes_back(
    file: Path, table: list[list[str]], separator: str
) -> None:
    header = [f"column {number}" for number in range(len(table[0]))]
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=separator, quoting=csv.QUOTE_ALL).writerows([header, *table])
    file.write_bytes(stream.getvalue().encode("utf-8"))
    *_, grid = read(file, file.name, lambda *_: None)
    facts = grid.save(file.with_suffix(".arrays"))
    sheet = worker._sheet(file.parent, facts)
    found = [[text or "" for text in line] for line in rows(sheet)]
    assert [line + [""] * (len(header) - len(line)) for line in found] == [
        header,
        *table[: len(found) - 1],
    ]
    assert not any(map(any, table[len(found) - 1 :]))


@settings(max_examples=150, deadline=None)
@given(content=st.binary(max_size=300) | st.text('ab,;\t|"\r\n=é국', max_size=200).map(str.encode))
def test_that_any_bytes_are_read_or_refused(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with suppress(Damaged, Refused):
        list(read(file, file.name, lambda *_: None))
