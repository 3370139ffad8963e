"""Shift ledger: why imports changed between two periods, or from the base to a scenario."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pandas as pd
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from workbench.core import countries, periods
from workbench.core.history import Series
from workbench.core.ledger.tables import RULE, Ledger, ledger_between, ledger_of
from workbench.core.project import Project
from workbench.ui.charts import View, all_charts, ledger_of_year, series_of
from workbench.ui.panes import Pane
from workbench.ui.panes._mix_page import Mix, MixPage, mix_of
from workbench.ui.session import Selection, Session
from workbench.ui.texts import tr
from workbench.ui.widgets.labels import PlainLabel, tooltip
from workbench.ui.widgets.plot import Plot
from workbench.ui.widgets.table import Heading
from workbench.ui.widgets.table_view import TableView

COUNTED_FROM = frozenset({"trade", "production", "settings", "countries", "materials"})


class LedgerPane(QWidget):
    """Two periods above, the waterfall between them and the tables behind it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stale = True
        self._ledger: Ledger | None = None
        self.before = self._choice(tr("Earlier period"))
        self.after = self._choice(tr("Later period"))
        self._scenario = PlainLabel(role="muted")
        self._scenario.setWordWrap(True)
        self._scenario.setContentsMargins(12, 8, 12, 4)
        self._scenario.setText(
            tr("Base and scenario are compared; choose Base on the right to compare two periods.")
        )
        self.plot = Plot(tr("Waterfall"))
        self.effects = TableView(tr("Parts of the change of imports"))
        self.hhi = TableView(tr("Contributions to the change of the HHI"))
        self.replaced = TableView(tr("Who took whose place"))
        self.mix = MixPage()
        self._pages: dict[QWidget, Callable[[Ledger], pd.DataFrame]] = {
            self.plot: lambda one: one.effects,
            self.effects: lambda one: one.effects,
            self.hhi: lambda one: one.hhi,
            self.replaced: lambda one: one.replaced,
        }
        self._undrawn: set[QWidget] = set()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(tr("Shift ledger"))
        for page, title, meaning in (
            (self.plot, "Waterfall", "Imports before, what changed them, imports after"),
            (self.effects, "Parts", "Parts of the change of imports by country (LMDI-I)"),
            (self.hhi, "HHI", "What each country contributes to the change of concentration"),
            (self.replaced, "Who replaced whom", RULE),
            (self.mix, "Shift-share", "Why the share of a country in several materials changed"),
        ):
            place = self.tabs.addTab(page, tr(title))
            self.tabs.setTabToolTip(place, tooltip(tr(meaning)))
        self._chosen = QWidget()
        line = QHBoxLayout(self._chosen)
        line.setContentsMargins(12, 8, 12, 4)
        line.setSpacing(8)
        for part in (PlainLabel(tr("From")), self.before, PlainLabel(tr("to")), self.after):
            line.addWidget(part)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._chosen)
        layout.addWidget(self._scenario)
        layout.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(self._turn)
        self.mix.changed.connect(self._refresh_mix)
        session.edited.connect(self._edited)
        session.selected.connect(self._refresh)
        session.simulated.connect(self._simulated)

    def _choice(self, name: str) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setToolTip(tooltip(name))
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        combo.activated.connect(lambda _place: self._refresh())
        return combo

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def _edited(self, news: frozenset[str]) -> None:
        if news & COUNTED_FROM:
            self._refresh()

    def _refresh(self) -> None:
        """Draw up the ledger again, once somebody looks."""
        self._stale = not self.isVisible()
        chosen, project = self._session.selection, self._session.project
        if self._stale:
            return
        self._show_choice()
        if chosen.scenario:
            self._show_scenario()
        elif not chosen.material:
            self._show(None)
        if chosen.material:
            pair = (self.before.currentText(), self.after.currentText())
            self._session.work(
                "ledger",
                lambda _progress: _between(project, chosen, *pair),
                self._offer,
                tr("The shift ledger cannot be drawn up"),
            )

    def _simulated(self) -> None:
        """Show the scenario again; what is between two periods does not follow a shock."""
        if not self._session.selection.scenario or self._stale or not self.isVisible():
            self._refresh()
        else:
            self._show_scenario()

    def _show_scenario(self) -> None:
        """Show what changed from the base to the chosen scenario."""
        chosen, result = self._session.selection, self._session.result
        usable = result is not None and result.scenario == chosen.scenario
        self._show(ledger_of(result, chosen.material) if result and usable else None)

    def _offer(self, found: object) -> None:
        """Offer the periods there are; show what changed between the two that are chosen."""
        series, ledger = cast("tuple[Series, Ledger | None]", found)
        for combo, chosen in (
            (self.before, ledger.before if ledger else ""),
            (self.after, ledger.after if ledger else ""),
        ):
            combo.clear()
            combo.addItems(list(series.periods))
            combo.setCurrentIndex(combo.findText(chosen))
        if not self._session.selection.scenario:
            self._show(ledger)
        self._refresh_mix()

    def _show_choice(self) -> None:
        """Offer two periods, but where base and scenario are compared."""
        by_scenario = bool(self._session.selection.scenario)
        between_periods = not by_scenario or self.tabs.currentWidget() is self.mix
        self._chosen.setVisible(between_periods)
        self._scenario.setVisible(not between_periods)
        for combo in (self.before, self.after):
            combo.setEnabled(between_periods)

    def _show(self, ledger: Ledger | None) -> None:
        self._ledger = ledger
        self._undrawn = set(self._pages)
        self._draw()

    def _draw(self) -> None:
        """Draw the page in front, if it is not up to date."""
        page, ledger = self.tabs.currentWidget(), self._ledger
        if page not in self._undrawn:
            return
        self._undrawn.discard(page)
        view = self._view()
        if page is self.plot:
            all_charts()["waterfall"].draw(self.plot, view)
            return
        frame, unit = pd.DataFrame(), "0-1"
        if ledger is not None:
            frame = self._pages[page](ledger)
        if page is self.effects:
            by_value = ledger is not None and ledger.basis == "value"
            unit = view.project.setting("currency") if by_value else view.unit
        self._fill(cast("TableView", page), frame, unit)

    def _view(self) -> View:
        """Return what the waterfall shows now."""
        session = self._session
        chosen = session.selection
        return View(
            project=session.project,
            material=chosen.material,
            scenario=chosen.scenario,
            basis=chosen.basis,
            grain=chosen.grain,
            result=session.result,
            failure=session.failure,
            ledger=self._ledger,
            pinned=tuple(one.only(chosen.material) for one in session.pinned),
        )

    def _turn(self, _place: int) -> None:
        """Bring the page in front up to date."""
        self._show_choice()
        self._draw()
        self._refresh_mix()

    def _refresh_mix(self) -> None:
        """Bring the shift-share of several materials up to date, once somebody looks."""
        if self.tabs.currentWidget() is not self.mix or not self.isVisible():
            return
        project, basis = self._session.project, self._session.selection.basis
        self.mix.offer(project)
        country, listed = self.mix.asked()
        pair = (self.before.currentText(), self.after.currentText())
        self._session.work(
            "shift-share",
            lambda _progress: mix_of(project, country, listed, pair, basis),
            lambda found: self.mix.show_mix(cast("Mix", found)),
            tr("The shift-share cannot be drawn up"),
        )

    def _fill(self, table: TableView, frame: pd.DataFrame, unit: str) -> None:
        project = self._session.project
        for name in ("country", "loser", "gainer"):
            if name in frame:
                shown = frame[name].map(lambda code: countries.display_name(project, code))
                frame = frame.assign(**{name: shown})
        frame = frame.drop(columns=["material"], errors="ignore").dropna(axis="columns", how="all")
        heads = []
        for name in map(str, frame):
            is_number = pd.api.types.is_numeric_dtype(frame[name])
            title = tr(name.replace("_", " "))
            heads.append(Heading(name, title, unit if is_number else "", is_number=is_number))
        table.frames.set_frame(frame, heads)
        table.fit()


def _between(
    project: Project, chosen: Selection, before: str, after: str
) -> tuple[Series, Ledger | None]:
    """Return the series, and the ledger between two periods of it; else of its last year."""
    series = series_of(project, chosen.material, chosen.basis, chosen.grain)
    if before in series.periods and after in series.periods:
        order = sorted((before, after), key=periods.sort_key)
        found = ledger_between(
            project, chosen.material, before=order[0], after=order[1], basis=chosen.basis
        )
        return series, found
    return series, ledger_of_year(project, series)


PANE = Pane(
    title="Shift ledger",
    meaning="Why imports changed: demand, home production, sources; and who replaced whom",
    place="centre",
    order=21,
    make=LedgerPane,
    group="Dependence",
    beside=("materials", "scenarios"),
)
