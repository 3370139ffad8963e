"""All tables of the project, as they are; every cell can be edited."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from workbench.core import edit, provenance, schema
from workbench.core.project import Project
from workbench.ui.panes import Pane
from workbench.ui.panes._editing import commit
from workbench.ui.session import Session
from workbench.ui.texts import tr
from workbench.ui.widgets.labels import ElidedLabel
from workbench.ui.widgets.table import headings
from workbench.ui.widgets.table_view import FilteredTable


class TablesPane(QWidget):
    """One table at a time, chosen from a list; below it where the current row came from."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.choice = QComboBox()
        self.choice.setAccessibleName(tr("Table"))
        for table in schema.TABLES:
            self.choice.addItem(table.name, table.name)
        self._meaning = ElidedLabel(role="muted")
        self.table = FilteredTable(tr("Table"), self._edit, tr("This table has no rows."))
        self._origin = ElidedLabel(role="muted")
        top = QHBoxLayout()
        top.setContentsMargins(8, 4, 8, 0)
        top.setSpacing(8)
        top.addWidget(self.choice)
        top.addWidget(self._meaning, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._origin)
        self._origin.hide()
        self._origin.setContentsMargins(8, 2, 8, 0)
        delete = QAction(tr("Delete rows"), self.table.view)
        delete.triggered.connect(self._delete_selected)
        self.table.view.addAction(delete)
        self.choice.setCurrentText("trade")
        self.choice.currentIndexChanged.connect(self._refresh)
        self.table.view.current_changed.connect(self._tell_origin)
        session.edited.connect(self._edited)
        self._refresh()

    @property
    def name(self) -> str:
        """Name of the table that is shown."""
        return str(self.choice.currentData())

    def _edited(self, news: frozenset[str]) -> None:
        if self.name in news:
            self._refresh()

    def _refresh(self) -> None:
        table = schema.BY_NAME[self.name]
        editable = table.name != "origins"
        before = self.table.view.frames.frame
        frame = self._session.project[table.name]
        self._meaning.setText(tr(table.meaning))
        self.table.view.frames.set_frame(frame, headings(table.columns, editable=editable))
        if before is None or list(before.columns) != list(frame.columns) or before.empty:
            self.table.view.fit()

    def _edit(self, label: int, column: str, text: str) -> None:
        commit(self._session, self.name, label, column, text)

    def _delete_selected(self) -> None:
        view = self.table.view
        rows = {index.row() for index in view.selectionModel().selectedIndexes()}
        if rows and self.name != "origins":
            labels = [view.frames.label(row) for row in rows]
            changed = edit.delete_rows(self._session.project, self.name, labels)
            self._session.edit(tr("Delete rows of {table}", table=self.name), changed)

    def _tell_origin(self, label: object) -> None:
        text = "" if label is None else where_from(self._session.project, int(str(label)))
        self._origin.setText(text)
        self._origin.setVisible(bool(text))


def where_from(project: Project, label: int) -> str:
    """Return in words where a row came from."""
    place = provenance.unpack(label)
    if place.origin == provenance.BY_HAND:
        return tr("typed by hand")
    origins = project["origins"]
    rows = origins[origins["origin"] == place.origin]
    if rows.empty:
        return tr("origin unknown")
    source = rows.iloc[0]
    return tr(
        "from {file}, sheet {sheet}, row {row}, imported {time}",
        file=source["file"],
        sheet=source["sheet"],
        row=place.row,
        time=source["imported"],
    )


PANE = Pane(
    title="Tables",
    meaning="All tables of the project, as they are",
    place="bottom",
    order=5,
    make=TablesPane,
)
