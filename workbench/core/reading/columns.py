"""From rows of Python cells to columns of arrays, in pieces, fast where a piece is of one type."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from workbench.core.reading.sheets import BOOL, DATE, EMPTY, ERROR, NUMBER, TEXT, date_number

RawCell = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta

_Kinds = npt.NDArray[np.uint8]
_Numbers = npt.NDArray[np.float64]
_Codes = npt.NDArray[np.int32]
_Piece = tuple[_Kinds, _Numbers | None, _Codes | None]


_ALIKE: frozenset[type] = frozenset({str, float, dt.date})
"""Types of cells that are taken over many at once."""
_RUN = 8  # cells; shorter runs of one type are taken over one by one


class FormulaError(str):
    """The error a formula ended in, such as ``#N/A``."""

    __slots__ = ()


class Texts(dict[str, int]):
    """Gives each distinct text of a sheet a number; the empty text is 0."""

    def __init__(self) -> None:
        super().__init__({"": 0})

    def __missing__(self, text: str) -> int:
        code = len(self)
        self[text] = code
        return code


def _joined(pieces: Sequence[_Piece]) -> _Piece:
    """Return pieces one below the other, with numbers and codes for all cells."""
    numbers = [np.zeros(len(p[0])) if p[1] is None else p[1] for p in pieces]
    codes = [np.zeros(len(p[0]), dtype=np.int32) if p[2] is None else p[2] for p in pieces]
    return np.concatenate([p[0] for p in pieces]), np.concatenate(numbers), np.concatenate(codes)


class ColumnBuffer:
    """Collects one column piece by piece."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._pieces: list[_Piece] = []
        self.rows = 0

    def add(self, cells: Sequence[RawCell]) -> None:
        """Append cells."""
        self._pieces.append(self._piece(cells))
        self.rows += len(cells)

    def add_texts(self, cells: Sequence[str]) -> None:
        """Append cells of which all are texts; many columns hold the same one again and again."""
        if cells and cells.count(cells[0]) == len(cells):
            code = self._texts[cells[0]]
            kinds = np.full(len(cells), TEXT if code else EMPTY, dtype=np.uint8)
            codes = np.full(len(cells), code, dtype=np.int32) if code else None
            self._pieces.append((kinds, None, codes))
        else:
            self._pieces.append(self._of_texts(cells))
        self.rows += len(cells)

    def add_empty(self, rows: int) -> None:
        """Append empty cells."""
        self._pieces.append((np.zeros(rows, dtype=np.uint8), None, None))
        self.rows += rows

    def _piece(self, cells: Sequence[RawCell]) -> _Piece:
        types = set(map(type, cells))
        if len(types) == 1 and types <= _ALIKE:
            return self._of_one_type(cells, types.pop())
        runs = [(kind, list(run)) for kind, run in groupby(cells, type)] if len(types) > 1 else []
        if runs and len(runs) * _RUN <= len(cells):  # words above figures, or gaps among them
            return _joined([self._of_run(run, kind) for kind, run in runs])
        return self._mixed(cells)

    def _of_run(self, cells: Sequence[RawCell], kind: type) -> _Piece:
        return self._of_one_type(cells, kind) if kind in _ALIKE else self._mixed(cells)

    def _of_one_type(self, cells: Sequence[RawCell], kind: type) -> _Piece:
        count = len(cells)
        if kind is str:
            return self._of_texts(cells)  # type: ignore[arg-type]
        if kind is float:
            return np.full(count, NUMBER, np.uint8), np.array(cells, dtype=np.float64), None
        days = np.fromiter(map(dt.date.toordinal, cells), np.float64, count)  # type: ignore[arg-type]
        return np.full(count, DATE, np.uint8), days, None

    def _of_texts(self, cells: Sequence[str]) -> _Piece:
        codes = np.fromiter(map(self._texts.__getitem__, cells), np.int32, len(cells))
        if not codes.any():
            return np.zeros(len(cells), dtype=np.uint8), None, None
        return np.where(codes != 0, TEXT, EMPTY).astype(np.uint8), None, codes

    def _mixed(self, cells: Sequence[RawCell]) -> _Piece:
        encoded = [self._encode(cell) for cell in cells]
        kinds, numbers, codes = zip(*encoded, strict=True)
        return (
            np.array(kinds, dtype=np.uint8),
            np.array(numbers, dtype=np.float64),
            np.array(codes, dtype=np.int32),
        )

    def _encode(self, cell: RawCell) -> tuple[int, float, int]:
        if isinstance(cell, FormulaError):
            return ERROR, 0.0, self._texts[str(cell)]
        if isinstance(cell, str):
            return (TEXT, 0.0, self._texts[cell]) if cell else (EMPTY, 0.0, 0)
        if isinstance(cell, bool):
            return BOOL, float(cell), 0
        if isinstance(cell, (int, float)):
            return NUMBER, float(cell), 0
        if isinstance(cell, dt.date):
            return DATE, date_number(cell), 0
        return TEXT, 0.0, self._texts[str(cell)]

    def kinds(self) -> _Kinds:
        """Return the kinds of all cells so far."""
        if not self._pieces:
            return np.zeros(0, dtype=np.uint8)
        return np.concatenate([piece[0] for piece in self._pieces])

    def save(self, file: BinaryIO, kinds: _Kinds, errors: dict[int, int]) -> str:
        """Append the arrays to ``file``; return which: ``k`` kinds, ``n`` numbers, ``c`` codes.

        ``errors`` maps rows (from 0) to the codes of formula errors; ``kinds`` marks them already.
        """
        np.save(file, kinds, allow_pickle=False)
        saved = "k"
        if any(piece[1] is not None for piece in self._pieces):
            whole = [
                np.zeros(len(piece[0])) if piece[1] is None else piece[1] for piece in self._pieces
            ]
            np.save(file, np.concatenate(whole), allow_pickle=False)
            saved += "n"
        if errors or any(piece[2] is not None for piece in self._pieces):
            codes = np.concatenate(
                [
                    np.zeros(len(piece[0]), dtype=np.int32) if piece[2] is None else piece[2]
                    for piece in self._pieces
                ]
            )
            codes[list(errors)] = list(errors.values())
            np.save(file, codes, allow_pickle=False)
            saved += "c"
        self._pieces.clear()
        return saved
