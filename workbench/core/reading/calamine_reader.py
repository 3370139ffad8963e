"""Reads workbooks with calamine: fast, but it takes some broken files for sound ones.

So while it parses, a second thread looks over the raw parts of an .xlsx (``xlsx_scan``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from workbench.core.problem import Problem
from workbench.core.reading.columns import ColumnBuffer, Texts
from workbench.core.reading.grid import Grid, Tell, check_area
from workbench.core.reading.ods_errors import errors_in
from workbench.core.reading.sheets import EMPTY, Merged
from workbench.core.reading.xlsx_scan import Scan, cells_in_one_place, parts_of, scan_part

_PIECE = 4_096  # rows; large enough for array speed, small enough to report often


def read(path: Path, name: str, tell: Tell) -> Iterator[Grid | Problem]:  # noqa: ARG001
    """Yield the sheets of a workbook (.xlsx, .xlsb, .xls, .ods), and what is left out of it.

    Raises:
        CalamineError, Damaged, Refused: if it cannot be read.
    """
    with ThreadPoolExecutor(1) as beside:
        parts = parts_of(path)
        scans = {
            sheet: (part, beside.submit(scan_part, path, part)) for sheet, part in parts.items()
        }
        try:
            yield from _sheets(path, scans, tell)
        finally:
            beside.shutdown(wait=False, cancel_futures=True)


def _sheets(
    path: Path, scans: dict[str, tuple[str, Future[Scan]]], tell: Tell
) -> Iterator[Grid | Problem]:
    book = CalamineWorkbook.from_path(str(path))
    metas = book.sheets_metadata
    lost = errors_in(path) if path.suffix == ".ods" else {}
    for number, meta in enumerate(metas):
        if meta.typ != SheetTypeEnum.WorkSheet:
            yield Problem(
                f"the sheet is left out: it is {_what(meta.typ)}",
                severity="info",
                sheet=meta.name,
            )
            continue

        def done(part: float, name: str = meta.name, before: int = number) -> None:
            tell(name, (before + part) / len(metas))

        done(0.0)
        sheet = book.get_sheet_by_index(number)
        grid = _grid(sheet, done)
        grid.visible = meta.visible == SheetVisibleEnum.Visible
        if meta.name in scans:
            part, scan = scans[meta.name]
            _compare(grid, scan.result(), path, part)
        if errors := lost.get(meta.name):
            grid.problems.append(_lost(meta.name, errors))
        yield grid


def _lost(sheet: str, errors: list[str]) -> Problem:
    return Problem(
        f"{len(errors)} cells show an error of a formula and count as empty",
        severity="warning",
        sheet=sheet,
        value=", ".join(list(dict.fromkeys(errors))[:5]),
        remedy="Correct the formulas, or save the file as .xlsx to see which cells they are",
    )


def _what(kind: SheetTypeEnum) -> str:
    if kind == SheetTypeEnum.ChartSheet:
        return "a chart"
    return "a dialogue" if kind == SheetTypeEnum.DialogSheet else "made of macros"


def _grid(sheet: Any, tell: Callable[[float], None]) -> Grid:
    rows, columns = (place + 1 for place in sheet.end) if sheet.end else (0, 0)
    check_area(sheet.name, rows, columns)
    texts = Texts()
    buffers = [ColumnBuffer(texts) for _ in range(sheet.width)]
    lines = sheet.iter_rows()
    done = 0
    while piece := list(islice(lines, _PIECE)):
        for buffer, column in zip(buffers, zip(*piece, strict=True), strict=True):
            buffer.add(column)
        done += len(piece)
        tell(done / max(rows, 1))
    first = sheet.start[1] if sheet.start else 0
    return Grid(sheet.name, texts, buffers, done, first, merged=_merged(sheet))


def _merged(sheet: Any) -> tuple[Merged, ...]:
    return tuple(
        ((top + 1, left + 1), (bottom + 1, right + 1))
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )


def _compare(grid: Grid, scan: Scan, path: Path, part: str) -> None:
    """Put the errors of formulas in their cells, and tell what the parser did not."""
    for (row, absolute), text in scan.errors.items():
        column = absolute - grid.first
        if row < grid.rows and 0 <= column < len(grid.buffers):
            grid.errors.setdefault(column, {})[row] = text
    grid.problems += scan.problems(grid.name)
    filled = sum(int((buffer.kinds() != EMPTY).sum()) for buffer in grid.buffers)
    if scan.values > filled + len(scan.errors):
        grid.problems += [_twice(grid.name, cell) for cell in cells_in_one_place(path, part)]


def _twice(sheet: str, cell: str) -> Problem:
    return Problem(
        "two cells stand in the same place; one of them is used",
        severity="warning",
        sheet=sheet,
        cell=cell,
        remedy="Open the workbook in Excel, check the cell and save it again",
    )
