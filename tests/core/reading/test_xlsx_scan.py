"""What the parser passes over in silence: errors, formulas nobody calculated, odd places."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from workbench.core.reading import xlsx_scan
from workbench.core.reading.grid import Damaged
from workbench.core.reading.xlsx_scan import (
    cells_in_one_place,
    parts_of,
    scan_cells,
    scan_part,
)


def test_that_the_part_of_every_sheet_is_found(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["B7"] = "#N/A"
    other = book.create_sheet('한국 & "quoted"')
    other["AB3"], other["A1"] = "#REF!", "no error: #REF!"
    book.save(tmp_path / "a.xlsx")
    parts = parts_of(tmp_path / "a.xlsx")
    assert list(parts) == ["Sheet", '한국 & "quoted"']
    found = [scan_part(tmp_path / "a.xlsx", part).errors for part in parts.values()]
    assert found == [{(6, 1): "#N/A"}, {(2, 27): "#REF!"}]
    (tmp_path / "a.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    assert parts_of(tmp_path / "a.xls") == {}


@pytest.mark.parametrize("prefix", [b"", b"x:"])
@pytest.mark.parametrize("size", [1, 7, 64, 1000, 1 << 20])
def test_that_what_lies_across_two_pieces_is_found_once(
    size: int, prefix: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_scan, "_PIECE", size)
    wrong = b'<x:c r="C%d" s="1" t="e"><x:f>1/0</x:f><x:v>#DIV/0!</x:v></x:c>'
    fresh = b'<x:c r="D%d"><x:f>A1+1</x:f></x:c><x:c r="E1"><x:v>5</x:v></x:c>'
    rows = b"".join((fresh if row % 9 else wrong) % row for row in range(1, 100))
    part = (b"<x:worksheet>" + rows + b"</x:worksheet>").replace(b"x:", prefix)
    scan = scan_cells(BytesIO(part))
    assert sorted(scan.errors) == [(row - 1, 2) for row in range(9, 100, 9)]
    assert (scan.uncalculated, scan.first_uncalculated[0]) == (88, "D1")
    assert scan.values == 11 + 88


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ('<c r="A1"><f>B1</f></c>', 1),
        ('<c r="A1"><f>B1</f><v></v></c>', 1),
        ('<c r="A1" s="3"><f t="shared" si="0"/><v /></c>', 1),
        ('<c r="A1" t="str"><f>B1</f><v></v></c>', 0),
        ('<c r="A1"><f>B1</f><v>0</v></c>', 0),
        ('<c r="A1" t="str"><f>"a"</f><v>f</v></c><c r="B1"/>', 0),
    ],
)
def test_that_only_a_formula_without_a_result_counts_as_never_calculated(
    cell: str, count: int
) -> None:
    part = f'<worksheet><sheetData><row r="1">{cell}</row></sheetData></worksheet>'
    assert scan_cells(BytesIO(part.encode())).uncalculated == count


def test_that_two_cells_in_one_place_are_found(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("s.xml", '<c r="A1"><v>1</v></c><c r="B1" s="1"/><c r="A1"><v>2</v></c>')
        archive.writestr("t.xml", '<c r="A1"><v>1</v></c><c r="A2"><is><t>2</t></is></c>')
    assert cells_in_one_place(tmp_path / "a.xlsx", "s.xml") == ["A1"]
    assert cells_in_one_place(tmp_path / "a.xlsx", "t.xml") == []


def test_that_a_part_whose_checksum_is_wrong_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("s.xml", '<c r="A1"><v>12345678</v></c>')
    path.write_bytes(path.read_bytes().replace(b"12345678", b"12345679"))
    with pytest.raises(Damaged, match=r"s\.xml"):
        scan_part(path, "s.xml")
