"""Notes of hearings on a cooperation model: when, which organisation, what was said."""

from __future__ import annotations

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.core import edit
from workbench.core.appraisal.cooperation.model import CooperationModel
from workbench.core.problem import Problem
from workbench.core.values import Unfit
from workbench.ui.panes._editing import commit, delete
from workbench.ui.session import Session
from workbench.ui.texts import tr
from workbench.ui.widgets.labels import PlainLabel, tooltip
from workbench.ui.widgets.table import Heading
from workbench.ui.widgets.table_view import TableView


class NotesPage(QWidget):
    """The notes, newest first, and a line to add one."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._key = ""
        self.table = TableView(
            tr("Notes of hearings"),
            self._edit,
            tr("No hearing is noted yet. Fill in the line below and press Add."),
        )
        self.date = QLineEdit(QDate.currentDate().toString("yyyy-MM-dd"))
        self.date.setAccessibleName(tr("Date of the hearing"))
        self.date.setToolTip(tooltip(tr("Date of the hearing, such as 2024-05-31")))
        self.date.setFixedWidth(104)
        self.organisation = QComboBox()
        self.organisation.setEditable(True)
        self.organisation.setAccessibleName(tr("Organisation that was heard"))
        self.organisation.setToolTip(tooltip(tr("Organisation that was heard")))
        self.organisation.setMinimumContentsLength(14)
        self.text = QLineEdit()
        self.text.setPlaceholderText(tr("What was said"))
        self.text.setAccessibleName(tr("What was said"))
        self.add = QPushButton(tr("Add"))
        self.add.setToolTip(tooltip(tr("Add the note, as one undo step")))
        self.add.clicked.connect(self._add)
        self.text.returnPressed.connect(self._add)
        remove = QAction(tr("Delete notes"), self.table)
        remove.setStatusTip(tr("Delete the selected notes"))
        remove.triggered.connect(self._delete)
        trace = QAction(tr("Where from?"), self.table)
        trace.setStatusTip(tr("Show the row of the note in its table"))
        trace.triggered.connect(self._trace)
        self.table.addActions([trace, remove])
        line = QGridLayout()
        line.setContentsMargins(12, 8, 12, 8)
        line.setHorizontalSpacing(8)
        line.setVerticalSpacing(2)
        captions = (tr("Date"), tr("Organisation"), tr("Note"))
        parts = (self.date, self.organisation, self.text)
        for place, (caption, part) in enumerate(zip(captions, parts, strict=True)):
            label = PlainLabel(caption, role="muted")
            label.setBuddy(part)
            line.addWidget(label, 0, place)
            line.addWidget(part, 1, place)
        line.addWidget(self.add, 1, 3)
        line.setColumnStretch(1, 1)
        line.setColumnStretch(2, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.table, 1)
        layout.addLayout(line)

    def show_model(self, model: CooperationModel) -> None:
        """Show the notes on a cooperation model."""
        notes = self._session.project["notes"]
        mine = notes[(notes["table"] == "projects") & (notes["key"] == model.key)]
        if model.key != self._key:
            self._key = model.key
            self.organisation.clear()
            self.organisation.addItems([link.organisation for link in model.links])
            self.organisation.setCurrentText("")
        wanted = mine.sort_values("date", ascending=False, kind="stable")
        self.table.frames.set_frame(wanted, _headings())
        self.table.fit()
        self.table.horizontalHeader().setStretchLastSection(True)

    def _edit(self, label: int, column: str, text: str) -> None:
        commit(self._session, "notes", label, column, text)

    def _add(self) -> None:
        cells = {
            "table": "projects",
            "key": self._key,
            "date": self.date.text().strip(),
            "author": self.organisation.currentText().strip(),
            "text": self.text.text().strip(),
        }
        if not cells["author"] or not cells["text"]:
            self._tell(tr("a note needs the organisation that was heard, and what was said"))
            return
        notes = self._session.project["notes"]
        same = (notes["table"] == "projects") & (notes["key"] == self._key)
        if (same & (notes["date"] == cells["date"])).any():
            self._tell(
                tr("there is a note of this day already"),
                tr("Add to the text of that note: double-click it in the table"),
            )
            return
        try:
            changed, label = edit.add_row(self._session.project, "notes", cells)
        except Unfit as unfit:
            self._tell(tr("no note was added"), expected=str(unfit))
            return
        self.text.clear()
        self._session.edit(tr("Add a note of a hearing"), changed)
        self.table.select_label(label)

    def _tell(self, message: str, remedy: str = "", expected: str = "") -> None:
        problem = Problem(message, table="notes", expected=expected, remedy=remedy)
        self._session.told.emit(tr("Not changed"), (problem,))

    def _selected(self) -> list[int]:
        rows = sorted({index.row() for index in self.table.selectionModel().selectedIndexes()})
        return [int(self.table.frames.label(row)) for row in rows]

    def _delete(self) -> None:
        delete(self._session, "notes", self._selected(), tr("Delete notes"))

    def _trace(self) -> None:
        labels = self._selected()
        if labels:
            self._session.traced.emit("notes", labels)

    def keyPressEvent(self, event: object) -> None:
        if event.key() == Qt.Key.Key_Delete and self.table.hasFocus():  # type: ignore[attr-defined]
            self._delete()
        else:
            super().keyPressEvent(event)  # type: ignore[arg-type]


def _headings() -> list[Heading]:
    return [
        Heading("date", tr("date"), editable=True),
        Heading("author", tr("organisation"), editable=True),
        Heading("text", tr("note"), editable=True),
    ]
