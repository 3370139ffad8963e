"""The watch table of the screening as a workbook, beside the thresholds of the rules it names."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from openpyxl import Workbook

from workbench.core.problem import DataRefused, Problem
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.report import filling
from workbench.core.report.placing import write_and_place
from workbench.core.report.plain_sheet import add_sheet
from workbench.core.report.rows import MOST_ROWS
from workbench.core.screening.rules import RULES
from workbench.core.screens import screens

MEANINGS = {
    "grade": "Korea's Early Warning System, by the largest share: A weekly ... D quarterly",
    "top_partner": "Country that supplies most",
    "top_share": "Its part of the imports, 0-1",
    "change": "Less the largest share of the year before, both years in full",
    "rise": "Less the largest share of the first year",
    "hhi": "Concentration of the imports, 0-1",
    "effective_suppliers": "1 / HHI",
    "suppliers": "Countries with imports",
    "imports": "Imports on the basis",
    "import_value": "Value of all imports, in the currency of the project",
    "period": "* = not all of its months are reported",
    "rules": "Whose rules hold; ? = not decided",
    "rules_unknown": "Rules that are not decided, and why",
} | dict.fromkeys(RULES, "1 = the rule holds, 0 = it does not, empty = not decided")


def thresholds(project: Project) -> pd.DataFrame:
    """Return ``rule``, ``threshold``, ``value`` (as text) and ``source`` of the rules."""
    found = screens(project)
    rows: list[tuple[str, str, str, str]] = []
    for key in RULES:
        one = found[key]
        country = one.country or "largest partner"
        rows.append((key, "country", country, one.said_by("country")))
        rows += [(key, name, f"{x:.12g}", one.said_by(name)) for name, x in one.numbers.items()]
    return pd.DataFrame(rows, columns=["rule", "threshold", "value", "source"], dtype="str")


def write_workbook(
    project: Project, table: pd.DataFrame, path: Path, progress: Progress | None = None
) -> None:
    """Write a watch table and the thresholds behind it; numbers as numbers, texts as texts.

    Args:
        project: the project that was screened.
        table: its :func:`workbench.core.screening.watchlist.watched`.
        path: the new ``.xlsx``.
        progress: told the rows written.

    Raises:
        DataRefused: if the file cannot be written there, or a sheet cannot hold all materials.
    """
    if len(table) > MOST_ROWS:
        text = f"there are {len(table):,} materials; a sheet of Excel holds {MOST_ROWS:,}"
        raise DataRefused([Problem(text, table="screening", remedy="Write a .csv, or use --top")])

    def write(draft: Path) -> None:
        book = Workbook(write_only=True)
        tables = {"screening": table, "rules": thresholds(project)}
        waiting = {name: add_sheet(book, name, frame, MEANINGS) for name, frame in tables.items()}
        filling.save(book, waiting, draft, progress or Progress())

    write_and_place(path, write)
