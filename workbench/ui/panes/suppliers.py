"""Suppliers of the material the charts show; every cell can be edited."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.core import edit, schema
from workbench.core.project import Project
from workbench.ui.panes import Pane
from workbench.ui.panes._editing import commit, delete
from workbench.ui.session import Session
from workbench.ui.texts import number, tr
from workbench.ui.widgets.table import Heading, headings
from workbench.ui.widgets.table_view import TableView

DATED = Heading(
    "dated", "dated capacity", "unit per year", "rows of the table capacity; they count first"
)
COLUMNS = (
    "name",
    "country",
    "capacity",
    "volume",
    "price",
    "stock",
    "lead_time",
    "qualification_time",
    "recovery_time",
    "note",
)


class SuppliersPane(QWidget):
    """The named suppliers of the chosen material."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.table = TableView(tr("Suppliers"), self._edit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        self._add = QAction(tr("Add supplier"), self.table)
        self._add.setStatusTip(tr("Add a supplier of the chosen material"))
        self._add.triggered.connect(self._add_supplier)
        self._delete = QAction(tr("Delete suppliers"), self.table)
        self._delete.setStatusTip(tr("Delete the selected suppliers"))
        self._delete.triggered.connect(self._delete_selected)
        self.table.addActions([self._add, self._delete])
        session.edited.connect(self._edited)
        session.selected.connect(self._refresh)
        self._refresh()

    def _edited(self, news: frozenset[str]) -> None:
        if news & {"suppliers", "materials", "capacity"}:
            self._refresh()

    def _refresh(self) -> None:
        material = self._session.selection.material
        frame = self._session.project["suppliers"]
        table = schema.BY_NAME["suppliers"]
        project = self._session.project
        columns = [table.column(name) for name in COLUMNS]
        shown = headings(columns, editable=True, currency=project.setting("currency"))
        shown = [replace(head, unit=self._unit(head.unit)) for head in shown]
        shown.insert(3, DATED)
        rows = frame[frame["material"] == material]
        # A supplier without a name is shown by its key.
        rows = rows.assign(
            name=rows["name"].where(rows["name"] != "", rows["supplier"]),
            dated=[_dated(self._session.project, key) for key in rows["supplier"]],
        )
        self.table.empty_text = (
            tr(
                "No named suppliers of {material}; countries of the customs figures stand in.",
                material=material,
            )
            if material
            else tr("Choose a material on the left to see who supplies it.")
        )
        same = self.table.frames.frame is not None and list(rows.index) == list(
            self.table.frames.frame.index
        )
        self.table.frames.set_frame(rows, shown)
        if not same:
            self.table.fit()

    def _unit(self, general: str) -> str:
        """Return the unit of a column with that of the chosen material in it."""
        project, material = self._session.project, self._session.selection.material
        rows = project["materials"]
        own = rows.loc[rows["material"] == material, "unit"]
        if own.empty or not own.iloc[0]:
            return general
        return " ".join(str(own.iloc[0]) if word == "unit" else word for word in general.split())

    def _edit(self, label: int, column: str, text: str) -> None:
        commit(self._session, "suppliers", label, column, text)

    def _add_supplier(self) -> None:
        project, material = self._session.project, self._session.selection.material
        if not material:
            return
        taken = set(project["suppliers"]["supplier"])
        number = next(n for n in range(1, len(taken) + 2) if f"supplier {n}" not in taken)
        cells = {
            "supplier": f"supplier {number}",
            "country": project.home,
            "material": material,
        }
        changed, label = edit.add_row(project, "suppliers", cells)
        self._session.edit(tr("Add supplier"), changed)
        self.table.select_label(label)

    def _delete_selected(self) -> None:
        rows = {index.row() for index in self.table.selectionModel().selectedIndexes()}
        labels = [self.table.frames.label(row) for row in rows]
        delete(self._session, "suppliers", labels, tr("Delete suppliers"))


def _dated(project: Project, supplier: str) -> str:
    """Return the dated capacity of a supplier in one line."""
    rows = project["capacity"]
    rows = rows[rows["supplier"] == supplier].sort_values("period")
    pairs = zip(rows["capacity"], rows["period"], strict=True)
    return "; ".join(
        tr("{amount} from {period}", amount=number(amount), period=period)
        for amount, period in pairs
    )


PANE = Pane(
    title="Suppliers",
    meaning="Named suppliers of the chosen material",
    place="bottom",
    order=4,
    make=SuppliersPane,
)
