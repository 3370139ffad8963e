"""From files to a new project, or to every reason why not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from workbench.core import provenance, schema
from workbench.core.formats import _checks, _origins
from workbench.core.formats._checks import Taken
from workbench.core.formats._format import Extract, Format, Part
from workbench.core.problem import DataRefused, Problem, errors
from workbench.core.progress import Progress
from workbench.core.project import Project, merge
from workbench.core.reading.sheets import Workbook
from workbench.core.reading.worker import read_workbook

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
) -> Imported:
    """Add workbooks to a project; bad data comes back as findings, all of them at once.

    A row with the key of an older one takes its place, whether that stands in ``base`` or in an
    earlier one of the files.

    Args:
        paths: the workbooks, in order.
        base: the project to add to; it is not changed.
        progress: told how far the work is; may cancel it.
        sheet: name of the only sheet to import.
        profile: key of the layout; by default the first one that recognises the workbook.

    Raises:
        Cancelled: if ``progress`` stops it.
    """
    report = progress or Progress()
    problems: list[Problem] = []
    taken: list[Taken] = []
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    origins = _origins.Origins(base["origins"], now)
    for number, path in enumerate(paths):
        try:
            workbook = read_workbook(path, _Share(report, number, len(paths)))
        except DataRefused as refusal:
            problems += refusal.problems
            continue
        extract = _extract(workbook, sheet, profile)
        problems += [*workbook.problems, *extract.problems]
        taken += [_place(workbook, part, origins) for part in extract.parts]
        report.step(number * _WHOLE + _READ, len(paths) * _WHOLE, f"checking {path.name}")
    project, replaced = _merge(base, taken, origins)
    problems += _checks.check(base, project, taken)
    report.step(1, 1, "import checked")
    rows: dict[str, int] = {}
    for item in taken:
        if len(item.frame):
            rows[item.part.table] = rows.get(item.part.table, 0) + len(item.frame)
    refused = bool(errors(problems))
    return Imported(None if refused else project, rows, replaced, tuple(problems))


def _extract(workbook: Workbook, sheet: str | None, profile: str | None) -> Extract:
    form = _format_for(workbook, profile)
    if isinstance(form, Problem):
        return Extract(problems=(form,))
    return form.read(workbook, sheet)


def _format_for(workbook: Workbook, profile: str | None) -> Format | Problem:
    from workbench.core.formats import all_formats  # noqa: PLC0415 - they are made of this package

    known = all_formats()
    if profile is None:
        fallback = known["own_workbook"]  # it says best what a workbook should look like
        return next((form for form in known.values() if form.recognises(workbook)), fallback)
    if profile in known:
        return known[profile]
    return Problem(
        "unknown profile", value=profile, expected="one of " + ", ".join(known), file=workbook.name
    )


def _place(workbook: Workbook, part: Part, origins: _origins.Origins) -> Taken:
    """Give the rows of a part their provenance."""
    if part.table == "origins":
        origins.take_over(part.frame)
        return Taken(workbook.name, part, part.frame, provenance.BY_HAND)
    if part.frame.empty:
        return Taken(workbook.name, part, part.frame, provenance.BY_HAND)
    number = origins.add(workbook, part)
    frame = part.frame.set_axis(pd.Index(provenance.pack(number, part.rows)), axis="index")
    return Taken(workbook.name, part, frame, number)


def _merge(
    base: Project, taken: Sequence[Taken], origins: _origins.Origins
) -> tuple[Project, dict[str, int]]:
    project = base
    replaced: dict[str, int] = {}
    for item in taken:
        if item.part.table in schema.CONTENT and len(item.frame):
            project, again = merge(project, {item.part.table: item.frame})
            for name, count in again.items():
                replaced[name] = replaced.get(name, 0) + count
    if origins.changed:
        project = project.replace({"origins": origins.frame()})
    return project, replaced
