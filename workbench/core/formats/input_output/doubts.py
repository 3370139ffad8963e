"""What is wrong with an input-output table whose names fit: cells, and what they add up to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from workbench.core.formats.input_output.matrix import Floats, Mask, Matrix, Places
from workbench.core.formats.input_output.names import folded, is_output, joined, matched
from workbench.core.problem import Problem
from workbench.core.simulation.industries import Industry, InputOutput

_LISTED = 5
_MOST = 1e30
"""No amount of any currency is as large; sums of such amounts would not be finite."""
_LEAST_ROWS = 3
"""Rows in which a column must be the sum of the others before that is no chance."""
_UNBALANCED = 0.01
"""Rounding, and what statisticians could not settle, stay below this part of the output."""


def of_cells(part: Matrix, *, blank_is_zero: bool) -> list[Problem]:
    """Return what is wrong with single cells: blank, negative, or impossibly large."""
    unread, negative, large = part.unread, part.values < 0, part.values >= _MOST
    write = "Write the figure, or 0 where nothing flows"
    back = "Leave changes of stocks out, and book what flows back at its buyer"
    return [
        *_listed(part, unread, "the cell holds no figure", write),
        *_blank(part, blank_is_zero=blank_is_zero),
        *_listed(part, negative, "the amount is negative, which the model cannot use", back),
        *_listed(part, large, f"no amount of money reaches {_MOST:g}", "Correct the figure"),
    ]


def of_industries(flows: Matrix, places: Mapping[Industry, int]) -> list[Problem]:
    """Return industries, and sectors, that differ in nothing but capital letters and the like."""
    problems = []
    seen: dict[str, Industry] = {}
    sectors: dict[str, str] = {}
    for one, row in places.items():
        same = seen.setdefault(folded(one.name), one)
        if same != one:
            problems.append(
                flows.problem(
                    f"the industry has the name of {same.name} but for capital letters or blanks",
                    cell=flows.row_head(row),
                    value=one.name,
                    remedy="Keep one of them, or give them names of their own",
                )
            )
        sector = sectors.setdefault(folded(one.sector), one.sector)
        if sector != one.sector and same == one:
            problems.append(
                flows.problem(
                    f"the sector is written like {sector!r} but for capital letters or blanks, and"
                    " counts as another product",
                    cell=flows.row_head(row),
                    value=one.sector,
                    severity="warning",
                    remedy="Write it in the same way if it makes the same",
                )
            )
    return problems


def of_consumers(final: Matrix, known: Collection[Industry]) -> list[Problem]:
    """Return columns of final demand that may be something else, or count twice."""
    problems = []
    seen: dict[str, int] = {}
    industries = matched(final.columns, known)
    regions, sectors = {one.region for one in known}, {one.sector for one in known}
    likely = {Industry(region, sector) for region in regions for sector in sectors}
    for column, one in enumerate(matched(final.columns, likely)):
        name, cell = joined(final.columns[column]), final.column_head(column)
        first = seen.setdefault(folded(name), column)
        if not name:
            text, remedy = "the column holds figures and has no name", "Name it, or remove it"
            problems.append(final.problem(text, cell=cell, remedy=remedy))
        elif industries[column] is not None:
            text = "the column has the name of an industry, and counts as a final consumer"
            remedy = "Check that this is final demand and no flows"
            problems.append(_warning(final, text, cell, name, remedy))
        elif one is not None:
            text = (
                "the column is named like an industry, which has no row: what it makes is unknown"
            )
            remedy = "Add its row, or correct the name"
            problems.append(final.problem(text, cell=cell, value=name, remedy=remedy))
        elif first != column:
            text = (
                f"a consumer of that name stands in {final.column_head(first)} already; both count"
            )
            remedy = "Remove one of them if they are the same"
            problems.append(_warning(final, text, cell, name, remedy))
    return problems


def of_sums(flows: Matrix, final: Matrix) -> list[Problem]:
    """Return what rows and columns add up to that cannot be or need not be meant.

    Args:
        flows: industry x industry, all cells known.
        final: industry x consumer, all cells known.
    """
    used, consumed = np.nan_to_num(flows.values), np.nan_to_num(final.values)
    bought, made = used.sum(axis=0), used.sum(axis=1) + consumed.sum(axis=1)
    if not made.any():
        remedy = "Check that the figures stand in this table"
        return [flows.problem("nobody makes anything: every amount is 0", remedy=remedy)]
    problems = [
        flows.problem(
            "the industry buys, and makes nothing that anybody buys",
            cell=flows.row_head(int(place)),
            value=joined(flows.rows[place]),
            remedy="Correct its row, or count what it buys as final demand",
        )
        # What it buys would vanish from the first day on.
        for place in np.flatnonzero((made <= 0) & (bought > 0))
    ]
    for column in range(consumed.shape[1]):
        own = consumed[:, column]
        rest = np.where(own > 0, made - own, 0.0)
        if (own > 0).sum() >= _LEAST_ROWS and np.allclose(own, rest, rtol=1e-6, atol=0.0):
            name = joined(final.columns[column])
            text = "the column is the sum of all others in every row, and counts as a consumer"
            remedy = "Remove it, or name it total, if it is one: all would count twice"
            problems.append(_warning(final, text, final.column_head(column), name, remedy))
    return problems


def of_balance(whole: Matrix, rows: Places, columns: Places, made: Floats) -> list[Problem]:
    """Compare what industries make with what rows or columns named output say.

    Args:
        whole: a sheet as it was read, with what is left out.
        rows: places of the industries among its rows.
        columns: places of the industries among its columns; none on a sheet of final demand.
        made: what each industry makes by its row.
    """
    said = [
        (whole.row_head(row), whole.values[row, columns])
        for row, name in enumerate(whole.rows)
        if len(columns) and is_output(joined(name))
    ]
    said += [
        (whole.column_head(column), whole.values[rows, column])
        for column, name in enumerate(whole.columns)
        if is_output(joined(name))
    ]
    problems = []
    for cell, output in said:
        off = np.abs(output - made) > _UNBALANCED * np.maximum(np.abs(output), made)
        places = np.flatnonzero(off)
        if len(places):
            names = [
                f"{joined(whole.rows[rows[place]])} {made[place]:g}, said {output[place]:g}"
                for place in places[:_LISTED]
            ]
            text = f"the table is not balanced: for {len(places)} of {len(made)} industries the row"
            text += " adds up to another output than is said here; the row counts"
            remedy = "Check whether flows or consumers are missing"
            problems.append(_warning(whole, text, cell, _few(names, len(places)), remedy))
    return problems


def of_table(table: InputOutput, flows: Matrix) -> list[Problem]:
    """Say who uses more than it makes."""
    used, made = table.economy.flows.sum(axis=0), table.economy.output
    places = np.flatnonzero(used > made * (1 + 1e-9))
    if not len(places):
        return []
    are = "1 industry buys more than it makes"
    if len(places) > 1:
        are = f"{len(places)} industries buy more than they make"
    names = _few([table.names[place] for place in places], len(places))
    remedy = "Check the figures, and that rows sell and columns buy"
    return [_warning(flows, f"{are}: figures may stand in the wrong place", "", names, remedy)]


def _blank(part: Matrix, *, blank_is_zero: bool) -> list[Problem]:
    """Say which cells hold nothing; those that cannot be read have a finding of their own."""
    mask = np.isnan(part.values) & ~part.unread
    count = int(mask.sum())
    if not count:
        return []
    cells = list(part.cells(mask))
    are = f"{count} cells are empty" if count > 1 else "a cell is empty"
    shown = _few(cells, count)
    if blank_is_zero:
        text = f"{are} and {'count' if count > 1 else 'counts'} as 0, as asked"
        return [_warning(part, text, cells[0], shown, "Write 0 there if that is so")]
    return [
        part.problem(
            f"{are}; whether nothing flows there or nobody knows is not said",
            cell=cells[0],
            value=shown,
            remedy="Write 0 where nothing flows, or let empty cells count as 0",
        )
    ]


def _listed(part: Matrix, mask: Mask, text: str, remedy: str) -> list[Problem]:
    """Return a finding for each of the first cells that a mask marks, and how many more it does."""
    expected = "money a year, 0 or more"
    cells = part.cells(mask)
    problems = [
        part.problem(text, cell=cell, value=value, expected=expected, remedy=remedy)
        for cell, value in cells.items()
    ]
    more = int(mask.sum()) - len(cells)
    if more > 0:
        problems.append(part.problem(f"{text}: so it is in {more} more cells", remedy=remedy))
    return problems


def _few(names: Sequence[str], count: int) -> str:
    return ", ".join(names[:_LISTED]) + (" ..." if count > _LISTED else "")


def _warning(part: Matrix, text: str, cell: str, value: str, remedy: str) -> Problem:
    return part.problem(text, cell=cell, value=value, remedy=remedy, severity="warning")
