"""Sheets as the reader hands them over, made of plain rows or of text as a user would see it."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import numpy as np

from workbench.core.layout.finding import find_tables
from workbench.core.layout.found import FoundTable
from workbench.core.reading.sheets import (
    BOOL,
    DATE,
    EMPTY,
    NUMBER,
    TEXT,
    RawColumn,
    Sheet,
    Workbook,
    date_number,
)


def sheet_of(rows: Sequence[Sequence[Any]], name: str = "Sheet1", *, visible: bool = True) -> Sheet:
    """Return a sheet with these rows; ``None`` and the empty text leave a cell empty."""
    texts = {"": 0}
    width = max((len(row) for row in rows), default=0)
    columns = []
    for number in range(width):
        cells = [row[number] if number < len(row) else None for row in rows]
        kinds = np.array([kind_of(cell) for cell in cells], dtype=np.uint8)
        numbers = np.array([number_of(cell) for cell in cells], dtype=np.float64)
        codes = [texts.setdefault(c, len(texts)) if isinstance(c, str) else 0 for c in cells]
        columns.append(RawColumn(kinds, numbers, np.array(codes, dtype=np.int32)))
    return Sheet(name, visible, len(rows), tuple(columns), tuple(texts))


def kind_of(cell: Any) -> int:
    if cell is None or cell == "":
        return EMPTY
    if isinstance(cell, bool):
        return BOOL
    if isinstance(cell, (int, float)):
        return NUMBER
    return DATE if isinstance(cell, dt.date) else TEXT


def number_of(cell: Any) -> float:
    if isinstance(cell, dt.date):
        return date_number(cell)
    return float(cell) if isinstance(cell, (int, float)) else 0.0


def sheet_from(text: str, name: str = "Sheet1") -> Sheet:
    """Return a sheet of the cells of some lines, all of them text, as a CSV file gives them."""
    lines = "\n".join(line.strip() for line in text.strip().splitlines())
    return sheet_of(list(csv.reader(io.StringIO(lines))), name)


def table_from(text: str, name: str = "Sheet1") -> FoundTable:
    """Return the only table of a sheet of text."""
    (found,) = find_tables(sheet_from(text, name))
    return found


def book_of(*sheets: Sheet, name: str = "file.xlsx") -> Workbook:
    """Return a workbook that was read."""
    return Workbook(name, "0" * 64, sheets)
