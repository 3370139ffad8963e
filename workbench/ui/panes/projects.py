"""Cooperation models: the chain of partners, its gates, the package, and what is delivered when."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.core import edit
from workbench.core.appraisal.cooperation.gates import schedule
from workbench.core.appraisal.cooperation.model import cooperation_model
from workbench.core.appraisal.cooperation.overview import overview
from workbench.core.problem import Problem
from workbench.core.values import Unfit
from workbench.ui.panes import Pane
from workbench.ui.panes._editing import delete
from workbench.ui.panes._new_row import proposal
from workbench.ui.panes._projects_delivery import DeliveryPage
from workbench.ui.panes._projects_entries import EntriesPage
from workbench.ui.panes._projects_head import Head
from workbench.ui.panes._projects_notes import NotesPage
from workbench.ui.panes._projects_ramp import RampPage
from workbench.ui.panes._projects_words import worded
from workbench.ui.session import Session
from workbench.ui.texts import tr
from workbench.ui.widgets.labels import PlainLabel, separator, tooltip
from workbench.ui.widgets.table import Heading
from workbench.ui.widgets.table_view import TableView

MADE_FROM = frozenset(
    {"projects", "partners", "support", "capacity", "notes", "settings", "materials", "events"}
    | {"suppliers", "trade", "production", "demand", "recipes", "countries"}
)
"""Tables whose change may change what is shown."""


_LIST = 330  # pixels
_WIDTHS = (160, 76, 100, 160, 140, 130)  # pixels; names in three languages would fill the list


class ProjectsPane(QWidget):
    """The list of cooperation models, and the page of the one that is chosen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stale = True
        self._showing = False
        self._key = ""
        self._label: int | None = None  # the row keeps its label when it is given another name
        self.table = TableView(tr("Cooperation models"), empty=tr("No cooperation model yet."))
        self.table.setSelectionBehavior(TableView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.add = QPushButton(tr("Add"))
        self.add.setToolTip(tooltip(tr("Add a cooperation model, as one undo step")))
        self.remove = QPushButton(tr("Remove"))
        self.remove.setToolTip(
            tooltip(
                tr("Remove the chosen model with its partners and its package; undo brings it back")
            )
        )
        self.head = Head(session)
        self.delivery = DeliveryPage(session)
        self.ramp = RampPage(session)
        self.notes = NotesPage(session)
        self.entries = EntriesPage(session)
        self._lay_out()
        self.add.clicked.connect(self._add)
        self.first.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.table.current_changed.connect(self._chosen)
        session.edited.connect(self._edited)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setContentsMargins(8, 6, 8, 8)
        buttons.setSpacing(8)
        buttons.addWidget(self.add)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(tr("Page of the cooperation model"))
        for page, title, meaning in (
            (self.delivery, "Chain and delivery", "Partners, gates in time, and qualified tonnes"),
            (self.ramp, "Ramp risk", "How long imports still bind, and the stock to bridge them"),
            (self.notes, "Hearings", "Notes of hearings with date and organisation"),
            (self.entries, "Entries", "The rows of this model, to fill in and to add to"),
        ):
            place = self.tabs.addTab(page, tr(title))
            self.tabs.setTabToolTip(place, tooltip(tr(meaning)))
        shown = QWidget()
        rows = QVBoxLayout(shown)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.head)
        rows.addWidget(separator())
        rows.addWidget(self.tabs, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._empty_page())
        self.pages.addWidget(shown)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.pages)
        split.setStretchFactor(1, 1)
        split.setSizes([_LIST, 3 * _LIST])
        left.setMinimumWidth(120)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)

    def _empty_page(self) -> QWidget:
        """Say what a cooperation model is made of, and offer to add one."""
        page = QWidget()
        page.setProperty("role", "sheet")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.first = QPushButton(tr("Add a cooperation model"))
        texts = (
            (tr("No cooperation model yet"), "title"),
            (
                tr(
                    "A cooperation model is a chain of partners that make a material at home"
                    " together. Enter:"
                ),
                "",
            ),
            (
                tr(
                    "1. the model: what it makes, the supplier whose capacity it adds, its status,"
                    " the day of approval, private investment and state money;\n"
                    "2. its partners with their roles, readiness (TRL 1-9) and the months until"
                    " each is qualified;\n"
                    "3. the package: public money by kind of support;\n"
                    "4. the capacity of its plant by date."
                ),
                "",
            ),
            (
                tr(
                    "All of it stands in the tables projects, partners, support and capacity, and"
                    " can be imported with the workbook."
                ),
                "muted",
            ),
        )
        layout = QVBoxLayout(page)
        layout.setContentsMargins(32, 32, 32, 32)
        layout.setSpacing(10)
        layout.addStretch(1)
        for text, role in texts:
            label = PlainLabel(text, role=role)
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addWidget(self.first, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(2)
        return page

    # --- showing ----------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _edited(self, news: frozenset[str]) -> None:
        if news & MADE_FROM:
            self.refresh()

    def refresh(self) -> None:
        """Bring list and page up to date, once somebody looks."""
        self._stale = not self.isVisible()
        if self._stale:
            return
        found = overview(self._session.project)
        keys = found["project"].tolist()
        if self._label not in found.index:
            self._label = int(found.index[0]) if keys else None
        self._key = "" if self._label is None else str(found.at[self._label, "project"])
        self._showing = True
        self.table.frames.set_frame(worded(found), _headings())
        self.table.fit()
        for place, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(place, width)
        self.table.select_label(self._label)
        self._showing = False
        self.remove.setEnabled(bool(self._key))
        self.pages.setCurrentIndex(1 if self._key else 0)
        self._show_page()

    def _show_page(self) -> None:
        if not self._key:
            return
        model = cooperation_model(self._session.project, self._key)
        self.head.show_model(model, schedule(model))
        self.delivery.show_model(model)
        self.ramp.show_model(model.key)
        self.notes.show_model(model)
        self.entries.show_model(model)

    def _chosen(self, label: object) -> None:
        projects = self._session.project["projects"]
        if self._showing or label not in projects.index:
            return
        self._label = cast("int", label)
        self._key = str(projects.at[label, "project"])
        self._show_page()
        material = str(projects.at[label, "material"])
        if material in set(self._session.project["materials"]["material"]):
            self._session.select(material=material)

    # --- adding and removing ----------------------------------------------------------------

    def _add(self) -> None:
        project = self._session.project
        try:
            cells = proposal(project, "projects", None)
            cells |= {"material": self._session.selection.material, "status": "proposed"}
            changed, self._label = edit.add_row(project, "projects", cells)
        except Unfit as unfit:
            problem = Problem(tr("no model was added"), table="projects", expected=str(unfit))
            self._session.told.emit(tr("Not changed"), (problem,))
            return
        self._session.edit(tr("Add a cooperation model"), changed)
        self.tabs.setCurrentWidget(self.entries)

    def _remove(self) -> None:
        table = self._session.project["projects"]
        labels = [int(label) for label in table.index[table["project"] == self._key]]
        delete(self._session, "projects", labels, tr("Remove the model {name}", name=self._key))


def _headings() -> list[Heading]:
    leverage = tr("Private money for one unit of public money")
    return [
        Heading("name", tr("model")),
        Heading("status", tr("status")),
        Heading("leverage", tr("private/public"), meaning=leverage, is_number=True),
        Heading("qualified", tr("qualified from"), meaning=tr("Month from which goods are bought")),
        Heading("weakest", tr("weakest link"), meaning=tr("The link everything waits for")),
        Heading("material", tr("material")),
    ]


PANE = Pane(
    title="Cooperation models",
    meaning="Partners along the chain, gates, package, qualified tonnes by month, ramp risk",
    place="centre",
    order=30,
    make=ProjectsPane,
    group="Projects",
    beside=(),
)
