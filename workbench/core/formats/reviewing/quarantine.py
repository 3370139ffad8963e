"""What an import leaves out because it is wrong, kept with the reasons, so that nothing is lost."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.core.formats.reviewing.review import Review
from workbench.core.formats.reviewing.tables import TableReview
from workbench.core.layout.cells import shown
from workbench.core.layout.header import headers
from workbench.core.lettering import cell_name, letters
from workbench.core.problem import DataRefused, Problem
from workbench.core.values import Cell

_OWN = ("file", "sheet", "row", "cells", "reason")
_LONGEST_NAME = 31  # characters in the name of a sheet
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


@dataclass(frozen=True)
class Held:
    """A row of a sheet of which something is not imported: where, why, and all its cells."""

    file: str
    sheet: str
    row: int
    cells: str
    """Names of the cells at fault, separated by blanks; empty for the whole row."""
    reason: str
    contents: tuple[Cell, ...]
    """The cells of the table in that row, as they were read."""


def held_back(review: Review) -> list[tuple[TableReview, list[Held]]]:
    """Return for each table taken the rows that are not, or not wholly, imported.

    Rows that the user skipped are among them; rows that a rule leaves out (totals) are not.
    """
    found = []
    for number, table in enumerate(review.tables):
        rows = list(_held(review, number)) if table.taken else []
        if rows:
            found.append((table, rows))
    return found


def _held(review: Review, number: int) -> Iterator[Held]:
    table = review.tables[number]
    wrong = review.wrong_cells(number)
    by_row: dict[int, list[tuple[int, str]]] = {}
    for (row, column), why in sorted(wrong.items()):
        by_row.setdefault(row, []).append((column, why))
    gone = review.outcome.dropped.get(number, frozenset())
    # Rows beyond those that findings list one by one, and those refused for another's sake.
    rows = {*table.extract.refused.tolist(), *gone, *table.skipped}
    columns = range(table.found.first_column, table.found.last_column + 1)
    blocked = [problem.message for problem in table.extract.blocking]
    if blocked:
        parts = [part.rows.tolist() for part in table.extract.parts if part.table == table.table]
        rows |= {row for some in parts for row in some}
    for row in sorted(rows):
        faults = by_row.get(row, [])
        reasons = ["left out by hand"] if row in table.skipped else [why for _, why in faults]
        reasons = reasons or blocked or ["not told apart from another row, or one like those above"]
        yield Held(
            table.workbook.name,
            table.sheet,
            row,
            " ".join(cell_name(row, column) for column, _ in faults if column),
            "; ".join(dict.fromkeys(reasons)),
            tuple(table.found.sheet.cell(row, column) for column in columns),
        )


def save_quarantine(review: Review, path: Path) -> int:
    """Write what is not imported, with the reasons, and return the number of rows.

    A ``.csv`` has one list, with the columns of the sheets by letter; any other ending gives a
    workbook with a sheet for each table, under the table's own headers. Texts stay texts.

    Raises:
        DataRefused: if it cannot be written.
    """
    held = held_back(review)
    draft = path.with_name(f"{path.name}.draft")
    try:
        if path.suffix.lower() == ".csv":
            draft.write_text(_csv(held), "utf-8-sig", newline="")
        else:
            _workbook(held, draft)
        draft.replace(path)
    except OSError as problem:
        draft.unlink(missing_ok=True)
        raise DataRefused(
            [Problem(f"it cannot be written: {problem}", file=path.name)]
        ) from problem
    return sum(len(rows) for _, rows in held)


def _csv(held: list[tuple[TableReview, list[Held]]]) -> str:
    from workbench.core.report.delimited import harmless  # noqa: PLC0415 - only for writing

    last = max((table.found.last_column for table, _ in held), default=0)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*_OWN, *(letters(number) for number in range(1, last + 1))])
    for table, rows in held:
        before = [""] * (table.found.first_column - 1)
        for row in rows:
            told = [row.file, row.sheet, str(row.row), row.cells, row.reason]
            texts = [cell if _is_number(cell) else harmless(shown(cell)) for cell in row.contents]
            writer.writerow([*map(harmless, told), *before, *texts])
    return out.getvalue()


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _workbook(held: list[tuple[TableReview, list[Held]]], path: Path) -> None:
    import openpyxl  # noqa: PLC0415 - slow to load, and only for writing

    book = openpyxl.Workbook(write_only=True)
    used: set[str] = set()
    for table, rows in held or []:
        sheet = book.create_sheet(_sheet_name(table.sheet, used))
        sheet.freeze_panes = "A2"
        for letter, width in zip("ABCDE", (28, 18, 8, 12, 70), strict=True):
            sheet.column_dimensions[letter].width = width
        names = [header.text or letters(header.column) for header in headers(table.found)]
        sheet.append([_cell(sheet, name) for name in (*_OWN, *names)])
        for row in rows:
            told: list[Cell] = [row.file, row.sheet, float(row.row), row.cells, row.reason]
            sheet.append([_cell(sheet, cell) for cell in (*told, *row.contents)])
    if not held:
        book.create_sheet("nothing held back")
    with path.open("wb") as file:
        book.save(file)


def _cell(sheet: object, cell: Cell) -> object:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - only for writing

    from workbench.core.report.cells import RISKY, stored  # noqa: PLC0415 - only for writing

    if not isinstance(cell, str):
        return cell
    made = WriteOnlyCell(sheet)
    made.value = stored(cell)
    made.data_type = "s"
    made.quotePrefix = cell.startswith(RISKY)
    return made


def _sheet_name(name: str, used: set[str]) -> str:
    plain = name.translate(_NOT_IN_NAMES).strip()[:_LONGEST_NAME] or "sheet"
    made, number = plain, 2
    while made.casefold() in used:
        tail = f" {number}"
        made, number = plain[: _LONGEST_NAME - len(tail)] + tail, number + 1
    used.add(made.casefold())
    return made
