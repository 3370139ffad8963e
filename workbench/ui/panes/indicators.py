"""Indicators: how home depends for the chosen material, and how each figure is computed."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QMenu, QSplitter, QTabWidget, QVBoxLayout, QWidget

from workbench.core import periods
from workbench.core.dependence import Dependence, rows_of_input
from workbench.core.indicators import Input
from workbench.core.thresholds import Threshold, marks_of
from workbench.ui.charts import View, _indicator
from workbench.ui.panes import Pane
from workbench.ui.panes._indicators_explained import Explained
from workbench.ui.panes._indicators_form import Asked, IndicatorsForm
from workbench.ui.panes._indicators_table import IndicatorsTable, counted
from workbench.ui.panes._indicators_thresholds import set_threshold
from workbench.ui.panes._indicators_work import Found, explained, measured
from workbench.ui.session import Session
from workbench.ui.texts import tr
from workbench.ui.widgets import clipboard
from workbench.ui.widgets.labels import ElidedLabel, tooltip
from workbench.ui.widgets.plot import Plot

MEASURED_FROM = frozenset({"trade", "production", "settings", "countries", "materials", "recipes"})
FIRST = "top_partner_share"
_KEPT = 15
"""Materials looked at before, so that going back to one is immediate."""


class IndicatorsPane(QWidget):
    """What is wanted above; all indicators; the chosen one explained, and over time."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stale = True
        self._filling = False
        self._key = FIRST
        self._asked: Asked | None = None
        self._known: dict[Asked, Dependence] = {}
        self._dependence: Dependence | None = None
        self._found: Found | None = None
        self.form = IndicatorsForm()
        self.said = ElidedLabel(role="muted")
        self.said.setContentsMargins(12, 0, 12, 2)
        self.table = IndicatorsTable()
        self.explained = Explained()
        self.plot = Plot(tr("Indicator over time"))
        self.plot.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(tr("The chosen indicator"))
        for page, title, meaning in (
            (self.explained, "How is this computed?", "Formula, numbers, inputs and thresholds"),
            (self.plot, "Over time", "All periods, with the thresholds as lines"),
        ):
            place = self.tabs.addTab(page, tr(title))
            self.tabs.setTabToolTip(place, tooltip(tr(meaning)))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        self.table.setMinimumHeight(150)
        self.tabs.setMinimumHeight(220)
        split.addWidget(self.table)
        split.addWidget(self.tabs)
        split.setSizes([330, 370])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.form)
        layout.addWidget(self.said)
        layout.addWidget(split, 1)

    def _connect(self) -> None:
        session = self._session
        self.form.basis_chosen.connect(session.choose_basis)
        self.form.grain_chosen.connect(lambda grain: session.select(grain=grain))
        self.form.changed.connect(self._refresh)
        self.form.period_changed.connect(self._show_period)
        self.table.family_chosen.connect(self._show_period)
        self.table.view.current_changed.connect(self._choose)
        self.explained.traced.connect(self._trace)
        self.explained.threshold_typed.connect(self._set_threshold)
        self.plot.customContextMenuRequested.connect(self._open_menu)
        self.tabs.currentChanged.connect(lambda _place: self._draw())
        session.edited.connect(self._edited)
        session.selected.connect(self._refresh)
        session.asked_how.connect(self.ask)

    # --- what is looked at ------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def ask(self, key: str, period: str) -> None:
        """Explain one indicator; of a period, unless it is empty."""
        self._key = key
        self.table.family.setCurrentIndex(0)
        self.table.filter.clear()
        self.tabs.setCurrentIndex(0)
        self._stale = True
        if period:
            self.form.choose_period(period)
            self._session.select(grain=periods.grain(period))
        self._refresh()

    def _edited(self, news: frozenset[str]) -> None:
        if news & MEASURED_FROM:
            self._known.clear()
            self._session.tasks.cancel("indicators")  # it computes from the state of before
            self._refresh()
        elif "events" in news:
            self._draw()

    def _refresh(self) -> None:
        """Compute all indicators of the material again, once somebody looks."""
        self._stale = not self.isVisible()
        if self._stale:
            return
        session, project = self._session, self._session.project
        self.form.follow(project, session.selection)
        asked = self.form.asked(session.selection)
        if isinstance(asked, str):
            self.said.setText(asked)
            return
        if not asked.material:
            self._empty(tr("Open the graphite example, or import customs figures (File)."))
            return
        if asked in self._known:
            session.tasks.cancel("indicators")
            self._show((asked, self._known[asked]))
            return
        session.work(
            "indicators",
            lambda progress: (asked, measured(project, asked, progress)),
            self._show,
            tr("Indicators cannot be computed"),
            lane="indicators",
        )

    def _empty(self, why: str) -> None:
        self._dependence = self._found = self._asked = None
        self.table.clear()
        self.form.offer(())
        self.said.setText("")
        self.explained.clear(why)
        self.plot.show_message(tr("No figures to show"), why)

    def _show(self, outcome: object) -> None:
        self._asked, self._dependence = cast("tuple[Asked, Dependence]", outcome)
        self._known = dict(list(self._known.items())[-_KEPT:]) | {self._asked: self._dependence}
        if not self._dependence.periods:
            name = self._view().material_name
            self._empty(tr("No trade and no production of {material} is reported.", material=name))
            return
        self.form.offer(self._dependence.periods)
        self._show_period()

    def _show_period(self) -> None:
        """Show another period, or another family, of what was computed."""
        found = self._dependence
        if found is None:
            return
        period = self.form.period.currentText()
        self._filling = True
        shown = self.table.fill(found, period)
        if self._key not in shown.index and len(shown):
            self._key = str(shown.index[0])
        self.table.view.select_label(self._key)
        self._filling = False
        self._say(found, period)
        self._explain()

    def _say(self, found: Dependence, period: str) -> None:
        rows = found.at(period)
        hits = int(((rows["screen"] == "holds") | rows["screen"].str.startswith("grade ")).sum())
        known = int((rows["status"] == "ok").sum())
        text = f"{self._view().material_name}, {period}: " + counted(hits, known, len(rows))
        if found.grain != self._session.selection.grain:
            text += "; " + tr(
                "reported for longer periods only, shown by {grain}", grain=tr(found.grain)
            )
        self.said.setText(text)

    # --- the chosen indicator ---------------------------------------------------------------

    def _choose(self, label: object) -> None:
        if not self._filling and label is not None:
            self._key = str(label)
            self._explain()

    def _explain(self) -> None:
        asked, found = self._asked, self._dependence
        if asked is None or found is None:
            return
        project, key, period = self._session.project, self._key, self.form.period.currentText()
        view = self._view()
        subject = tr(
            "{material}, {period}, by {basis}",
            material=view.material_name,
            period=period,
            basis=tr(found.basis),
        )
        self._session.work(
            "explanation",
            lambda _progress: explained(project, asked, found, key, period, subject),
            self._explained,
            tr("The figure cannot be explained"),
            lane="indicators",
        )

    def _explained(self, found: object) -> None:
        self._found = cast("Found", found)
        self.explained.show_told(self._found.told)
        self._draw()

    def _draw(self) -> None:
        """Draw the chosen indicator, if it is looked at."""
        found, every = self._found, self._dependence
        if found is None or every is None or self.tabs.currentWidget() is not self.plot:
            return
        indicator = found.told.indicator
        marks = marks_of(self._session.project, indicator)
        _indicator.draw(
            self.plot, self._view(), every, found.told.key, indicator, marks, found.judgement
        )

    def _view(self) -> View:
        chosen = self._session.selection
        return View(
            project=self._session.project,
            material=self._asked.material if self._asked else chosen.material,
            scenario="",
            basis=chosen.basis,
            grain=chosen.grain,
        )

    # --- acting -----------------------------------------------------------------------------

    def _trace(self, given: Input) -> None:
        """Show the rows that an input was read from, or say that it comes from none."""
        if self._asked is None:
            return
        table, labels = rows_of_input(
            self._session.project,
            given,
            material=self._asked.material,
            period=self.form.period.currentText(),
        )
        if table:
            self._session.traced.emit(table, labels)
        else:
            self.said.setText(
                tr(
                    "{name} is read from no row of the project: {source}",
                    name=given.name,
                    source=given.source or tr("computed"),
                )
            )

    def _set_threshold(self, threshold: Threshold, text: str) -> None:
        problem = set_threshold(self._session, threshold, text)
        if problem is not None:
            self._session.told.emit(tr("Not changed"), (problem,))

    def _open_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Copy chart"), self.plot.copy_image)
        menu.addAction(tr("Copy figures"), self.copy_figures)
        menu.addAction(tr("Show everything again"), self.plot.show_all)
        menu.popup(self.plot.mapToGlobal(place))

    def copy_figures(self) -> None:
        """Put the figures of all periods on the clipboard, as a table for Excel."""
        if self._found is None or self._dependence is None:
            return
        frame = _indicator.table(self._dependence, self._found.told.key, self._found.judgement)
        rows = [list(frame.columns), *frame.to_numpy(dtype=object).tolist()]
        QGuiApplication.clipboard().setMimeData(clipboard.mime(rows))


PANE = Pane(
    title="Indicators",
    meaning="Every indicator of the chosen material, and how each of them is computed",
    place="centre",
    order=10,
    make=IndicatorsPane,
    group="Dependence",
    beside=("materials",),
)
