"""Finds the tables of a sheet: titles above, header rows, units, the figures, notes below."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from workbench.core.layout import lines, sections, titles
from workbench.core.layout.cells import Mask, shown
from workbench.core.layout.found import FoundTable, reasons_for, same_columns
from workbench.core.layout.lines import Line
from workbench.core.reading.sheets import EMPTY, TEXT, Sheet

_HEAD = 60  # rows of a block that are looked at one by one
_MOST_BLOCKS = 300
_MOST_HEADER_ROWS = 3
_FOOT = 60


@dataclass(frozen=True)
class _Area:
    """A rectangle of the sheet: rows and columns from 0, ends excluded."""

    top: int
    bottom: int
    left: int
    right: int


def find_tables(sheet: Sheet) -> list[FoundTable]:
    """Return the tables of a sheet from top to bottom, each with the reasons for its limits.

    Only the first rows of each block of rows are looked at cell by cell, so that a sheet of a
    million rows is quick. An empty sheet has no table. Hidden sheets are treated as any other;
    whether to take them is for the caller to say.
    """
    filled = _filled(sheet)
    if not filled.any():
        return []
    found: list[FoundTable] = []
    title: list[str] = []
    header: FoundTable | None = None
    for top, bottom in _row_blocks(filled):
        for area in _column_blocks(sheet, filled, top, bottom):
            table = _analyse(sheet, filled, area)
            if table is None:
                title += _texts(sheet, area)
            elif table.first_row > table.last_row:
                header = table
            elif not table.header_rows and header and same_columns(header, table):
                found.append(_with_title(_under(header, table), title))
                title, header = [], None
            elif found and (part := sections.below(found[-1], _with_title(table, title))):
                found.append(part)
                title, header = [], None
            elif found and _continues(found[-1], table, title):
                found[-1] = _longer(found[-1], table)
                title = []
            else:
                found.append(_with_title(table, title))
                title, header = [], None
    parts: list[FoundTable] = []
    for table in found:
        same = [other.last_row for other in found if other.header_rows == table.header_rows]
        after = max((row for row in same if row < table.first_row), default=0)
        parts += sections.cut(table, filled, after)
    return parts


def _filled(sheet: Sheet) -> Mask:
    """Return which cells hold anything but blanks; rows x columns."""
    blank = np.array([not text.strip() for text in sheet.texts], dtype=np.bool_)
    some_blank = bool(blank[1:].any())
    filled = np.zeros((sheet.rows, len(sheet.columns)), dtype=np.bool_)
    for number, column in enumerate(sheet.columns):
        filled[:, number] = column.kinds != EMPTY
        if some_blank:
            filled[:, number] &= ~((column.kinds == TEXT) & blank[column.codes])
    return filled


def _row_blocks(filled: Mask) -> list[tuple[int, int]]:
    """Return runs of rows without a blank one between; beyond a limit the rest is one block."""
    some = filled.any(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], some, [False]]).astype(np.int8)))
    blocks = [(int(a), int(b)) for a, b in edges.reshape(-1, 2)[: _MOST_BLOCKS + 1]]
    if len(blocks) > _MOST_BLOCKS:
        last = blocks[_MOST_BLOCKS - 1]
        blocks = [*blocks[: _MOST_BLOCKS - 1], (last[0], int(edges[-1]))]
    return blocks


def _column_blocks(sheet: Sheet, filled: Mask, top: int, bottom: int) -> list[_Area]:
    """Return the parts of a block of rows beside each other, if each is a table of its own."""
    some = filled[top:bottom].any(axis=0)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], some, [False]]).astype(np.int8)))
    runs = [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]
    whole = _Area(top, bottom, runs[0][0], runs[-1][1])
    if len(runs) == 1 or bottom - top < 3:
        return [whole]
    parts = [_Area(top, bottom, left, right) for left, right in runs]
    # A gap within one table has a table on one side of it only: notes, or a single column.
    tables = [_analyse(sheet, filled, part) for part in parts if part.right - part.left > 1]
    alone = [table for table in tables if table is not None and table.header_rows]
    return parts if len(alone) == len(parts) else [whole]


def _analyse(sheet: Sheet, filled: Mask, area: _Area) -> FoundTable | None:
    """Return the table of an area; one without rows of figures if it is only a header."""
    head = _lines(sheet, area, area.top, min(area.top + _HEAD, area.bottom))
    head = lines.with_names_of_columns(head)
    widths = filled[area.top : area.bottom, area.left : area.right].sum(axis=1)
    usual = int(np.percentile(widths, 75)) if len(widths) else 0
    if usual < 2:
        return None
    start = lines.first_of_figures(head, usual)
    name = lines.header_above(head, start, usual)
    if start == len(head):  # all words: the first full line names the others
        name = next((i for i, line in enumerate(head) if line.filled >= max(2, usual // 2)), None)
        start = len(head) if name is None else name + 1
    if name is not None and (top := lines.first_of_many(head, name, usual)) < name:
        name, start = top, top + 1
    rows, unit = _header_rows(head, name)
    first = area.top + start
    last = _without_notes(sheet, filled, area, first, usual)
    above = rows[0] if rows else start
    table = FoundTable(
        sheet,
        first + 1,
        last,
        area.left + 1,
        area.right,
        tuple(area.top + row + 1 for row in rows),
        None if unit is None else area.top + unit + 1,
        " | ".join(line.words for line in head[:above] if line.words),
    )
    return replace(table, reasons=reasons_for(table))


def _lines(sheet: Sheet, area: _Area, top: int, bottom: int) -> list[Line]:
    columns = range(area.left + 1, area.right + 1)
    return [
        lines.line([sheet.cell(row, column) for column in columns])
        for row in range(top + 1, bottom + 1)
    ]


def _header_rows(head: list[Line], name: int | None) -> tuple[list[int], int | None]:
    """Return the rows of the header around its lowest line, and the row of units among them."""
    if name is None:
        return [], None
    unit: int | None = None
    rows: list[int] = []
    row = name
    while row >= 0 and len(rows) < _MOST_HEADER_ROWS:
        line = head[row]
        if line.is_units and unit is None and row > 0 and head[row - 1].is_header:
            unit = row
        elif row == name or line.may_stand_above:
            rows.insert(0, row)
        else:
            break
        row -= 1
    return rows, unit


def _without_notes(sheet: Sheet, filled: Mask, area: _Area, first: int, usual: int) -> int:
    """Return the last row, from 1, that is no note below the table."""
    last = area.bottom
    for row in range(area.bottom - 1, max(first, area.bottom - _FOOT) - 1, -1):
        cells = np.flatnonzero(filled[row, area.left : area.right])
        line = lines.line([sheet.cell(row + 1, area.left + int(c) + 1) for c in cells])
        is_note = line.filled == line.words_only and line.filled <= max(1, usual // 4)
        if not is_note:
            break
        last = row
    return last


def _texts(sheet: Sheet, area: _Area) -> list[str]:
    return [line.words for line in _lines(sheet, area, area.top, min(area.bottom, area.top + 30))]


def _with_title(table: FoundTable, title: list[str]) -> FoundTable:
    words = [text for text in (*title, table.title) if text]
    return replace(table, title=" | ".join(dict.fromkeys(words)))


def _under(header: FoundTable, table: FoundTable) -> FoundTable:
    joined = replace(
        table,
        header_rows=header.header_rows,
        unit_row=header.unit_row,
        title=header.title,
        first_column=min(header.first_column, table.first_column),
        last_column=max(header.last_column, table.last_column),
    )
    return replace(joined, reasons=reasons_for(joined))


def _continues(table: FoundTable, more: FoundTable, title: list[str]) -> bool:
    """Return whether ``more`` is the rest of ``table`` below a blank row."""
    if not same_columns(table, more) or more.first_row <= table.last_row:
        return False
    if not more.header_rows:
        return True
    if titles.is_new_title(" | ".join([*title, more.title]).strip(" |"), table.title):
        return False
    return bool(table.header_rows) and _header_texts(table) == _header_texts(more)


def _header_texts(table: FoundTable) -> list[str]:
    columns = range(table.first_column, table.last_column + 1)
    return [shown(table.sheet.cell(row, c)) for row in table.header_rows for c in columns]


def _longer(table: FoundTable, more: FoundTable) -> FoundTable:
    joined = replace(
        table,
        last_row=more.last_row,
        first_column=min(table.first_column, more.first_column),
        last_column=max(table.last_column, more.last_column),
    )
    why = f"rows from {more.first_row} on continue it below a blank row"
    return replace(joined, reasons=(*reasons_for(joined), why))
