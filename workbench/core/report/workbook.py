"""A whole project, and what was computed from it, as a workbook that reads back equal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook

from workbench.core import schema
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.report import layout, stacking
from workbench.core.report.cells import (
    DateCells,
    NumberCells,
    TextCells,
    number_format,
    plain_values,
)
from workbench.core.report.charts import add_charts
from workbench.core.report.extra_sheets import DEFINITIONS
from workbench.core.report.placing import write_and_place
from workbench.core.schema import Column, Table
from workbench.core.simulation.result import Result

_EVERY = 5_000
"""Rows between two reports of progress."""


class _Counter:
    """Counts written rows over all sheets and reports them."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def rows(self, number: int, sheet: str) -> None:
        self._done += number
        self._progress.step(self._done, self._total, f"writing {sheet}")


def export_workbook(
    project: Project,
    path: Path,
    results: Sequence[Result] = (),
    progress: Progress | None = None,
) -> None:
    """Write every table of ``project`` as a sheet, and sheets and charts of finished runs.

    What is written imports again to an equal project. The file takes the place of an older one
    only when it is complete.

    Args:
        project: what to write.
        path: the new ``.xlsx``.
        results: finished runs of this project, stacked on the sheets ``balance``, ``flows``,
            ``shift`` and ``summary``; the charts show each run against the base.
        progress: told the rows written of all rows.

    Raises:
        DataRefused: if the file cannot be written there.
        Cancelled: if ``progress`` stops it; an older file is then untouched.
    """
    stacked = stacking.stack(results)
    frames = [*project.tables.values(), *stacked.values()]
    counter = _Counter(progress or Progress(), sum(len(frame) for frame in frames))

    def write(draft: Path) -> None:
        book = Workbook(write_only=True)
        try:
            for table in schema.TABLES:
                _write_table(book, table, project[table.name], counter)
            for name, frame in stacked.items():
                _write_result(book, name, frame, counter)
            if results:
                add_charts(book, results)
            write_definitions(book)
            book.save(draft)
        finally:
            _close(book)

    write_and_place(path, write)


def _close(book: Workbook) -> None:
    """Finish sheets that a cancelled or failed export left open, so that no file stays open."""
    for sheet in book.worksheets:
        if not sheet.closed:
            sheet.close()


def _write_table(book: Workbook, table: Table, frame: pd.DataFrame, counter: _Counter) -> None:
    sheet = book.create_sheet(table.name)
    formats = [_column_format(column, frame[column.name]) for column in table.columns]
    layout.prepare(sheet, [_width(column, frame) for column in table.columns], formats)
    sheet.append(layout.headers(sheet, table))
    _write_rows(sheet, frame, list(table.columns), formats, counter)


def _write_result(book: Workbook, name: str, frame: pd.DataFrame, counter: _Counter) -> None:
    sheet = book.create_sheet(name)
    columns = [
        Column(str(label), "number" if frame[label].dtype.kind == "f" else "text", "")
        for label in frame.columns
    ]
    formats = [_column_format(column, frame[column.name]) for column in columns]
    layout.prepare(sheet, [_width(column, frame) for column in columns], formats)
    sheet.append([layout.header(sheet, c.name, over_numbers=c.is_number) for c in columns])
    _write_rows(sheet, frame, columns, formats, counter)


def _write_rows(
    sheet: Any,
    frame: pd.DataFrame,
    columns: list[Column],
    formats: list[str],
    counter: _Counter,
) -> None:
    makers = [_maker(sheet, *pair) for pair in zip(columns, formats, strict=True)]
    values = [plain_values(frame[column.name]) for column in columns]
    waiting = 0
    for row in _together(makers, values):
        sheet.append(row)
        waiting += 1
        if waiting == _EVERY:
            counter.rows(waiting, sheet.title)
            waiting = 0
    counter.rows(waiting, sheet.title)


def _together(
    makers: Sequence[Callable[[Any], Any]], values: Sequence[Iterator[Any]]
) -> Iterator[list[Any]]:
    for row in zip(*values, strict=True):
        yield [make(value) for make, value in zip(makers, row, strict=True)]


def _maker(sheet: Any, column: Column, form: str) -> Callable[[Any], Any]:
    if column.is_number:
        return NumberCells(sheet, form)
    return DateCells(sheet) if column.kind == "date" else TextCells(sheet)


def _column_format(column: Column, values: pd.Series) -> str:
    if column.kind == "integer":
        return "0"
    return number_format(values) if column.is_number else layout.TEXT_FORMAT


def _width(column: Column, frame: pd.DataFrame) -> float:
    """Return a width in characters from the header and the first rows, between 9 and 48."""
    texts = frame[column.name].head(200)
    if column.is_number:
        longest = 12
    else:
        longest = max((_shown_length(str(text)) for text in texts), default=0)
    return float(min(max(longest + 2, len(column.name) + 3, 9), 48))


def _shown_length(text: str) -> int:
    """Korean, Japanese and Chinese signs take two places."""
    return sum(2 if ord(sign) > 0x1100 else 1 for sign in text)


def write_definitions(book: Workbook) -> None:
    """Add the sheet that says what every column of every table means and may hold."""
    sheet = book.create_sheet(DEFINITIONS)
    layout.prepare(sheet, [14, 22, 60, 22, 60, 8, 10], [layout.TEXT_FORMAT] * 7)
    titles = ("table", "column", "meaning", "unit", "allowed", "key", "required")
    sheet.append([layout.header(sheet, title) for title in titles])
    makers = [TextCells(sheet) for _ in titles]
    for table in schema.TABLES:
        for column in table.columns:
            words = (column.meaning, column.unit, column.expected)
            marks = ("yes" if column.key else "", "yes" if column.required else "")
            row = (table.name, column.name, *words, *marks)
            sheet.append([make(text) for make, text in zip(makers, row, strict=True)])
