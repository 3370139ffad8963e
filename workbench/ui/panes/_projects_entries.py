"""What is entered of a cooperation model: its rows in each table, to fill in and to add to."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from workbench.core import edit, periods, schema
from workbench.core.appraisal.cooperation.model import ROLES, CooperationModel
from workbench.core.problem import Problem
from workbench.core.values import Cell, Unfit
from workbench.ui.panes._editing import commit, delete
from workbench.ui.session import Session
from workbench.ui.texts import tr
from workbench.ui.widgets.labels import ElidedLabel, tooltip
from workbench.ui.widgets.table import headings
from workbench.ui.widgets.table_view import TableView

TABLES = ("projects", "partners", "support", "capacity")


class EntriesPage(QWidget):
    """One table at a time, only the rows of the model; every edit is an undo step."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._model: CooperationModel | None = None
        self.table = TableView(tr("Entries"), self._edit, tr("No row yet. Press Add row."))
        self.choice = QComboBox()
        self.choice.setAccessibleName(tr("Table"))
        names = (tr("the model itself"), tr("partners"), tr("support"), tr("capacity by date"))
        for name, key in zip(names, TABLES, strict=True):
            self.choice.addItem(name, key)
        self.meaning = ElidedLabel(role="muted")
        self.add = self._action(tr("Add row"), tr("Add a row to this table"), self._add)
        self.remove = self._action(
            tr("Delete rows"), tr("Delete the selected rows of this table"), self._delete
        )
        line = QHBoxLayout()
        line.setContentsMargins(12, 8, 12, 4)
        line.setSpacing(8)
        line.addWidget(self.choice)
        for action in (self.add, self.remove):
            button = QToolButton()
            button.setDefaultAction(action)
            button.setToolTip(tooltip(action.statusTip()))
            line.addWidget(button)
        line.addWidget(self.meaning, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(self.table, 1)
        self.choice.currentIndexChanged.connect(lambda _place: self._fill())

    def _action(self, text: str, tip: str, call: object) -> QAction:
        action = QAction(text, self.table)
        action.setStatusTip(tip)
        action.triggered.connect(call)
        self.table.addAction(action)
        return action

    @property
    def name(self) -> str:
        """Name of the table that is shown."""
        return str(self.choice.currentData())

    def show_model(self, model: CooperationModel) -> None:
        """Show the rows of a cooperation model."""
        self._model = model
        self._fill()

    def _fill(self) -> None:
        model = self._model
        if model is None:
            return
        table = schema.BY_NAME[self.name]
        frame = self._session.project[self.name]
        if self.name == "capacity":
            frame = frame[(frame["supplier"] == model.supplier) & bool(model.supplier)]
        else:
            frame = frame[frame["project"] == model.key]
        hidden = {"supplier" if self.name == "capacity" else "project"}
        if self.name == "projects":
            hidden = set()
        shown = [column for column in table.columns if column.name not in hidden]
        old = self.table.frames.frame
        currency = self._session.project.setting("currency")
        self.table.frames.set_frame(frame, headings(shown, editable=True, currency=currency))
        if old is None or list(old.columns) != list(frame.columns) or len(old) != len(frame):
            self.table.fit()
        needs_supplier = self.name == "capacity" and not model.supplier
        self.add.setEnabled(self.name != "projects" and not needs_supplier)
        self.remove.setEnabled(self.name != "projects")
        text = tr(table.meaning)
        if needs_supplier:
            text = tr("Name the supplier of the model first, in its own row.")
        self.meaning.setText(text)

    def _edit(self, label: int, column: str, text: str) -> None:
        commit(self._session, self.name, label, column, text)

    def _add(self) -> None:
        assert self._model is not None
        try:
            cells = new_row(self.name, self._model)
            changed, label = edit.add_row(self._session.project, self.name, cells)
        except Unfit as unfit:
            problem = Problem(tr("no row was added"), table=self.name, expected=str(unfit))
            self._session.told.emit(tr("Not changed"), (problem,))
            return
        self._session.edit(tr("Add row to {table}", table=self.name), changed)
        self.table.select_label(label)
        self.table.setFocus()

    def _delete(self) -> None:
        rows = {index.row() for index in self.table.selectionModel().selectedIndexes()}
        if rows and self.name != "projects":
            labels = [int(self.table.frames.label(row)) for row in rows]
            delete(self._session, self.name, labels, tr("Delete rows of {table}", table=self.name))


def new_row(table: str, model: CooperationModel) -> dict[str, Cell]:
    """Return the cells of one more row of a cooperation model.

    Raises:
        Unfit: if every kind of support stands there.
    """
    if table == "capacity":
        month = model.phases[-1].month + 12 if model.phases else (model.approved or 12 * 2025) + 24
        return {"supplier": model.supplier, "period": periods.month_name(month)}
    if table == "support":
        kinds = schema.BY_NAME["support"].column("kind").choices
        free = [kind for kind in kinds if kind not in model.package]
        if not free:
            raise Unfit(tr("a kind of support that does not stand there yet; all of them do"))
        return {"project": model.key, "kind": free[0]}
    taken = {link.organisation for link in model.links}
    name = tr("new partner")
    place = 2
    while name in taken:
        name, place = tr("new partner {number}", number=place), place + 1
    there = {link.role for link in model.links}
    role = next((role for role in ROLES if role not in there), "customer")
    return {"project": model.key, "organisation": name, "role": role, "material": model.material}
