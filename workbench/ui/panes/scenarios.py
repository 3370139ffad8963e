"""Scenarios: choose one, change its shocks in a form; the charts follow at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QSplitter,
    QToolButton,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workbench.core import edit
from workbench.core.problem import Problem
from workbench.core.project import Project
from workbench.core.shocks import all_shocks
from workbench.core.values import Unfit
from workbench.ui.panes import Pane
from workbench.ui.panes._editing import delete
from workbench.ui.panes._new_row import shock as new_shock
from workbench.ui.panes._scenario_tree import SCENARIO_ROLE, SHOCK_ROLE, ScenarioTree
from workbench.ui.panes._shock_form import ShockForm
from workbench.ui.session import Session
from workbench.ui.texts import tr
from workbench.ui.widgets.labels import tooltip

SHOWN_FROM = frozenset({"scenarios", "shocks", "trade", "materials", "suppliers", "countries"})


class ScenariosPane(QWidget):
    """A tree of scenarios and their shocks, and the form of the current shock."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.tree = ScenarioTree()
        self.form = ShockForm()
        self._shock: int | None = None
        scroll = QScrollArea()
        scroll.setAccessibleName(tr("Chosen shock"))
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.form)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.tree)
        split.addWidget(scroll)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._buttons())
        layout.addWidget(split, 1)
        self.tree.currentItemChanged.connect(self._chosen)
        self.tree.itemChanged.connect(self._renamed)
        self.form.changed.connect(self._change)
        self.form.finished.connect(session.end_merging)
        self.form.chance_changed.connect(self._change_chance)
        self.form.spread_changed.connect(self._change_spread)
        session.edited.connect(self._edited)
        session.selected.connect(self._show_selected)
        session.simulated.connect(lambda: self.tree.show_left_out(session.left_out))
        self._refresh()

    # --- building ---------------------------------------------------------------------------

    def _buttons(self) -> QHBoxLayout:
        self._add_scenario = QAction(tr("Add scenario"), self)
        self._add_scenario.triggered.connect(self._new_scenario)
        self._delete = QAction(tr("Delete"), self)
        self._delete.triggered.connect(self._delete_current)
        menu = QMenu(self)
        for key, kind in all_shocks().items():
            action = menu.addAction(tr(kind.title))
            action.setToolTip(tooltip(tr(kind.meaning)))
            action.triggered.connect(lambda _checked=False, k=key: self._new_shock(k))
        self._add_shock = QToolButton()
        self._add_shock.setText(tr("Add shock"))
        self._add_shock.setMenu(menu)
        self._add_shock.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._add_shock.setToolTip(tooltip(tr("Add a shock to the chosen scenario")))
        row = QHBoxLayout()
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(4)
        for action, tip in (
            (self._add_scenario, tr("Add a scenario on top of the chosen one")),
            (self._delete, tr("Delete the chosen scenario or shock")),
        ):
            button = QToolButton()
            button.setDefaultAction(action)
            button.setToolTip(tooltip(tip))
            action.setStatusTip(tip)
            row.addWidget(button)
            if action is self._add_scenario:
                row.addWidget(self._add_shock)
        row.addStretch(1)
        return row

    # --- showing ----------------------------------------------------------------------------

    def _edited(self, news: frozenset[str]) -> None:
        if news & {"scenarios"} or (news & {"shocks"} and self._structure_changed()):
            self._refresh()
        elif news & SHOWN_FROM:
            self.tree.show_texts(self._session.project)
            self._show_form()

    def _structure_changed(self) -> bool:
        """Whether shocks were added, deleted, or are of another kind or scenario."""
        return _structure(self._session.project) != self._shown

    def _refresh(self) -> None:
        project = self._session.project
        self._shown = _structure(project)
        current = self._current()
        self.tree.show_project(project, self._session.selection.pinned)
        if not self.tree.make_current(*current):
            self._show_selected()
        self._show_form()

    def _show_selected(self) -> None:
        """Make the item of the selected scenario the current one, unless a shock of it is."""
        chosen = self._session.selection.scenario
        if self._current()[0] != chosen or self.tree.currentItem() is None:
            self.tree.make_current(chosen, None)
        self.tree.show_pins(self._session.selection.pinned)
        self._show_form()

    def _show_form(self) -> None:
        self._shock = self._shock_to_show()
        scenario = self._current()[0]
        if self._shock is not None:
            self.form.show_shock(self._session.project, self._shock)
        elif scenario:
            self.form.show_hint(tr("This scenario changes nothing yet: add a shock to it."))
        else:
            self.form.show_hint(
                tr("A scenario is what may happen: choose one, or add one and its shocks.")
            )
        self._add_shock.setEnabled(bool(scenario))
        self._delete.setEnabled(bool(scenario))

    def _current(self) -> tuple[str, int | None]:
        return self.tree.current() or (self._session.selection.scenario, None)

    # --- what the user does -----------------------------------------------------------------

    def _chosen(self) -> None:
        scenario = self._current()[0]
        self._session.select(scenario=scenario)
        self._show_form()

    def _shock_to_show(self) -> int | None:
        """Return the current shock, or of the current scenario the one that hits the material."""
        scenario, shock = self._current()
        shocks = self._session.project["shocks"]
        if shock is not None and shock in shocks.index:
            return shock
        mine = shocks[shocks["scenario"] == scenario].sort_values("order")
        hit = mine[mine["material"] == self._session.selection.material]
        rows = hit if len(hit) else mine
        return int(rows.index[0]) if len(rows) else None

    def _change(self, name: str, value: float | str) -> None:
        text = tr("Change {what} of a shock", what=name.replace("_", " "))
        self._edit_shock(
            text, lambda now, shock: edit.set_shock(now, shock, {name: value}), merge=name
        )

    def _change_chance(self, chance: float | str) -> None:
        self._edit_shock(
            tr("Change probability of a shock"),
            lambda now, shock: edit.set_shock(now, shock, {"probability": chance}),
        )

    def _change_spread(self, name: str, spread: str, text: str) -> None:
        self._edit_shock(text, lambda now, shock: edit.set_spread(now, shock, name, spread))

    def _edit_shock(
        self, text: str, change: Callable[[Project, int], Project], merge: str = ""
    ) -> None:
        """Change the shock shown, as an undo step, or say why it stays as it is."""
        shock = self._shock
        if shock is None:
            return
        try:
            changed = change(self._session.project, shock)
        except Unfit as unfit:
            problem = Problem(tr("not changed"), value=text, expected=str(unfit))
            self._session.told.emit(tr("Not changed"), (problem,))
            return
        self._session.edit(text, changed, merge=f"shock {shock} {merge}" if merge else "")

    def _new_scenario(self) -> None:
        project, parent = self._session.project, self._current()[0]
        taken = set(project["scenarios"]["scenario"])
        number = next(n for n in range(1, len(taken) + 2) if f"scenario-{n}" not in taken)
        cells = {
            "scenario": f"scenario-{number}",
            "name": tr("Scenario {number}", number=number),
            "parent": parent,
        }
        changed, _ = edit.add_row(project, "scenarios", cells)
        self._session.edit(tr("Add scenario"), changed)
        self._session.select(scenario=f"scenario-{number}")

    def _new_shock(self, key: str) -> None:
        project, scenario = self._session.project, self._current()[0]
        result = self._session.result
        start = result.balance["period"].iloc[0] if result is not None else "2024-01"
        cells = new_shock(project, key, self._session.selection.material, str(start))
        changed, label = edit.add_shock(project, scenario, cells)
        self._session.edit(tr("Add {kind}", kind=tr(all_shocks()[key].title)), changed)
        self.tree.make_current(scenario, label)
        self._show_form()

    def _delete_current(self) -> None:
        scenario, shock = self._current()
        rows = self._session.project["scenarios"]
        if shock is not None:
            delete(self._session, "shocks", [shock], tr("Delete shock"))
        elif scenario:
            labels = [int(label) for label in rows.index[rows["scenario"] == scenario]]
            delete(self._session, "scenarios", labels, tr("Delete scenario"))

    def _renamed(self, item: QTreeWidgetItem) -> None:
        if item.data(0, SHOCK_ROLE) is not None:
            return
        scenario, pinned = str(item.data(0, SCENARIO_ROLE)), self._session.selection.pinned
        ticked = item.checkState(0) == Qt.CheckState.Checked
        if ticked != (scenario in pinned):
            self._session.pin(scenario, on=ticked)
            return
        scenarios = self._session.project["scenarios"]
        rows = scenarios.index[scenarios["scenario"] == item.data(0, SCENARIO_ROLE)]
        if item.data(0, SHOCK_ROLE) is None and len(rows):
            changed = edit.set_cell(
                self._session.project, "scenarios", int(rows[0]), "name", item.text(0)
            )
            self._session.edit(tr("Rename scenario"), changed)


def _structure(project: Project) -> list[tuple[object, ...]]:
    shocks = project["shocks"]
    return list(shocks[["scenario", "order", "kind"]].itertuples(name=None))


PANE = Pane(
    title="Scenarios",
    meaning="What may happen, and what it does",
    place="right",
    order=3,
    make=ScenariosPane,
)
