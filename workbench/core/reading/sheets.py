"""A workbook as it stands, column by column: what kind each cell is, and its value."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.core.problem import Problem
from workbench.core.values import Cell

EMPTY, TEXT, NUMBER, BOOL, DATE, ERROR = range(6)
"""Kinds of cell. An ``ERROR`` is the error of a formula, such as ``#N/A``, kept as text."""

Merged = tuple[tuple[int, int], tuple[int, int]]
"""A merged range: row and column of its first and of its last cell, from 1; the first holds all."""

_DAY = 86_400.0
_MIDNIGHT = dt.time()


@dataclass(frozen=True, eq=False)
class RawColumn:
    """One column of a sheet; each array has one entry for each row of the sheet.

    ``kinds`` holds the kind of every cell. ``numbers`` holds numbers, truth values as 0 and 1, and
    dates as days since 0001-01-01 (which is day 1) with the time of day as a fraction; it is 0
    for other kinds. ``codes`` points into the sheet's texts for ``TEXT`` and ``ERROR`` and is 0,
    the empty text, for other kinds. A column without numbers or texts shares one zero for all rows.
    """

    kinds: npt.NDArray[np.uint8]
    numbers: npt.NDArray[np.float64]
    codes: npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet of cells. ``columns[0]`` is column A and its entry 0 is row 1, empty or not.

    ``rows`` and ``len(columns)`` end with the last row and column that hold anything.
    Times of day and durations, which the schema does not know, stand as text. In a sheet made of
    a text file or a web page every cell is text, as it was written: ``007`` and ``72,000`` keep
    their form. ``merged`` is empty where the format does not tell (.xlsb, .ods).
    """

    name: str
    visible: bool
    rows: int
    columns: tuple[RawColumn, ...]
    texts: tuple[str, ...]
    merged: tuple[Merged, ...] = ()

    def cell(self, row: int, column: int) -> Cell:
        """Return the value in the given row and column, both counted from 1 as Excel does.

        Outside of the used area every cell is empty.
        """
        if not (1 <= row <= self.rows and 1 <= column <= len(self.columns)):
            return None
        raw = self.columns[column - 1]
        return value(int(raw.kinds[row - 1]), float(raw.numbers[row - 1]), self._text(raw, row))

    def _text(self, raw: RawColumn, row: int) -> str:
        return self.texts[int(raw.codes[row - 1])]

    def filled_rows(self) -> npt.NDArray[np.bool_]:
        """Return for every row whether it holds anything."""
        filled = np.zeros(self.rows, dtype=np.bool_)
        for column in self.columns:
            filled |= column.kinds != EMPTY
        return filled


@dataclass(frozen=True, eq=False)
class Workbook:
    """A file that was read: its sheets in order, and what is worth knowing about it."""

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]
    problems: tuple[Problem, ...] = ()


def value(kind: int, number: float, text: str) -> Cell:
    """Return the Python value of a cell given by its kind, number and text."""
    if kind in (TEXT, ERROR):
        return text
    if kind == NUMBER:
        return number
    if kind == BOOL:
        return bool(number)
    return date_value(number) if kind == DATE else None


def date_number(day: dt.date) -> float:
    """Return a date, with its time of day if it has one, as days."""
    if isinstance(day, dt.datetime):
        midnight = dt.datetime.combine(day.date(), _MIDNIGHT, day.tzinfo)
        return day.toordinal() + (day - midnight).total_seconds() / _DAY
    return float(day.toordinal())


def date_value(number: float) -> dt.date:
    """Return the date, or the date with its time of day, that ``number`` days stand for."""
    day, part = divmod(number, 1.0)
    date = dt.date.fromordinal(int(day))
    if part == 0:
        return date
    moment = dt.datetime.combine(date, _MIDNIGHT)
    return moment + dt.timedelta(milliseconds=round(part * _DAY * 1000))
