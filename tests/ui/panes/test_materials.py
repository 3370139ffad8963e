"""The list of materials chooses what every chart shows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt


@pytest.fixture
def view(window):
    return window.panes["materials"].table.view


def label_of(project, material: str) -> int:
    frame = project["materials"]
    return int(frame.index[frame["material"] == material][0])


def cells(view, label: int) -> dict[str, str]:
    row = view.frames.row_of(label)
    return {
        head.column: view.frames.index(row, place).data()
        for place, head in enumerate(view.frames.headings)
    }


def test_that_a_click_on_a_material_drives_every_chart_and_the_suppliers(
    opened, settled, view, click_row
):
    click_row(view, label_of(opened.session.project, "urea"))
    settled()
    assert opened.session.selection.material == "urea"
    assert "urea" in opened.panes["charts"].plot.title.text()
    assert opened.panes["suppliers"].table.frames.rowCount() == 0
    assert "urea" in opened.panes["suppliers"].table.empty_text


def test_that_the_arrow_keys_choose_as_well(qtbot, opened, settled, view, click_row):
    click_row(view, label_of(opened.session.project, "artificial graphite"))
    qtbot.keyClick(view, Qt.Key.Key_Up)
    settled()
    assert opened.session.selection.material == "natural graphite"


def test_that_shares_follow_value_or_quantity_and_what_is_not_known_is_a_dash(
    qtbot, opened, settled, view
):
    label = label_of(opened.session.project, "artificial graphite")
    by_value = cells(view, label)
    opened.basis.setCurrentIndex(opened.basis.findData("quantity"))
    opened.basis.activated.emit(opened.basis.currentIndex())
    settled()
    by_quantity = cells(view, label)
    assert opened.session.selection.basis == "quantity"
    assert by_quantity["top_partner"] == by_value["top_partner"] == "CHN"
    assert by_quantity["top_percent"] == "89.1"
    assert by_value["top_percent"] != by_quantity["top_percent"]
    assert cells(view, label_of(opened.session.project, "cell"))["hhi"] == "—"


def test_that_filtering_out_the_chosen_material_does_not_choose_another(
    qtbot, opened, settled, view
):
    opened.panes["materials"].table.filter.setText("urea")
    assert view.frames.rowCount() == 1
    settled()
    assert opened.session.selection.material == "artificial graphite"


def test_that_an_empty_list_says_what_to_do_next(window, view):
    assert view.frames.rowCount() == 0
    assert "Import" in view.empty_text
