"""Puts flows and final demand together: both must speak of the same industries."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from workbench.core.formats.input_output import doubts
from workbench.core.formats.input_output.matrix import Matrix
from workbench.core.formats.input_output.names import beside, industries, joined, matched
from workbench.core.problem import Problem, errors
from workbench.core.simulation.industries import Industry, InputOutput, input_output

_LISTED = 5


def assemble(
    flows: Matrix, final: Matrix | None, file: str, *, blank_is_zero: bool
) -> tuple[InputOutput | None, list[Problem]]:
    """Return the table, None where a finding is an error, and every finding.

    Args:
        flows: industry x industry; without ``final`` its other columns are final consumers.
        final: industry x consumer.
        file: what to call the source.
        blank_is_zero: whether blanks count as 0, with a finding, or are refused.
    """
    places, problems = rows_of(flows)
    down = np.array(list(places.values()), dtype=np.int64)
    columns = matched(flows.columns, places)
    problems += flows.problems
    if final is None:
        problems += _no_final(flows, columns)
        rest = [n for n, one in enumerate(columns) if one is None]
        demand, below = flows.taken(down, np.array(rest, dtype=np.int64)), np.arange(len(down))
    else:
        demand = final
        below, found = _rows_of_final(final, places)
        problems += [*final.problems, *_no_row(flows, columns), *found]
    across, found = _columns(flows, columns, places)
    consumed, said = _without_totals(demand)
    problems += [*found, *said, *doubts.of_industries(flows, places)]
    problems += doubts.of_consumers(consumed, places)
    if not consumed.columns:
        text = "there is no final demand: no column beyond those of the industries"
        problems.append(flows.problem(text, remedy="Add the final consumers, or a sheet final"))
    # Where names do not fit, only what is certain of the cells is looked at.
    fits = not errors(problems)
    used = flows.taken(down, across)
    consumed = consumed.taken(below, np.arange(len(consumed.columns)))
    for part in (used, consumed):
        problems += doubts.of_cells(part, blank_is_zero=blank_is_zero)
    if fits and not errors(problems):
        problems += doubts.of_sums(used, consumed)
    if errors(problems):
        return None, problems
    consumers = [joined(name) for name in consumed.columns]
    amounts = np.nan_to_num(used.values), np.nan_to_num(consumed.values)
    table = input_output(list(places), consumers, *amounts, file)
    problems += doubts.of_table(table, used)
    problems += doubts.of_balance(flows, down, across, table.economy.output)
    if final is not None:
        none = np.empty(0, dtype=np.int64)
        problems += doubts.of_balance(final, below, none, table.economy.output)
    return table, problems


def rows_of(flows: Matrix) -> tuple[dict[Industry, int], list[Problem]]:
    """Return the row of every industry, and a finding for each row that is none."""
    places: dict[Industry, int] = {}
    problems = []
    columns = set(flows.columns)
    for row, one in enumerate(industries(flows.rows, columns)):
        name, cell = joined(flows.rows[row]), flows.row_head(row)
        is_column = flows.rows[row] in columns
        if why := beside(name):
            problems.append(_left_out(flows, f"the row {why}", cell, name))
        elif not is_column and np.isnan(flows.values[row]).all():
            problems.append(_left_out(flows, "the row is no column and empty", cell, name))
        elif one is None:
            problems.append(
                flows.problem(
                    "the row does not name an industry by region and sector as the others do",
                    cell=cell,
                    value=name,
                    remedy="Complete the name, or remove the row",
                )
            )
        elif one in places:
            text = f"the industry has a row already, named in {flows.row_head(places[one])}"
            problems.append(
                flows.problem(text, cell=cell, value=one.name, remedy="Keep one of them")
            )
        else:
            places[one] = row
    if not places:
        remedy = "Name the industries in the first row and in the first column"
        problems.append(flows.problem("no row names an industry", remedy=remedy))
    return places, problems


def _columns(
    flows: Matrix, columns: Sequence[Industry | None], places: dict[Industry, int]
) -> tuple[npt.NDArray[np.int64], list[Problem]]:
    """Return the column of every industry, and a finding for each without one or with two."""
    found: dict[Industry, int] = {}
    problems = []
    for column, one in enumerate(columns):
        if one is not None and one in found:
            text = f"the industry has a column already, named in {flows.column_head(found[one])}"
            cell = flows.column_head(column)
            problems.append(
                flows.problem(text, cell=cell, value=one.name, remedy="Keep one of them")
            )
        elif one is not None:
            found[one] = column
    problems += [
        flows.problem(
            "the industry has a row and no column: what it buys is not known",
            cell=flows.row_head(row),
            value=one.name,
            remedy="Add the column with what it buys, or remove the row if it is no industry",
        )
        for one, row in places.items()
        if one not in found
    ]
    return np.array([found[one] for one in places if one in found], dtype=np.int64), problems


def _no_row(flows: Matrix, columns: Sequence[Industry | None]) -> list[Problem]:
    problems = []
    for column, one in enumerate(columns):
        name, cell = joined(flows.columns[column]), flows.column_head(column)
        if one is None and (why := beside(name)):
            problems.append(_left_out(flows, f"the column {why}", cell, name))
        elif one is None:
            problems.append(
                flows.problem(
                    "the column is no industry of the rows: what it makes is not known",
                    cell=cell,
                    value=name,
                    remedy="Add its row, correct the name, or move final consumers to final",
                )
            )
    return problems


def _rows_of_final(
    final: Matrix, places: dict[Industry, int]
) -> tuple[npt.NDArray[np.int64], list[Problem]]:
    """Return the row of every industry in final demand, and what does not fit."""
    found: dict[Industry, int] = {}
    problems = []
    for row, one in enumerate(matched(final.rows, places)):
        name, cell = joined(final.rows[row]), final.row_head(row)
        if one is not None and one not in found:
            found[one] = row
        elif one is not None:
            text = f"the industry has a row already, named in {final.row_head(found[one])}"
            problems.append(final.problem(text, cell=cell, value=name, remedy="Keep one of them"))
        elif beside(name) or np.isnan(final.values[row]).all():
            what = beside(name) or "is no industry and empty"
            problems.append(_left_out(final, f"the row {what}", cell, name))
        else:
            problems.append(
                final.problem(
                    "the row is no industry of the flows",
                    cell=cell,
                    value=name,
                    remedy="Write its name as in the flows, or remove the row",
                )
            )
    problems += [
        final.problem(
            "an industry of the flows has no row of final demand",
            value=one.name,
            remedy="Add its row; write 0 where no consumer buys from it",
        )
        for one in places
        if one not in found
    ]
    return np.array([found[one] for one in places if one in found], dtype=np.int64), problems


def _without_totals(final: Matrix) -> tuple[Matrix, list[Problem]]:
    names = [joined(name) for name in final.columns]
    sums = {n: why for n, name in enumerate(names) if (why := beside(name))}
    kept = [n for n in range(len(names)) if n not in sums]
    problems = [
        _left_out(final, f"the column {why}", final.column_head(n), names[n])
        for n, why in sums.items()
    ]
    rows = np.arange(len(final.rows))
    return final.taken(rows, np.array(kept, dtype=np.int64)), problems


def _no_final(flows: Matrix, columns: Sequence[Industry | None]) -> list[Problem]:
    """Say which columns are no industry: a wrong name in the first row would make it one."""
    heads = {
        flows.column_head(n): name
        for n, one in enumerate(columns)
        if one is None and not beside(name := joined(flows.columns[n]))
    }
    if not heads:
        return []
    names = list(heads.values())
    shown = ", ".join(names[:_LISTED]) + (" ..." if len(names) > _LISTED else "")
    are = "1 column that is no industry counts as a final consumer"
    if len(names) > 1:
        are = f"{len(names)} columns that are no industry count as final consumers"
    return [flows.problem(are, cell=next(iter(heads)), value=shown, severity="info")]


def _left_out(matrix: Matrix, what: str, cell: str, name: str) -> Problem:
    text = f"{what}; it is left out"
    return Problem(
        text, severity="info", file=matrix.file, sheet=matrix.sheet, cell=cell, value=name[:80]
    )
