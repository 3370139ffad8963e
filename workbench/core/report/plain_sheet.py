"""A table as a sheet of a workbook that holds results only."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from openpyxl import Workbook

from workbench.core.report import filling, layout
from workbench.core.report.cells import number_format
from workbench.core.report.rows import xml_rows
from workbench.core.schema import Column


def add_sheet(
    book: Workbook,
    name: str,
    frame: pd.DataFrame,
    meanings: Mapping[str, str],
    *,
    widest: float = 60,
) -> filling.Rows:
    """Add a sheet with its header and filter, and return the rows that are to come below it.

    Args:
        book: a workbook that is only written.
        name: of the sheet.
        frame: the table; numbers stay numbers, all else is text.
        meanings: what columns hold, for the notes of the header.
        widest: most characters a column is wide.
    """
    sheet = book.create_sheet(name)
    columns = tuple(
        Column(label, "number" if kind in "iuf" else "text", meanings.get(label, ""))
        for label, kind in ((str(one), frame[one].dtype.kind) for one in frame.columns)
    )
    plain = frame.astype({c.name: "float64" if c.is_number else "str" for c in columns})
    formats = [number_format(plain[c.name]) if c.is_number else layout.TEXT_FORMAT for c in columns]
    layout.prepare(sheet, [_width(column, plain, widest) for column in columns], formats)
    sheet.append(layout.headers(sheet, columns))
    layout.add_filter(sheet, len(columns), len(plain))
    return filling.Rows(xml_rows(sheet, plain, columns, formats), len(plain), len(columns))


def _width(column: Column, frame: pd.DataFrame, widest: float) -> float:
    texts = [] if column.is_number else frame[column.name].head(200).tolist()
    longest = max(map(len, texts), default=10)
    return float(min(max(longest + 2, len(column.name) + 5, 9), widest))
