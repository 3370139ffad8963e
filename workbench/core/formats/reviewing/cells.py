"""A sheet with cells corrected and rows left out by hand; what was read stays as it is."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np

from workbench.core.reading.sheets import (
    BOOL,
    DATE,
    EMPTY,
    NUMBER,
    TEXT,
    RawColumn,
    Sheet,
    date_number,
)
from workbench.core.values import Cell, clean

Place = tuple[int, int]
"""Row and column of a sheet, counted from 1."""

_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})\Z")
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?\Z")


def place_of(cell: str) -> Place:
    """Return row and column of a cell; (0, 0) for what names none.

    >>> place_of("AB7")
    (7, 28)
    """
    match = _CELL.match(cell)
    if match is None:
        return 0, 0
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - 64
    return int(match.group(2)), column


def typed(text: str, *, is_number: bool) -> Cell:
    """Return what a typed text is as the content of a cell.

    Args:
        text: as typed; ``12,500.5`` is a number where one is wanted, empty an empty cell.
        is_number: whether the column holds figures; a code such as ``0380110`` stays a text.
    """
    text = clean(text)
    if not text:
        return None
    if is_number and _NUMBER.match(text.replace("\N{MINUS SIGN}", "-")):
        value = float(text.replace("\N{MINUS SIGN}", "-").replace(",", ""))
        return value if math.isfinite(value) else text
    return text


def corrected(sheet: Sheet, fixes: Mapping[Place, Cell], skipped: Collection[int] = ()) -> Sheet:
    """Return the sheet with other contents in some cells and without the cells of some rows.

    Only what changes is copied. Places outside of the sheet are passed over.

    Args:
        sheet: as read.
        fixes: the new content by row and column, from 1.
        skipped: rows, from 1, to be empty.
    """
    columns, texts = list(sheet.columns), list(sheet.texts)
    rows = np.array([row - 1 for row in skipped if 1 <= row <= sheet.rows], dtype=np.int64)
    if len(rows):
        columns = [_without(column, rows) for column in columns]
    by_column: dict[int, dict[int, Cell]] = {}
    for (row, number), cell in fixes.items():
        if 1 <= row <= sheet.rows and 1 <= number <= len(columns):
            by_column.setdefault(number, {})[row] = cell
    for number, cells in by_column.items():
        kept = {row: cell for row, cell in cells.items() if row not in skipped}
        columns[number - 1] = _with(columns[number - 1], kept, texts)
    return replace(sheet, columns=tuple(columns), texts=tuple(texts))


def _without(column: RawColumn, rows: np.ndarray) -> RawColumn:
    kinds = column.kinds.copy()
    kinds[rows] = EMPTY
    return replace(column, kinds=kinds)


def _with(column: RawColumn, cells: Mapping[int, Cell], texts: list[str]) -> RawColumn:
    kinds, numbers, codes = column.kinds.copy(), column.numbers.copy(), column.codes.copy()
    for row, cell in cells.items():
        kinds[row - 1], numbers[row - 1], codes[row - 1] = EMPTY, 0.0, 0
        if isinstance(cell, bool):
            kinds[row - 1], numbers[row - 1] = BOOL, float(cell)
        elif isinstance(cell, int | float):
            kinds[row - 1], numbers[row - 1] = NUMBER, float(cell)
        elif isinstance(cell, dt.date):
            kinds[row - 1], numbers[row - 1] = DATE, date_number(cell)
        elif cell is not None and cell != "":
            kinds[row - 1], codes[row - 1] = TEXT, len(texts)
            texts.append(str(cell))
    return RawColumn(kinds, numbers, codes)
