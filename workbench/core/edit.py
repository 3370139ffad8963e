"""Edits of a project: each takes the old one and returns the new one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import pandas as pd

from workbench.core import countries, frames, provenance, schema
from workbench.core.project import Project
from workbench.core.shocks import SPREADS
from workbench.core.spreads import read_spread
from workbench.core.values import Cell, Unfit, convert

_LISTS = {
    ("projects", "requires"): "projects",
    ("projects", "excludes"): "projects",
    ("rules", "exempt_materials"): "materials",
}
"""Columns that list names, and the table the names stand in."""


def set_cell(project: Project, table: str, label: int, column: str, cell: Cell) -> Project:
    """Return the project with one cell changed.

    A name that other rows refer to is renamed there as well: in their cells, in lists, and in the
    keys of notes and sources.

    Args:
        project: the old project.
        table: name of the table.
        label: index value of the row.
        column: name of the column.
        cell: the new content, converted by the schema.

    Raises:
        Unfit: if the content does not fit the column, or the key would stand twice.
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
            if column.refers == table and (frame[column.name] == old).any():
                values = frame[column.name].astype(str)
                fresh[other.name] = frame.assign(**{column.name: values.where(values != old, new)})
    for name, column_name in (pair for pair, target in _LISTS.items() if target == table):
        frame = fresh.get(name, project[name])
        lists = _in_lists(frame[column_name], old, new)
        if (lists != frame[column_name]).any():
            fresh[name] = frame.assign(**{column_name: lists})
    for name in ("notes", "origins"):
        frame = fresh.get(name, project[name])
        pairs = zip(frame["table"].astype(str), frame["key"].astype(str), strict=True)
        keys = [_renamed_key(table, about, key, old, new) for about, key in pairs]
        if keys != frame["key"].tolist():
            fresh[name] = frame.assign(key=pd.Series(keys, frame.index, dtype="str"))
    if table == "countries" and project.home == old:
        settings = project["settings"]
        home = settings["key"] == "home"
        fresh["settings"] = settings.assign(value=settings["value"].where(~home, new))
    return project.replace(fresh)


def _in_lists(lists: pd.Series, old: str, new: str) -> pd.Series:
    """Return lists in which a name is replaced; an empty ``new`` takes it out."""
    parts = (str(text).split(";") for text in lists)
    made = [
        ";".join(part for part in (new if p == old else p for p in some) if part) for some in parts
    ]
    return pd.Series(made, lists.index, dtype="str")


def _renamed_key(table: str, about: str, key: str, old: str, new: str) -> str:
    """Return the key of a row of the table ``about`` once a row of ``table`` has a new name."""
    definition = schema.BY_NAME.get(about)
    if definition is None:
        return key
    parts = key.split(";")
    for place, name in enumerate(definition.key[: len(parts)]):
        named = definition.column(name).refers == table or (about == table and place == 0)
        if named and parts[place] == old:
            parts[place] = new
    return ";".join(parts)


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
    """Return the project without the given rows of a table; what refers to them stays."""
    frame = project[table]
    return project.replace({table: frame[~frame.index.isin(list(labels))]})


def delete_with_references(
    project: Project, table: str, labels: Iterable[int]
) -> tuple[Project, dict[str, int]]:
    """Return the project without some rows and without what would refer to them in vain.

    A row that cannot be without the name goes as well, and so do shocks, which would hit
    everybody without their target; in other rows the name is taken out. Children of a scenario
    become children of its parent.

    Args:
        project: the old project.
        table: name of the table.
        labels: index values of the rows.

    Returns:
        The new project, and what went with the rows: under the name of a table the number of its
        rows that were deleted beside those asked for, under ``table.column`` the cells from which
        the name was taken out.
    """
    went: dict[str, int] = {}
    waiting = [(table, [int(label) for label in labels])]
    asked = True
    while waiting:
        name, rows = waiting.pop(0)
        gone = project[name][project[name].index.isin(rows)]
        project, further, emptied = _without(project, schema.BY_NAME[name], gone)
        waiting += further
        if not asked and len(gone):
            emptied[name] = len(gone)
        for place, count in emptied.items():
            went[place] = went.get(place, 0) + count
        asked = False
    return project, went


_Rows = list[tuple[str, list[int]]]


def _without(
    project: Project, table: schema.Table, gone: pd.DataFrame
) -> tuple[Project, _Rows, dict[str, int]]:
    """Return the project without rows, the rows that must go as well, and the cells emptied."""
    names = set(gone[table.key[0]].astype(str)) if len(table.key) == 1 else set()
    if table.name == "countries":
        names -= set(countries.builtin()["country"])  # the built-in row holds again
    instead = dict.fromkeys(names, "")
    if table.name == "scenarios":
        instead = dict(zip(gone["scenario"].astype(str), gone["parent"].astype(str), strict=True))
    project = delete_rows(project, table.name, gone.index)
    notes = project["notes"]
    about = (notes["table"] == table.name) & notes["key"].isin(set(frames.keys(table, gone)))
    further: _Rows = [("notes", [int(label) for label in notes.index[about]])]
    emptied: dict[str, int] = {}
    for other, column in _referring(table.name):
        frame = project[other.name]
        hit = frame[column.name].isin(names)
        if column.key or column.required or other.name == "shocks":
            further.append((other.name, [int(label) for label in frame.index[hit]]))
        elif hit.any():
            values = [_heir(str(value), instead) for value in frame[column.name]]
            project = project.replace({other.name: frame.assign(**{column.name: values})})
            emptied[f"{other.name}.{column.name}"] = int(hit.sum())
    project, lists = _out_of_lists(project, table.name, names)
    return project, [(name, rows) for name, rows in further if rows], {**emptied, **lists}


def _referring(table: str) -> Iterator[tuple[schema.Table, schema.Column]]:
    """Yield the columns of all tables that refer to a table."""
    for other in schema.TABLES:
        for column in other.columns:
            if column.refers == table:
                yield other, column


def _heir(name: str, instead: Mapping[str, str]) -> str:
    """Return what stands in for a name that is deleted: for a scenario, its nearest ancestor."""
    seen = set()
    while name in instead and name not in seen:
        seen.add(name)
        name = instead[name]
    return "" if name in seen else name


def _out_of_lists(project: Project, table: str, names: set[str]) -> tuple[Project, dict[str, int]]:
    """Return the project whose lists name none of some rows of a table, and the cells changed."""
    emptied: dict[str, int] = {}
    for name, column in (place for place, target in _LISTS.items() if target == table):
        before = after = project[name][column]
        for old in names:
            after = _in_lists(after, old, "")
        if (changed := int((before != after).sum())) > 0:
            project = project.replace({name: project[name].assign(**{column: after})})
            emptied[f"{name}.{column}"] = changed
    return project, emptied


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


def set_spread(project: Project, label: int, name: str, text: str) -> Project:
    """Return the project with another distribution of the size or a parameter of a shock.

    An empty ``text`` takes it out.

    Raises:
        Unfit: if the text is no distribution.
    """
    try:
        read_spread(text or "uniform(0,0)")
    except ValueError as why:
        raise Unfit(str(why)) from why
    if name == "size":
        return set_cell(project, "shocks", label, "spread", text)
    present = json.loads(str(project["shocks"].at[label, "parameters"]) or "{}")
    old = present.pop(SPREADS, {})
    spreads = {**(old if isinstance(old, dict) else {}), name: text}
    kept = {key: one for key, one in spreads.items() if one}
    parameters = present | ({SPREADS: kept} if kept else {})
    written = json.dumps(parameters, ensure_ascii=False) if parameters else ""
    return set_cell(project, "shocks", label, "parameters", written)


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
    mine = project["scenarios"]["scenario"] == scenario
    if not mine.any():
        raise KeyError(f"there is no scenario {scenario}")
    labels = [int(label) for label in project["scenarios"].index[mine]]
    return delete_with_references(project, "scenarios", labels)[0]


def _text_columns(table: schema.Table) -> list[str]:
    return [column.name for column in table.columns if not column.is_number]
