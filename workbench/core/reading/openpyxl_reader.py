"""Reads an .xlsx that the fast parser refuses: slower, and less strict about the format."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from workbench.core.problem import Problem
from workbench.core.reading.columns import FormulaError, RawCell
from workbench.core.reading.grid import Grid, Refused, ScatteredCells, Tell
from workbench.core.reading.xlsx_faults import check_extent
from workbench.core.reading.xlsx_scan import parts_of, scan_part

_MIDNIGHT = dt.time()


def read(path: Path, name: str, tell: Tell) -> Iterator[Grid | Problem]:  # noqa: ARG001
    """Yield the sheets of an .xlsx.

    Raises:
        Exception: of any kind openpyxl knows, if it cannot be read either.
        Refused: if it holds no sheet, or more than is read.
    """
    warnings.simplefilter("ignore")
    book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    sheets = [sheet for sheet in book.worksheets if isinstance(sheet, ReadOnlyWorksheet)]
    if not sheets:
        raise Refused("the workbook holds no sheet of cells")
    parts = parts_of(path)
    for number, sheet in enumerate(sheets):
        tell(sheet.title, number / len(sheets))
        if sheet.title in parts:
            check_extent(path, parts[sheet.title], sheet.title)
        grid = _grid(sheet)
        if sheet.title in parts:
            grid.problems += scan_part(path, parts[sheet.title]).problems(sheet.title)
        yield grid


def _grid(sheet: Any) -> Grid:
    sheet.reset_dimensions()  # what the sheet says about its own size may be wrong
    cells = ScatteredCells(sheet.title)
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None and cell.row > 0:  # the scan tells of a row 0
                cells.put(cell.row - 1, cell.column - 1, _value(cell))
    return cells.grid(visible=sheet.sheet_state == "visible")


def _value(cell: Any) -> RawCell:
    value = cell.value
    if cell.data_type == "e":
        return FormulaError(value)
    if isinstance(value, dt.datetime) and value.time() == _MIDNIGHT:
        return value.date()
    return value  # type: ignore[no-any-return]
