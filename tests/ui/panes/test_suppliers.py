"""Suppliers of the chosen material are added, changed and deleted, each as one step."""

from __future__ import annotations

import pytest

from workbench.core.project import differing


@pytest.fixture
def view(window):
    return window.panes["suppliers"].table


def test_that_only_suppliers_of_the_material_stand_there_with_their_dated_capacity(opened, view):
    frame = opened.session.project["suppliers"]
    shown = {view.frames.label(row) for row in range(view.frames.rowCount())}
    assert shown == set(frame.index[frame["material"] == "artificial graphite"])
    column = [head.column for head in view.frames.headings].index("dated")
    dated = [view.frames.index(row, column).data() for row in range(view.frames.rowCount())]
    assert "8,000 from 2021-12; 16,000 from 2025-01" in dated


def test_that_a_typed_capacity_reaches_the_result_and_undo_takes_it_back(
    opened, settled, view, type_into
):
    before = opened.session.project
    label = view.frames.label(0)
    type_into(view, 0, "capacity", "12500")
    assert opened.session.project["suppliers"].at[label, "capacity"] == 12_500.0
    assert opened.session.undo.undoText() == "Edit capacity of suppliers"
    settled()
    opened.commands["undo"].trigger()
    assert opened.session.project is before


def test_that_a_price_that_is_no_number_is_refused_with_the_reason(opened, view, type_into):
    before = opened.session.project
    type_into(view, 0, "price", "cheap")
    assert opened.session.project is before
    (problem,) = opened.panes["findings"].list.problems()[:1]
    assert (problem.table, problem.column, problem.value) == ("suppliers", "price", "cheap")
    assert "number" in problem.expected


def test_that_a_supplier_is_added_to_this_material_and_deleted_again(opened, view):
    before, rows = opened.session.project, view.frames.rowCount()
    actions = {action.text(): action for action in view.actions()}
    actions["Add supplier"].trigger()
    assert view.frames.rowCount() == rows + 1
    label = view.frames.label(view.currentIndex().row())
    made = opened.session.project["suppliers"].loc[label]
    assert (made["material"], made["country"]) == ("artificial graphite", "KOR")
    actions["Delete suppliers"].trigger()
    assert view.frames.rowCount() == rows
    assert differing(opened.session.project, before) == frozenset()


def test_that_without_a_material_the_list_says_what_to_do(window, view):
    actions = {action.text(): action for action in view.actions()}
    actions["Add supplier"].trigger()
    assert window.session.undo.count() == 0
    assert "Choose a material" in view.empty_text


def test_that_amounts_are_headed_by_the_unit_of_the_material(opened, view):
    captions = {head.column: head.tip.partition("\n")[0] for head in view.frames.headings}
    assert captions["capacity"] == "capacity [t per year]"
    assert captions["price"] == "price [USD per t]"
