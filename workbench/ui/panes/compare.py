"""Compare: two scenarios cell by cell, and the measures of all that are pinned side by side."""

from __future__ import annotations

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

from workbench.core import countries
from workbench.core.project import Project
from workbench.core.shocks import all_shocks
from workbench.core.simulation.difference import differing
from workbench.ui.panes import Pane
from workbench.ui.panes._uncertainty_words import measure_meaning, measure_name, measure_unit
from workbench.ui.session import SIMULATED_FROM, Session
from workbench.ui.texts import tr
from workbench.ui.widgets.figure_cells import FigureDelegate
from workbench.ui.widgets.filtered_table import FilteredTable
from workbench.ui.widgets.labels import ElidedLabel, PlainLabel, tooltip
from workbench.ui.widgets.table import Heading

if TYPE_CHECKING:
    from workbench.core.simulation.difference import Difference

TABLES = {
    "summary": ("Measures", "One figure a measure, over the months in which shocks are felt"),
    "shift": ("Shift", "Shares of supply and of imports by country"),
    "balance": ("Balance", "Demand, shortage, stock and more, month by month"),
    "flows": ("Flows", "What each source supplied, month by month"),
    "shocks": ("Shocks", "Which shocks both have, and in which cells the others differ"),
}
_PAIR = ("first", "second", "difference")
_LETTERS = 17
_TEXT = 190  # pixels: names in three languages would fill the table


class ComparePane(QWidget):
    """Two combos above, the tables of both scenarios and their difference below."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._found: Difference | None = None
        self._asked: tuple[object, ...] = ()
        self.first = self._choice(tr("First scenario"))
        self.second = self._choice(tr("Second scenario"))
        self.differing = QCheckBox(tr("Only what differs"))
        self.differing.setChecked(True)
        self.alone = QCheckBox(tr("Only the chosen material"))
        self.alone.setChecked(True)
        self.told = ElidedLabel(role="muted")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(tr("Compare"))
        empty = tr("Nothing to compare:\nboth are the same here.")
        self.pinned = self._table(tr("Pinned scenarios"), tr("Tick scenarios on the right."))
        self.tables = {key: self._table(tr(title), empty) for key, (title, _) in TABLES.items()}
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
        boxes.addWidget(self.told, 1)
        boxes.addStretch(0)  # has the room where nothing is told
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addLayout(boxes)
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
        pair = str(self.first.currentData() or ""), str(self.second.currentData() or "")
        asked = (*(project[name] for name in sorted(SIMULATED_FROM)), *pair)
        same = len(asked) == len(self._asked) and all(
            one is other or (isinstance(one, str) and one == other)
            for one, other in zip(asked, self._asked, strict=True)
        )
        if same or project["materials"].empty:
            self._show()
            return
        self._asked = asked
        self._session.work(
            "compare",
            partial(_compared, project, pair),
            self._compared,
            tr("The scenarios cannot be compared"),
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
        if self._found is not None:
            first, last = self._found.first.window
            self.told.setText(tr("Sums and shares from {first} to {last}", first=first, last=last))
            self.told.setVisible(key in ("summary", "shift"))
            frame = self._chosen(getattr(self._found, key))
            frame, shown = self._worded(frame), self._headings(frame)
        self._fill(self.tables[key], frame, shown)

    def _chosen(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the rows that are asked for."""
        material = self._session.selection.material
        if self.alone.isChecked() and material and "difference" in table:
            table = table[table["material"] == material]
        return differing(table) if self.differing.isChecked() else table

    def _worded(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the table with countries and measures by name, and units beside figures."""
        project = self._session.project
        units = dict(
            zip(project["materials"]["material"], project["materials"]["unit"], strict=True)
        )
        if "country" in table and "difference" in table:
            named = {code: countries.display_name(project, code) for code in set(table["country"])}
            table = table.assign(country=table["country"].map(named))
        if "kind" in table:
            kinds = {key: tr(kind.title) for key, kind in all_shocks().items()}
            table = table.assign(
                kind=[kinds.get(key, key) for key in table["kind"]],
                status=[tr(status) for status in table["status"]],
            )
        if "measure" in table:
            pairs = zip(table["measure"], table["material"], strict=True)
            table = table.assign(
                unit=[measure_unit(one, str(units.get(m, ""))) for one, m in pairs],
                measure=[measure_name(one) for one in table["measure"]],
            )
        return table

    def _headings(self, table: pd.DataFrame) -> list[Heading]:
        names = {
            "first": self.first.currentText(),
            "second": self.second.currentText(),
            "difference": tr("difference"),
        }
        meaning = tr("The second scenario less the first one")
        figures = pd.api.types.is_numeric_dtype(table["first"])
        heads = []
        for column in map(str, table):
            if column in _PAIR:
                tip = meaning if column == "difference" else ""
                title = names[column]
                heads.append(Heading(column, _short(title), "", tip or title, figures))
            elif not (column == "material" and self.alone.isChecked() and figures):
                heads.append(Heading(column, tr(column.replace("_", " "))))
        if "measure" in table:
            heads.insert(-3, Heading("unit", tr("unit")))
        return heads

    def _show_pinned(self) -> None:
        """Show every measure of the chosen material for all scenarios that are looked at."""
        session, material = self._session, self._session.selection.material
        results = [one for one in (session.result, *session.pinned) if one is not None]
        self.told.setVisible(bool(results))
        frame, shown = pd.DataFrame(), list[Heading]()
        if results:
            first, last = results[0].window
            self.told.setText(tr("Sums and shares from {first} to {last}", first=first, last=last))
            frame, shown = _side_by_side(session, results, material)
        self._fill(self.pinned, frame, shown)

    def _fill(self, table: FilteredTable, frame: pd.DataFrame, shown: list[Heading]) -> None:
        view = table.view
        view.frames.set_frame(frame, shown)
        for place, head in enumerate(shown):
            plain = None if head.is_number else view.itemDelegate()
            view.setItemDelegateForColumn(place, plain or view.property("figures"))
        view.fit()
        for place, head in enumerate(shown):
            if not head.is_number:
                view.setColumnWidth(place, min(view.columnWidth(place), _TEXT))


def _short(name: str) -> str:
    """Return a name that fits above figures; the tooltip has all of it."""
    return name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1]}…"


def _side_by_side(
    session: Session, results: list[Any], material: str
) -> tuple[pd.DataFrame, list[Heading]]:
    """Return the measures of a material, a column for each scenario and one for the base."""
    project = session.project
    units = dict(zip(project["materials"]["material"], project["materials"]["unit"], strict=True))
    names = dict(zip(project["scenarios"]["scenario"], project["scenarios"]["name"], strict=True))
    tables = [
        one.summary[one.summary["material"] == material].set_index("measure") for one in results
    ]
    if tables[0].empty:
        return pd.DataFrame(), []
    unit = str(units.get(material, ""))
    frame = pd.DataFrame(
        {
            "measure": [measure_name(one) for one in tables[0].index],
            "unit": [measure_unit(one, unit) for one in tables[0].index],
            "base": tables[0]["base"].to_numpy(dtype=float),
        }
    )
    heads = [
        Heading("measure", tr("measure")),
        Heading("unit", tr("unit")),
        Heading("base", tr("Base"), is_number=True),
    ]
    for result, table in zip(results, tables, strict=True):
        if result.scenario:
            frame[result.scenario] = table["scenario"].to_numpy(dtype=float)
            title = str(names.get(result.scenario) or result.scenario)
            heads.append(Heading(result.scenario, _short(title), "", title, True))
    frame["meaning"] = [measure_meaning(one) for one in tables[0].index]
    return frame, [*heads, Heading("meaning", tr("meaning"))]


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
