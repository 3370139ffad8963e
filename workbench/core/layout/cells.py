"""Columns of a sheet by their distinct contents, so that a million rows cost a hundred look-ups."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.core.reading.sheets import EMPTY, ERROR, TEXT, RawColumn, Sheet, value
from workbench.core.values import Cell, clean

Rows = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

_LONGEST = 32_767  # characters in a cell of Excel; longer ones are no name and no figure
_NOTHING = RawColumn(
    np.zeros(0, dtype=np.uint8), np.zeros(0, dtype=np.float64), np.zeros(0, dtype=np.int32)
)


@dataclass(frozen=True, eq=False)
class Distinct:
    """The contents of some cells: ``cells[codes[i]]`` is what stands in the i-th of them.

    ``cells[0]`` is ``None``, what empty and blank cells hold, whether there are any or not.
    """

    cells: tuple[Cell, ...]
    codes: Codes

    def texts(self) -> list[str]:
        """Return the distinct contents as a reader of the sheet would name them."""
        return [shown(cell) for cell in self.cells]


def shown(cell: Cell) -> str:
    """Return the content of a cell as text; numbers without a needless ``.0``."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return clean(str(cell)[:_LONGEST])


def column_of(sheet: Sheet, number: int) -> RawColumn:
    """Return a column of the sheet, from 1; an empty one where the sheet has none."""
    return sheet.columns[number - 1] if 1 <= number <= len(sheet.columns) else _NOTHING


def distinct(sheet: Sheet, number: int, rows: Rows) -> Distinct:
    """Return the distinct contents of the cells of one column.

    Args:
        sheet: the sheet.
        number: the column, from 1.
        rows: the rows, from 0.
    """
    raw = column_of(sheet, number)
    kinds = raw.kinds[rows]
    codes = np.zeros(len(rows), dtype=np.int64)
    cells: list[Cell] = [None]
    worded = (kinds == TEXT) | (kinds == ERROR)
    if worded.any():
        points = raw.codes[rows[worded]]
        used = np.zeros(len(sheet.texts), dtype=np.bool_)
        used[points] = True
        held = np.flatnonzero(used)
        texts = [sheet.texts[code][:_LONGEST].strip() for code in held.tolist()]
        filled = np.fromiter(map(bool, texts), np.bool_, len(texts))
        place = np.zeros(len(sheet.texts), dtype=np.int64)
        place[held[filled]] = np.arange(1, int(filled.sum()) + 1)
        cells += texts if filled.all() else filter(None, texts)
        codes[worded] = place[points]
    for kind in np.unique(kinds[~worded & (kinds != EMPTY)]):
        where = kinds == kind
        found, points = np.unique(raw.numbers[rows[where]], return_inverse=True)
        codes[where] = len(cells) + points
        cells += [value(int(kind), float(number_), "") for number_ in found]
    return Distinct(tuple(cells), codes)
