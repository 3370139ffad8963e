"""One sheet on its way from a reader to the arrays that the parent process takes over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from workbench.core.lettering import cell_name
from workbench.core.problem import Problem
from workbench.core.reading.columns import ColumnBuffer, RawCell, Texts
from workbench.core.reading.sheets import EMPTY, ERROR, Merged

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
MOST_USED_COLUMNS = 500
MOST_CELLS = 40_000_000

Tell = Callable[[str, float], None]
"""Takes the name of the sheet being read and the part of the file that is done, 0 to 1."""


class Refused(Exception):
    """The file goes beyond what is read, or is not what it seems; the text says what and where."""


class Damaged(Exception):
    """The file breaks the rules of its format; the text says how."""


@dataclass
class Grid:
    """The cells of one sheet. ``buffers[0]`` is column ``first`` (0 is A); all have ``rows`` rows.

    ``errors`` holds, by column and row from 0, the errors of formulas that ``buffers`` lack.
    """

    name: str
    texts: Texts
    buffers: list[ColumnBuffer]
    rows: int
    first: int = 0
    visible: bool = True
    merged: tuple[Merged, ...] = ()
    errors: dict[int, dict[int, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def save(self, arrays: Path, most: int = MOST_USED_COLUMNS) -> dict[str, Any]:
        """Write the arrays of every used column to a file; return the facts to read it by.

        ``most`` columns may be used.

        Raises:
            Refused: if more columns are used than are read.
        """
        kinds = [buffer.kinds() for buffer in self.buffers]
        codes: dict[int, dict[int, int]] = {}
        for place, found in self.errors.items():
            codes[place] = {row: self.texts[text] for row, text in found.items()}
            kinds[place][list(found)] = ERROR
        used = [bool((column != EMPTY).any()) for column in kinds]
        check_columns(self.name, sum(used), most)
        saved = [""] * self.first
        with arrays.open("wb") as file:
            for number, (buffer, column) in enumerate(zip(self.buffers, kinds, strict=True)):
                here = codes.get(number, {})
                saved.append(buffer.save(file, column, here) if used[number] else "")
        while saved and not saved[-1]:
            saved.pop()
        ends = [np.flatnonzero(column != EMPTY)[-1] + 1 for column in kinds if column.any()]
        return {
            "name": self.name,
            "visible": self.visible,
            "file": arrays.name,
            "rows": int(max(ends, default=0)),
            "columns": saved,
            "texts": list(self.texts),
            "merged": self.merged,
            "problems": [asdict(problem) for problem in self.problems],
        }


def check_area(name: str, rows: int, columns: int) -> None:
    """Refuse a sheet whose used area is larger than Excel allows or than is read.

    Raises:
        Refused: naming the sheet and its last cell.
    """
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise Refused(f"the sheet {name} is larger than Excel allows: {rows} x {columns}")
    if rows * columns > MOST_CELLS:
        raise Refused(
            f"the sheet {name} spans {rows:,} rows x {columns:,} columns, to the cell "
            f"{cell_name(rows, columns)}; at most {MOST_CELLS:,} cells are read"
        )


def check_columns(name: str, used: int, most: int = MOST_USED_COLUMNS) -> None:
    """Refuse a sheet that uses too many columns.

    Raises:
        Refused: naming the sheet.
    """
    if used > most:
        raise Refused(f"the sheet {name} uses {used} columns; at most {most} are read")


class ScatteredCells:
    """Collects cells in any order, empty ones left out; a later one replaces an earlier one."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._columns: dict[int, dict[int, RawCell]] = {}
        self._rows = 0
        self._left = MOST_CELLS // 8  # Python objects, each larger than a cell of an array

    def put(self, row: int, column: int, cell: RawCell) -> None:
        """Take over a cell; row and column count from 0.

        Raises:
            Refused: if there are more than can be held.
        """
        if row >= MOST_ROWS or column >= MOST_COLUMNS:
            raise Refused(
                f"the sheet {self._name} is larger than Excel allows: row {row + 1}, "
                f"column {column + 1}"
            )
        self._columns.setdefault(column, {})[row] = cell
        self._rows = max(self._rows, row + 1)
        self._left -= 1
        if self._left < 0:
            raise Refused(f"the sheet {self._name} holds more than {MOST_CELLS // 8:,} cells")

    def grid(self, *, visible: bool = True, merged: Iterable[Merged] = ()) -> Grid:
        """Return the cells as a grid.

        Raises:
            Refused: if their area is too large.
        """
        width = max(self._columns, default=-1) + 1
        check_area(self._name, self._rows, width)
        check_columns(self._name, len(self._columns))
        texts = Texts()
        buffers = [
            _buffer(texts, self._columns.get(column, {}), self._rows) for column in range(width)
        ]
        inside = tuple(range_ for range_ in merged if range_[0][0] <= max(self._rows, 1))
        return Grid(self._name, texts, buffers, self._rows, visible=visible, merged=inside)


def _buffer(texts: Texts, cells: Mapping[int, RawCell], rows: int) -> ColumnBuffer:
    buffer = ColumnBuffer(texts)
    next_row = 0
    for start, run in _runs(cells):
        if start > next_row:
            buffer.add_empty(start - next_row)
        buffer.add(run)
        next_row = start + len(run)
    if rows > next_row:
        buffer.add_empty(rows - next_row)
    return buffer


def _runs(cells: Mapping[int, RawCell]) -> Iterator[tuple[int, list[RawCell]]]:
    """Yield the first row and the cells of every stretch; short gaps do not end one."""
    run: list[RawCell] = []
    start = 0
    for row in sorted(cells):
        if run and row - start - len(run) <= 64:
            run += [""] * (row - start - len(run))
        elif run:
            yield start, run
            run = []
        if not run:
            start = row
        run.append(cells[row])
    if run:
        yield start, run
