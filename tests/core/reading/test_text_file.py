"""Tables in text files: separators, rows of uneven length, and every field as it was written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbench.core.problem import DataRefused
from workbench.core.reading import text_file, worker
from workbench.core.reading.encoding import Encoding
from workbench.core.reading.grid import Damaged, Grid, Refused
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


# Rows that are even, and all that makes them uneven or that the csv module reads in its own way.
ROWS = (
    *("a,1\n", "한국,2\r\n", '"x,y","1,5"\n', "a;b,1;5\n", '"two\nlines",3\r\n'),
    *('"a ""b""",\n', "여,\n", ",\n", "long enough,for two words\n"),
)
ODD = (
    *("\n", "\r\n", "\r", "\0", '"', '""', ",", "a", '5" pipe,1\n', ' "b",2\n', '"c"d,3\n'),
    *("short\n", "a,b,surplus\n", "a,b,\n", "x" * 600 + ",y\n", "last,line", "\r\r\n"),
    *("\ra,1\n", "a\r,1\n", "a\0,1\n", 'a,"open', '"a\rb",1\r\n', '"",""\n', "\ufeff,1\n"),
)
PARTS = st.lists(
    st.lists(st.sampled_from(ROWS), max_size=9) | st.sampled_from(ODD).map(lambda odd: [odd]),
    max_size=5,
).map(lambda lists: [part for parts in lists for part in parts])
CODECS = ("utf-8", "utf-8-sig", "cp949", "utf-16")


def codes_of(found: Grid) -> list[list[int]]:
    """Return the numbers of the texts of each column."""
    columns = []
    for buffer in found.buffers:
        pieces = [[0] * len(p[0]) if p[2] is None else p[2].tolist() for p in buffer._pieces]
        columns.append([code for piece in pieces for code in piece])
    return columns


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("text") / "a.csv"


@pytest.fixture(scope="module")
def pieces_of_two() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_file, "_PIECE", 2)
        yield


@settings(max_examples=300)
@given(
    parts=PARTS,
    codec=st.sampled_from(CODECS),
    separator=st.sampled_from(",;\t|"),
    header=st.integers(0, 2),
    width=st.integers(1, 3),
)
@example(parts=["\n"] * 10 + ["a,1\n"], codec="utf-8", separator="|", header=2, width=2)
@pytest.mark.usefixtures("pieces_of_two")
def test_that_any_file_has_the_cells_that_the_csv_module_finds(
    file: Path, parts: list[str], codec: str, separator: str, header: int, width: int
) -> None:
    text = "".join(parts).replace(",", separator)
    text = text.replace("\ufeff", "") if codec == "cp949" else text
    file.write_bytes(text.encode(codec))
    layout = text_file.Layout(separator, header, width)
    found, shape = text_file._grid(file, "t", Encoding(codec), layout, lambda *_: None)
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    longest = max(map(len, lines), default=0)
    texts = list(found.texts)
    columns = [[texts[code] for code in codes] for codes in codes_of(found)]
    rectangle = [line + [""] * (longest - len(line)) for line in lines if longest]
    assert found.rows == len(lines)
    assert [list(row) for row in zip(*columns, strict=True)] == rectangle
    below = [line for line in lines[header + 1 :] if line]
    said = "".join(problem.message for problem in shape.problems("t"))
    short = sum(len(line) < width for line in below)
    over = sum(any(map(str.strip, line[width:])) for line in below)
    beyond = sum(len(line) > width for line in below) - over
    assert (f"{short} rows, the first" in said) == bool(short)
    assert (f"{over} rows have more fields" in said) == bool(over)
    assert (f"{beyond} rows have" in said and "surplus is empty" in said) == bool(beyond)


FIELD = st.text(st.characters(codec="utf-8", exclude_characters="\0\x1f"), max_size=6)
TABLE = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(FIELD, min_size=width, max_size=width), min_size=2)
)


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
