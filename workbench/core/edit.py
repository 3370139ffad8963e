"""Edits of a project: each takes the old one and returns the new one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from workbench.core import frames, provenance, schema
from workbench.core.project import Project
from workbench.core.values import Cell, Unfit, convert


def set_cell(project: Project, table: str, label: int, column: str, cell: Cell) -> Project:
    """Return the project with one cell changed.

    Args:
        project: the old project.
        table: name of the table.
        label: index value of the row.
        column: name of the column.
        cell: the new content, converted by the schema.

    Raises:
        Unfit: if the content does not fit the column, the key would stand twice, or another table
            refers to the key that would vanish.
        KeyError: if table, row or column does not exist.
    """
    definition = schema.BY_NAME[table]
    frame = project[table]
    if label not in frame.index:
        raise KeyError(f"the table {table} has no row {label}")
    value = convert(definition.column(column), cell)
    values = frame[column].to_numpy(dtype=object, copy=True)
    values[frame.index.to_numpy() == label] = value
    changed = frame.assign(**{column: values})
    if definition.column(column).key:
        if changed.duplicated(list(definition.key)).any():
            raise Unfit(f"a {column} that no other row has with the rest of its key")
        if column == definition.key[0]:
            return _renamed(project, table, str(frame.at[label, column]), str(value), changed)
    return project.replace({table: changed})


def _renamed(project: Project, table: str, old: str, new: str, changed: pd.DataFrame) -> Project:
    """Return the project with every reference to a renamed row renamed as well."""
    fresh = {table: changed}
    for other in schema.TABLES:
        for column in other.columns:
            frame = fresh.get(other.name, project[other.name])
            if column.refers != table or not (frame[column.name] == old).any():
                continue
            values = frame[column.name].astype(str)
            fresh[other.name] = frame.assign(**{column.name: values.where(values != old, new)})
    return project.replace(fresh)


def add_row(project: Project, table: str, cells: Mapping[str, Cell]) -> tuple[Project, int]:
    """Return the project with a row typed by hand, and the index value of that row.

    Raises:
        Unfit: if a cell does not fit its column, or the key stands in the table already.
        KeyError: if the table or a column does not exist.
    """
    definition = schema.BY_NAME[table]
    old = project[table]
    label = provenance.next_by_hand(old.index)
    row = frames.from_records(definition, [cells])
    row.index = pd.Index([label])
    plain = [part.astype(dict.fromkeys(_text_columns(definition), str)) for part in (old, row)]
    joined = pd.concat(plain) if len(old) else row
    if joined.duplicated(list(definition.key)).any():
        key = frames.keys(definition, row).iloc[0]
        raise Unfit(f"a key that is not in the table {table} yet; {key!r} is")
    return project.replace({table: joined}), label


def delete_rows(project: Project, table: str, labels: Iterable[int]) -> Project:
    """Return the project without the given rows of a table."""
    frame = project[table]
    return project.replace({table: frame[~frame.index.isin(list(labels))]})


def set_shock(project: Project, label: int, changes: Mapping[str, float | str]) -> Project:
    """Return the project with one shock changed.

    Args:
        project: the old project.
        label: index value of the row in the table ``shocks``.
        changes: by name; a name that is no column of the table goes into ``parameters``.

    Raises:
        Unfit: if a value does not fit.
        KeyError: if there is no such row.
    """
    table = schema.BY_NAME["shocks"]
    extra: dict[str, float | str] = {}
    for name, value in changes.items():
        if name in table.names:
            project = set_cell(project, "shocks", label, name, value)
        else:
            extra[name] = value
    if not extra:
        return project
    present = json.loads(str(project["shocks"].at[label, "parameters"]) or "{}")
    text = json.dumps({**present, **extra}, ensure_ascii=False)
    return set_cell(project, "shocks", label, "parameters", text)


def add_shock(project: Project, scenario: str, cells: Mapping[str, Cell]) -> tuple[Project, int]:
    """Return the project with one more shock at the end of a scenario, and its index value.

    Raises:
        Unfit: if a cell does not fit its column.
    """
    orders = project["shocks"].loc[project["shocks"]["scenario"] == scenario, "order"]
    order = float(np.nanmax(orders)) + 1 if len(orders) else 1.0
    return add_row(project, "shocks", {"scenario": scenario, "order": order, **cells})


def delete_scenario(project: Project, scenario: str) -> Project:
    """Return the project without a scenario and its shocks; children become children of its parent.

    Raises:
        KeyError: if there is no such scenario.
    """
    scenarios, shocks = project["scenarios"], project["shocks"]
    mine = scenarios["scenario"] == scenario
    if not mine.any():
        raise KeyError(f"there is no scenario {scenario}")
    parent = scenarios.loc[mine, "parent"].iloc[0]
    rest = scenarios[~mine]
    parents = rest["parent"].where(rest["parent"] != scenario, parent)
    return project.replace(
        {
            "scenarios": rest.assign(parent=parents),
            "shocks": shocks[shocks["scenario"] != scenario],
        }
    )


def _text_columns(table: schema.Table) -> list[str]:
    return [column.name for column in table.columns if not column.is_number]
