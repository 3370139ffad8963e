"""Errors of formulas, which the parser hands out as empty cells."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from workbench.core.reading import formula_errors
from workbench.core.reading.formula_errors import find_errors


def test_that_errors_are_found_in_the_right_sheet_and_cell(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["B7"] = "#N/A"
    other = book.create_sheet('한국 & "quoted"')
    other["AB3"], other["A1"] = "#REF!", "no error: #REF!"
    book.save(tmp_path / "a.xlsx")
    assert find_errors(tmp_path / "a.xlsx", "Sheet") == {(6, 1): "#N/A"}
    assert find_errors(tmp_path / "a.xlsx", '한국 & "quoted"') == {(2, 27): "#REF!"}
    assert find_errors(tmp_path / "a.xlsx", "none") == {}


@pytest.mark.parametrize("size", [1, 7, 64, 1000])
def test_that_an_error_across_two_pieces_is_found_once(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formula_errors, "_PIECE", size)
    cell = b"<x:c r='C%d' s='1' t='e'><x:f>1/0</x:f><x:v>#DIV/0!</x:v></x:c>"
    good = b"<c r='D%d'><v>5</v></c>"
    sheet = b"".join((cell if row % 9 == 0 else good) % row for row in range(1, 200))
    found = dict(formula_errors._scan(BytesIO(sheet)))
    assert sorted(found) == [(row - 1, 2) for row in range(9, 200, 9)]
