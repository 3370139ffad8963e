"""Findings about a whole project: everything that is wrong, at once."""

from __future__ import annotations

import difflib
from dataclasses import replace

import numpy as np
import pandas as pd

from workbench.core import countries, frames, provenance, schema, screens
from workbench.core.problem import Problem
from workbench.core.project import Project
from workbench.core.schema import Column, Table
from workbench.core.values import Unfit, convert

MOST = 100_000
"""Findings of one kind in one column that are listed one by one; the rest is counted. For people
:func:`workbench.core.problem.condensed` shows fewer."""
MOST_GUESSES = 50
"""Unknown names for which the nearest known one is looked up."""


def check(project: Project) -> list[Problem]:
    """Return every finding about the tables of ``project``, with places where they are known."""
    found: list[Problem] = []
    for table in schema.TABLES:
        frame = project[table.name]
        found += check_values(table, frame)
        found += check_keys(table, frame)
    found += check_references(project)
    found += check_settings(project)
    return [located(project, problem) for problem in found]


def check_values(table: Table, frame: pd.DataFrame) -> list[Problem]:
    """Return cells that break the schema: missing, out of range, not allowed."""
    found: list[Problem] = []
    for column in table.columns:
        values = frame[column.name]
        if column.is_number:
            bad = _bad_numbers(column, values)
        else:
            bad = values.isin({value for value in values.unique() if not _fits(column, value)})
        if bad.any():
            found += _at(table, column, frame, bad, "does not fit", column.expected)
    return found


def _bad_numbers(column: Column, values: pd.Series) -> pd.Series:
    bad = values.isin([float("inf"), float("-inf")])
    if column.required:
        bad |= values.isna()
    if column.low is not None:
        bad |= values < column.low
    if column.high is not None:
        bad |= values > column.high
    if column.kind == "integer":
        bad |= (values % 1 != 0) & values.notna()
    return bad


def _fits(column: Column, value: object) -> bool:
    try:
        convert(column, value)  # type: ignore[arg-type]
    except Unfit:
        return False
    return True


def check_keys(table: Table, frame: pd.DataFrame) -> list[Problem]:
    """Return rows whose key stands in an earlier row as well."""
    again = frame.duplicated(list(table.key), keep="first")
    if not again.any():
        return []
    key = frames.keys(table, frame[again])
    return [
        Problem(
            "the same key stands in an earlier row",
            table=table.name,
            column=table.key[0],
            row=int(str(label)),
            value=str(text),
            expected=f"one row for each {', '.join(table.key)}",
            remedy="Delete one of the two rows, or add them up",
        )
        for label, text in key.head(MOST).items()
    ]


def check_references(project: Project) -> list[Problem]:
    """Return cells that name a row which another table does not have."""
    found: list[Problem] = []
    for table in schema.TABLES:
        frame = project[table.name]
        for column in table.columns:
            if not column.refers or frame.empty:
                continue
            allowed = _allowed(project, column)
            values = _names(column, frame)
            names = {str(value) for value in values.unique()} - {""}
            unknown = names - allowed
            if unknown:
                found += _unknown(project, table, column, unknown, allowed)
    return found


def _names(column: Column, frame: pd.DataFrame) -> pd.Series:
    """Return the cells of a column that have to name a row which is there."""
    other, value = column.new_where
    return frame.loc[frame[other] != value, column.name] if other else frame[column.name]


def _allowed(project: Project, column: Column) -> frozenset[str]:
    if column.refers == "countries":
        named = frozenset(countries.known(project).index)
        may_be_group = column.name == "country"  # a shock or an event may hit a group
        return named | countries.groups(project) if may_be_group else named
    target = schema.BY_NAME[column.refers]
    return frozenset(project[column.refers][target.key[0]].astype(str))


def _unknown(
    project: Project,
    table: Table,
    column: Column,
    unknown: set[str],
    allowed: frozenset[str],
) -> list[Problem]:
    is_country = column.kind == "country"
    expected = column.expected + (f" found in the table {column.refers}" if is_country else "")
    frame = project[table.name]
    found = _at(
        table,
        column,
        frame,
        _names(column, frame).isin(unknown).reindex(frame.index, fill_value=False),
        f"unknown {'country' if is_country else column.name}",
        expected,
    )
    # A guess takes a while, so there is one for each name that is listed, up to a limit.
    listed = list(dict.fromkeys(problem.value for problem in found if problem.value))
    guesses = {name: _suggestion(project, column, name, allowed) for name in listed[:MOST_GUESSES]}
    plain = f"Correct it, or add a row for it to the sheet {column.refers}"
    return [replace(problem, remedy=guesses.get(problem.value, plain)) for problem in found]


def _suggestion(project: Project, column: Column, name: str, allowed: frozenset[str]) -> str:
    """Return what to do about an unknown name: the nearest known one, or where to add it."""
    if column.kind == "country":
        meant = _country_called(project, name)
    else:
        close = difflib.get_close_matches(name, allowed, n=1, cutoff=0.6)
        meant = close[0] if close else ""
    add = f"add a row for it to the sheet {column.refers}"
    return f"Did you mean {meant}? Otherwise {add}" if meant else f"Correct it, or {add}"


def _country_called(project: Project, name: str) -> str:
    """Return the code of the country whose name, in three languages, is nearest to ``name``."""
    own = countries.known(project)["name"]
    tables = [own, *(countries.builtin().set_index("country")[x] for x in ("name_ko", "name_ja"))]
    codes = {
        str(text).casefold(): str(code) for table in tables for code, text in table.items() if text
    }
    near = difflib.get_close_matches(name.casefold(), codes, n=1, cutoff=0.75)
    return codes[near[0]] if near else ""


def check_settings(project: Project) -> list[Problem]:
    """Return settings that are unknown, wrong, or missing where the rest cannot work without."""
    found: list[Problem] = []
    table = schema.BY_NAME["settings"]
    known = {setting.key: setting for setting in (*schema.SETTINGS, *screens.settings())}
    for label, row in project["settings"].iterrows():
        setting = known.get(row["key"])
        if setting is None and str(row["key"]).startswith(schema.OPEN_SETTINGS):
            continue
        if setting is None:
            found.append(
                Problem(
                    "unknown setting; it is kept and not used",
                    severity="warning",
                    value=row["key"],
                    expected=", ".join(setting.key for setting in schema.SETTINGS),
                    table="settings",
                    column="key",
                    row=int(str(label)),
                )
            )
            continue
        column = setting.column
        allowed = frozenset(countries.known(project).index) | countries.groups(project)
        unfit = setting.kind == "country" and row["value"] and row["value"] not in allowed
        if unfit or not _fits(column, row["value"]):
            found.append(
                Problem(
                    f"the setting {setting.key} cannot be used",
                    value=row["value"],
                    expected=column.expected,
                    remedy="Correct the cell",
                    table="settings",
                    column="value",
                    row=int(str(label)),
                )
            )
    if not project.home and not all(project[name].empty for name in ("trade", "production")):
        found.append(
            Problem(
                "no home is set, so no dependence can be computed",
                severity="warning",
                table=table.name,
                expected="a setting home such as KOR",
                remedy="Add a row with the key home to the sheet settings",
            )
        )
    return found


def _at(
    table: Table,
    column: Column,
    frame: pd.DataFrame,
    where: pd.Series,
    message: str,
    expected: str,
    remedy: str = "Correct the cell",
) -> list[Problem]:
    """Return one finding for each marked row, up to ``MOST``, and one that counts the rest."""
    rows = frame.loc[where, column.name]
    found = [
        Problem(
            message,
            table=table.name,
            column=column.name,
            row=int(str(label)),
            value="" if pd.isna(value) else str(value),
            expected=expected,
            remedy=remedy,
        )
        for label, value in rows.head(MOST).items()
    ]
    if len(rows) > MOST:
        text = f"{message}: {len(rows) - MOST} more rows like these"
        found.append(Problem(text, table=table.name, column=column.name, expected=expected))
    return found


def located(project: Project, problem: Problem) -> Problem:
    """Turn the index value in ``row`` into file, sheet and cell, or into a row of the table."""
    if not problem.row:
        return problem
    frame = project[problem.table]
    place = provenance.unpack(problem.row)
    origins = project["origins"]
    source = origins[origins["origin"] == place.origin]
    if place.origin == provenance.BY_HAND or source.empty:
        return problem.located(row=int(np.flatnonzero(frame.index == problem.row)[0]) + 1)
    letters = dict(
        pair.split("=", 1) for pair in str(source["columns"].iloc[0]).split(";") if "=" in pair
    )
    letter = letters.get(problem.column) or _letter(place.column)
    return problem.located(
        row=place.row,
        file=source["file"].iloc[0],
        sheet=source["sheet"].iloc[0],
        cell=f"{letter}{place.row}" if letter else "",
    )


def _letter(column: int) -> str:
    """Return the name of a column of a sheet, counted from 1; empty for 0."""
    name = ""
    while column:
        column, place = divmod(column - 1, 26)
        name = chr(ord("A") + place) + name
    return name
