"""One table of a file under review: where it stands, what its columns mean, what that gives."""

from __future__ import annotations

from collections.abc import Mapping as Items
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from workbench.core import schema
from workbench.core.formats import own_workbook
from workbench.core.formats._format import Extract, Part
from workbench.core.formats.reviewing.cells import Place, corrected, place_of
from workbench.core.layout import applying, asking, roles
from workbench.core.layout.finding import find_tables
from workbench.core.layout.found import FoundTable
from workbench.core.layout.knowledge import Knowledge
from workbench.core.layout.mapping import Mapping, WrongMapping
from workbench.core.layout.matching import has_figures
from workbench.core.layout.profiles import Profile
from workbench.core.problem import Problem, errors
from workbench.core.project import Project
from workbench.core.reading.sheets import Sheet, Workbook
from workbench.core.report.extra_sheets import EXTRA_SHEETS
from workbench.core.values import Cell, clean

How = Literal["own layout", "profile", "guess", "hand"]
"""Who says what the columns mean."""

_MOST_TABLES = 60
"""Tables of one file that are looked at; a sheet of forms may have hundreds."""


@dataclass(frozen=True, eq=False)
class TableReview:
    """One table of a file. ``found`` is on the sheet as it was read, without corrections.

    ``mapping`` is ``None`` for our own layout. ``fixes`` are contents that the user gave cells,
    ``skipped`` rows that the user leaves out; rows and columns are those of the sheet, from 1.
    ``extract`` is what all of that gives. ``taken``: whether it is to be imported.
    """

    workbook: Workbook
    found: FoundTable
    how: How
    mapping: Mapping | None = None
    profile: str = ""
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    refusal: str = ""
    """Why it is not taken unless the user says so."""
    taken: bool = True
    fixes: Items[Place, Cell] = field(default_factory=dict)
    skipped: frozenset[int] = frozenset()
    extract: Extract = field(default_factory=Extract)

    @property
    def table(self) -> str:
        """Name of the project's table that it fills; empty if its sheet is none of ours."""
        if self.mapping is not None:
            return self.mapping.table
        name = clean(self.found.sheet.name).casefold()
        return name if name in schema.BY_NAME else ""

    @property
    def sheet(self) -> str:
        """Name of the sheet."""
        return self.found.sheet.name

    @property
    def made(self) -> int:
        """How many rows of the table it gives."""
        return sum(len(part.frame) for part in self.extract.parts if part.table == self.table)

    @cached_property
    def wrong_cells(self) -> dict[Place, str]:
        """Why cells cannot be read, by row and column; column 0 stands for the whole row."""
        found: dict[Place, str] = {}
        for problem in errors(self.extract.problems):
            place = place_of(problem.cell) if problem.cell else (problem.row, 0)
            if place[0]:
                found.setdefault(place, reason_of(problem))
        return found

    def content(self, row: int, column: int) -> Cell:
        """Return what a cell holds, corrected or as it was read."""
        if (row, column) in self.fixes:
            return self.fixes[row, column]
        return self.found.sheet.cell(row, column)


def reason_of(problem: Problem) -> str:
    """Return a finding without its place, in one line."""
    text = problem.message
    if problem.value:
        text += f"; found {problem.value!r}"
    if problem.expected:
        text += f"; expected {problem.expected}"
    return text


def tables_of(workbook: Workbook, profile: Profile | None, project: Project) -> list[TableReview]:
    """Return every table of a workbook of others, hidden sheets as well, with what it may mean.

    Args:
        workbook: what was read.
        profile: the one that recognises it, if any.
        project: what to add to.
    """
    found: list[TableReview] = []
    for sheet in workbook.sheets:
        tables = find_tables(sheet)[: _MOST_TABLES - len(found)]
        for table in tables or ([_whole(sheet)] if sheet.rows and not found else []):
            known = _by_profile(workbook, table, profile) if profile is not None else []
            found += known or [guessed(workbook, table, project)]
    if profile is None:
        return _chosen(found)
    fits = any(item.taken for item in found)
    return [replace(i, taken=False) if fits and i.how == "guess" else i for i in found]


def _whole(sheet: Sheet) -> FoundTable:
    """Return all of a sheet as a table, for the user to say where it begins."""
    first = min(2, sheet.rows)
    why = ("no table was found: this is the whole sheet",)
    head = (1,) if sheet.rows > 1 else ()
    return FoundTable(sheet, first, sheet.rows, 1, len(sheet.columns), head, reasons=why)


def _by_profile(workbook: Workbook, found: FoundTable, profile: Profile) -> list[TableReview]:
    entries = profile.fitting(found)
    told = [e for e in entries if e.mapping is None or has_figures(e.mapping, found)]
    made = []
    for entry in told or entries[:1]:
        said = TableReview(
            workbook,
            found,
            "profile",
            entry.mapping or guessed(workbook, found, Project()).mapping,
            profile=profile.name,
            reasons=(f"the profile {profile.name} ({profile.title}) recognises it",),
            refusal=f"{entry.refuse}. {entry.remedy}".strip(". ") if entry.refuse else "",
            taken=entry.mapping is not None and found.sheet.visible,
        )
        made.append(said)
    return made


def guessed(workbook: Workbook, found: FoundTable, project: Project) -> TableReview:
    """Return a table with the most likely meaning of its columns."""
    try:
        guess = roles.guess(found, project, workbook.name)
    except WrongMapping as problem:
        guess = roles.Guess(Mapping("trade", ()), 0.0, (str(problem),))
    return TableReview(
        workbook,
        found,
        "guess",
        guess.mapping,
        confidence=guess.confidence,
        reasons=guess.reasons,
        questions=guess.questions,
        taken=guess.is_sure and found.sheet.visible,
    )


def _chosen(found: list[TableReview]) -> list[TableReview]:
    """Take the guesses that are sure, else the likeliest, for the user to answer its questions."""
    if any(item.taken for item in found) or not found:
        return found
    seen = [item for item in found if item.found.sheet.visible] or found
    best = max(seen, key=lambda item: (item.confidence, item.found.last_row - item.found.first_row))
    return [replace(item, taken=item is best) for item in found]


def own_tables(workbook: Workbook) -> list[TableReview]:
    """Return the sheets of a workbook in our own layout."""
    made = []
    for sheet in workbook.sheets:
        name = clean(sheet.name).casefold()
        if name in EXTRA_SHEETS or not sheet.rows:
            continue
        filled = np.flatnonzero(sheet.filled_rows())
        head = int(filled[0]) + 1 if len(filled) else 1
        found = FoundTable(sheet, head + 1, sheet.rows, 1, len(sheet.columns), (head,))
        ours = name in schema.BY_NAME
        refusal = "" if ours else "this sheet is no table of the workbench"
        made.append(TableReview(workbook, found, "own layout", None, refusal=refusal, taken=ours))
    return made


def extracted(table: TableReview, project: Project, known: Knowledge) -> TableReview:
    """Return the table with what its mapping gives now.

    Args:
        table: with whatever was corrected.
        project: what to add to, with the materials of the tables before this one.
        known: what the user said of names, and tables of codes.
    """
    sheet = table.found.sheet
    if table.fixes or table.skipped:
        sheet = corrected(sheet, table.fixes, table.skipped)
    if table.mapping is None:
        return replace(table, extract=_own(table.workbook, sheet) if table.table else Extract())
    answers = known.remembered.for_source(table.profile, project)
    found, name = replace(table.found, sheet=sheet), table.workbook.name
    extract = applying.apply(table.mapping, found, project, name, answers, known.concordance)
    unknown = tuple(asking.of_source(extract.unknown, table.profile))
    made = replace(table, extract=replace(extract, unknown=unknown))
    len(made.wrong_cells)  # kept, so that a window need not wait for it
    return made


def _own(workbook: Workbook, sheet: Sheet) -> Extract:
    """Return the good rows of a sheet of our own layout; errors elsewhere than at rows block."""
    extract = own_workbook.read(replace(workbook, sheets=(sheet,), problems=()))
    rows = {int(row) for part in extract.parts for row in part.rows}
    wrong = errors(extract.problems)
    refused = np.array(sorted({p.row for p in wrong if p.row in rows}), dtype=np.int64)
    blocking = tuple(problem for problem in wrong if problem.row not in rows)
    parts = tuple(without(part, refused) for part in extract.parts)
    return replace(extract, parts=parts, bad=len(refused), refused=refused, blocking=blocking)


def without(part: Part, rows: npt.NDArray[np.int64]) -> Part:
    """Return a part without what comes from some rows of the sheet."""
    out = np.isin(part.rows, rows)
    if not out.any():
        return part
    keep = ~out
    return replace(
        part,
        frame=part.frame[keep].reset_index(drop=True),
        rows=part.rows[keep],
        usable=part.usable[keep] if len(part.usable) else part.usable,
        cells=part.cells[keep] if len(part.cells) else part.cells,
    )
