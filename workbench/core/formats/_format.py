"""What a layout declares, and what it hands over: parts of tables that know their cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core.problem import Problem
from workbench.core.reading.sheets import Workbook, cell_name


@dataclass(frozen=True, eq=False)
class Part:
    """Rows for one table that came from one sheet."""

    table: str
    sheet: str
    frame: pd.DataFrame
    """The columns of the table, in the schema's form, with a plain index 0..n-1."""
    rows: npt.NDArray[np.int64]
    """The row of the sheet, from 1, of every row of the frame."""
    columns: Mapping[str, int] = field(default_factory=dict)
    """The column of the sheet, from 1, of each column that was there."""
    usable: npt.NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))
    """Whether the key of the row could be read; others are not compared with each other."""

    def place(self, row: int, column: str) -> tuple[int, str]:
        """Return the row of the sheet and the name of the cell of one row of the frame."""
        return self.sheet_place(int(self.rows[row]), column)

    def sheet_place(self, row: int, column: str) -> tuple[int, str]:
        """Return a row of the sheet and the name of its cell in ``column``, if there is one."""
        number = self.columns.get(column, 0)
        return row, cell_name(row, number) if number else ""


@dataclass(frozen=True, eq=False)
class Extract:
    """What a layout found in a workbook, right or wrong."""

    parts: tuple[Part, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Format:
    """One layout: what it is called, which workbooks are in it, and how to read them."""

    title: str
    extensions: tuple[str, ...]
    recognises: Callable[[Workbook], bool]
    read: Callable[[Workbook, str | None], Extract]
    """Takes the workbook and the only sheet wanted, if one was named; lists every finding."""
