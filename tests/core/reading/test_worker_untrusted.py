"""Files that attack, lie or are broken: each is read rightly or refused in words, within limits."""

from __future__ import annotations

import datetime as dt
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hostile import SHEET, changed_parts, plain_book, read_or_refused, with_cells
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from workbench.core.problem import Problem
from workbench.core.reading.sheets import Workbook


def message(path: Path) -> str:
    found = read_or_refused(path)
    assert isinstance(found, Problem)
    return found.message


def book(path: Path) -> Workbook:
    found = read_or_refused(path)
    assert isinstance(found, Workbook), found
    return found


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def number(place: str, value: object = 1) -> str:
    return f'<c r="{place}"><v>{value}</v></c>'


def test_that_a_cell_at_the_far_corner_is_named(tmp_path: Path) -> None:
    path = with_cells(tmp_path, row(1, number("A1")) + row(1048576, number("XFD1048576")))
    assert "to the cell XFD1048576" in message(path)


def test_that_a_row_to_the_far_edge_of_a_long_sheet_is_refused(tmp_path: Path) -> None:
    rows = "".join(row(line, number(f"A{line}")) for line in range(2, 20_001))
    path = with_cells(tmp_path, row(1, number("A1"), number("XFD1")) + rows)
    assert "20,000 rows x 16,384 columns" in message(path)


def test_that_a_lone_cell_at_the_last_row_is_read(tmp_path: Path) -> None:
    path = with_cells(tmp_path, row(1, number("A1")) + row(1048576, number("B1048576", 7)))
    (sheet,) = book(path).sheets
    assert (sheet.rows, sheet.cell(1048576, 2), sheet.cell(1048575, 2)) == (1_048_576, 7, None)


@pytest.mark.parametrize("dimension", ["A1", "A1:XFD1048576", "ZZZ", "B7:A1"])
def test_that_a_wrong_dimension_loses_no_row(tmp_path: Path, dimension: str) -> None:
    rows = "".join(row(line, number(f"A{line}", line)) for line in range(1, 101))
    (sheet,) = book(with_cells(tmp_path, rows, dimension)).sheets
    assert [sheet.cell(line, 1) for line in (1, 50, 100)] == [1, 50, 100]


def test_that_two_cells_in_one_place_are_reported(tmp_path: Path) -> None:
    path = with_cells(tmp_path, row(1, number("A1", 1), number("A1", 2), number("B1", 3)))
    (problem,) = book(path).problems
    assert (problem.severity, problem.cell) == ("warning", "A1")
    assert "same place" in problem.message


@pytest.mark.parametrize("place", ["ZZZZZZ999", "AAAA1", "A4294967297"])
def test_that_a_place_no_sheet_has_is_an_error(tmp_path: Path, place: str) -> None:
    found = read_or_refused(with_cells(tmp_path, row(1, number("A1", 5), number(place, 7))))
    assert isinstance(found, Problem) or (place, "error") in {
        (problem.value, problem.severity) for problem in found.problems
    }


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ('<c r="A1" t="s"><v>999999</v></c>', "a text that is not in the file"),
        ('<c r="A1"><v>1</v></d>', "not well-formed"),
        ('<c r="A99999999999"><v>1</v></c>', "larger than Excel allows"),
    ],
)
def test_that_broken_cells_are_refused_in_words(tmp_path: Path, cells: str, words: str) -> None:
    assert words in message(with_cells(tmp_path, row(1, cells)))


def test_that_a_number_that_is_none_stays_text(tmp_path: Path) -> None:
    found = read_or_refused(with_cells(tmp_path, row(1, number("A1", "not-a-number"))))
    assert isinstance(found, Problem) or found.sheets[0].cell(1, 1) == "not-a-number"


def test_that_formulas_nobody_calculated_are_warned_of(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active.append(["a", 1, "=B1*2", "=C1"])
    made.save(tmp_path / "fresh.xlsx")
    found = book(tmp_path / "fresh.xlsx")
    (problem,) = found.problems
    assert (problem.severity, problem.place) == ("warning", "fresh.xlsx [Sheet!C1]")
    assert problem.message.startswith("2 formulas were never calculated")
    assert "Open the workbook in Excel and save it" in problem.remedy
    assert found.sheets[0].cell(1, 3) is None


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
    ],
)
def test_that_entities_are_never_expanded(tmp_path: Path, declared: str) -> None:
    plain = plain_book(tmp_path / "plain.xlsx")
    with zipfile.ZipFile(plain) as archive:
        sheet = archive.read(SHEET).decode()
    parts = {SHEET: sheet.replace("<worksheet", declared + "<worksheet", 1).encode()}
    assert "declares entities" in message(changed_parts(plain, tmp_path / "a.xlsx", parts))


def test_that_a_declaration_far_down_does_no_harm(tmp_path: Path) -> None:
    plain = plain_book(tmp_path / "plain.xlsx")
    laughs = '<!ENTITY a "' + "ha" * 50 + '">'
    for name, before in zip("bcdefgh", "abcdefg", strict=True):
        laughs += f'<!ENTITY {name} "' + f"&{before};" * 10 + '">'
    with zipfile.ZipFile(plain) as archive:
        sheet = archive.read(SHEET).decode()
    sheet = sheet.replace("<worksheet", " " * 5_000 + f"<!DOCTYPE x [{laughs}]><worksheet", 1)
    parts = {SHEET: sheet.replace("JPN", "&h;").encode()}
    found = read_or_refused(changed_parts(plain, tmp_path / "a.xlsx", parts))
    assert isinstance(found, Problem) or len(found.sheets[0].cell(2, 1) or "") < 10


def test_that_sixty_thousand_parts_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(plain_book(tmp_path / "a.xlsx"), "a") as archive:
        for part in range(60_000):
            archive.writestr(f"xl/media/{part}", b"")
    assert "parts" in message(tmp_path / "a.xlsx")


def test_that_a_part_larger_than_it_says_is_stopped(tmp_path: Path) -> None:
    path = with_cells(tmp_path, row(1, number("A1")) + " " * (100 << 20))
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo(SHEET).file_size
    content = path.read_bytes()
    assert content.count(struct.pack("<I", size)) == 2  # once with the part, once in the directory
    path.write_bytes(content.replace(struct.pack("<I", size), struct.pack("<I", 4_000)))
    assert "damaged" in message(path)


def test_that_a_file_cut_anywhere_is_refused(tmp_path: Path) -> None:
    content = plain_book(tmp_path / "whole.xlsx").read_bytes()
    for share in range(1, 20):
        path = tmp_path / f"cut {share}.xlsx"
        path.write_bytes(content[: len(content) * share // 20])
        assert "cut off" in message(path)


@pytest.mark.parametrize("strict", [False, True])
def test_that_strict_files_and_dates_from_1904_are_read_rightly(
    tmp_path: Path, *, strict: bool
) -> None:
    made = openpyxl.Workbook()
    made.epoch = CALENDAR_MAC_1904
    made.active.append([dt.date(2021, 12, 2), "흑연", 7])
    made.save(tmp_path / "a.xlsx")
    parts = {}
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        for name in archive.namelist() if strict else ():
            content = archive.read(name)
            for topic in (b"spreadsheetml", b"officeDocument"):
                old = b"schemas.openxmlformats.org/" + topic + b"/2006"
                content = content.replace(old, b"purl.oclc.org/ooxml/" + topic)
            parts[name] = content
    (sheet,) = book(changed_parts(tmp_path / "a.xlsx", tmp_path / "b.xlsx", parts)).sheets
    found = [sheet.cell(1, column) for column in (1, 2, 3)]
    assert found == [dt.date(2021, 12, 2), "흑연", 7]


def test_that_charts_links_and_macros_are_noted_and_the_cells_are_read(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active["A1"] = 5
    made.active.merge_cells("B2:C3")
    made.create_chartsheet("그림")
    made.save(tmp_path / "a.xlsx")
    parts = {"xl/externalLinks/externalLink1.xml": b"<x/>", "xl/vbaProject.bin": b"x"}
    found = book(changed_parts(tmp_path / "a.xlsx", tmp_path / "b.xls", parts))
    texts = [f"{problem.sheet} {problem.message}" for problem in found.problems]
    for words in ("macros; they are ignored", "other workbooks", "named .xls", "그림 the sheet is"):
        assert any(words in text for text in texts), words
    assert [(sheet.name, sheet.cell(1, 1)) for sheet in found.sheets] == [("Sheet", 5)]
    assert found.sheets[0].merged == (((2, 2), (3, 3)),)


def test_that_what_only_the_tolerant_reader_opens_is_read_and_said(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active.append(["흑연", 1.5, dt.date(2021, 12, 2), "#N/A", None, True])
    made.create_sheet("숨김").sheet_state = "hidden"
    made.save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        parts = {
            name: archive.read(name).decode().encode("utf-16-be")
            for name in archive.namelist()
            if name == "xl/workbook.xml"
        }
    parts = {name: b"\xfe\xff" + content for name, content in parts.items()}
    found = book(changed_parts(tmp_path / "a.xlsx", tmp_path / "b.xlsx", parts))
    sheet = found.sheets[0]
    expected = ["흑연", 1.5, dt.date(2021, 12, 2), "#N/A", None, True]
    assert [sheet.cell(1, column) for column in range(1, 7)] == expected
    assert [sheet.visible for sheet in found.sheets] == [True, False]
    assert "breaks the rules of its format" in found.problems[0].message
