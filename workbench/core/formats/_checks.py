"""Findings that need the whole project: names that other sheets must explain, missing sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from workbench.core import checks, provenance, schema, validate
from workbench.core.formats._format import Part
from workbench.core.problem import Problem, Severity
from workbench.core.project import Project


@dataclass(frozen=True, eq=False)
class Taken:
    """A part of a file whose rows have got their provenance."""

    file: str
    part: Part
    frame: pd.DataFrame
    origin: int


def check(base: Project, project: Project, taken: Sequence[Taken]) -> list[Problem]:
    """Return findings about the rows just imported, each with the file, sheet and cell.

    Args:
        base: the project before.
        project: the project with the new rows.
        taken: the new rows.
    """
    missing, found = _missing_sheets(project, taken)
    sheets = {item.origin: item for item in taken if item.origin != provenance.BY_HAND}
    for problem in validate.check_references(project):
        column = schema.BY_NAME[problem.table].column(problem.column)
        if column.refers not in missing:
            found += _located(problem, sheets)
    for problem in checks.check_model(project):
        # A scenario may be unfinished, and what was exported must import again.
        worst: Severity = "info" if problem.severity == "info" else "warning"
        found += _located(replace(problem, severity=worst), sheets)
    if any(item.part.table == "settings" for item in taken):
        for problem in validate.check_settings(project):
            found += _located(problem, sheets)
    elif any(_is_foreign(item) for item in taken):
        found += [] if project.home else [_no_home(taken[0].file)]
    elif taken and base.is_empty:
        found.append(_no_settings(taken[0].file))
    if taken and base.is_empty:
        found += checks.nothing_to_study(project)
    return found


def _located(problem: Problem, sheets: dict[int, Taken]) -> Iterator[Problem]:
    """Yield the finding with its cell, if it is about one of the new rows or no row at all."""
    if not problem.row:
        yield problem
        return
    place = provenance.unpack(problem.row)
    item = sheets.get(place.origin)
    if item is not None:
        row, cell = item.part.sheet_place(place.row, problem.column, place.column)
        yield problem.located(row=row, cell=cell, file=item.file, sheet=item.part.sheet)


def _missing_sheets(project: Project, taken: Sequence[Taken]) -> tuple[set[str], list[Problem]]:
    """Return tables that new rows refer to and that nobody has, with one finding for each."""
    sheets = {item.part.table for item in taken}
    missing: dict[str, Problem] = {}
    for item in taken:
        for target, by in [*_needs(item), *_explains(item, sheets)]:
            if target in missing or len(project[target]):
                continue
            missing[target] = Problem(
                f"the sheet {target} is missing or has no rows; {by} refers to it",
                table=target,
                file=item.file,
                sheet=target,
                expected=f"a sheet {target} with the columns "
                + ", ".join(c.name for c in schema.BY_NAME[target].columns if c.required),
                remedy=f"Add the sheet {target} to the workbook, or import it first",
            )
    return set(missing), list(missing.values())


def _needs(item: Taken) -> Iterator[tuple[str, str]]:
    """Yield the tables a part refers to, and which sheet and column does."""
    for column in schema.BY_NAME[item.part.table].columns:
        # Countries are built in, and a table that refers to itself need not be full.
        if not column.refers or column.refers in ("countries", item.part.table):
            continue
        if (item.frame[column.name] != "").any():
            yield column.refers, f"the sheet {item.part.sheet} (column {column.name})"


def _explains(item: Taken, sheets: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the tables whose sources a part names though they are not in the workbook at all."""
    if item.part.table != "origins" or sheets == {"origins"}:
        return
    for name in item.frame["table"].unique():
        if name in schema.CONTENT and name not in sheets:
            yield str(name), f"the sheet {item.part.sheet} (column table)"


def _is_foreign(item: Taken) -> bool:
    """Return whether rows come from another layout than ours, where sheets are named as tables."""
    return item.part.sheet.strip().casefold() != item.part.table


def _no_home(file: str) -> Problem:
    return Problem(
        "no home is set: nothing says whose dependence is studied, so nothing can be computed",
        severity="warning",
        table="settings",
        file=file,
        expected="the country or group whose dependence is studied, such as KOR",
        remedy="Choose home in the import assistant, or add a row home to the table settings",
    )


def _no_settings(file: str) -> Problem:
    return Problem(
        "the sheet settings is missing, so no home is set and nothing can be computed for it",
        severity="warning",
        file=file,
        sheet="settings",
        expected="a sheet settings with the columns key and value",
        remedy="Add the sheet with a row: home, KOR",
    )
