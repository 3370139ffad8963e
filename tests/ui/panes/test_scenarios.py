"""Scenarios are chosen, made, renamed, changed and deleted, each as one undo step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

LICENCE = "China licenses graphite exports from 2023-12"


@pytest.fixture
def pane(window):
    return window.panes["scenarios"]


def size_of(window, label: int) -> float:
    return float(window.session.project["shocks"].at[label, "size"])


def test_that_an_empty_window_and_an_empty_scenario_say_what_to_do(window, opened, pane):
    assert "A scenario is" in pane.form._meaning.text()
    pane._add_scenario.trigger()
    assert "add a shock" in pane.form._meaning.text()
    assert pane._add_shock.isEnabled()


def test_that_a_scenario_that_is_clicked_is_run_and_shows_the_shock_of_the_material(
    opened, settled, pane, click_item
):
    click_item(pane.tree, LICENCE)
    settled()
    assert opened.session.result.scenario == "china-licence"
    assert pane.form.targets["material"].currentText() == "artificial graphite"
    click_item(pane.tree, "48 % CHN natural graphite")
    assert pane.form.targets["material"].currentText() == "natural graphite"
    assert opened.session.selection.scenario == "china-licence"


def test_that_a_child_stands_below_its_parent_and_a_shock_tells_its_whole_text(opened, pane):
    flags = Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchRecursive
    (child,) = pane.tree.findItems("China licenses exports, second phase", flags)
    assert child.parent().text(0).startswith(LICENCE)
    shock = child.child(0)
    assert shock.text(0) in shock.toolTip(0)


def test_that_typing_a_size_is_a_step_of_its_own_and_the_tree_follows(
    qtbot, opened, settled, pane, click_item
):
    click_item(pane.tree, LICENCE)
    before, label = opened.session.project, pane._shock
    box = pane.form.parameters.field("size").entry
    for text in ("0.7", "0.8"):
        box.lineEdit().selectAll()
        qtbot.keyClicks(box, text)
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert size_of(opened, label) == 0.8
    assert opened.session.undo.count() == 2
    flags = Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchRecursive
    assert len(pane.tree.findItems("80 % CHN", flags)) == 1
    opened.commands["undo"].trigger()
    assert size_of(opened, label) == 0.7
    assert box.value() == 0.7
    opened.commands["undo"].trigger()
    assert opened.session.project is before
    settled()


def test_that_a_shock_added_to_another_scenario_leaves_the_parent_alone(
    opened, settled, pane, click_item
):
    click_item(pane.tree, LICENCE)
    pane._add_scenario.trigger()
    scenarios = opened.session.project["scenarios"]
    assert scenarios["parent"].iloc[-1] == "china-licence"
    count = (opened.session.project["shocks"]["scenario"] == "china-licence").sum()
    actions = {action.text(): action for action in pane._add_shock.menu().actions()}
    actions["Export restriction"].trigger()
    shocks = opened.session.project["shocks"]
    assert shocks["scenario"].iloc[-1] == scenarios["scenario"].iloc[-1]
    assert (shocks["scenario"] == "china-licence").sum() == count
    assert shocks["country"].iloc[-1] == "CHN"
    settled()
    assert opened.session.result.scenario == scenarios["scenario"].iloc[-1]


def test_that_f2_renames_a_scenario(qtbot, qapp, opened, pane, click_item):
    click_item(pane.tree, LICENCE)
    pane.tree.setFocus()
    opened.commands["rename"].trigger()
    editor = pane.tree.findChild(QLineEdit)
    editor.setText("수출허가")  # QTest types Latin letters only
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qapp.processEvents()
    names = opened.session.project["scenarios"].set_index("scenario")["name"]
    assert names["china-licence"] == "수출허가"
    assert opened.session.undo.undoText() == "Rename scenario"
    assert pane.tree.currentItem().text(0) == "수출허가"


def test_that_deleting_a_scenario_shows_the_base_and_undo_brings_its_shocks_back(
    opened, settled, pane, click_item
):
    before = opened.session.project
    click_item(pane.tree, "US demand pull")
    pane._delete.trigger()
    assert "us-demand" not in set(opened.session.project["shocks"]["scenario"])
    assert opened.session.selection.scenario != "us-demand"
    opened.commands["undo"].trigger()
    assert opened.session.project is before
    settled()
    assert opened.session.result.scenario == "us-demand"
    assert pane.tree.currentItem().text(0).startswith("US demand pull")


def test_that_the_base_cannot_be_deleted_or_shocked(opened, pane, click_item):
    click_item(pane.tree, "Base")
    assert not pane._delete.isEnabled()
    assert not pane._add_shock.isEnabled()


def test_that_a_tick_pins_a_scenario_and_renames_nothing(opened, settled, pane):
    session = opened.session
    settled()
    steps = session.undo.count()
    item = next(one for one in pane.tree.items() if one.text(0).startswith("US demand"))
    item.setCheckState(0, Qt.CheckState.Checked)
    settled()
    assert session.selection.pinned == ("us-demand",)
    assert [one.scenario for one in session.pinned] == ["us-demand"]
    assert session.undo.count() == steps
    session.pin("us-demand", on=False)
    item = next(one for one in pane.tree.items() if one.text(0).startswith("US demand"))
    assert item.checkState(0) == Qt.CheckState.Unchecked
