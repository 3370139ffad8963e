"""From reviewed tables to one project: good rows in, whole-project checks, what would change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from workbench.core import changes, frames, schema
from workbench.core.changes import TableChanges
from workbench.core.formats import _checks, _origins
from workbench.core.formats._checks import Taken
from workbench.core.formats._format import Part
from workbench.core.formats._importing import add_rows, place
from workbench.core.formats.reviewing.tables import TableReview, without
from workbench.core.layout import combining
from workbench.core.layout.cells import shown
from workbench.core.layout.profiles import Mean
from workbench.core.lettering import cell_name
from workbench.core.problem import Problem, errors
from workbench.core.progress import Progress
from workbench.core.project import Project

_MOST_ROUNDS = 8
"""A row that is dropped may be what others refer to, and so on."""


@dataclass(frozen=True, eq=False)
class Outcome:
    """What an import of the good rows would give.

    ``project`` is ``None`` when something is wrong that is no matter of single rows, or no table
    is taken. ``made`` counts, by place of the table in the review, the rows that it gives;
    ``dropped`` holds rows of its sheet that only the project as a whole shows to be wrong.
    ``replaced`` counts older rows by table. ``changes`` is what the rows change, by table.
    """

    project: Project | None = None
    made: Mapping[int, int] = field(default_factory=dict)
    dropped: Mapping[int, frozenset[int]] = field(default_factory=dict)
    replaced: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    changes: Mapping[str, TableChanges] = field(default_factory=dict)

    @property
    def touches_older(self) -> bool:
        """Whether figures that the project has already would change or are not there any more."""
        return any(len(item.revised) or len(item.removed) for item in self.changes.values())


def settled(
    base: Project,
    tables: Sequence[TableReview],
    means: Mapping[str, Mean],
    progress: Progress | None = None,
) -> Outcome:
    """Return what importing the good rows of the tables taken gives.

    Args:
        base: the project to add to.
        tables: all tables; those not taken do not count.
        means: figures that are the mean of several tables, by profile.
        progress: told how far it is; may cancel.
    """
    report = progress or Progress()
    dropped: dict[int, set[int]] = {}
    early: list[Problem] = []
    for number in range(_MOST_ROUNDS):
        report.step(number, _MOST_ROUNDS, "checking what refers to what")
        built = _build(base, tables, means, dropped)
        found = _checks.check(base, built.project, built.taken)
        more = _rows_of(errors(found), tables, built.parts)
        if not more:
            break
        early += [problem for problem in errors(found) if problem.row]
        for place_, rows in more.items():
            dropped.setdefault(place_, set()).update(rows)
    blocked = any(item.taken and item.extract.blocking for item in tables)
    fit = not errors(found) and not blocked and bool(built.parts)
    report.step(_MOST_ROUNDS, _MOST_ROUNDS, "comparing with what is there")
    return Outcome(
        built.project if fit else None,
        built.made,
        {place_: frozenset(rows) for place_, rows in dropped.items()},
        built.replaced,
        tuple(dict.fromkeys([*early, *found])),
        changes.changes(base, changes.brought(base, built.project)),
    )


@dataclass
class _Built:
    project: Project
    taken: list[Taken]
    parts: dict[int, list[Part]]
    made: dict[int, int]
    replaced: dict[str, int]


def _build(
    base: Project,
    tables: Sequence[TableReview],
    means: Mapping[str, Mean],
    dropped: Mapping[int, Iterable[int]],
) -> _Built:
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    origins = _origins.Origins(base["origins"], now)
    built = _Built(base, [], {}, {}, {})
    for number, item in enumerate(tables):
        if item.taken:
            out = np.array(sorted(dropped.get(number, ())), dtype=np.int64)
            built.parts[number] = [without(part, out) for part in item.extract.parts]
    _average(tables, means, built.parts)
    for number, parts in built.parts.items():
        item = tables[number]
        fresh = [place(item.workbook, part, origins) for part in parts]
        built.project = add_rows(built.project, fresh, built.replaced)
        built.taken += fresh
        built.made[number] = sum(len(t.frame) for t in fresh if t.part.table == item.table)
        _note_corrections(item, fresh, origins)
    if origins.changed:
        built.project = built.project.replace({"origins": origins.frame()})
    return built


def _average(
    tables: Sequence[TableReview], means: Mapping[str, Mean], parts: dict[int, list[Part]]
) -> None:
    """Put the mean of the tables of one file, where its profile says so, in place of the first."""
    groups: dict[tuple[str, str], list[int]] = {}
    for number in parts:
        item = tables[number]
        if item.profile in means and item.how == "profile":
            groups.setdefault((item.workbook.sha256, item.profile), []).append(number)
    for (_, profile), numbers in groups.items():
        every = [part for number in numbers for part in parts[number]]
        file = tables[numbers[0]].workbook.name
        averaged, _ = combining.mean_of(every, means[profile], file)
        parts |= {number: [] for number in numbers}
        parts[numbers[0]] = averaged


def _note_corrections(item: TableReview, fresh: Sequence[Taken], origins: _origins.Origins) -> None:
    """Note at the rows they gave, else at the table, that cells were corrected by hand."""
    file, sheet = item.workbook.name, item.sheet
    for (row, column), cell in sorted(item.fixes.items()):
        if row in item.skipped:
            continue
        was = shown(item.found.sheet.cell(row, column))
        text = (
            f"corrected at the import: {file} [{sheet}!{cell_name(row, column)}] "
            f"was {was!r}, read as {shown(cell)!r}"
        )
        keys = [
            key for taken in fresh if taken.part.table == item.table for key in _keys(taken, row)
        ]
        for key in keys or ["*"]:
            origins.note(item.table, key, item.workbook, sheet, text)


def _keys(taken: Taken, row: int) -> list[str]:
    mine = taken.frame[taken.part.rows == row]
    return [str(key) for key in frames.keys(schema.BY_NAME[taken.part.table], mine)]


def _rows_of(
    found: Iterable[Problem], tables: Sequence[TableReview], parts: Mapping[int, list[Part]]
) -> dict[int, set[int]]:
    """Return the rows of sheets that findings are about, by place of their table."""
    rows: dict[int, set[int]] = {}
    wrong: dict[tuple[str, str, str], set[int]] = {}
    for problem in found:
        if problem.row:
            wrong.setdefault((problem.file, problem.sheet, problem.table), set()).add(problem.row)
    for number, some in parts.items():
        for part in some:
            name = tables[number].workbook.name
            mine = wrong.get((name, part.sheet, part.table), set())
            hit = mine.intersection(part.rows.tolist()) if mine else set()
            if hit:
                rows.setdefault(number, set()).update(hit)
    return rows
