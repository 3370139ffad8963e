"""Appraisal: what cooperation models bring for their money, and which to choose under a budget."""

from __future__ import annotations

from typing import cast

import pandas as pd
from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QTabWidget, QToolButton, QVBoxLayout, QWidget

from workbench.ui.panes import Pane
from workbench.ui.panes._appraisal_choice import ChoicePage
from workbench.ui.panes._appraisal_form import QuestionForm
from workbench.ui.panes._appraisal_how import Asked, HowPanel
from workbench.ui.panes._appraisal_lists import ListsPage
from workbench.ui.panes._appraisal_projects import ProjectsPage
from workbench.ui.panes._appraisal_ranking import KindsPage, RankingPage
from workbench.ui.panes._appraising import (
    APPRAISED_FROM,
    LISTED_FROM,
    Answer,
    answer,
    lists_of,
    simulate_set,
)
from workbench.ui.session import Session
from workbench.ui.texts import tr, tr_n
from workbench.ui.widgets.labels import ElidedLabel, tooltip

TASK = "appraisal"


class AppraisalPane(QWidget):
    """The question above, what came of it in pages, and how a figure came about below."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._answer: Answer | None = None
        self._lists_stale = True
        self.form = QuestionForm()
        self.said = ElidedLabel(role="muted")
        self.said.setContentsMargins(12, 4, 12, 4)
        self.projects, self.ranking, self.kinds = ProjectsPage(), RankingPage(), KindsPage()
        self.choice, self.lists = ChoicePage(), ListsPage()
        self.how = HowPanel()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(tr("Appraisal"))
        for page, title, meaning in (
            (self.projects, "Projects", "What each project costs and brings, with 5-95 % bands"),
            (self.ranking, "Ranking", "Projects per public money, and how sure the rank is"),
            (self.kinds, "By kind of support", "What each kind of support goes with"),
            (self.choice, "Choice", "The best set under the budget, and money against risk"),
            (self.lists, "Lists", "How far strategic lists are covered by projects"),
        ):
            self.tabs.setTabToolTip(self.tabs.addTab(page, tr(title)), tooltip(tr(meaning)))
        self.ask_how = QToolButton()
        self.ask_how.setText(tr("How?"))
        self.ask_how.setToolTip(
            tooltip(tr("How the chosen figure came about, and the cells it comes from"))
        )
        self.tabs.setCornerWidget(self.ask_how)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.tabs)
        split.addWidget(self.how)
        split.setSizes([440, 190])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.form)
        layout.addWidget(self.said)
        layout.addWidget(split, 1)
        self._connect()
        self.form.offer(session.project)
        self._say()

    def _connect(self) -> None:
        session = self._session
        session.edited.connect(self._edited)
        session.tasks.started.connect(self._running)
        session.tasks.ended.connect(self._running)
        self.form.asked.connect(self._ask)
        self.form.changed.connect(self._say)
        self.ask_how.clicked.connect(self._how)
        for page in (self.projects, self.ranking, self.kinds, self.choice):
            page.asked.connect(self._tell_how)
        self.choice.picked.connect(self._simulate)
        self.lists.chosen.connect(lambda material: session.select(material=material))
        self.how.traced.connect(session.traced)
        self.tabs.currentChanged.connect(lambda _place: self._page_changed())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.form.offer(self._session.project)
        self._say()
        self._page_changed()

    def _edited(self, news: frozenset[str]) -> None:
        if news & APPRAISED_FROM:
            self.form.offer(self._session.project)
            self._say()
        if news & LISTED_FROM:
            self._lists_stale = True
            self._page_changed()

    # --- the question -------------------------------------------------------------------------

    def _ask(self) -> None:
        """Appraise, or stop while it goes on."""
        if TASK in self._session.tasks.running():
            self._session.tasks.cancel(TASK)
            return
        question = self.form.question()
        if isinstance(question, str):
            self._warn(question)
            return
        project, before = self._session.project, self._answer
        self._session.work(
            TASK,
            lambda progress: answer(project, question, before, progress),
            self._show,
            tr("The projects cannot be appraised"),
            lane=TASK,
        )

    def _running(self, name: str) -> None:
        if name == TASK:
            self.form.show_running(running=TASK in self._session.tasks.running())
            self._say()

    def _show(self, found: object) -> None:
        given = cast("Answer", found)
        self._answer = given
        currency = given.project.setting("currency")
        self.how.hide()
        self.projects.show_answer(given, currency)
        self.ranking.show_answer(given)
        self.kinds.show_answer(given)
        self.choice.show_answer(given)
        self.form.more.setChecked(False)
        self._say()

    # --- what is said of the answer -----------------------------------------------------------

    def _say(self) -> None:
        given = self._answer
        question = self.form.question()
        if TASK in self._session.tasks.running():
            self._calm(tr("Appraising ..."))
        elif isinstance(question, str):
            self._warn(question)
        elif given is None:
            self._calm(self._what_to_do())
        elif given.is_stale(self._session.project, given.question):
            self._warn(tr("The project has changed since: appraise again."))
        elif given.question != question:
            self._warn(tr("This answers another question: appraise again."))
        else:
            self._calm(self._against(given))

    def _what_to_do(self) -> str:
        if self._session.project["projects"].empty:
            return tr("No cooperation model yet: fill in the tables projects, partners, support.")
        return tr("Say how likely each scenario is, and how much may be spent; then appraise.")

    def _against(self, given: Answer) -> str:
        scenarios = [each for each in given.appraisal.scenarios if each.probability > 0]
        text = tr_n(
            "{count} project appraised against {scenarios} futures, {draws} draws",
            "{count} projects appraised against {scenarios} futures, {draws} draws",
            len(given.appraisal.projects),
            scenarios=len(scenarios),
            draws=given.question.draws,
        )
        left = [p.message for p in given.problems if p.severity in ("error", "warning")]
        shown = [message for message in dict.fromkeys(left) if "project" in message]
        return f"{text}; {'; '.join(shown)}" if shown else text

    def _calm(self, text: str) -> None:
        self._put(text, "muted")

    def _warn(self, text: str) -> None:
        self._put(text, "error")

    def _put(self, text: str, role: str) -> None:
        self.said.setProperty("role", role)
        self.said.style().polish(self.said)
        self.said.setText(text)
        self.said.update()

    # --- pages --------------------------------------------------------------------------------

    def _page_changed(self) -> None:
        page = self.tabs.currentWidget()
        self.ask_how.setEnabled(page is not self.lists)
        if page is self.lists and self._lists_stale and self.isVisible():
            self._lists_stale = False
            project = self._session.project
            self._session.work(
                "lists",
                lambda _progress: lists_of(project),
                self._show_lists,
                tr("The lists cannot be drawn up"),
            )

    def _show_lists(self, found: object) -> None:
        coverage, items = cast("tuple[pd.DataFrame, pd.DataFrame]", found)
        self.lists.show_lists(coverage, items, self._session.project)

    def _how(self) -> None:
        for page in (self.projects, self.ranking, self.kinds, self.choice):
            if page is self.tabs.currentWidget():
                self._tell_how(page.asking())

    def _tell_how(self, asked: Asked | None) -> None:
        if asked is not None and self._answer is not None:
            self.how.tell(asked, self._answer.project, self._answer.appraisal)

    def _simulate(self, names: tuple[str, ...]) -> None:
        assert self._answer is not None
        appraisal = self._answer.appraisal
        self._session.work(
            "set of projects",
            lambda _progress: simulate_set(appraisal, names),
            lambda found: self.choice.show_simulated(*found),
            tr("The set cannot be simulated"),
        )


PANE = Pane(
    title="Appraisal",
    meaning="What cooperation models bring for their money, and which to choose under a budget",
    place="centre",
    order=41,
    make=AppraisalPane,
    group="Projects",
    beside=(),
)
