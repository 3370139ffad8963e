"""Early warning: alarms as they stood at the end of a month, and the back-test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pandas as pd
from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.ui.charts import View
from workbench.ui.charts._warnings import draw
from workbench.ui.panes import Pane
from workbench.ui.panes._watch_tables import ALARM_HEADS, MATERIAL_HEADS, fill, graded, titled
from workbench.ui.panes._watching import EVERY, Seen, behind, look, name_of, named, replayed
from workbench.ui.session import Session
from workbench.ui.texts import tr
from workbench.ui.widgets.filtered_table import FilteredTable
from workbench.ui.widgets.labels import ElidedLabel, PlainLabel, tooltip
from workbench.ui.widgets.plot import Plot
from workbench.ui.widgets.table_view import TableView

if TYPE_CHECKING:
    from workbench.core.warning.backtest import Backtest
    from workbench.core.warning.timeline import Timeline
    from workbench.core.warning.watch import Watch

WATCHED_FROM = frozenset({"trade", "events", "settings", "countries", "materials"})


class WatchPane(QWidget):
    """A month and a country above; alarms and grades; the series behind the chosen alarm."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stale = True
        self._watch: Watch | None = None
        self._sentence = ""
        self._showing = False
        self.as_of = self._choice(tr("As of the end of"), self._refresh)
        self.home = self._choice(tr("Imports of"), self._refresh)
        self.said = ElidedLabel(role="muted")
        self.button = QPushButton(tr("Back-test ..."))
        self.button.setToolTip(
            tooltip(tr("Replay every past month and compare the warnings with the table events"))
        )
        self.button.clicked.connect(self.backtest)
        self.alarms = self._table(tr("Alarms"), tr("Nothing is judged yet."))
        self.materials = self._table(tr("Grades"), tr("No materials yet."))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(tr("Early warning"))
        for page, title, meaning in (
            (self.alarms, tr("Alarms"), tr("What warned at the end of the month")),
            (self.materials, tr("Grades"), tr("A grade for each material, or why it has none")),
        ):
            self.tabs.setTabToolTip(self.tabs.addTab(page, title), tooltip(meaning))
        self.plot = Plot(tr("Early warning"))
        self._lay_out()
        self.alarms.view.current_changed.connect(self._choose_alarm)
        self.materials.view.current_changed.connect(self._choose_material)
        session.edited.connect(self._edited)
        session.selected.connect(self._selected)

    def _choice(self, name: str, changed: object) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setToolTip(tooltip(name))
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        combo.activated.connect(lambda _place: changed())  # type: ignore[operator]
        return combo

    def _table(self, name: str, empty: str) -> FilteredTable:
        table = FilteredTable(name, empty=empty)
        table.view.setSelectionBehavior(TableView.SelectionBehavior.SelectRows)
        table.view.setSelectionMode(TableView.SelectionMode.SingleSelection)
        return table

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(12, 8, 12, 4)
        line.setSpacing(8)
        for part in (PlainLabel(tr("As of the end of")), self.as_of):
            line.addWidget(part)
        for part in (PlainLabel(tr("imports of")), self.home):
            line.addWidget(part)
        line.addWidget(self.said, 1)
        line.addWidget(self.button)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.tabs)
        split.addWidget(self.plot)
        self.tabs.setMinimumHeight(120)
        self.plot.setMinimumHeight(180)
        split.setSizes([260, 260])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(split, 1)

    # --- what stands at the month -----------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def _edited(self, news: frozenset[str]) -> None:
        if news & WATCHED_FROM:
            self._refresh()

    def _selected(self) -> None:
        basis = self._session.selection.basis
        if self._watch is not None and self._watch.basis != basis:
            self._refresh()

    def _refresh(self) -> None:
        """Judge again, once somebody looks."""
        self._stale = not self.isVisible()
        if self._stale:
            return
        project, basis = self._session.project, self._session.selection.basis
        as_of = self.as_of.currentText() if self.as_of.currentIndex() > 0 else ""
        home = str(self.home.currentData() or "")
        if project["materials"].empty or not (home or project.home):
            self._empty()
            return
        self._session.work(
            "early warning",
            lambda progress: look(project, as_of, home, basis, progress),
            self._show,
            tr("No early warning can be given"),
        )

    def _empty(self) -> None:
        self._watch = None
        for table in (self.alarms, self.materials):
            table.view.frames.set_frame(pd.DataFrame())
        self.alarms.view.empty_text = tr("Nothing is judged yet.")
        self.said.setText("")
        self.plot.show_message(
            tr("Nothing to watch yet"),
            tr("Open the graphite example, or import monthly customs figures and set home."),
        )

    def _show(self, found: object) -> None:
        seen = cast("Seen", found)
        self._watch = seen.watch
        project = self._session.project
        self._offer(self.as_of, [(tr("newest figures"), ""), *((m, m) for m in seen.months[::-1])])
        own = (project.home, name_of(project, project.home)) if project.home else None
        others = [(name, code) for code, name in seen.homes if code != project.home]
        first = [(own[1], own[0])] if own else []
        self._offer(self.home, [*first, (tr("every country"), EVERY), *others])
        self._showing = True  # rows of before mean nothing among these
        self.alarms.view.empty_text = tr("No alarm stands among what could be judged.")
        fill(self.alarms, named(project, titled(seen.watch.alarms)), ALARM_HEADS)
        fill(self.materials, named(project, graded(seen.watch.materials)), MATERIAL_HEADS)
        self._say(seen.watch)
        if len(seen.watch.alarms):
            label = self._first_of_material(seen.watch)
            self.alarms.view.select_label(label)
            self._draw_alarm(label)
        else:
            self._draw_nothing()
        self._showing = False

    def _first_of_material(self, watch: Watch) -> object:
        chosen = watch.alarms["material"] == self._session.selection.material
        rows = watch.alarms.index[chosen] if chosen.any() else watch.alarms.index
        return rows[0]

    def _offer(self, combo: QComboBox, entries: list[tuple[str, str]]) -> None:
        """Offer other entries; what was chosen stays, else the first is."""
        chosen = combo.currentData()
        combo.clear()
        for text, data in entries:
            combo.addItem(text, data)
        combo.setCurrentIndex(max(combo.findData(chosen), 0) if chosen is not None else 0)

    def _say(self, watch: Watch) -> None:
        thin = int((watch.materials["status"] != "ok").sum())
        text = tr(
            "Known at the end of {day}: {alarms} alarms by {basis}",
            day=watch.as_of,
            alarms=len(watch.alarms),
            basis=watch.basis,
        )
        if thin:
            text += "; " + tr("{thin} materials too thin to judge: no all-clear", thin=thin)
        self.said.setText(text)

    # --- the series behind an alarm ---------------------------------------------------------

    def _choose_alarm(self, label: Any) -> None:
        if self._showing or self._watch is None or label not in self._watch.alarms.index:
            return
        self._draw_alarm(label)
        self._session.select(material=str(self._watch.alarms["material"][label]))

    def _draw_alarm(self, label: Any) -> None:
        assert self._watch is not None
        row = self._watch.alarms.loc[label]
        labels = {name: str(row[name]) for name in ("home", "material", "partner", "rule")}
        project, basis = self._session.project, self._watch.basis
        self._sentence = str(row["sentence"])

        self._session.work(
            "warning series",
            lambda _progress: behind(project, labels, basis),
            self._draw,
            tr("The series cannot be drawn"),
        )

    def _choose_material(self, label: Any) -> None:
        if self._showing or self._watch is None or label not in self._watch.materials.index:
            return
        row = self._watch.materials.loc[label]
        self._session.select(material=str(row["material"]))
        alarms = self._watch.alarms
        same = (alarms["material"] == row["material"]) & (alarms["home"] == row["home"])
        if same.any():
            self.alarms.view.select_label(alarms.index[same][0])
        else:
            self._draw_nothing(str(row["reason"]))

    def _draw(self, found: object) -> None:
        timeline = cast("Timeline | None", found)
        draw(
            self.plot,
            self._view(timeline.material if timeline else ""),
            timeline,
            self._sentence,
        )

    def _draw_nothing(self, reason: str = "") -> None:
        self.plot.show_message(
            tr("No warning to show"), reason or tr("Choose a month in which something warned.")
        )

    def _view(self, material: str) -> View:
        chosen = self._session.selection
        return View(
            project=self._session.project,
            material=material or chosen.material,
            scenario=chosen.scenario,
            basis=chosen.basis,
            grain="month",
        )

    # --- the back-test ----------------------------------------------------------------------

    def backtest(self) -> None:
        """Replay every month beside the window, then show the report; the status bar can stop."""
        project, basis = self._session.project, self._session.selection.basis
        home = str(self.home.currentData() or "") or project.home

        self._session.work(
            "back-test",
            lambda progress: replayed(project, home, basis, progress),
            self._report_on,
            tr("The back-test cannot be run"),
            "back-test",
        )

    def _report_on(self, found: object) -> None:
        from workbench.ui.panes._backtest_report import BacktestReport

        report = BacktestReport(cast("Backtest", found), self._session, self)
        report.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        report.show()


PANE = Pane(
    title="Early warning",
    meaning="What the monthly figures known at a day warned of, and how good such warnings were",
    place="centre",
    order=5,
    make=WatchPane,
    group="Warning",
    beside=(),
)
