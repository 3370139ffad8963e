"""Findings: what the last import, check or simulation had to say about the data."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.core.problem import Problem
from workbench.ui.panes import Pane
from workbench.ui.session import Session
from workbench.ui.texts import tr
from workbench.ui.widgets.labels import PlainLabel
from workbench.ui.widgets.messages import ProblemList


class FindingsPane(QWidget):
    """What was told about the data last, and what the simulation found."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._told: tuple[Problem, ...] = ()
        self._about = ""
        self._head = PlainLabel(role="muted")
        self._head.setContentsMargins(8, 4, 8, 4)
        self.list = ProblemList()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addWidget(self.list, 1)
        session.told.connect(self._tell)
        session.simulated.connect(self._refresh)
        session.documented.connect(self._refresh)
        self._refresh()

    def _tell(self, about: str, problems: tuple[Problem, ...]) -> None:
        self._about, self._told = about, tuple(problems)
        self._refresh()

    def _refresh(self) -> None:
        result = self._session.result
        run = (*self._session.failure, *(result.problems if result else ()))
        problems = (*self._told, *run)
        parts = []
        if self._told:
            parts.append(self._about)
        if run:
            parts.append(tr("findings of the simulation"))
        self._head.setText("; ".join(parts) if parts else tr("No findings."))
        if set(problems) != set(self.list.problems()):
            self.list.set_problems(problems)


PANE = Pane(
    title="Findings",
    meaning="What import, checks and simulation found in the data",
    place="bottom",
    order=6,
    make=FindingsPane,
)
