"""The tables of a back-test as sheets of a workbook."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from openpyxl import Workbook

from workbench.core.progress import Progress
from workbench.core.report import filling
from workbench.core.report.backtest import grading_text, rules_table, verdict
from workbench.core.report.placing import write_and_place
from workbench.core.report.plain_sheet import add_sheet
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
        waiting = {
            name: add_sheet(book, name, frame, {}, widest=100)
            for name, frame in sheets(found).items()
        }
        filling.save(book, waiting, draft, progress or Progress())

    write_and_place(path, write)
