"""Headings between the rows of a table that say that what follows is about something else."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from workbench.core.layout import titles
from workbench.core.layout.cells import Mask, column_of, shown
from workbench.core.layout.found import FoundTable, reasons_for, same_columns
from workbench.core.reading.sheets import TEXT

_MOST = 300


def below(table: FoundTable, more: FoundTable) -> FoundTable | None:
    """Return rows under a heading of their own as a table with the header of the one above.

    ``None`` if they have a header of their own, or a heading that says nothing else than the title.
    """
    if more.header_rows or not table.header_rows or not same_columns(table, more):
        return None
    if not titles.speaks_of_others(more.title, table.title):
        return None
    return _section(table, more.title, more.first_row, more.last_row)


def cut(table: FoundTable, filled: Mask, after: int = 0) -> list[FoundTable]:
    """Return a table in parts where a row with a heading alone changes what the rows are about.

    Without them the exports below a row ``Exports`` would count as imports if the title says so.

    Args:
        table: the table.
        filled: which cells of its sheet hold anything; rows x columns.
        after: the last row of another table that has the same header.
    """
    if not table.header_rows:
        return [table]
    top = max((*table.header_rows, table.unit_row or 0, after)) + 1
    rows = slice(top - 1, table.last_row)
    columns = slice(table.first_column - 1, table.last_column)
    alone = filled[rows, columns].sum(axis=1) == 1
    first = next((c for c in range(columns.start, columns.stop) if filled[rows, c].any()), 0)
    alone &= column_of(table.sheet, first + 1).kinds[rows] == TEXT
    places = np.flatnonzero(alone)[: _MOST + 1]
    if not len(places) or len(places) > _MOST:
        return [table]
    headings = {int(row): shown(table.sheet.cell(int(row), first + 1)) for row in places + top}
    starts = [row for row, text in headings.items() if titles.speaks_of_others(text, table.title)]
    starts = [row for row in starts if row < table.last_row]
    if not starts:
        return [table]
    parts = [replace(table, last_row=starts[0] - 1)] if starts[0] > table.first_row else []
    for row, end in pairwise([*starts, table.last_row + 1]):
        parts.append(_section(table, headings[row], row + 1, end - 1))
    return parts


def _section(table: FoundTable, heading: str, first_row: int, last_row: int) -> FoundTable:
    """Return some rows with the header of a table, and what its title says beside the heading."""
    pieces = [text for text in table.title.split(" | ") if not titles.contradicts(heading, text)]
    title = " | ".join(dict.fromkeys(filter(None, (heading, *pieces))))
    part = replace(table, first_row=first_row, last_row=last_row, title=title)
    return replace(part, reasons=(*reasons_for(part), f"{heading!r} stands above its rows"))
