"""A whole project, and what was computed from it, as a workbook that reads back equal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook

from workbench.core import schema
from workbench.core.problem import DataRefused, Problem
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.report import filling, layout, stacking
from workbench.core.report.cells import CHANGE_FORMAT, SHARE_FORMAT, number_format
from workbench.core.report.chart_figures import blocks
from workbench.core.report.charts import add_charts
from workbench.core.report.definitions import write_definitions, write_sources
from workbench.core.report.filling import Rows
from workbench.core.report.placing import write_and_place
from workbench.core.report.rows import MOST_ROWS, xml_rows
from workbench.core.schema import Column
from workbench.core.simulation.result import Result

_SHARES = dict.fromkeys(
    (
        *(f"{run}_share{of}" for run in ("base", "scenario") for of in ("", "_of_imports")),
        *("stability", "gap", "threshold", "content_low", "content_high"),
    ),
    SHARE_FORMAT,
) | dict.fromkeys(("change", "change_of_imports"), CHANGE_FORMAT)
"""Formats of computed columns that are shares of 1."""


def export_workbook(
    project: Project,
    path: Path,
    results: Sequence[Result] = (),
    progress: Progress | None = None,
    *,
    added: Mapping[str, pd.DataFrame] | None = None,
) -> None:
    """Write every table of ``project`` as a sheet, and sheets and charts of finished runs.

    What is written imports again to an equal project. The file takes the place of an older one
    only when it is complete. Rows are streamed: memory does not grow with them.

    Args:
        project: what to write.
        path: the new ``.xlsx``.
        results: finished runs of this project, stacked on the sheets ``balance``, ``flows``,
            ``shift`` and ``summary``, side by side on ``compare``; the charts show each run
            against the base, and all of them together.
        progress: told the rows written of all rows.
        added: further tables that were computed, by the name of their sheet.

    Raises:
        DataRefused: if the file cannot be written there, or a table has more rows than a sheet.
        Cancelled: if ``progress`` stops it; an older file is then untouched.
    """
    computed = stacking.stack(results)
    if results:
        computed["compare"] = stacking.compare(results)
    computed |= added or {}
    _require_room({**project.tables, **computed})

    def write(draft: Path) -> None:
        book = Workbook(write_only=True)
        try:
            waiting = {
                table.name: _sheet(book, table.name, table.columns, project[table.name])
                for table in schema.TABLES
            }
            for name, frame in computed.items():
                waiting[name] = _sheet(book, name, _columns(frame), frame, _SHARES)
            add_charts(book, blocks(project, results))
            write_definitions(book)
            write_sources(book, project)
            filling.save(book, waiting, draft, progress or Progress())
        finally:
            _close(book)

    write_and_place(path, write)


def _require_room(frames: dict[str, pd.DataFrame]) -> None:
    found = [
        Problem(
            f"the table has {len(frame):,} rows; a sheet of Excel holds {MOST_ROWS:,}",
            table=name,
            remedy="Export fewer scenarios, or keep the figures in the project file (.scrw)",
        )
        for name, frame in frames.items()
        if len(frame) > MOST_ROWS
    ]
    if found:
        raise DataRefused(found)


def _close(book: Workbook) -> None:
    """Finish sheets that a cancelled or failed export left open, so that no file stays open."""
    for sheet in book.worksheets:
        if not sheet.closed:
            sheet.close()


def _columns(frame: pd.DataFrame) -> tuple[Column, ...]:
    """Return columns for a computed table, as its types have it."""
    return tuple(
        Column(str(label), "number" if frame[label].dtype.kind in "fiu" else "text", "")
        for label in frame.columns
    )


def _sheet(
    book: Workbook,
    name: str,
    columns: Sequence[Column],
    frame: pd.DataFrame,
    known: Mapping[str, str] | None = None,
) -> Rows:
    """Add a sheet with its header, and return the rows that are to come below it."""
    sheet: Any = book.create_sheet(name)
    formats = [
        (known or {}).get(column.name) or _column_format(column, frame[column.name])
        for column in columns
    ]
    layout.prepare(sheet, [_width(column, frame) for column in columns], formats)
    sheet.append(layout.headers(sheet, columns))
    layout.add_filter(sheet, len(columns), len(frame))
    return Rows(xml_rows(sheet, frame, columns, formats), len(frame), len(columns))


def _column_format(column: Column, values: pd.Series) -> str:
    if column.kind == "integer":
        return "0"
    return number_format(values) if column.is_number else layout.TEXT_FORMAT


def _width(column: Column, frame: pd.DataFrame) -> float:
    """Return a width in characters from the header and the first rows, between 9 and 48."""
    texts = frame[column.name].head(200)
    if column.is_number:
        longest = max(12, _digits(frame[column.name]))
    else:
        longest = max((_shown_length(str(text)) for text in texts), default=0)
    # Beside the name the header shows the button of the filter.
    return float(min(max(longest + 2, len(column.name) + 5, 9), 48))


def _digits(values: pd.Series) -> int:
    """Return how many signs the longest number of a column takes, with six decimals."""
    most = float(values.abs().max()) if len(values) else 0.0
    if not 1e4 <= most < 1e15:  # larger ones are shown with an exponent
        return 0
    return len(f"{most:,.0f}") + (0 if (values.dropna() % 1 == 0).all() else len(".123456"))


def _shown_length(text: str) -> int:
    """Korean, Japanese and Chinese signs take two places."""
    return sum(2 if ord(sign) > 0x1100 else 1 for sign in text)
