"""A block of cells from a spreadsheet into a table: all of it as one undo step, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from workbench.core import edit, frames, provenance, schema, validate
from workbench.core.problem import DataRefused, Problem
from workbench.core.project import Project
from workbench.core.schema import Column, Table
from workbench.core.values import Unfit, convert
from workbench.ui.texts import tr
from workbench.ui.widgets.typed import plain_number

Block = Sequence[Sequence[str]]
Value = str | float


def pasted(
    project: Project, name: str, labels: Sequence[int], columns: Sequence[str], block: Block
) -> Project:
    """Return the project with a block of texts in a table; rows beyond the last one are added.

    Args:
        project: the old project.
        name: the table.
        labels: index values of the rows from the current cell down, as they are shown.
        columns: names of the columns from the current cell to the right, as they are shown.
        block: rows of texts.

    Raises:
        DataRefused: with a finding for every text that does not fit; its row is that of the block.
    """
    table = schema.BY_NAME[name]
    wide = max(map(len, block), default=0)
    if wide > len(columns):
        text = tr(
            "{count} columns are too many; from the current cell on there are {room}",
            count=wide,
            room=len(columns),
        )
        raise DataRefused([Problem(text, table=name, remedy=tr("Begin further to the left"))])
    records, found = _converted(table, list(columns[:wide]), block)
    extra = records[len(labels) :]
    found += _lacking(table, extra, len(labels))
    if found:
        raise DataRefused(found)
    try:
        changed = _put(project, table, dict(zip(labels, records, strict=False)))
        changed = _added(changed, table, extra)
    except Unfit as unfit:
        text = tr("the block cannot be pasted")
        raise DataRefused([Problem(text, table=name, expected=str(unfit))]) from unfit
    _refuse_doubles(project, changed, table)
    return changed


def _converted(
    table: Table, columns: list[str], block: Block
) -> tuple[list[dict[str, Value]], list[Problem]]:
    """Return the values of every row by column, and what does not fit."""
    records: list[dict[str, Value]] = []
    found: list[Problem] = []
    for row, texts in enumerate(block, start=1):
        record: dict[str, Value] = {}
        for name, text in zip(columns, texts, strict=False):
            column = table.column(name)
            try:
                record[name] = convert(column, plain_number(text) if column.is_number else text)
            except Unfit as unfit:
                found.append(_problem(table, column, row, text, str(unfit)))
        records.append(record)
    return records, found


def _lacking(table: Table, records: list[dict[str, Value]], above: int) -> list[Problem]:
    """Return what new rows need and the block does not have."""
    return [
        _problem(table, column, above + place, "", column.expected)
        for place, record in enumerate(records, start=1)
        for column in table.columns
        if column.required and column.name not in record
    ]


def _problem(table: Table, column: Column, row: int, text: str, expected: str) -> Problem:
    return Problem(
        tr("does not fit, so nothing was pasted"),
        table=table.name,
        column=column.name,
        row=row,
        value=text,
        expected=expected,
        remedy=tr("Correct it in the block that was copied"),
    )


def _put(project: Project, table: Table, rows: Mapping[int, dict[str, Value]]) -> Project:
    """Return the project with other cells; a renamed key is renamed where it is referred to."""
    first = table.key[0]
    for label, record in rows.items():
        if (
            not table.large
            and first in record
            and record[first] != project[table.name].at[label, first]
        ):
            project = edit.set_cell(project, table.name, label, first, record[first])
    frame = project[table.name]
    places = dict(zip(rows, frame.index.get_indexer(pd.Index(list(rows))), strict=True))
    columns: dict[str, np.ndarray] = {}
    for label, record in rows.items():
        for name, value in record.items():
            if name not in columns:
                columns[name] = frame[name].to_numpy(dtype=object, copy=True)
            columns[name][places[label]] = value
    return project.replace({table.name: frame.assign(**columns)}) if columns else project


def _added(project: Project, table: Table, records: list[dict[str, Value]]) -> Project:
    """Return the project with more rows typed by hand."""
    if not records:
        return project
    old, new = project[table.name], frames.from_records(table, records)
    start = provenance.unpack(provenance.next_by_hand(old.index)).row
    new.index = pd.Index(provenance.pack(provenance.BY_HAND, np.arange(len(new)) + start))
    texts = {column.name: str for column in table.columns if not column.is_number}
    joined = pd.concat([part.astype(texts) for part in (old, new)]) if len(old) else new
    return project.replace({table.name: joined})


def _refuse_doubles(before: Project, after: Project, table: Table) -> None:
    """Refuse keys that stand twice now and did not before."""
    known = {problem.row for problem in validate.check_keys(table, before[table.name])}
    labels = list(after[table.name].index)
    found = [
        problem.located(row=labels.index(problem.row) + 1)
        for problem in validate.check_keys(table, after[table.name])
        if problem.row not in known
    ]
    if found:
        raise DataRefused(found)
