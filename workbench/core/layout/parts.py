"""What is read from a workbook: parts of tables that know the cells they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core.lettering import cell_name
from workbench.core.problem import Problem


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
    """The column of the sheet, from 1, of each column that was there; 0 for one of several."""
    usable: npt.NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))
    """Whether the key of the row could be read; others are not compared with each other."""
    cells: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    """The column of the sheet, from 1, where one sheet row gave several rows; else empty."""

    def place(self, row: int, column: str) -> tuple[int, str]:
        """Return the row of the sheet and the name of the cell of one row of the frame."""
        number = int(self.cells[row]) if len(self.cells) else 0
        return self.sheet_place(int(self.rows[row]), column, number)

    def sheet_place(self, row: int, column: str, number: int = 0) -> tuple[int, str]:
        """Return a row of the sheet and the name of its cell in ``column``, if there is one.

        ``number`` is the column of the sheet that gave the row, for columns without one of their
        own.
        """
        number = self.columns.get(column) or number
        return row, cell_name(row, number) if number else ""


@dataclass(frozen=True)
class UnknownName:
    """A name or number of a country that nobody knows, to be asked about once.

    ``suggestions`` are codes it may mean, the likeliest first. ``source`` is the profile whose
    number it is, empty for a name. ``left_out``: its rows were left out by a rule, not refused.
    """

    text: str
    role: str
    cells: int
    suggestions: tuple[str, ...] = ()
    left_out: bool = False
    source: str = ""


@dataclass(frozen=True, eq=False)
class Extract:
    """What a layout found in a workbook, right or wrong.

    Rows of a foreign table with a finding that is an error are not among the parts; ``bad`` counts
    them. ``unknown`` lists the names of countries that ``answers`` could tell. ``refused`` are the
    rows of the sheet that bad rows come from, ``left_out`` those of which a rule takes nothing,
    such as totals; both ascend, from 1. ``blocking`` are errors about the figures as a whole:
    before they are settled no row may be taken.
    """

    parts: tuple[Part, ...] = ()
    problems: tuple[Problem, ...] = ()
    bad: int = 0
    unknown: tuple[UnknownName, ...] = ()
    refused: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    left_out: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    blocking: tuple[Problem, ...] = ()
