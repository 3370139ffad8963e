"""Makes workbooks that no spreadsheet program writes, and reads them within limits."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl

from workbench.core.problem import DataRefused, Problem
from workbench.core.reading.sheets import Workbook
from workbench.core.reading.worker import Limits, read_workbook

LIMITS = Limits(memory=3 << 29, seconds=10)
RAW = re.compile(r"Traceback|\w+(Error|Exception)\b|Errno|panicked")
SHEET = "xl/worksheets/sheet1.xml"


def plain_book(path: Path) -> Path:
    """Write a small sound workbook: two columns, three rows, texts, numbers, one date."""
    book = openpyxl.Workbook()
    for row in (["국가", "금액"], ["JPN", 1.5], ["CHN", 72_000]):
        book.active.append(row)
    book.save(path)
    return path


def changed_parts(source: Path, path: Path, parts: dict[str, bytes]) -> Path:
    """Copy a workbook with some parts replaced or added; every checksum is right."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        kept = {name: old.read(name) for name in old.namelist()}
        for name, content in {**kept, **parts}.items():
            new.writestr(name, content)
    return path


def with_cells(folder: Path, cells: str, dimension: str = "A1:B2") -> Path:
    """Write a workbook whose only sheet has these rows, in the words of the format."""
    source = plain_book(folder / "plain.xlsx")
    with zipfile.ZipFile(source) as archive:
        sheet = archive.read(SHEET).decode()
    data = f"<sheetData>{cells}</sheetData>"
    sheet = re.sub(r"<sheetData>.*</sheetData>", lambda _: data, sheet, flags=re.DOTALL)
    sheet = re.sub(r'<dimension ref="[^"]*"', f'<dimension ref="{dimension}"', sheet)
    return changed_parts(source, folder / "book.xlsx", {SHEET: sheet.encode()})


def read_or_refused(path: Path) -> Workbook | Problem:
    """Return the workbook or why it is refused; the wording is checked in either case."""
    try:
        found: Workbook | Problem = read_workbook(path, limits=LIMITS)
    except DataRefused as refusal:
        (found,) = refusal.problems
        assert found.remedy
    for problem in [found] if isinstance(found, Problem) else found.problems:
        assert problem.file == path.name
        assert not RAW.search(str(problem))
        assert "takes longer" not in problem.message
    return found
