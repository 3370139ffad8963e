"""Files are read, each once, and become a review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from workbench.core.formats import own_workbook
from workbench.core.formats.reviewing.review import Review, applied
from workbench.core.formats.reviewing.state import FileReview
from workbench.core.formats.reviewing.tables import TableReview, own_tables, tables_of
from workbench.core.layout import knowledge, profiles
from workbench.core.layout.profiles import Mean
from workbench.core.problem import DataRefused, Problem
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.reading.sheets import Workbook
from workbench.core.reading.worker import read_workbook

_READ, _FOUND, _WHOLE = 70.0, 80.0, 100.0
"""Of the time for one file: read, tables found, applied."""


def read(paths: Sequence[Path], base: Project, progress: Progress | None = None) -> Review:
    """Read files, each once, and return what could be imported from them.

    A file that cannot be read is in the review with the reasons.

    Args:
        paths: the files, in order.
        base: the project to add to; it is not changed.
        progress: told how far the work is; may cancel it.

    Raises:
        Cancelled: if ``progress`` stops it.
        DataRefused: if a profile of the user's cannot be read.
    """
    report = progress or Progress()
    files: list[FileReview] = []
    tables: list[TableReview] = []
    means: dict[str, Mean] = {}
    names = [path.name for path in paths]
    for number, path in enumerate(paths):
        name = path.name if names.count(path.name) == 1 else f"{path.parent.name}/{path.name}"
        try:
            book = read_workbook(path, _Share(report, number, len(paths)))
        except DataRefused as refusal:
            files.append(FileReview(path, name, None, refusal.problems))
            continue
        book = replace(book, name=name)
        report.step(number * _WHOLE + _READ, len(paths) * _WHOLE, f"finding tables in {name}")
        found, mean, profile = _found(book, base)
        means |= mean
        tables += found
        files.append(FileReview(path, name, book, _said(book, found, profile), profile))
        rows = sum(sheet.rows for sheet in book.sheets)
        words = f"{rows:,} rows of {name} read"
        report.step(number * _WHOLE + _FOUND, len(paths) * _WHOLE, words)
    review = Review(base, tuple(files), tuple(tables), knowledge.load(), means)
    return applied(review, progress=report)


def _found(book: Workbook, base: Project) -> tuple[list[TableReview], dict[str, Mean], str]:
    if own_workbook.recognises(book):
        return own_tables(book), {}, ""
    profile = profiles.recognise(book)
    found = tables_of(book, profile, base)
    if profile is None:
        return found, {}, ""
    return found, {profile.name: profile.mean} if profile.mean else {}, profile.name


def _said(book: Workbook, found: Sequence[TableReview], profile: str) -> tuple[Problem, ...]:
    """Return what is to be known of a file beside its tables."""
    told = [*book.problems]
    if profile:
        title = profiles.all_profiles()[profile].title
        text = f"the profile {profile} ({title}) recognises this file"
        told.append(Problem(text, "info", file=book.name))
    for table in found:
        if table.how == "own layout" and not table.table:
            text = "this sheet is no table of the workbench and was not imported"
            told.append(Problem(text, "warning", file=book.name, sheet=table.sheet))
    if not found:
        names = ", ".join(sheet.name for sheet in book.sheets) or "none"
        told.append(Problem(f"no table was found; sheets: {names}", file=book.name))
    return tuple(told)


class _Share(Progress):
    """Reports the reading of one file as part of the whole."""

    def __init__(self, progress: Progress, number: int, files: int) -> None:
        self._progress, self._number, self._files = progress, number, files

    def step(self, done: float, total: float, text: str = "") -> None:
        part = _READ * done / total if total else 0.0
        self._progress.step(self._number * _WHOLE + part, self._files * _WHOLE, text)
