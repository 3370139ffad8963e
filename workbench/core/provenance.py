"""Where a row came from, kept in the index of its table.

The index of every table is one integer a row: the number of the origin (a row of the table
``origins``), the row of the sheet, and the column of the sheet when one sheet row gave several
rows (0 = the whole row). So it survives sorting, filtering and joining without a column of its own.
Rows typed by hand have origin 0 and a running number for a row.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

_COLUMN_BITS = 15  # Excel has 16,384 columns
_ROW_BITS = 24
_ROWS = 1 << _ROW_BITS
BY_HAND = 0
"""Origin of rows typed into the window."""


@dataclass(frozen=True)
class Place:
    """A cell or row of a file. ``row`` and ``column`` are 1-based; column 0 is the whole row."""

    origin: int
    row: int
    column: int


def pack(origin: int, rows: npt.ArrayLike, column: int = 0) -> npt.NDArray[np.int64]:
    """Return the index values for sheet rows ``rows`` of ``origin``.

    Raises:
        ValueError: if a row lies beyond 16,777,215.
    """
    numbers = np.asarray(rows, dtype=np.int64)
    if numbers.size and not (numbers.min() >= 0 and numbers.max() < _ROWS):
        raise ValueError(f"a sheet row must lie between 0 and {_ROWS - 1}")
    return (((np.int64(origin) << _ROW_BITS) + numbers) << _COLUMN_BITS) + np.int64(column)


def unpack(index: int) -> Place:
    """Return the place that one index value stands for."""
    rest, column = divmod(int(index), 1 << _COLUMN_BITS)
    origin, row = divmod(rest, _ROWS)
    return Place(origin, row, column)


def origins_of(index: pd.Index) -> npt.NDArray[np.int64]:
    """Return the origin number of every index value."""
    return index.to_numpy(dtype=np.int64) >> (_ROW_BITS + _COLUMN_BITS)


def next_by_hand(index: pd.Index) -> int:
    """Return the index value for one more row typed by hand."""
    mine = index.to_numpy(dtype=np.int64)[origins_of(index) == BY_HAND]
    last = unpack(int(mine.max())).row if mine.size else 0
    return int(pack(BY_HAND, [last + 1])[0])
