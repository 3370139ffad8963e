"""All tables of the project, as they are; every cell can be edited."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QComboBox, QToolButton, QVBoxLayout, QWidget

from workbench.core import edit, schema
from workbench.core.problem import DataRefused, Problem
from workbench.core.trace import origin_of, uses_of
from workbench.core.values import Unfit
from workbench.ui.panes import Pane
from workbench.ui.panes._editing import commit, delete
from workbench.ui.panes._new_row import proposal
from workbench.ui.panes._pasting import pasted
from workbench.ui.session import Session
from workbench.ui.texts import tr, tr_n
from workbench.ui.widgets import clipboard, dialogs
from workbench.ui.widgets.filtered_table import FilteredTable
from workbench.ui.widgets.labels import ElidedLabel, tooltip
from workbench.ui.widgets.table import headings


class TablesPane(QWidget):
    """One table at a time, chosen from a list; below it where the current cell came from."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.table = FilteredTable(tr("Table"), self._edit, tr("This table has no rows."))
        self._traced: tuple[int, ...] = ()
        self._origin = ElidedLabel(role="muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._origin)
        self._line_above()
        self._origin.hide()
        self._origin.setContentsMargins(8, 2, 8, 0)
        self._actions()
        self.choice.setCurrentText("trade")
        self.choice.currentIndexChanged.connect(self._show_all)
        self.table.view.selectionModel().currentChanged.connect(self._tell_origin)
        session.edited.connect(self._edited)
        session.traced.connect(self._trace)
        self._refresh()

    def _line_above(self) -> None:
        """Put the choice of the table before its filter, and what can be done behind it."""
        self.choice = QComboBox()
        self.choice.setAccessibleName(tr("Table"))
        for place, table in enumerate(schema.TABLES):
            self.choice.addItem(table.name, table.name)
            tip = tooltip(tr(table.meaning))
            self.choice.setItemData(place, tip, Qt.ItemDataRole.ToolTipRole)
        self._meaning = ElidedLabel(role="muted")
        self._all = QToolButton()
        self._all.setText(tr("Show all rows"))
        self._all.setToolTip(tooltip(tr("Show the whole table again")))
        self._all.clicked.connect(self._show_all)
        self._add = QAction(tr("Add row"), self.table.view)
        self._add.setStatusTip(tr("Add a row like the current one, with a key of its own"))
        self._add.triggered.connect(self._add_row)
        button = QToolButton()
        button.setDefaultAction(self._add)
        button.setToolTip(tooltip(self._add.statusTip()))
        self.table.top.insertWidget(0, self.choice)
        for widget in (self._all, button):
            self.table.top.addWidget(widget)
        self.table.top.addWidget(self._meaning, 2)

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
        self.choice.setToolTip(tooltip(tr(table.meaning)))
        self._add.setEnabled(editable)
        self._all.setVisible(bool(self._traced))
        if self._traced:
            frame = frame[frame.index.isin(self._traced)]
            text = tr_n(
                "{count} row behind the figure", "{count} rows behind the figure", len(frame)
            )
            self._meaning.setText(text)
        currency = self._session.project.setting("currency")
        shown = headings(table.columns, editable=editable, currency=currency)
        self.table.view.frames.set_frame(frame, shown)
        if before is None or list(before.columns) != list(frame.columns) or before.empty:
            self.table.view.fit()

    def _edit(self, label: int, column: str, text: str) -> None:
        commit(self._session, self.name, label, column, text)

    def _delete_selected(self) -> None:
        view = self.table.view
        rows = {index.row() for index in view.selectionModel().selectedIndexes()}
        if rows and self.name != "origins":
            labels = [view.frames.label(row) for row in rows]
            text = tr("Delete rows of {table}", table=self.name)
            delete(self._session, self.name, labels, text)

    def _add_row(self) -> None:
        project, current = self._session.project, self._current()
        like = current[0] if current else None
        try:
            cells = proposal(project, self.name, like)
            changed, label = edit.add_row(project, self.name, cells)
        except Unfit as unfit:
            problem = Problem(tr("no row was added"), table=self.name, expected=str(unfit))
            self._session.told.emit(tr("Not changed"), (problem,))
            return
        self.table.filter.clear()
        self._traced = ()
        self._session.edit(tr("Add row to {table}", table=self.name), changed)
        self.table.view.select_label(label)
        self.table.view.setFocus()
        QTimer.singleShot(0, self.table.view, self._show_current)  # once the line below stands

    def _show_current(self) -> None:
        self.table.view.scrollTo(self.table.view.currentIndex())

    def _paste(self) -> None:
        block = clipboard.cells_of(QGuiApplication.clipboard().text())
        labels, columns = self.table.view.from_current()
        if not columns and self.table.view.frames.total() == 0:
            columns = list(schema.BY_NAME[self.name].names)
        if not block or not columns or self.name == "origins":
            return
        try:
            changed = pasted(self._session.project, self.name, labels, columns, block)
        except DataRefused as refused:
            self._session.told.emit(tr("Nothing was pasted"), refused.problems)
            return
        self._session.edit(tr("Paste into {table}", table=self.name), changed)

    def _actions(self) -> None:
        """Put what can be done with a row into its context menu."""
        self.table.view.addAction(self._add)
        paste = QAction(tr("Paste"), self.table.view)
        paste.setStatusTip(tr("Paste cells of a spreadsheet from the current cell on"))
        paste.setShortcut(QKeySequence(QKeySequence.StandardKey.Paste))
        paste.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        paste.triggered.connect(self._paste)
        self.table.view.paste_asked.connect(self._paste)
        self.table.view.addAction(paste)
        for text, tip, call in (
            (tr("What uses this?"), tr("Tell which figures use this row"), self._tell_uses),
            (tr("Delete rows"), tr("Delete the selected rows"), self._delete_selected),
        ):
            action = QAction(text, self.table.view)
            action.setStatusTip(tip)
            action.triggered.connect(call)
            self.table.view.addAction(action)

    def _trace(self, table: str, labels: Sequence[int]) -> None:
        """Show only the rows that a figure came from."""
        with QSignalBlocker(self.choice):
            self.choice.setCurrentIndex(self.choice.findData(table))
        self._traced = tuple(labels)
        self._refresh()
        self.table.view.fit()
        if labels:
            self.table.view.select_label(labels[0])

    def _show_all(self) -> None:
        self._traced = ()
        self._refresh()

    def _current(self) -> tuple[int, str] | None:
        """Return index value and column of the current cell."""
        index = self.table.view.currentIndex()
        if not index.isValid():
            return None
        frames = self.table.view.frames
        return int(frames.label(index.row())), frames.headings[index.column()].column

    def _tell_origin(self) -> None:
        current = self._current()
        text = ""
        if current is not None and current[0] in self._session.project[self.name].index:
            text = str(origin_of(self._session.project, self.name, *current))
        self._origin.setText(text)
        self._origin.setVisible(bool(text))

    def _tell_uses(self) -> None:
        current = self._current()
        if current is None:
            return
        used = uses_of(self._session.project, self.name, current[0])
        dialogs.show_text(
            self,
            tr("What uses this row"),
            "\n".join(used) if used else tr("No figure: the row is shown as it is."),
        )


PANE = Pane(
    title="Tables",
    meaning="All tables of the project, as they are",
    place="bottom",
    order=5,
    make=TablesPane,
)
