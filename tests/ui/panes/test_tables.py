"""Every table can be looked at and edited; a row says where it came from."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from workbench.core import schema


@pytest.fixture
def pane(window):
    return window.panes["tables"]


def test_that_every_table_of_the_schema_can_be_shown(opened, pane):
    for name in (table.name for table in schema.TABLES):
        pane.choice.setCurrentText(name)
        assert pane.table.view.frames.total() == len(opened.session.project[name])
        heads = [head.column for head in pane.table.view.frames.headings]
        assert heads == [column.name for column in schema.BY_NAME[name].columns]


def test_that_a_row_says_from_which_file_sheet_and_row_it_came(opened, pane, click_row):
    opened.docks["tables"].raise_()
    label = int(opened.session.project["trade"].index[4])
    click_row(pane.table.view, label)
    text = pane._origin.text()
    assert text.startswith("graphite.xlsx [trade!A6]")
    assert pane._origin.isVisible()


def test_that_a_row_typed_by_hand_says_so(opened, pane, type_into, click_row):
    opened.panes["suppliers"]._add.trigger()
    opened.docks["tables"].raise_()
    pane.choice.setCurrentText("suppliers")
    click_row(pane.table.view, int(opened.session.project["suppliers"].index[-1]))
    assert pane._origin.text() == "typed by hand"


def test_that_a_typed_value_redraws_the_chart_and_can_be_undone(opened, settled, pane, type_into):
    opened.docks["tables"].raise_()
    before = opened.session.project
    drawn = opened.panes["charts"].plot.data()
    type_into(pane.table.view, 0, "value", "99,999,999")
    settled()
    assert opened.session.project["trade"]["value"].iloc[0] == 99_999_999.0
    assert not opened.panes["charts"].plot.data().equals(drawn)
    opened.commands["undo"].trigger()
    settled()
    assert opened.session.project is before
    assert opened.panes["charts"].plot.data().equals(drawn)


def test_that_deleting_rows_is_one_step_and_origins_cannot_be_touched(opened, pane):
    view = pane.table.view
    delete = next(a for a in view.actions() if a.text() == "Delete rows")
    view.selectRow(0)
    rows = len(opened.session.project["trade"])
    delete.trigger()
    assert len(opened.session.project["trade"]) == rows - 1
    assert opened.session.undo.count() == 1
    pane.choice.setCurrentText("origins")
    view.selectRow(0)
    delete.trigger()
    assert opened.session.undo.count() == 1
    assert not view.frames.flags(view.frames.index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_that_an_empty_table_says_so(window, pane):
    assert pane.table.view.frames.rowCount() == 0
    assert pane.table.view.empty_text == "This table has no rows."


@pytest.mark.parametrize("name", [t.name for t in schema.TABLES if t.name != "origins"])
def test_that_a_row_can_be_added_to_every_table_as_one_step(qtbot, opened, pane, name):
    before = opened.session.project
    pane.choice.setCurrentText(name)
    pane.table.filter.setText("no such row")
    pane._add.trigger()
    rows = opened.session.project[name]
    assert len(rows) == len(before[name]) + 1
    assert pane.table.view.frames.label(pane.table.view.currentIndex().row()) == rows.index[-1]
    qtbot.waitUntil(lambda: not opened.session.tasks.running(), timeout=30_000)
    assert opened.session.undo.count() == 1
    opened.session.undo.undo()
    assert opened.session.project is before


def test_that_a_block_is_pasted_at_the_current_cell_as_one_step(qtbot, opened, settled, pane):
    opened.docks["tables"].raise_()
    before = opened.session.project
    view = pane.table.view
    view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    columns = [head.column for head in view.frames.headings]
    view.setCurrentIndex(view.frames.index(1, columns.index("quantity")))
    label = view.frames.label(1)
    QGuiApplication.clipboard().setText("1,234.5\t6\r\n7\t8\r\n")
    qtbot.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    trade = opened.session.project["trade"]
    assert trade.at[label, "quantity"] == 1234.5
    assert trade.at[view.frames.label(2), "value"] == 8.0
    assert opened.session.undo.count() == 1
    settled()
    opened.session.undo.undo()
    QGuiApplication.clipboard().setText("1\nmany")
    qtbot.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert opened.session.project is before
    (problem,) = (p for p in opened.panes["findings"].list.problems() if p.value == "many")
    assert (problem.column, problem.row) == ("quantity", 2)


def test_that_enter_goes_down_a_row(opened, pane, type_into):
    opened.docks["tables"].raise_()
    type_into(pane.table.view, 0, "quantity", "5")
    assert pane.table.view.currentIndex().row() == 1
