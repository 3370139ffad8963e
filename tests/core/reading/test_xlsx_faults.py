"""The cell for which a workbook is refused is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hostile import changed_parts, plain_book, read_or_refused, with_cells

from workbench.core.problem import Problem
from workbench.core.reading import xlsx_faults
from workbench.core.reading.grid import Damaged


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (
            '<c r="B2" t="n"><v>not-a-number</v></c>',
            "the cell B2 of the sheet Sheet holds 'not-a-number'",
        ),
        (
            '<c r="B2" t="s"><v>99999</v></c>',
            "the cell B2 of the sheet Sheet refers to the text 99",
        ),
        ('<c r="ZZZZZZ99999999999"><v>1</v></c>', "stands at ZZZZZZ99999999999, but the last cell"),
    ],
)
def test_that_the_cell_to_blame_is_named(tmp_path: Path, cell: str, words: str) -> None:
    path = with_cells(tmp_path, f'<row r="1"><c r="A1"><v>1</v></c></row><row r="2">{cell}</row>')
    texts = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si/></sst>'
    book = changed_parts(path, tmp_path / "with_texts.xlsx", {"xl/sharedStrings.xml": texts})
    refusal = read_or_refused(book)
    assert isinstance(refusal, Problem)
    assert words in refusal.message


def test_that_a_sheet_of_far_too_many_cells_is_refused_at_once(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="XFD{n}"><v>1</v></c></row>'
        for n in range(1, 20_001)
    )
    refusal = read_or_refused(with_cells(tmp_path, rows))
    assert isinstance(refusal, Problem)
    assert "to the cell XFD20000; at most" in refusal.message


def test_that_a_sound_workbook_is_left_to_the_other_readers(tmp_path: Path) -> None:
    with pytest.raises(Damaged):
        xlsx_faults.read(plain_book(tmp_path / "sound.xlsx"), "sound.xlsx", lambda *_: None)
