"""The page Lists: how far strategic lists are covered, and what has no project."""

from __future__ import annotations

import pandas as pd
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from workbench.core.project import Project
from workbench.ui.panes._watch_tables import GRADE_COLOURS
from workbench.ui.texts import tr, tr_n
from workbench.ui.widgets.badge import BadgeDelegate
from workbench.ui.widgets.filtered_table import FilteredTable
from workbench.ui.widgets.labels import PlainLabel
from workbench.ui.widgets.table import Heading
from workbench.ui.widgets.table_view import TableView


class ListsPage(QWidget):
    """Lists above, the materials of the chosen one below; those that need a project first."""

    chosen = Signal(str)
    """A material was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self._coverage, self._items = pd.DataFrame(), pd.DataFrame()
        self._showing = False
        self.said = PlainLabel(role="heading")
        self.said.setWordWrap(True)
        self.said.setContentsMargins(12, 8, 12, 4)
        self.lists = TableView(
            tr("Lists"), empty=tr("No material is on a list, and home has none.")
        )
        self.items = FilteredTable(
            tr("Listed materials"),
            empty=tr("No material of this study is on the list.\nThe column lists names them."),
        )
        for view in (self.lists, self.items.view):
            view.setSelectionBehavior(TableView.SelectionBehavior.SelectRows)
            view.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.lists.current_changed.connect(self._choose_list)
        self.items.view.current_changed.connect(self._choose)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.lists)
        split.addWidget(self.items)
        split.setSizes([240, 220])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.said)
        layout.addWidget(split, 1)

    def show_lists(self, coverage: pd.DataFrame, items: pd.DataFrame, project: Project) -> None:
        """Show coverage and materials of another state of the project."""
        self._coverage, self._items, self._project = coverage, items, project
        self._showing = True
        self.lists.frames.set_frame(coverage, _LIST_HEADS)
        self.lists.fit()
        bare = sorted({n for text in coverage["alarming_without"] for n in text.split("; ") if n})
        self.said.setText(
            tr_n(
                "{count} listed material has a high grade of warning and no project: {names}",
                "{count} listed materials have a high grade of warning and no project: {names}",
                len(bare),
                names=", ".join(bare),
            )
            if bare
            else tr("No listed material without a project has a high grade of warning (A or B).")
        )
        alarming = coverage.index[coverage["alarming_without"] != ""]
        filled = [*alarming, *coverage.index[coverage["materials"] > 0]]
        if filled:
            self.lists.select_label(filled[0])
        self._show_items(filled[0] if filled else None)
        self._showing = False

    def _choose_list(self, label: object) -> None:
        if not self._showing and label is not None:
            self._show_items(label)

    def _show_items(self, label: object) -> None:
        name = str(self._coverage.at[label, "list"]) if label in self._coverage.index else ""
        rows = self._items[self._items["list"] == name]
        order = rows.assign(
            bare=rows["projects"] != "", last=rows["grade"].replace("", "E").astype(str)
        )
        rows = order.sort_values(["bare", "last", "material"], kind="stable")
        before, self._showing = self._showing, True
        currency = self._project.setting("currency")
        view = self.items.view
        view.frames.set_frame(rows, _item_heads(currency))
        view.fit()
        view.setItemDelegateForColumn(0, BadgeDelegate(GRADE_COLOURS, self))
        view.setColumnWidth(0, 64)
        view.horizontalHeader().setStretchLastSection(True)
        self._showing = before

    def _choose(self, label: object) -> None:
        if not self._showing and label in self._items.index:
            self.chosen.emit(str(self._items.at[label, "material"]))


def _count(column: str, title: str, meaning: str) -> Heading:
    return Heading(column, title, meaning=meaning, is_number=True, decimals=0)


_LIST_HEADS = (
    Heading("list", tr("list")),
    Heading("date", tr("published")),
    _count("items", tr("items"), tr("items of the published list; a dash: not known")),
    _count("materials", tr("in this study"), tr("materials of this study that are on it")),
    _count("with_project", tr("with a project"), tr("of these")),
    _count("without_project", tr("without"), tr("of these")),
    Heading("alarming_without", tr("without, and grade A or B")),
    Heading("follows", tr("follows")),
)


def _item_heads(currency: str) -> tuple[Heading, ...]:
    return (
        Heading("grade", tr("grade"), meaning=tr("of warning now; empty: could not be judged")),
        Heading("material", tr("material")),
        Heading("name", tr("name")),
        Heading("projects", tr("projects")),
        Heading("state_money", tr("public money"), currency, is_number=True, decimals=0),
    )
