"""The tables of a back-test as sheets of a workbook."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from openpyxl import Workbook

from workbench.core.progress import Progress
from workbench.core.report import filling, layout
from workbench.core.report.backtest import grading_text, rules_table, verdict
from workbench.core.report.cells import number_format
from workbench.core.report.placing import write_and_place
from workbench.core.report.rows import xml_rows
from workbench.core.schema import Column
from workbench.core.warning.backtest import Backtest


def sheets(found: Backtest) -> dict[str, pd.DataFrame]:
    """Return the tables of a back-test by the name of their sheet."""
    told = [*verdict(found), *found.definition, f"Grades: {grading_text(found)}."]
    return {
        "back-test": pd.DataFrame({"what it says": pd.Series(told, dtype="str")}),
        "scores": found.scores,
        "scores by country": found.by_home,
        "events": found.events,
        "alarms": found.episodes,
        "rules": rules_table(found),
        "grades": found.replay.grades(),
    }


def write_workbook(found: Backtest, path: Path, progress: Progress | None = None) -> None:
    """Write the tables of a back-test as a workbook; numbers as numbers, texts as texts.

    Raises:
        DataRefused: if the file cannot be written there.
    """

    def write(draft: Path) -> None:
        book = Workbook(write_only=True)
        waiting = {name: _sheet(book, name, frame) for name, frame in sheets(found).items()}
        filling.save(book, waiting, draft, progress or Progress())

    write_and_place(path, write)


def _sheet(book: Workbook, name: str, frame: pd.DataFrame) -> filling.Rows:
    """Add a sheet with its header, and return the rows that are to come below it."""
    sheet = book.create_sheet(name)
    numeric = {str(n): frame[n].dtype.kind in "iuf" for n in frame.columns}
    columns = tuple(
        Column(n, "number" if is_number else "text", "") for n, is_number in numeric.items()
    )
    plain = frame.astype({n: "float64" for n, is_number in numeric.items() if is_number})
    formats = [number_format(plain[c.name]) if c.is_number else layout.TEXT_FORMAT for c in columns]
    layout.prepare(sheet, [_width(column, plain) for column in columns], formats)
    sheet.append(layout.headers(sheet, columns))
    layout.add_filter(sheet, len(columns), len(plain))
    return filling.Rows(xml_rows(sheet, plain, columns, formats), len(plain), len(columns))


def _width(column: Column, frame: pd.DataFrame) -> float:
    texts = [] if column.is_number else frame[column.name].head(200).astype(str).tolist()
    longest = max(map(len, texts), default=10)
    return float(min(max(longest + 2, len(column.name) + 4, 9), 100))
