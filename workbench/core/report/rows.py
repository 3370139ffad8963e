"""Rows of a large table as the XML of a sheet: exact numbers, real dates, text that stays text.

A column becomes the ends of its cells, ``s="2"><v>5</v></c>``; each distinct text is written once
and looked up afterwards. That is some ten times as fast as one cell object after the other.
Source of the form: ECMA-376 part 1, 18.3.1.4 (c), 18.3.1.53 (is), 18.3.1.73 (row).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
import pandas as pd
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from workbench.core.report.cells import RISKY, as_date, stored
from workbench.core.report.layout import DATE_FORMAT, TEXT_FORMAT
from workbench.core.schema import Column

PIECE = 5_000
"""Rows made at once: small enough to keep memory flat and to let other threads work."""

MOST_ROWS = 1_048_576 - 1
"""Rows that a sheet can hold below its header."""

_EXACT = 1e15
_DAY_ZERO = dt.date(1899, 12, 30).toordinal()
_REMEMBERED = 50_000

Ends = Callable[[pd.Series], list[str]]
"""From a piece of a column to the end of each of its cells."""


def xml_rows(
    sheet: Any, frame: pd.DataFrame, columns: Sequence[Column], formats: Sequence[str]
) -> Iterator[tuple[int, bytes]]:
    """Yield pieces of the rows of ``frame``, from the second row of the sheet on.

    Styles are entered in the workbook of ``sheet`` at once, before the first piece is asked for.

    Args:
        sheet: the openpyxl sheet that the rows are for.
        frame: number columns are floats, NaN for missing; others text, empty for missing.
        columns: what the columns hold; their names are columns of the frame.
        formats: the number format of each column.

    Returns:
        an iterator of the number of rows of each piece and its UTF-8 text.
    """
    makers = [_maker(sheet, *pair) for pair in zip(columns, formats, strict=True)]
    return _pieces(frame, [column.name for column in columns], makers)


def _pieces(
    frame: pd.DataFrame, names: list[str], makers: list[Ends]
) -> Iterator[tuple[int, bytes]]:
    letters = [get_column_letter(number) for number in range(1, len(names) + 1)]
    values = [frame[name] for name in names]
    for start in range(0, len(frame), PIECE):
        stop = min(start + PIECE, len(frame))
        numbers = [str(number) for number in range(start + 2, stop + 2)]
        cells = [[f'<row r="{number}">' for number in numbers]]
        for letter, column, ends in zip(letters, values, makers, strict=True):
            made = zip(numbers, ends(column.iloc[start:stop]), strict=True)
            cells.append([f'<c r="{letter}{number}"{end}' if end else "" for number, end in made])
        text = "</row>".join(map("".join, zip(*cells, strict=True)))
        yield stop - start, f"{text}</row>".encode()


def _maker(sheet: Any, column: Column, form: str) -> Ends:
    if column.is_number:
        return _Numbers(_style(sheet, form))
    return _Texts(sheet, dates=column.kind == "date")


def _style(sheet: Any, form: str, *, quoted: bool = False) -> int:
    """Return the number of a cell style in the workbook of ``sheet``."""
    cell = WriteOnlyCell(sheet)
    cell.number_format = form
    cell.quotePrefix = quoted
    return int(cell.style_id)


class _Numbers:
    """Writes numbers so that the very same float is read back; NaN leaves the cell empty."""

    def __init__(self, style: int) -> None:
        self._start = f' s="{style}"><v>'

    def __call__(self, values: pd.Series) -> list[str]:
        start = self._start
        numbers = values.to_numpy(dtype=np.float64)
        finite = np.isfinite(numbers)
        if finite.all() and (np.abs(numbers) < _EXACT).all() and (numbers % 1 == 0).all():
            return [f"{start}{number}</v></c>" for number in numbers.astype(np.int64).tolist()]
        made = [f"{start}{number!r}</v></c>" for number in numbers.tolist()]
        for place in np.flatnonzero(~finite).tolist():
            made[place] = ""
        return made


class _Texts(dict[str, str]):
    """Writes text as text, whatever it begins with, and full dates as dates where wanted."""

    def __init__(self, sheet: Any, *, dates: bool) -> None:
        super().__init__()
        self._plain = _style(sheet, TEXT_FORMAT)
        self._quoted = _style(sheet, TEXT_FORMAT, quoted=True)
        self._date = _style(sheet, DATE_FORMAT) if dates else None

    def __call__(self, values: pd.Series) -> list[str]:
        if isinstance(values.dtype, pd.CategoricalDtype):
            labels = values.cat.categories.tolist()
            codes = values.cat.codes.to_numpy()
            used = np.zeros(len(labels) + 1, dtype=np.bool_)
            used[codes] = True
            ends = [self[text] if use else "" for text, use in zip(labels, used, strict=False)]
            ends.append("")  # code -1
            return [ends[code] for code in codes.tolist()]
        if len(self) > _REMEMBERED:
            self.clear()
        return [self[text] for text in values.tolist()]

    def __missing__(self, text: str) -> str:
        self[text] = made = self._end(text)
        return made

    def _end(self, text: str) -> str:
        day = None if self._date is None else as_date(text)
        if day is not None:
            return f' s="{self._date}"><v>{day.toordinal() - _DAY_ZERO}</v></c>'
        text = stored(text)
        if not text:
            return ""
        style = self._quoted if text.startswith(RISKY) else self._plain
        space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
        return f' s="{style}" t="inlineStr"><is><t{space}>{escape(text)}</t></is></c>'
