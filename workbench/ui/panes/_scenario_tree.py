"""The tree of scenarios and their shocks: boxes to pin them, marks on what a run leaves out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from workbench.core.project import Project
from workbench.core.simulation.left_out import LeftOut
from workbench.ui.incomplete import in_a_line
from workbench.ui.look import icon
from workbench.ui.panes._shock_text import describe
from workbench.ui.texts import tr
from workbench.ui.widgets.labels import tooltip

SCENARIO_ROLE = Qt.ItemDataRole.UserRole
SHOCK_ROLE = Qt.ItemDataRole.UserRole + 1
_NOTES_ROLE = Qt.ItemDataRole.UserRole + 2
_PINNING = "Tick it to see it beside the chosen scenario in charts and tables."


class ScenarioTree(QTreeWidget):
    """Shows what it is given; what the user does is told by the signals of the tree."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Scenarios"))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QTreeWidget.EditTrigger.EditKeyPressed)
        self._project = Project()
        self._left_out: Mapping[str, LeftOut] = {}

    # --- showing ----------------------------------------------------------------------------

    def show_project(self, project: Project, pinned: Sequence[str]) -> None:
        """List all scenarios anew, each below its parent, with its shocks."""
        self._project = project
        with QSignalBlocker(self):
            self.clear()
            base = QTreeWidgetItem([tr("Base")])
            base.setData(0, SCENARIO_ROLE, "")
            self.addTopLevelItem(base)
            self._add_children("", None, frozenset())
            self.expandAll()
        self.show_pins(pinned)
        self.show_texts(project)

    def _add_children(
        self, parent: str, above: QTreeWidgetItem | None, seen: frozenset[str]
    ) -> None:
        scenarios, shocks = self._project["scenarios"], self._project["shocks"]
        names = set(scenarios["scenario"])
        for row in scenarios.itertuples():
            orphan = not parent and row.parent not in names and row.parent != ""
            if row.scenario in seen or (row.parent != parent and not orphan):
                continue
            item = QTreeWidgetItem([str(row.name or row.scenario)])
            item.setData(0, SCENARIO_ROLE, row.scenario)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            notes = (str(text) for text in (row.name or row.scenario, row.note) if text)
            item.setData(0, _NOTES_ROLE, "\n".join([*notes, tr(_PINNING)]))
            if above is None:
                self.addTopLevelItem(item)
            else:
                above.addChild(item)
            for shock in shocks[shocks["scenario"] == row.scenario].sort_values("order").index:
                leaf = QTreeWidgetItem()
                leaf.setData(0, SCENARIO_ROLE, row.scenario)
                leaf.setData(0, SHOCK_ROLE, int(shock))
                item.addChild(leaf)
            self._add_children(str(row.scenario), item, seen | {str(row.scenario)})

    def show_texts(self, project: Project) -> None:
        """Write every shock as it is now."""
        self._project = project
        with QSignalBlocker(self):
            for item in self.items():
                label = item.data(0, SHOCK_ROLE)
                if label is not None and label in project["shocks"].index:
                    item.setText(0, describe(project, label))
        self._mark()

    def show_pins(self, pinned: Sequence[str]) -> None:
        """Show which scenarios are pinned, as boxes that are ticked."""
        with QSignalBlocker(self):
            for item in self.items():
                if item.data(0, SHOCK_ROLE) is None:
                    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                    on = item.data(0, SCENARIO_ROLE) in pinned
                    item.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def show_left_out(self, left_out: Mapping[str, LeftOut]) -> None:
        """Mark the shocks that a run leaves out and their scenarios; the tooltips say why."""
        if left_out != self._left_out:
            self._left_out = left_out
            self._mark()

    def _mark(self) -> None:
        """Bring marks and tooltips up to date."""
        warning = icon("warning", role="warning")
        with QSignalBlocker(self):
            for item in self.items():
                why = self._why(item)
                item.setIcon(0, warning if why else QIcon())
                notes = item.data(0, _NOTES_ROLE) or item.text(0)
                item.setToolTip(0, tooltip("\n".join(filter(None, (notes, why)))))

    def _why(self, item: QTreeWidgetItem) -> str:
        """Return what of an item is left out of a run of its scenario, and why."""
        found = self._left_out.get(str(item.data(0, SCENARIO_ROLE)))
        shock = item.data(0, SHOCK_ROLE)
        if found is None or shock is None:
            return in_a_line(found, self._project) if found else ""
        if shock in found.rows:
            return tr("Left out: {why}", why="; ".join(found.rows[shock]))
        if shock in found.certain:
            return tr("Not drawn as written: {why}", why="; ".join(found.certain[shock]))
        return ""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_left_out"):
            self._mark()

    # --- what is current --------------------------------------------------------------------

    def items(self) -> list[QTreeWidgetItem]:
        """Return every item, level by level."""
        found: list[QTreeWidgetItem] = []
        todo = [self.topLevelItem(place) for place in range(self.topLevelItemCount())]
        while todo:
            item = todo.pop(0)
            if item is not None:
                found.append(item)
                todo += [item.child(place) for place in range(item.childCount())]
        return found

    def current(self) -> tuple[str, int | None] | None:
        """Return the scenario of the current item, and its shock if it is one."""
        item = self.currentItem()
        if item is None:
            return None
        return str(item.data(0, SCENARIO_ROLE)), item.data(0, SHOCK_ROLE)

    def make_current(self, scenario: str, shock: int | None) -> bool:
        """Make an item the current one without telling so; return whether it is there."""
        for item in self.items():
            same = item.data(0, SCENARIO_ROLE) == scenario and item.data(0, SHOCK_ROLE) == shock
            if same:
                with QSignalBlocker(self):
                    self.setCurrentItem(item)
                return True
        return False
