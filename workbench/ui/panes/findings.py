"""Findings: what the last import, check or simulation had to say about the data."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.core import schema
from workbench.core.problem import Problem
from workbench.ui.panes import Pane
from workbench.ui.panes._checking import findings
from workbench.ui.session import Session
from workbench.ui.texts import number, tr
from workbench.ui.widgets.labels import PlainLabel
from workbench.ui.widgets.messages import ProblemList


class FindingsPane(QWidget):
    """What was told about the data last, and what the simulation found.

    The title counts the errors.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._told: tuple[Problem, ...] = ()
        self._about = ""
        self._checked: tuple[Problem, ...] = ()
        self._telling = False
        self._head = PlainLabel(role="muted")
        self._head.setContentsMargins(8, 4, 8, 4)
        self.list = ProblemList()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addWidget(self.list, 1)
        session.edited.connect(self._edited)
        session.told.connect(self._tell)
        session.untold.connect(self._take_back)
        session.simulated.connect(self._refresh)
        session.documented.connect(self._refresh)
        self._refresh()

    def _tell(self, about: str, problems: tuple[Problem, ...]) -> None:
        if not self._telling:
            self._about, self._told = about, tuple(problems)
            self._refresh()

    def _take_back(self, problems: tuple[Problem, ...]) -> None:
        if problems == self._told:
            self._about, self._told = "", ()
            self._refresh()

    def _edited(self, news: frozenset[str]) -> None:
        """Check beside the window what an edit may have broken, or what an opened file holds."""
        project, session = self._session.project, self._session
        opened = session.result is None and not session.failure
        if opened:  # the rows of large tables were checked when they were imported
            news -= {table.name for table in schema.TABLES if table.large}
        self._session.work(
            "check",
            lambda _progress: findings(project, news),
            self._show_checked,
            tr("The tables cannot be checked"),
        )

    def _show_checked(self, found: list[Problem]) -> None:
        before, self._checked = self._checked, tuple(found)
        self._refresh()
        new = [p for p in found if p.severity == "error" and p not in before]
        if new:
            self._telling = True  # it stands in the list already, until the edit that mends it
            self._session.told.emit(tr("The tables as they stand"), tuple(new))
            self._telling = False

    def _refresh(self) -> None:
        shown = (self._session.result, *self._session.pinned)
        results = [problem for one in shown if one is not None for problem in one.problems]
        run = (*self._session.failure, *results)
        problems = tuple(dict.fromkeys((*self._checked, *self._told, *run)))
        parts = []
        if self._checked:
            parts.append(tr("the tables as they stand"))
        if self._told:
            parts.append(self._about)
        if run:
            parts.append(tr("findings of the simulation"))
        self._head.setText("; ".join(parts) if parts else tr("No findings."))
        if set(problems) != set(self.list.problems()):
            self.list.set_problems(problems)
        wrong = sum(problem.severity == "error" for problem in problems)
        title = tr(PANE.title)
        self.setWindowTitle(f"{title} ({number(wrong, 0)})" if wrong else title)


PANE = Pane(
    title="Findings",
    meaning="What import, checks and simulation found in the data",
    place="bottom",
    order=6,
    make=FindingsPane,
)
