"""Materials: on whom home depends for each, and which one the charts show."""

from __future__ import annotations

import pandas as pd
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from workbench.core.overview import overview
from workbench.ui.panes import Pane
from workbench.ui.session import Session
from workbench.ui.texts import tr
from workbench.ui.widgets.filtered_table import FilteredTable
from workbench.ui.widgets.table import Heading
from workbench.ui.widgets.table_view import TableView

EXPLAINED = {"top_partner": "top_partner_share", "top_percent": "top_partner_share", "hhi": "hhi"}
"""Columns that show an indicator, and its key."""
SHOWN_FROM = frozenset({"materials", "trade", "settings", "countries"})


class MaterialsPane(QWidget):
    """A row a material; the current row is the material of every chart."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._showing = False
        self.table = FilteredTable(
            tr("Materials"), empty=tr("No materials yet.\nImport a workbook or open the example.")
        )
        self.table.view.setSelectionBehavior(TableView.SelectionBehavior.SelectRows)
        self.table.view.setSelectionMode(TableView.SelectionMode.SingleSelection)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        how = QAction(tr("How is this computed?"), self.table.view)
        how.setStatusTip(tr("Show formula, numbers and inputs of the share or the HHI"))
        how.triggered.connect(self.ask_how)
        self.table.view.addAction(how)
        self.table.view.current_changed.connect(self._choose)
        session.edited.connect(self._edited)
        session.selected.connect(self._selected)
        self._refresh()

    def _edited(self, news: frozenset[str]) -> None:
        if news & SHOWN_FROM:
            self._refresh()

    def _refresh(self) -> None:
        project, basis = self._session.project, self._session.selection.basis
        self._basis = basis
        self._session.work(
            "overview",
            lambda _progress: overview(project, basis),
            self._show,
            tr("Materials cannot be shown"),
        )

    def _show(self, frame: pd.DataFrame) -> None:
        basis = self._basis
        shown = [
            Heading("name", tr("material")),
            Heading(
                "top_partner",
                tr("from"),
                meaning=tr("country that supplies most of the imports, by {basis}", basis=basis),
            ),
            Heading(
                "top_percent",
                tr("imports %"),
                unit="%",
                meaning=tr("share of the top country in imports by {basis}", basis=basis),
                is_number=True,
                decimals=1,
            ),
            Heading(
                "hhi",
                tr("HHI"),
                unit="0-1",
                meaning=tr("concentration of imports by {basis}; 1 = one country", basis=basis),
                is_number=True,
                decimals=2,
            ),
            Heading("period", tr("year"), meaning=tr("* = not all of its months are reported")),
        ]
        self._showing = True
        self.table.view.frames.set_frame(frame.assign(top_percent=frame["top_share"] * 100), shown)
        self._fit()
        self._showing = False
        self._selected()

    def _fit(self) -> None:
        """Let the name take what the figures leave, so that nothing needs scrolling."""
        header = self.table.view.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        metrics, view = self.table.view.fontMetrics(), self.table.view
        for column, text in enumerate(("CHN", "100.0", "0.00", "2024*"), start=1):
            title = view.frames.headings[column].title
            width = max(map(metrics.horizontalAdvance, (text, title)))
            view.setColumnWidth(column, max(width, view.sizeHintForColumn(column) - 12) + 18)

    def _choose(self, label: object) -> None:
        if self._showing or label is None:
            return
        frame = self._session.project["materials"]
        if label in frame.index:
            self._session.select(material=str(frame.at[label, "material"]))

    def ask_how(self) -> None:
        """Ask how the current cell is computed; in a column of no indicator the share is meant."""
        view = self.table.view
        index, frame = view.currentIndex(), view.frames.frame
        if not index.isValid() or frame is None:
            return
        column = view.frames.headings[index.column()].column
        period = str(frame.at[view.frames.label(index.row()), "period"]).rstrip("*")
        self._session.ask_how(EXPLAINED.get(column, "top_partner_share"), period)

    def _selected(self) -> None:
        if self._session.selection.basis != self._basis:
            self._refresh()
        frame = self._session.project["materials"]
        rows = frame.index[frame["material"] == self._session.selection.material]
        if len(rows):
            self._showing = True
            self.table.view.select_label(rows[0])
            self._showing = False


PANE = Pane(
    title="Materials",
    meaning="On whom home depends for each material",
    place="left",
    order=1,
    make=MaterialsPane,
)
