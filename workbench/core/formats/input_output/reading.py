"""From a workbook, or two files, to an input-output table, or every reason why not."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.core.formats.input_output.matrix import Matrix, matrix_of, shape_of
from workbench.core.formats.input_output.sides import assemble, rows_of
from workbench.core.problem import DataRefused, Problem, condensed, errors
from workbench.core.progress import Progress, Stretch
from workbench.core.reading.sheets import Sheet, Workbook
from workbench.core.reading.worker import Limits, read_workbook
from workbench.core.simulation.industries import Industry, InputOutput

FLOWS = frozenset({"flows", "flow", "z", "t", "intermediate", "interindustry", "transactions"})
FINAL = frozenset({"final", "y", "fd", "demand", "finaldemand", "consumption", "consumers"})
"""Words in the name of a sheet, or of a file with one sheet, that say what it holds."""
_FLOWS_SIGNS, _FINAL_SIGNS = ("중간", "中間", "中间"), ("최종", "最終", "最终")
_LAYOUT = (
    "Name the sheets flows (industry by industry) and final (industry by consumer), or keep both"
    " on one sheet with the final consumers as its last columns"
)
_MOST = 50
_LIMITS = Limits(columns=6_000)
"""A column for each industry: other files are read up to a few hundred columns."""


@dataclass(frozen=True)
class Read:
    """What was read: the table, or None where a finding is an error."""

    table: InputOutput | None
    problems: tuple[Problem, ...]

    def required(self) -> InputOutput:
        """Return the table.

        Raises:
            DataRefused: if there is none.
        """
        if self.table is None:
            raise DataRefused(self.problems)
        return self.table


def read_table(
    paths: Sequence[Path], *, blank_is_zero: bool = False, progress: Progress | None = None
) -> Read:
    """Read an input-output table; every finding names file, sheet and cell.

    A workbook has a sheet of flows (industry x industry) and one of final demand (industry x
    consumer), money a year, or both on one sheet, where columns that are no row are consumers. Two
    files hold one of them each; where their names do not say which, the first has the flows.
    Industries are named by region and sector: in two header rows and two columns, or in one cell
    (``REGION/SECTOR``, also with ``|``, ``_`` or ``:``).

    Args:
        paths: one or two files of any kind the import takes; they are parsed in a child process.
        blank_is_zero: count empty cells as 0 (a finding says how many); else they are refused.
        progress: told how far the work is.

    Raises:
        DataRefused: if a file cannot be read at all.
        Cancelled: if ``progress`` stops it.
    """
    _refuse_twice(paths)
    report = progress or Progress()
    books = [
        read_workbook(path, Stretch(report, number, len(paths) + 1), _LIMITS)
        for number, path in enumerate(paths)
    ]
    said = [problem for book in books for problem in (*book.problems, *_empty(book))]
    roles, problems = _roles(books)
    if errors(problems):
        return Read(None, (*said, *problems))
    report.step(len(paths), len(paths) + 1, "reading the table")
    name = ", ".join(dict.fromkeys(book.name for book in books))
    flows = _matrix(*roles[0])
    final = _matrix(*roles[1], rows_of(flows)[0]) if len(roles) > 1 else None
    table, found = assemble(flows, final, name, blank_is_zero=blank_is_zero)
    problems += condensed(found, _MOST)
    return Read(None if errors(problems) else table, (*said, *problems))


def _refuse_twice(paths: Sequence[Path]) -> None:
    """Refuse a file that is given as flows and as final demand: all of it would count twice."""
    if len({path.resolve() for path in paths}) < len(paths):
        text, remedy = "the same file is given twice", "Choose the file of final demand as well"
        raise DataRefused([Problem(text, file=paths[0].name, remedy=remedy)])


def _empty(book: Workbook) -> list[Problem]:
    text = "the sheet is empty"
    return [
        Problem(text, severity="info", file=book.name, sheet=sheet.name)
        for sheet in book.sheets
        if not sheet.rows
    ]


def _roles(books: Sequence[Workbook]) -> tuple[list[tuple[Workbook, Sheet]], list[Problem]]:
    """Return the sheet of flows and, unless that holds both, the sheet of final demand."""
    sheets = [(book, sheet) for book in books for sheet in book.sheets if sheet.rows]
    flows = [pair for pair in sheets if _says(pair[1].name) == "flows"]
    final = [pair for pair in sheets if _says(pair[1].name) == "final"]
    if len(sheets) == 1:
        return sheets, []
    if len(flows) == len(final) == 1:
        return [flows[0], final[0]], [
            _passed(*pair) for pair in sheets if pair not in flows + final
        ]
    if len(books) == 2 and all(sum(bool(s.rows) for s in book.sheets) == 1 for book in books):
        return sheets, []
    names = ", ".join(sheet.name for _, sheet in sheets) or "none"
    many = "no" if not flows or not final else "more than one"
    return [], [
        Problem(
            f"there is {many} sheet of flows or of final demand; sheets found: {names}",
            file=books[0].name if books else "",
            expected="a sheet named flows or Z, and a sheet named final or Y",
            remedy=_LAYOUT,
        )
    ]


def _passed(book: Workbook, sheet: Sheet) -> Problem:
    text = "the sheet is neither flows nor final demand, and was passed over"
    return Problem(text, severity="info", file=book.name, sheet=sheet.name)


def _says(name: str) -> str:
    """Return what the name of a sheet says that it holds: ``flows``, ``final`` or nothing."""
    words = set(re.split(r"[\W_]+", name.casefold()))
    is_flows = bool(words & FLOWS) or any(sign in name for sign in _FLOWS_SIGNS)
    is_final = bool(words & FINAL) or any(sign in name for sign in _FINAL_SIGNS)
    if is_flows == is_final:
        return ""
    return "flows" if is_flows else "final"


def _matrix(book: Workbook, sheet: Sheet, known: Collection[Industry] | None = None) -> Matrix:
    """Return the sheet as a matrix.

    Raises:
        DataRefused: if the sheet has no two sides of names.
    """
    shape = shape_of(sheet, known)
    if shape is None:
        problem = Problem(
            "the sheet is no table with names in its first row and its first column",
            file=book.name,
            sheet=sheet.name,
            remedy=_LAYOUT,
        )
        raise DataRefused([problem])
    return matrix_of(sheet, shape, book.name)
