"""What the menu File writes for others: workbook, report, pictures, template."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workbench.core.problem import DataRefused, Problem
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.simulation.run import run
from workbench.ui.assistant.importing import LANE
from workbench.ui.session import Session
from workbench.ui.settings import Settings
from workbench.ui.texts import tr
from workbench.ui.widgets import dialogs

if TYPE_CHECKING:
    from workbench.core.report.study import Report

EXCEL = "Excel workbook (*.xlsx)"
REPORTS = "PDF (*.pdf);;Web page (*.html)"
MOST_SCENARIOS = 20
"""Scenarios whose results go into one exported workbook, besides the chosen one."""


class Outputs(QObject):
    """Writes what is open to files that are not the project's own."""

    said = Signal(str)
    """A short message on what was done, for the status bar."""

    def __init__(self, session: Session, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._settings, self._window = session, settings, window

    def export_dialog(self) -> None:
        """Ask for a file name and write everything to Excel, with the results of the scenario."""
        stem = Path(self._session.title or tr("project")).stem
        proposal = self._settings.folder("export") / f"{stem}.xlsx"
        path = dialogs.ask_save(self._window, tr("Export to Excel"), proposal, EXCEL, ".xlsx")
        if path:
            self._settings.set_folder("export", path.parent)
            self.export(path)

    def export(self, path: Path) -> None:
        """Write all tables, and the results of the scenarios side by side, to ``path``."""
        project, scenario = self._session.project, self._session.selection.scenario
        self._session.work(
            "export",
            lambda progress: _export(project, scenario, path, progress),
            lambda problems: self._exported(path, problems),
            tr("{name} was not written", name=path.name),
            LANE,
        )

    def _exported(self, path: Path, problems: list[Problem]) -> None:
        self.said.emit(tr("Exported {name}", name=path.name))
        if problems:
            about = tr("{name} lacks some of what is computed", name=path.name)
            self._session.told.emit(about, tuple(problems))

    def report_dialog(self) -> None:
        """Ask for a file name and write a report: dependence, scenarios, models, sources."""
        stem = Path(self._session.title or tr("project")).stem
        proposal = self._settings.folder("export") / f"{stem}.pdf"
        path = dialogs.ask_save(self._window, tr("Write a report"), proposal, REPORTS, ".pdf")
        if path:
            self._settings.set_folder("export", path.parent)
            self.report(path)

    def report(self, path: Path) -> None:
        """Write a report to ``path``; the figures are computed beside the window."""
        from workbench.core.report.study import report

        project = self._session.project
        about = tr("{name} was not written", name=path.name)

        def write(made: Report) -> None:
            try:
                _write_report(made, path)
            except DataRefused as refused:
                self._session.told.emit(about, refused.problems)
                return
            self.said.emit(tr("Wrote {name}", name=path.name))

        self._session.work("report", lambda told: report(project, told), write, about, LANE)

    def pictures_dialog(self, write: Callable[[Path], list[Path]]) -> None:
        """Ask for a folder and let ``write`` put a picture of every chart there."""
        folder = dialogs.ask_folder(
            self._window, tr("Save charts as pictures"), self._settings.folder("pictures")
        )
        if folder:
            self._settings.set_folder("pictures", folder)
            try:
                names = ", ".join(path.name for path in write(folder))
            except OSError as error:
                problem = Problem(str(error), file=str(folder), remedy=tr("Choose another folder"))
                self._session.told.emit(tr("The charts were not written"), (problem,))
                return
            self.said.emit(tr("Wrote {names} to {folder}", names=names, folder=folder))

    def template_dialog(self) -> None:
        """Ask for a file name and write an empty workbook to fill in."""
        proposal = self._settings.folder("export") / "template.xlsx"
        path = dialogs.ask_save(self._window, tr("Write template"), proposal, EXCEL, ".xlsx")
        if path:
            self._session.work(
                "template",
                lambda _progress: _write_template(path),
                lambda _done: self.said.emit(tr("Wrote {name}", name=path.name)),
                tr("{name} was not written", name=path.name),
                LANE,
            )


def _export(project: Project, scenario: str, path: Path, progress: Progress) -> list[Problem]:
    """Export with results; a simulation that is refused does not keep the data from Excel.

    Returns why models or origin rules could not be computed.
    """
    from workbench.core.report.appraisal_sheets import appraisal_sheets
    from workbench.core.report.workbook import export_workbook  # openpyxl is slow to load

    names = [str(name) for name in project["scenarios"]["scenario"]][:MOST_SCENARIOS]
    if scenario and scenario not in names:
        names.append(scenario)
    results = []
    for name in names or ([""] if len(project["materials"]) else []):
        try:
            results.append(run(project, name, progress))
        except DataRefused:
            continue
    added, problems = appraisal_sheets(project, progress)
    export_workbook(project, path, results, progress, added=added)
    return [problem for problem in problems if problem.severity == "error"]


def _write_report(made: Report, path: Path) -> None:
    if path.suffix.lower() in (".html", ".htm"):
        from workbench.core.report.page import write_page
        from workbench.core.report.study import page

        write_page(page(made), path)
        return
    from workbench.ui.printing import write_pdf

    write_pdf(made, path)


def _write_template(path: Path) -> None:
    from workbench.core.report.template import write_template

    write_template(path)
