"""Values of one column on their way into a sheet: exact numbers, real dates, text that stays text.

openpyxl writes a row at once, so one cell object a column serves all its rows.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.rich_text import CellRichText

from workbench.core.report.layout import DATE_FORMAT, TEXT_FORMAT
from workbench.core.values import clean

_LONGEST = 32_767
_FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_FIRST_DATE = dt.date(1900, 3, 1)  # Excel counts a 29 February 1900 that never was
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
SHARE_FORMAT = "0.0000##"
CHANGE_FORMAT = "[>=0.00005]+0.0000##;[<=-0.00005]-0.0000##;0.0000"
"""Of a difference of shares: what rounding has left over is shown as none."""
RISKY = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")
"""Text that begins so is marked as text, so that editing the cell does not make it a formula."""


@lru_cache(maxsize=8_192)
def stored(text: str) -> str:
    """Return ``text`` as it must stand in the file so that it reads back unchanged.

    Excel reads ``_x0041_`` as ``A``; such an underscore is itself escaped. Characters that no
    workbook can hold are left out.
    """
    if not text.isascii() or not text.isprintable():
        text = clean(text)
    return _ESCAPE.sub("_x005F_", text[:_LONGEST])


def number_format(values: pd.Series) -> str:
    """Return a format that shows the numbers of a column without hiding digits that matter."""
    size = values.abs()
    size = size[(size > 0) & np.isfinite(size)]
    if size.empty or size.max() >= 1e15 or size.min() < 1e-4:
        return "General"
    if (size % 1 == 0).all():
        return "#,##0"
    return SHARE_FORMAT if size.max() <= 1 else "#,##0.00####"


class NumberCells:
    """Writes numbers so that the very same float is read back; NaN leaves the cell empty."""

    def __init__(self, sheet: Any, form: str) -> None:
        self._cell = WriteOnlyCell(sheet)
        self._cell.number_format = form

    def __call__(self, value: float) -> WriteOnlyCell | None:
        """Return the cell for ``value``."""
        if not math.isfinite(value):
            return None
        # As digits: openpyxl itself would write 16 of them, which is one too few.
        self._cell.value = (
            str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        )
        self._cell.data_type = "n"
        return self._cell


class TextCells:
    """Writes text as text, whatever it begins with."""

    def __init__(self, sheet: Any) -> None:
        self._plain = WriteOnlyCell(sheet)
        self._plain.number_format = TEXT_FORMAT
        self._quoted = WriteOnlyCell(sheet)
        self._quoted.number_format = TEXT_FORMAT
        self._quoted.quotePrefix = True

    def __call__(self, value: str) -> WriteOnlyCell | None:
        """Return the cell for ``value``; empty text leaves the cell empty."""
        text = stored(value)
        if not text:
            return None
        cell = self._quoted if text.startswith(RISKY) else self._plain
        # Rich text is the one form openpyxl does not cut when escapes make it longer.
        cell.value = text if len(text) <= _LONGEST else CellRichText(text)
        cell.data_type = "s"
        return cell


class DateCells(TextCells):
    """Writes full dates as dates of Excel, and what is less (``2021-12``) or older as text."""

    def __init__(self, sheet: Any) -> None:
        super().__init__(sheet)
        self._date = WriteOnlyCell(sheet)
        self._date.number_format = DATE_FORMAT

    def __call__(self, value: str) -> WriteOnlyCell | None:
        """Return the cell for ``value``."""
        day = as_date(value)
        if day is None:
            return super().__call__(value)
        self._date.value = day
        return self._date


@lru_cache(maxsize=8_192)
def as_date(text: str) -> dt.date | None:
    """Return the day that a full date of our form names, if a workbook can hold it as a date."""
    if not _FULL_DATE.match(text):
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= _FIRST_DATE else None
