"""What an outage costs industries, as sheets of a workbook with charts that Excel draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import pandas as pd
from openpyxl import Workbook

from workbench.core.problem import DataRefused, Problem
from workbench.core.progress import Progress
from workbench.core.report import filling
from workbench.core.report.chart_block import MOST_SERIES, Block, rows_of
from workbench.core.report.charts import add_charts
from workbench.core.report.placing import write_and_place
from workbench.core.report.plain_sheet import add_sheet
from workbench.core.report.rows import MOST_ROWS
from workbench.core.simulation.indirect import WEEK, Indirect

MEANINGS = {
    "industry": "REGION/SECTOR",
    "usual": "What is usual: a year on the sheets industries and regions, a step on course",
    "direct": "Made less than usual, as far as the industry's own lost capacity explains it",
    "indirect": "Made less than usual beyond that: inputs or orders are missing",
    "caught_up": "Made above what is usual",
    "loss": "direct + indirect - caught_up",
    "unmet": "Final demand for what the industry makes that was not served and is lost",
    "share": "Loss / what is usual in all days that are reckoned, 0-1",
    "first_day": "First day on which at least 0.1 % is lost; day 0 is the first",
    "worst_day": "Day of the largest loss",
    "worst": "Production on the worst day / what is usual, 0-1",
    "day": "First day of the step; day 0 is the first",
    "days": "Days of the step",
    "production": "What was made in the step",
    "relative": "Production / what is usual",
    "overproduction": "Capacity but for the outage, times the usual one, on the last day",
    "stock_days": "Days of usual use in the shortest stock on the last day of the step",
    "shortest": "The input that stock is of",
}


def sheets(
    found: Indirect, days: int = 1, noted: Sequence[Problem] = ()
) -> dict[str, pd.DataFrame]:
    """Return the tables by the name of their sheet.

    Args:
        found: the losses.
        days: of a step of ``course``.
        noted: findings about the table, to stand among the assumptions.
    """
    return {
        "industries": found.industries,
        "regions": found.regions,
        "course": found.course_by(days),
        "assumptions": assumptions(found, noted),
    }


def assumptions(found: Indirect, noted: Sequence[Problem] = ()) -> pd.DataFrame:
    """Return what was asked, how industries behave and what was found, as text.

    A row each with ``what`` and ``value``; findings are those of the table, then of the outage.
    """
    rows = {"table": found.table.file}
    rows |= {
        f"hit {number}": f"{hit.industry}={hit.share:g}" for number, hit in enumerate(found.hits, 1)
    }
    rows |= {name: f"{value:g}" for name, value in asdict(found.span).items()}
    rows |= {
        name: str(value) if isinstance(value, bool) else f"{value:g}"
        for name, value in asdict(found.habits).items()
    }
    findings = (*noted, *found.problems)
    rows |= {f"finding {number}": str(one) for number, one in enumerate(findings, 1)}
    return pd.DataFrame({"what": list(rows), "value": list(rows.values())}, dtype="str")


def write_workbook(
    found: Indirect,
    path: Path,
    days: int = 1,
    noted: Sequence[Problem] = (),
    progress: Progress | None = None,
) -> None:
    """Write the tables and two charts as a workbook; numbers as numbers, texts as texts.

    Raises:
        DataRefused: if the file cannot be written there, or the course has more rows than a sheet.
    """
    tables = sheets(found, days, noted)
    if len(tables["course"]) > MOST_ROWS:
        text = (
            f"the course has {len(tables['course']):,} rows; a sheet of Excel holds {MOST_ROWS:,}"
        )
        remedy = "Write it by week, or fewer days" if days < WEEK else "Reckon fewer days"
        raise DataRefused([Problem(text, table="course", remedy=remedy)])

    def write(draft: Path) -> None:
        book = Workbook(write_only=True)
        waiting = {name: add_sheet(book, name, frame, MEANINGS) for name, frame in tables.items()}
        add_charts(book, blocks(found))
        filling.save(book, waiting, draft, progress or Progress())

    write_and_place(path, write)


def blocks(found: Indirect) -> list[Block]:
    """Return what the charts draw: production by day, and losses, of those that lose most."""
    rows = found.industries.head(MOST_SERIES)
    rows = rows[rows["loss"] > 0] if (rows["loss"] > 0).any() else rows
    names = tuple(rows["industry"].tolist())
    course = found.course_by()
    wide = course.pivot(index="day", columns="industry", values="relative")[list(names)]
    lost = rows.set_index("industry")[["direct", "indirect"]]
    return [
        Block(
            "lines",
            "Production against usual",
            "day",
            "usual = 100 %",
            names,
            rows_of(wide),
            share=True,
        ),
        Block(
            "stacked",
            f"Loss in {found.span.horizon} days",
            "industry",
            "money of the table",
            ("direct", "indirect"),
            rows_of(lost),
        ),
    ]
