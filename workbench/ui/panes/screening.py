"""Screening: all materials at once, as a watch table, a criticality matrix and heat maps."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from workbench.ui.panes import Pane
from workbench.ui.panes._screening_heat import HeatPage
from workbench.ui.panes._screening_matrix import MatrixPage
from workbench.ui.panes._screening_table import GRADE, RULES, TREND, WIDTHS, heads, shown, told
from workbench.ui.panes._screening_tasks import Run, begin, go_on
from workbench.ui.panes._watch_tables import GRADE_COLOURS
from workbench.ui.session import Session
from workbench.ui.texts import number, tr
from workbench.ui.widgets.badge import BadgeDelegate
from workbench.ui.widgets.filtered_table import FilteredTable
from workbench.ui.widgets.labels import ElidedLabel, tooltip
from workbench.ui.widgets.sparkline import SparklineDelegate
from workbench.ui.widgets.table_view import TableView
from workbench.ui.widgets.tip_cell import TipDelegate

SCREENED_FROM = frozenset({"trade", "materials", "settings", "countries", "recipes", "production"})
TASK, LANE = "screening", "screening"


class ScreeningPane(QWidget):
    """The watch table fills while it is computed; matrix and heat maps follow it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stale = True
        self._showing = False
        self._basis = ""
        self._places: dict[Any, int] = {}
        self.run: Run | None = None
        self.table = FilteredTable(
            tr("Watch table"),
            empty=tr("No materials yet.\nImport a workbook or open the example."),
        )
        self.said = ElidedLabel(role="muted")
        self.table.top.addWidget(self.said, 1)
        view = self.table.view
        view.setSelectionBehavior(TableView.SelectionBehavior.SelectRows)
        self.matrix = MatrixPage()
        self.heat = HeatPage(session)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(tr("Screening"))
        for page, title, meaning in (
            (self.table, tr("Watch table"), tr("Every material with its largest partner")),
            (self.matrix, tr("Criticality"), tr("Risk of every material against its importance")),
            (self.heat, tr("Heat map"), tr("Materials against partners, years or months")),
        ):
            self.tabs.setTabToolTip(self.tabs.addTab(page, title), tooltip(meaning))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)
        view.clicked.connect(self._clicked)
        view.activated.connect(self._clicked)
        view.current_changed.connect(self._moved)
        self.matrix.scatter.picked.connect(self._picked)
        self.heat.map.picked.connect(self._picked)
        self.heat.map.current_changed.connect(self._moved)
        self.tabs.currentChanged.connect(lambda _place: self._show_heat())
        session.edited.connect(self._edited)
        session.selected.connect(self._selected)
        session.tasks.ended.connect(self._ended)

    # --- computing --------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def _edited(self, news: frozenset[str]) -> None:
        if news & SCREENED_FROM:
            self._refresh()

    def _refresh(self) -> None:
        """Screen again, once somebody looks."""
        self._stale = not self.isVisible()
        if self._stale:
            return
        project, basis = self._session.project, self._session.selection.basis
        self._basis = basis
        self.said.setText("")
        self._session.work(
            TASK,
            lambda progress: begin(project, basis, progress),
            self._begun,
            tr("The materials cannot be screened"),
            LANE,
        )

    def _begun(self, found: object) -> None:
        self.run = cast("Run", found)
        labels = self.run.project["materials"].index.tolist()
        self._places = {label: place for place, label in enumerate(labels)}
        self._fill(self.run)
        self._fit()
        self._next()

    def _next(self) -> None:
        run = self.run
        assert run is not None
        self._session.work(
            TASK,
            lambda progress: go_on(run, progress),
            self._further,
            tr("The materials cannot be screened"),
            LANE,
        )

    def _further(self, found: object) -> None:
        run = cast("Run", found)
        if run is not self.run:
            return
        self._fill(run)
        if not run.finished:
            self._next()
            return
        self._sort()
        self.matrix.show_matrices(run.project, run.matrices)
        self._show_heat()
        self._say(run)
        self._selected()
        self.table.view.scrollToTop()

    def _ended(self, name: str) -> None:
        """Say that figures are missing when the user has stopped the screening."""
        run = self.run
        if name == TASK and run is not None and not run.finished:
            done, total = int(run.screening.done.sum()), len(run.screening.materials)
            self.said.setText(tr("{done} of {total} screened", done=done, total=total))

    # --- the watch table --------------------------------------------------------------------

    def _fill(self, run: Run) -> None:
        self._showing = True
        shown_rows = shown(run.project, run.table)
        columns = heads(run.project, run.screening.basis)
        if not (run.table["hs"] != "").any():
            columns = [head for head in columns if head.column != "hs"]
        self.table.view.frames.set_frame(shown_rows, columns)
        self._showing = False

    def _fit(self) -> None:
        view = self.table.view
        for place, head in enumerate(view.frames.headings):
            view.setColumnWidth(place, WIDTHS.get(head.column, 90))
            delegate = view.itemDelegate()
            if head.column == GRADE:
                delegate = BadgeDelegate(GRADE_COLOURS, self.table)
            elif head.column == TREND:
                delegate = SparklineDelegate(self._series_of, self.table)
            elif head.column == RULES:
                delegate = TipDelegate(self._told_of, self.table)
            view.setItemDelegateForColumn(place, delegate)
        view.horizontalHeader().setStretchLastSection(True)

    def _series_of(self, label: Any) -> np.ndarray[Any, np.dtype[np.float64]] | None:
        place = self._places.get(label)
        if self.run is None or place is None:
            return None
        return self.run.screening.figures["cr1"][place]

    def _told_of(self, label: Any) -> str:
        place = self._places.get(label)
        if self.run is None or self.run.rules is None or place is None:
            return ""
        return told(self.run.rules, place)

    def _sort(self) -> None:
        """Sort again as the user has chosen, now that all figures are there."""
        header, frames = self.table.view.horizontalHeader(), self.table.view.frames
        if header.sortIndicatorSection() >= 0:
            frames.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())

    def _say(self, run: Run) -> None:
        table = run.table
        counts = table["grade"].value_counts()
        told = [
            tr("{grade}: {count}", grade=grade, count=number(int(counts.get(grade, 0)), 0))
            for grade in GRADE_COLOURS
            if counts.get(grade, 0)
        ]
        silent = int(table["top_share"].isna().sum())
        if silent:
            told.append(tr("{count} without figures", count=number(silent, 0)))
        self.said.setText("   ".join(told))

    # --- choosing ---------------------------------------------------------------------------

    def _clicked(self, index: QModelIndex) -> None:
        if len(self.table.view.selectionModel().selectedRows()) == 1:
            self._picked(self.table.view.frames.label(index.row()))

    def _picked(self, label: object) -> None:
        self._moved(label)
        self._session.asked_for.emit("charts")

    def _moved(self, label: object) -> None:
        table = self._session.project["materials"]
        if not self._showing and label is not None and label in table.index:
            self._session.select(material=str(table.at[label, "material"]))

    def _selected(self) -> None:
        if self._session.selection.basis != self._basis:
            self._refresh()
            return
        table = self._session.project["materials"]
        labels = table.index[table["material"] == self._session.selection.material]
        if not len(labels):
            return
        self._showing = True
        view = self.table.view
        row = view.frames.row_of(labels[0])
        if row >= 0 and row != view.currentIndex().row():
            view.select_label(labels[0])
        self._showing = False
        self.matrix.scatter.select_label(labels[0])
        self.heat.map.select_label(labels[0])

    # --- the heat map -----------------------------------------------------------------------

    def _show_heat(self) -> None:
        """Show the rows of the table, as filtered and sorted there."""
        run = self.run
        if run is None or not run.finished or self.tabs.currentWidget() is not self.heat:
            return
        frames = self.table.view.frames
        labels = [frames.label(row) for row in range(frames.rowCount())]
        self.heat.show_rows(run.project, run.screening, labels)
        self._selected()


PANE = Pane(
    title="Screening",
    meaning="On whom home depends, for all materials at once",
    place="centre",
    order=4,
    make=ScreeningPane,
    group="Dependence",
    beside=(),
)
