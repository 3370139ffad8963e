"""Best response: the least shortage anyone could reach, and of which source more would help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from workbench.core.problem import Problem
from workbench.core.progress import Progress, Stretch
from workbench.core.simulation.result import Result
from workbench.ui.panes import Pane
from workbench.ui.panes._best_words import Pair, sentences, short_table, worth_table
from workbench.ui.session import Session
from workbench.ui.texts import tr
from workbench.ui.widgets.fitting import Fitting
from workbench.ui.widgets.labels import PlainLabel, tooltip
from workbench.ui.widgets.table_view import TableView

if TYPE_CHECKING:
    from workbench.core.simulation.best import BestRun, Planner


class BestPane(QWidget):
    """One sentence, what is short by market and at best, and what one more of a source avoids.

    Pinned scenarios stand beside the chosen one, over the same months.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stale = True
        self._planner: list[Planner] = []  # made by the first work: HiGHS is slow to load
        self.sentence = PlainLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setContentsMargins(12, 8, 12, 8)
        self.short = TableView(
            tr("Shortage by market and at best"),
            empty=tr("Nothing is simulated yet.\nOpen the example, or import a workbook."),
        )
        self.worth = TableView(
            tr("What more of a source would avoid"),
            empty=tr("More of no source would avoid any shortage."),
        )
        self._empty = {view: view.empty_text for view in (self.short, self.worth)}
        self._fittings = {view: Fitting(view) for view in (self.short, self.worth)}
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(tr("Best response"))
        for page, title, meaning in (
            (self.short, "Shortage", "What is not served, by the market response and at best"),
            (self.worth, "One more", "What one more unit a month of each source would avoid"),
        ):
            place = self.tabs.addTab(page, tr(title))
            self.tabs.setTabToolTip(place, tooltip(tr(meaning)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sentence)
        layout.addWidget(self.tabs, 1)
        session.simulated.connect(self._refresh)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def _refresh(self) -> None:
        """Search the best response to every scenario of the latest run, once somebody looks."""
        self._stale = not self.isVisible()
        session, planner = self._session, self._planner
        if self._stale:
            return
        if session.result is None:
            session.tasks.cancel("best")  # it is of a project that is no more
            self._show_nothing(session.failure)
            return
        results = session.result, *session.pinned
        session.work(
            "best",
            lambda progress: _searched(results, planner, progress),
            lambda found: self._show(results, cast("list[BestRun]", found)),
            tr("There is no best response"),
            refused=self._show_nothing,
        )

    def _show_nothing(self, why: Sequence[Problem]) -> None:
        """Say why there is nothing; no figures from before stay."""
        said = tr("There is no simulation to compare with.")
        if why:
            said = tr("There is no best response: {why}", why=why[0].message)
        self.sentence.setText(said)
        for view in (self.short, self.worth):
            view.empty_text = said if why else self._empty[view]
            view.frames.empty()

    def _show(self, results: Sequence[Result], found: Sequence[BestRun]) -> None:
        pairs = [
            Pair(_name(market), market, best) for market, best in zip(results, found, strict=True)
        ]
        self.sentence.setText(sentences(pairs))
        for view, text in self._empty.items():
            view.empty_text = text
        for view, (frame, heads) in (
            (self.short, short_table(pairs)),
            (self.worth, worth_table(pairs)),
        ):
            view.frames.set_frame(frame, heads)
            self._fittings[view].fit({head.column for head in heads} - {"unit"})


def _name(result: Result) -> str:
    """Return the name of the scenario of a result to show."""
    rows = result.project["scenarios"]
    found = rows.loc[rows["scenario"] == result.scenario, "name"]
    return str(found.iloc[0]) if len(found) and found.iloc[0] else result.scenario or tr("base")


def _searched(
    results: Sequence[Result], planner: list[Planner], progress: Progress
) -> list[BestRun]:
    """Return the best response to each scenario, over the months of the market response."""
    from workbench.core.simulation.best import Planner, run_best  # HiGHS is slow to load

    if not planner:
        planner.append(Planner())
    return [
        run_best(
            one.project,
            one.scenario,
            one.window,
            Stretch(progress, place, len(results)),
            planner[0],
        )
        for place, one in enumerate(results)
    ]


PANE = Pane(
    title="Best response",
    meaning="The least shortage anyone could reach, and of which source more would help",
    place="centre",
    order=23,
    make=BestPane,
    group="What if",
    beside=("materials", "scenarios"),
)
