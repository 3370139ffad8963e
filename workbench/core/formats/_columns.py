"""From a raw column of a sheet to a column of the schema, by its distinct values."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core.lettering import cell_name
from workbench.core.problem import Problem
from workbench.core.reading.sheets import BOOL, DATE, EMPTY, ERROR, NUMBER, TEXT, RawColumn, value
from workbench.core.schema import Column
from workbench.core.validate import MOST
from workbench.core.values import Cell, Unfit, convert

_Rows = npt.NDArray[np.int64]
_Mask = npt.NDArray[np.bool_]


@dataclass
class Converted:
    """A column in the schema's form; ``good`` says which rows could be read."""

    values: pd.Series
    good: _Mask
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Source:
    """Where a column stands: file, sheet, table and the column of the sheet, from 1."""

    file: str
    sheet: str
    table: str
    number: int


def convert_column(
    column: Column, raw: RawColumn, texts: tuple[str, ...], rows: _Rows, source: Source
) -> Converted:
    """Return ``column`` for the given rows (from 0) of a raw column, and every cell that is wrong.

    Text comes as a categorical. At most ``validate.MOST`` wrong cells are listed one by one.
    """
    kinds = raw.kinds[rows]
    numbers, codes = raw.numbers[rows], raw.codes[rows]
    if column.is_number:
        result, reasons = _numbers(column, kinds, numbers, codes, texts)
    else:
        result, reasons = _texts(column, kinds, numbers, codes, texts)
    good = reasons.codes == 0
    converted = Converted(result, good)

    def cell(place: int) -> Cell:
        return value(int(kinds[place]), float(numbers[place]), texts[int(codes[place])])

    if not good.all():
        converted.problems += _wrong_cells(column, reasons, rows, source, cell)
    if column.kind == "list":
        converted.problems += _lost_zeros(column, kinds, numbers, rows, source)
    return converted


class _Reasons:
    """For every row why its cell does not fit; code 0 means that it does."""

    def __init__(self, count: int) -> None:
        self.codes = np.zeros(count, dtype=np.int32)
        self.words = [""]

    def mark(self, where: _Mask, reason: str) -> None:
        if reason not in self.words:
            self.words.append(reason)
        self.codes[where] = self.words.index(reason)

    def of(self, row: int) -> str:
        return self.words[int(self.codes[row])]


def _attempt(column: Column, cell: Cell) -> tuple[str | float, str]:
    """Return the value of a cell, or the missing value and the reason why there is none."""
    try:
        return convert(column, cell), ""
    except Unfit as problem:
        return (math.nan if column.is_number else ""), str(problem)


def _numbers(
    column: Column,
    kinds: npt.NDArray[np.uint8],
    numbers: npt.NDArray[np.float64],
    codes: npt.NDArray[np.int32],
    texts: tuple[str, ...],
) -> tuple[pd.Series, _Reasons]:
    reasons = _Reasons(len(kinds))
    is_number = kinds == NUMBER
    result = np.where(is_number, numbers, np.nan)
    bad = is_number & ~_in_range(column, numbers)
    result[bad] = np.nan
    if bad.any():
        reasons.mark(bad, column.expected)
    if is_number.all():
        return pd.Series(result), reasons
    for kind in (BOOL, DATE):
        if (kinds == kind).any():
            reasons.mark(kinds == kind, column.expected)
    empty = kinds == EMPTY
    if column.required and empty.any():
        reasons.mark(empty, _attempt(column, None)[1])
    worded = (kinds == TEXT) | (kinds == ERROR)
    for code in np.unique(codes[worded]):
        number, reason = _attempt(column, texts[code])
        where = worded & (codes == code)
        result[where] = number
        if reason:
            reasons.mark(where, reason)
    return pd.Series(result), reasons


def _in_range(column: Column, numbers: npt.NDArray[np.float64]) -> _Mask:
    fits = np.isfinite(numbers)
    if column.low is not None:
        fits &= numbers >= column.low
    if column.high is not None:
        fits &= numbers <= column.high
    if column.kind == "integer":
        fits &= numbers == np.floor(numbers)
    return fits


def _texts(
    column: Column,
    kinds: npt.NDArray[np.uint8],
    numbers: npt.NDArray[np.float64],
    codes: npt.NDArray[np.int32],
    texts: tuple[str, ...],
) -> tuple[pd.Series, _Reasons]:
    reasons = _Reasons(len(kinds))
    labels: dict[str, int] = {"": 0}
    result = np.zeros(len(kinds), dtype=np.int32)

    def settle(cells: list[Cell], points: npt.NDArray[np.int32], where: _Mask) -> None:
        """Convert distinct ``cells`` once; ``points`` says which of them each row has."""
        attempts = [_attempt(column, cell) for cell in cells]
        found = [labels.setdefault(str(text), len(labels)) for text, _ in attempts]
        result[where] = np.array(found, dtype=np.int32)[points]
        for number, (_, reason) in enumerate(attempts):
            if reason:
                hit = where.copy()
                hit[where] = points == number
                reasons.mark(hit, reason)

    worded = (kinds == TEXT) | (kinds == ERROR)
    if worded.any():
        used = np.zeros(len(texts), dtype=np.bool_)
        used[codes[worded]] = True
        place = np.cumsum(used, dtype=np.int32) - 1
        cells: list[Cell] = [texts[code] for code in np.flatnonzero(used)]
        settle(cells, place[codes[worded]], worded)
    for kind in (NUMBER, BOOL, DATE):
        where = kinds == kind
        if where.any():
            distinct, points = np.unique(numbers[where], return_inverse=True)
            settle([value(kind, float(x), "") for x in distinct], points.astype(np.int32), where)
    empty = kinds == EMPTY
    if column.required and empty.any():
        reasons.mark(empty, _attempt(column, None)[1])
    categories = pd.Index(list(labels), dtype="str")
    return pd.Series(pd.Categorical.from_codes(result, categories=categories)), reasons


def _wrong_cells(
    column: Column,
    reasons: _Reasons,
    rows: _Rows,
    source: Source,
    cell: Callable[[int], Cell],
) -> list[Problem]:
    places = np.flatnonzero(reasons.codes)
    found = []
    for place in places[:MOST]:
        content = cell(int(place))
        row = int(rows[place]) + 1
        found.append(
            Problem(
                "the cell is empty" if content in (None, "") else f"not fit for {column.name}",
                table=source.table,
                column=column.name,
                row=row,
                value=shown(content),
                expected=reasons.of(int(place)),
                remedy=_remedy(column, content),
                file=source.file,
                sheet=source.sheet,
                cell=cell_name(row, source.number),
            )
        )
    if len(places) > MOST:
        text = f"not fit for {column.name}: {len(places) - MOST} more cells like these"
        found.append(
            Problem(
                text,
                table=source.table,
                column=column.name,
                expected=column.expected,
                remedy="Check whether the column holds what its header says",
                file=source.file,
                sheet=source.sheet,
            )
        )
    return found


def _remedy(column: Column, content: Cell) -> str:
    if content in (None, ""):
        return "Fill in the cell, or delete the row"
    if column.is_number:
        word = "a whole number" if column.kind == "integer" else "a number"
        rest = "" if column.required else ", or leave the cell empty if it is not known"
        return f"Type {word}{rest}"
    return "Correct the cell" if column.required else "Correct the cell, or leave it empty"


def shown(cell: Cell) -> str:
    """Return the content of a cell as a reader of the sheet would name it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return str(cell)


def _lost_zeros(
    column: Column,
    kinds: npt.NDArray[np.uint8],
    numbers: npt.NDArray[np.float64],
    rows: _Rows,
    source: Source,
) -> list[Problem]:
    """Warn of codes typed as numbers: HS codes have an even number of digits, 0380110 lost one."""
    found = []
    for place in np.flatnonzero(kinds == NUMBER)[:MOST]:
        code = shown(float(numbers[place]))
        if code.isdigit() and len(code) % 2 == 0:
            continue
        row = int(rows[place]) + 1
        found.append(
            Problem(
                "the code is a number with an odd count of digits; a leading zero may be lost",
                severity="warning",
                table=source.table,
                column=column.name,
                row=row,
                value=code,
                expected=f"text such as 0{code}",
                remedy="Format the cell as text and type the code again",
                file=source.file,
                sheet=source.sheet,
                cell=cell_name(row, source.number),
            )
        )
    return found
