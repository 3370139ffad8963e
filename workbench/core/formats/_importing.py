"""From files to a new project, or to every reason why not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from workbench.core import provenance, schema
from workbench.core.formats import _checks, _origins
from workbench.core.formats._checks import Taken
from workbench.core.formats._format import Extract, Part
from workbench.core.layout import knowledge
from workbench.core.layout.knowledge import Knowledge
from workbench.core.layout.parts import UnknownName
from workbench.core.layout.profiles import all_profiles
from workbench.core.layout.saying import Said
from workbench.core.naming.concordance import Concordance
from workbench.core.problem import DataRefused, Problem, errors
from workbench.core.progress import Progress
from workbench.core.project import Project, merge_in_turn
from workbench.core.reading.ahead import read_ahead
from workbench.core.reading.sheets import Workbook

_READ, _WHOLE = 80.0, 100.0
"""Of the time for one file, the part that its reading takes."""


@dataclass(frozen=True)
class Imported:
    """What an import did. ``project`` is ``None`` when any finding is an error.

    ``rows`` counts the rows read for each table, ``replaced`` those that took the place of older
    rows with the same key.
    """

    project: Project | None
    rows: dict[str, int]
    replaced: dict[str, int]
    problems: tuple[Problem, ...]
    unknown: tuple[UnknownName, ...] = ()
    """Names of countries that are asked about once; ``remembered.keep`` keeps the answers."""


class _Share(Progress):
    """Reports the work on one file as part of the whole."""

    def __init__(self, progress: Progress, number: int, files: int) -> None:
        self._progress = progress
        self._number = number
        self._files = files

    def step(self, done: float, total: float, text: str = "") -> None:
        part = _READ * done / total if total else 0.0
        self._progress.step(self._number * _WHOLE + part, self._files * _WHOLE, text)


def read_files(
    paths: Sequence[Path],
    base: Project,
    progress: Progress | None = None,
    sheet: str | None = None,
    profile: str | None = None,
    answers: Mapping[str, str] | None = None,
    concordance: Concordance | None = None,
    said: Said | None = None,
) -> Imported:
    """Add workbooks to a project; bad data comes back as findings, all of them at once.

    A row with the key of an older one takes its place, whether that stands in ``base`` or in an
    earlier one of the files.

    Args:
        paths: the workbooks, in order.
        base: the project to add to; it is not changed.
        progress: told how far the work is; may cancel it.
        sheet: name of the only sheet to import.
        profile: key of a layout or name of a profile. By default our own layout, then the profile
            that recognises the workbook, then a guess if it is sure enough.
        answers: codes of countries, or ``-``, by names that nobody knows; checked before
            (``remembered.check``). What is remembered counts as well; numbers hold for ``profile``.
        concordance: tables between revisions of the HS, beside those that are kept.
        said: what holds for all rows of foreign files that do not say it.

    Raises:
        Cancelled: if ``progress`` stops it.
    """
    report = progress or Progress()
    known = knowledge.load(answers, profile or "", concordance, said)
    problems = list(known.problems)
    unknown: list[UnknownName] = []
    taken: list[Taken] = []
    project = base
    replaced: dict[str, int] = {}
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    origins = _origins.Origins(base["origins"], now)
    with closing(read_ahead(paths, lambda place: _Share(report, place, len(paths)))) as books:
        for number, (path, workbook) in enumerate(zip(paths, books, strict=True)):
            problems += workbook.problems
            if isinstance(workbook, DataRefused):
                continue
            try:
                extract = _extract(workbook, sheet, profile, project, known)
            except DataRefused as refusal:  # a profile of the user cannot be read
                problems += refusal.problems
                continue
            problems += extract.problems
            unknown += extract.unknown
            fresh = [place(workbook, part, origins) for part in extract.parts]
            project = add_rows(project, fresh, replaced)
            taken += fresh
            report.step(number * _WHOLE + _READ, len(paths) * _WHOLE, f"checking {path.name}")
    if origins.changed:
        project = project.replace({"origins": origins.frame()})
    problems += _checks.check(base, project, taken)
    report.step(1, 1, "import checked")
    refused = bool(errors(problems))
    new = None if refused else project
    return Imported(new, _counts(taken), replaced, tuple(problems), tuple(unknown))


def _counts(taken: Sequence[Taken]) -> dict[str, int]:
    rows: dict[str, int] = {}
    for item in taken:
        if len(item.frame):
            rows[item.part.table] = rows.get(item.part.table, 0) + len(item.frame)
    return rows


def _extract(
    workbook: Workbook,
    sheet: str | None,
    profile: str | None,
    project: Project,
    known: Knowledge,
) -> Extract:
    from workbench.core.formats import all_formats, foreign_table  # noqa: PLC0415 - made of this package

    forms = all_formats()
    if profile is None:
        profile = "foreign_table"
        if forms["own_workbook"].recognises(workbook):
            profile = "own_workbook"
    if profile == "foreign_table":
        return foreign_table.read(workbook, sheet, project, known)
    if profile in forms:
        return _without_use(forms[profile].read(workbook, sheet, project), known, workbook)
    names = all_profiles()
    if profile in names:
        return foreign_table.read_with(workbook, sheet, project, profile, known)
    expected = "one of " + ", ".join([*forms, *names])
    problem = Problem("unknown profile", value=profile, expected=expected, file=workbook.name)
    return Extract(problems=(problem,))


def _without_use(extract: Extract, known: Knowledge, workbook: Workbook) -> Extract:
    """Return what was read of our own layout, in which every row says everything itself."""
    if not known.said:
        return extract
    text = f"not used: {', '.join(known.said.words())}; the file is in our own layout"
    return replace(
        extract, problems=(*extract.problems, Problem(text, "warning", file=workbook.name))
    )


def place(workbook: Workbook, part: Part, origins: _origins.Origins) -> Taken:
    """Return the rows of a part with their provenance."""
    if part.table == "origins":
        origins.take_over(part.frame)
        return Taken(workbook.name, part, part.frame, provenance.BY_HAND)
    if part.frame.empty:
        return Taken(workbook.name, part, part.frame, provenance.BY_HAND)
    number = origins.add(workbook, part)
    labels = provenance.pack(number, part.rows)
    if len(part.cells):
        labels = labels + part.cells
    frame = part.frame.set_axis(pd.Index(labels), axis="index")
    return Taken(workbook.name, part, frame, number)


def add_rows(project: Project, taken: Sequence[Taken], replaced: dict[str, int]) -> Project:
    """Return the project with new rows; ``replaced`` counts those whose place they took."""
    frames: dict[str, list[pd.DataFrame]] = {}
    for item in taken:
        if item.part.table in schema.CONTENT and len(item.frame):
            frames.setdefault(item.part.table, []).append(item.frame)
    project, again = merge_in_turn(project, frames)
    for name, count in again.items():
        replaced[name] = replaced.get(name, 0) + count
    return project
