"""Files on their way into the open project: read, reviewed where there is need, and taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workbench.core.problem import DataRefused, Problem
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.ui.session import Session
from workbench.ui.settings import Settings
from workbench.ui.texts import tr

if TYPE_CHECKING:
    from workbench.core.formats.reviewing import Review

LANE = "files"
"""Lane of reading and writing files: charts go on meanwhile."""


class Importing(QObject):
    """Adds files to the open project, as one undo step each time."""

    said = Signal(str)
    """What was imported, for the status bar."""

    def __init__(self, session: Session, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._settings, self._window = session, settings, window

    def take_files(self, paths: Sequence[Path]) -> None:
        """Read files and add them to the open project.

        What is in the layout of the workbench, without an error and without changing older
        figures, is added at once; everything else is shown in the import assistant first.
        """
        base = self._session.project
        names = ", ".join(path.name for path in paths)
        about = tr("{name} was not imported", name=names)

        def read(review: Review) -> None:
            if not review.tables:
                self._session.told.emit(about, review.problems)
            elif not review.is_own:
                self.show(review, self.take)
            elif self._session.project is not base:  # edited meanwhile: add to what is there now
                self.take_files(paths)
            else:
                self.take(review)

        self._session.work(
            "import", lambda progress: review_of(list(paths), base, progress), read, about, LANE
        )

    def show(self, review: Review, then: Callable[[Review], None]) -> None:
        """Show the import assistant; ``then`` follows if the user takes the good rows."""
        from workbench.ui.assistant.dialog import Assistant

        assistant = Assistant(self._session, self._settings, review, self._window)
        assistant.taken.connect(then)
        assistant.open()

    def take(self, review: Review) -> None:
        """Add the good rows of a review to the project, even if that was edited meanwhile."""
        if review.base is not self._session.project:
            project = self._session.project
            about = tr("The files were not imported")
            self._session.work(
                "import", lambda _progress: review.on(project), self.take, about, LANE
            )
            return
        if review.outcome.project is None:
            self._session.told.emit(tr("Nothing was imported"), review.problems)
            return
        names = ", ".join(file.name for file in review.files if file.workbook is not None)
        self._session.edit(tr("Import {name}", name=names), review.outcome.project)
        good, bad = review.counts
        text = tr("Imported {rows} rows from {name}", rows=f"{good:,}", name=names)
        self.said.emit(text + (tr("; {bad} were left out", bad=f"{bad:,}") if bad else ""))
        problems = (*map(left_out, review.problems), *remember(review))
        self._session.told.emit(tr("Findings in {name}", name=names), problems)


def review_of(paths: list[Path], base: Project, progress: Progress) -> Review:
    """Return what could be imported from files."""
    from workbench.core.formats import reviewing  # knows many layouts and names: slow to load

    return reviewing.read(paths, base, progress)


def left_out(problem: Problem) -> Problem:
    """Return a finding for after the import: what was wrong was left out."""
    if problem.severity != "error":
        return problem
    text = tr("left out: {what}", what=problem.message)
    return problem.located(severity="warning", message=text)


def remember(review: Review) -> list[Problem]:
    """Keep what the user said of unknown names; return why that was not possible."""
    if not review.answers:
        return []
    from workbench.core.naming import remembered

    problems: list[Problem] = []
    for source, answers in review.answers.items():
        try:
            remembered.keep(answers, source)
        except DataRefused as refusal:
            problems += refusal.problems
        except OSError as error:
            text = tr("what you said of names is not kept: {why}", why=error)
            problems.append(Problem(text, "warning"))
    return problems
