"""Our own layout: a sheet for each table, with the schema's names as headers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from workbench.core import frames, schema
from workbench.core.formats._columns import Converted, Source, convert_column, shown
from workbench.core.formats._duplicates import duplicate_keys
from workbench.core.formats._format import Extract, Format, Part
from workbench.core.lettering import cell_name
from workbench.core.problem import Problem
from workbench.core.project import Project
from workbench.core.reading.sheets import EMPTY, Sheet, Workbook
from workbench.core.report.extra_sheets import EXTRA_SHEETS
from workbench.core.schema import Table
from workbench.core.values import clean

_START = "To begin from an empty workbook with all sheets and headers: workbench template OUT.xlsx"


def recognises(workbook: Workbook) -> bool:
    """Return whether any sheet is named as a table of the schema and has one of its headers."""
    return any(_is_ours(sheet) for sheet in workbook.sheets)


def _is_ours(sheet: Sheet) -> bool:
    """Return whether a sheet is one of ours; a sheet called Notes may be anybody's."""
    table = schema.BY_NAME.get(_plain(sheet.name))
    filled = np.flatnonzero(sheet.filled_rows())
    if table is None or not len(filled):
        return table is not None
    row = int(filled[0]) + 1
    names = {_plain(shown(sheet.cell(row, n))) for n in range(1, len(sheet.columns) + 1)}
    return not names.isdisjoint(table.names)


def read(workbook: Workbook, only: str | None = None, _project: Project | None = None) -> Extract:
    """Return the rows of every table, and every finding about sheets, headers and cells.

    Args:
        workbook: what was read from the file.
        only: name of the only sheet wanted.
    """
    sheets = [s for s in workbook.sheets if only is None or _plain(s.name) == _plain(only)]
    parts: dict[str, Part] = {}
    problems: list[Problem] = []
    unknown: list[Problem] = []
    for sheet in sheets:
        name = _plain(sheet.name)
        if name in EXTRA_SHEETS:
            continue
        if name not in schema.BY_NAME:
            unknown += [_unknown_sheet(workbook, sheet)] if sheet.rows else []
        elif name in parts:
            problems.append(_second_sheet(workbook, sheet, parts[name].sheet))
        else:
            parts[name], found = _read_sheet(workbook, sheet, schema.BY_NAME[name])
            problems += found
    if not parts:
        return Extract(problems=(_no_table(workbook, only),))
    return Extract(tuple(parts.values()), (*problems, *unknown))


def _plain(text: str) -> str:
    return clean(text).casefold()


def _unknown_sheet(workbook: Workbook, sheet: Sheet) -> Problem:
    return Problem(
        "this sheet is no table of the workbench and was not imported",
        severity="warning",
        file=workbook.name,
        sheet=sheet.name,
        value=sheet.name,
        expected="one of " + ", ".join(schema.BY_NAME),
    )


def _second_sheet(workbook: Workbook, sheet: Sheet, first: str) -> Problem:
    return Problem(
        f"the sheet {first!r} already holds this table",
        file=workbook.name,
        sheet=sheet.name,
        value=sheet.name,
        remedy="Put the rows of both sheets into one, or rename one of them",
    )


def _no_table(workbook: Workbook, only: str | None) -> Problem:
    names = ", ".join(sheet.name for sheet in workbook.sheets) or "none"
    what = "the workbook is not" if only is None else f"there is no sheet {only!r}"
    return Problem(
        f"{what} in the layout of the workbench; sheets found: {names}",
        file=workbook.name,
        expected="sheets named " + ", ".join(schema.BY_NAME),
        remedy=_START,
    )


def _read_sheet(workbook: Workbook, sheet: Sheet, table: Table) -> tuple[Part, list[Problem]]:
    filled = np.flatnonzero(sheet.filled_rows())
    if not len(filled):
        empty = np.empty(0, dtype=np.int64)
        return Part(table.name, sheet.name, frames.empty(table), empty), []
    header = int(filled[0])
    columns, problems = _match_headers(workbook, sheet, table, header)
    rows = filled[1:].astype(np.int64)
    data: dict[str, Converted] = {}
    for column in table.columns:
        if column.name not in columns:
            continue
        source = Source(workbook.name, sheet.name, table.name, columns[column.name])
        raw = sheet.columns[columns[column.name] - 1]
        data[column.name] = convert_column(column, raw, sheet.texts, rows, source)
        problems += data[column.name].problems
    keys = [data[name].good for name in table.key if name in data]
    known = all(table.column(name).required <= (name in data) for name in table.key)
    usable = np.logical_and.reduce(keys) if keys and known else np.zeros(len(rows), dtype=np.bool_)
    frame = frames.conform(table, _frame(table, data, len(rows))).reset_index(drop=True)
    part = Part(table.name, sheet.name, frame, rows + 1, columns, usable)
    return part, [*problems, *duplicate_keys(workbook.name, part)]


def _frame(table: Table, data: dict[str, Converted], count: int) -> pd.DataFrame:
    """Return the columns that were there; text as categories only where the table keeps them."""
    columns = {}
    for name, converted in data.items():
        values = converted.values
        if not table.large and not table.column(name).is_number:
            values = values.astype("str")
        columns[name] = values
    return pd.DataFrame(columns, index=pd.RangeIndex(count))


def _match_headers(
    workbook: Workbook, sheet: Sheet, table: Table, header: int
) -> tuple[dict[str, int], list[Problem]]:
    """Return the column of the sheet of each column of the table, and what is wrong with them."""
    found: dict[str, int] = {}
    problems: list[Problem] = []
    row = header + 1

    def problem(message: str, number: int, text: str, remedy: str) -> Problem:
        return Problem(
            message,
            table=table.name,
            row=row,
            value=text,
            expected="one of " + ", ".join(table.names),
            remedy=remedy,
            file=workbook.name,
            sheet=sheet.name,
            cell=cell_name(row, number) if number else "",
        )

    for number, column in enumerate(sheet.columns, start=1):
        text = shown(sheet.cell(row, number))
        name = _plain(text)
        if not name:
            if (column.kinds[row:] != EMPTY).any():
                text = "a column without a header was not imported"
                remark = problem(text, number, "", "Give it a header, or delete it")
                problems.append(replace(remark, severity="warning"))
        elif name not in table.names:
            remedy = f"Rename it as one of these, or delete the column {text}"
            problems.append(problem("unknown column", number, text, remedy))
        elif name in found:
            first = cell_name(row, found[name])
            message = f"the header already stands in {first}"
            problems.append(problem(message, number, text, "Delete one of the two columns"))
        else:
            found[name] = number
    for column_of in table.columns:
        if column_of.required and column_of.name not in found:
            text = f"the column {column_of.name} is missing"
            remedy = f"Add a column with the header {column_of.name}"
            problems.append(problem(text, 0, "", remedy))
    return found, problems


FORMAT = Format(
    "Workbook of the workbench",
    (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"),
    recognises,
    read,
)
