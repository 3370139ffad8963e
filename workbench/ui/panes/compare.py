"""Compare: two scenarios cell by cell, and the measures of all that are pinned side by side."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, cast

import pandas as pd
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.core.problem import Problem
from workbench.core.project import Project
from workbench.core.simulation.difference import differing
from workbench.ui.panes import Pane
from workbench.ui.panes._compare_words import STAYING, headings, side_by_side, worded
from workbench.ui.session import SIMULATED_FROM, Session
from workbench.ui.texts import tr, tr_n
from workbench.ui.widgets.figure_cells import FigureDelegate
from workbench.ui.widgets.filtered_table import FilteredTable
from workbench.ui.widgets.fitting import Fitting
from workbench.ui.widgets.labels import ElidedLabel, PlainLabel, tooltip
from workbench.ui.widgets.table import Heading

if TYPE_CHECKING:
    from workbench.core.simulation.difference import Difference
    from workbench.core.simulation.result import Result

TABLES = {
    "summary": ("Measures", "One figure a measure, over the months in which shocks are felt"),
    "shift": ("Shift", "Shares of supply and of imports by country"),
    "balance": ("Balance", "Demand, shortage, stock and more, month by month"),
    "flows": ("Flows", "What each source supplied, month by month"),
    "shocks": ("Shocks", "Which shocks both have, and in which cells the others differ"),
}


class ComparePane(QWidget):
    """Two combos above, the tables of both scenarios and their difference below."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._found: Difference | None = None
        self._asked: tuple[object, ...] = ()
        self._fittings: dict[FilteredTable, Fitting] = {}
        self.first = self._choice(tr("First scenario"))
        self.second = self._choice(tr("Second scenario"))
        self.differing = QCheckBox(tr("Only what differs"))
        self.differing.setChecked(True)
        self.alone = QCheckBox(tr("Only the chosen material"))
        self.alone.setChecked(True)
        self.told = ElidedLabel(role="muted")
        self.told.setContentsMargins(12, 0, 12, 4)
        self.told.hide()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(tr("Compare"))
        empty = tr("Nothing to compare:\nboth are the same here.")
        self.pinned = self._table(tr("Pinned scenarios"), tr("Tick scenarios on the right."))
        self.tables = {key: self._table(tr(title), empty) for key, (title, _) in TABLES.items()}
        self._empty = {
            table: table.view.empty_text for table in (self.pinned, *self.tables.values())
        }
        pages = {key: (self.tables[key], *TABLES[key]) for key in TABLES}
        pages["pinned"] = (self.pinned, "Side by side", "Every scenario that is pinned")
        for page, title, meaning in pages.values():
            place = self.tabs.addTab(page, tr(title))
            self.tabs.setTabToolTip(place, tooltip(tr(meaning)))
        line = QHBoxLayout()
        line.setContentsMargins(12, 8, 12, 4)
        line.setSpacing(8)
        for part in (self.first, PlainLabel(tr("and")), self.second):
            line.addWidget(part, 0 if isinstance(part, PlainLabel) else 1)
        boxes = QHBoxLayout()
        boxes.setContentsMargins(12, 0, 12, 4)
        boxes.setSpacing(16)
        boxes.addWidget(self.differing)
        boxes.addWidget(self.alone)
        boxes.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addLayout(boxes)
        layout.addWidget(self.told)
        layout.addWidget(self.tabs, 1)
        for box in (self.differing, self.alone):
            box.toggled.connect(lambda _on: self._show())
        self.tabs.currentChanged.connect(lambda _place: self._show())
        session.edited.connect(self._edited)
        session.selected.connect(self._refresh)
        session.simulated.connect(self._refresh)

    def _choice(self, name: str) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setToolTip(tooltip(name))
        combo.setMinimumContentsLength(10)
        combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.activated.connect(lambda _place: self._refresh())
        return combo

    def _table(self, name: str, empty: str) -> FilteredTable:
        table = FilteredTable(name, empty=empty)
        table.view.setProperty("figures", FigureDelegate(table.view))
        table.view.setProperty("signed", FigureDelegate(table.view, signed=True))
        self._fittings[table] = Fitting(table.view)
        return table

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def _edited(self, news: frozenset[str]) -> None:
        if news & SIMULATED_FROM:
            self._refresh()

    # --- comparing --------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Compare again, once somebody looks and something is another."""
        if not self.isVisible():
            return
        self._offer()
        project = self._session.project
        if self._session.failure or project["materials"].empty:
            self._session.tasks.cancel("compare")
            self._show_nothing(self._session.failure)
            return
        pair = str(self.first.currentData() or ""), str(self.second.currentData() or "")
        asked = (*(project[name] for name in sorted(SIMULATED_FROM)), *pair)
        same = len(asked) == len(self._asked) and all(
            one is other or (isinstance(one, str) and one == other)
            for one, other in zip(asked, self._asked, strict=True)
        )
        if same:
            self._show()
            return
        self._asked = asked
        self._session.work(
            "compare",
            partial(_compared, project, pair),
            self._compared,
            tr("The scenarios cannot be compared"),
            refused=self._show_nothing,
        )

    def _offer(self) -> None:
        """Offer every scenario; at first the base and the chosen one."""
        rows = self._session.project["scenarios"]
        names = {"": tr("Base")}
        names |= {str(row.scenario): str(row.name or row.scenario) for row in rows.itertuples()}
        chosen = self._session.selection.scenario
        for combo, usual in ((self.first, ""), (self.second, chosen)):
            known = [str(combo.itemData(place)) for place in range(combo.count())]
            before = combo.currentData()
            if known == list(names) and before is not None:
                continue
            combo.clear()
            for key, name in names.items():
                combo.addItem(name, key)
            combo.setCurrentIndex(combo.findData(before if before in names else usual))

    def _compared(self, found: object) -> None:
        self._found = cast("Difference", found)
        for table, text in self._empty.items():
            table.view.empty_text = text
        self._show()

    def _show_nothing(self, why: Sequence[Problem]) -> None:
        """Say why nothing is compared; no figures from before stay."""
        self._found, self._asked = None, ()
        for table, text in self._empty.items():
            said = tr("The scenarios cannot be compared:\n{why}", why=why[0].message if why else "")
            table.view.empty_text = said if why else text
            table.view.frames.empty()
        self._show()

    # --- showing ----------------------------------------------------------------------------

    def _show(self) -> None:
        """Show the table in front."""
        page = self.tabs.currentWidget()
        if page is self.pinned:
            self._show_pinned()
            return
        key = next(name for name, table in self.tables.items() if table is page)
        frame, shown = pd.DataFrame(), list[Heading]()
        self.told.setVisible(self._found is not None and key in ("summary", "shift"))
        if self._found is not None:
            self._tell(self._found.first)
            frame = worded(self._session.project, self._chosen(getattr(self._found, key)))
            names = self.first.currentText(), self.second.currentText()
            shown = headings(frame, names, alone=self.alone.isChecked())
        self._fill(self.tables[key], frame, shown, None)

    def _tell(self, result: Result) -> None:
        """Say which months are added up; other pages and rooms add up others."""
        first, last = result.window
        months = int(result.balance["period"].drop_duplicates().between(first, last).sum())
        text = tr("Sums and shares of {first} to {last}", first=first, last=last)
        self.told.setText(text + tr_n(", {count} month", ", {count} months", months))

    def _chosen(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the rows that are asked for."""
        material = self._session.selection.material
        if self.alone.isChecked() and material and "difference" in table:
            table = table[table["material"] == material]
        return differing(table) if self.differing.isChecked() else table

    def _show_pinned(self) -> None:
        """Show the measures that are asked for in all scenarios that are looked at."""
        session = self._session
        material = session.selection.material if self.alone.isChecked() else ""
        results = [one for one in (session.result, *session.pinned) if one is not None]
        self.told.setVisible(bool(results))
        frame, shown = pd.DataFrame(), list[Heading]()
        if results:
            self._tell(results[0])
            frame, shown = side_by_side(
                session.project, results, material, differing=self.differing.isChecked()
            )
        self._fill(self.pinned, frame, shown, max(0, len(shown) - 1))

    def _fill(
        self, table: FilteredTable, frame: pd.DataFrame, shown: list[Heading], main: int | None
    ) -> None:
        """Show a table of which the first columns are to be seen at once."""
        view = table.view
        if not shown:
            view.frames.empty()
            return
        view.frames.set_frame(frame, shown)
        for place, head in enumerate(shown):
            kind = "figures" if head.is_number else "plain"
            kind = "signed" if head.is_number and head.column == "difference" else kind
            view.setItemDelegateForColumn(place, view.property(kind) or view.itemDelegate())
        self._fittings[table].fit({head.column for head in shown} - STAYING, main)


def _compared(project: Project, pair: tuple[str, str], progress: Any) -> Difference:
    from workbench.core.simulation.difference import compare

    return compare(project, *pair, progress=progress)


PANE = Pane(
    title="Compare",
    meaning="Two scenarios cell by cell, and all pinned ones side by side",
    place="centre",
    order=25,
    make=ComparePane,
    group="What if",
    beside=("materials", "scenarios"),
)
