"""The table in use: keyboard, clipboard, widths, what stands there when it is empty."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit

from workbench.ui.widgets.table import Heading
from workbench.ui.widgets.table_view import TableView

HEADS = [
    Heading("name", "Name"),
    Heading("capacity", "Capacity", unit="t", is_number=True, editable=True),
    Heading("kind", "Kind", editable=True, choices=("old", "new")),
]


def frame():
    return pd.DataFrame(
        {"name": ["=1+1", "B\tC"], "capacity": [8000.5, np.nan], "kind": ["old", ""]},
        index=[7, 8],
    )


@pytest.fixture
def told():
    return []


@pytest.fixture
def view(qtbot, told):
    made = TableView("Suppliers", edited=lambda *what: told.append(what), empty="Import a workbook")
    qtbot.addWidget(made)
    made.resize(500, 200)
    made.frames.set_frame(frame(), HEADS)
    made.fit()
    made.show()
    return made


def test_that_copied_cells_keep_their_precision_and_cannot_become_formulas(qtbot, view):
    view.selectAll()
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    clip = QGuiApplication.clipboard().mimeData()
    assert clip.text() == '\'=1+1\t8000.5\told\n"B\tC"\t\t'
    assert "mso-number-format" in clip.html()
    view.copy(headers=True)
    assert QGuiApplication.clipboard().text().startswith("Name\tCapacity, t\tKind\n")


def test_that_columns_are_copied_as_they_stand_and_holes_stay_empty(view):
    view.horizontalHeader().moveSection(0, 1)
    choose = QItemSelectionModel.SelectionFlag.Select
    view.selectionModel().select(view.frames.index(0, 0), choose)
    view.selectionModel().select(view.frames.index(1, 1), choose)
    cells = view.selected_cells()
    assert cells[0] == ["", "=1+1"]
    assert np.isnan(cells[1][0])
    assert cells[1][1] == ""


def test_that_the_selection_is_summed_without_the_missing(qtbot, view):
    with qtbot.waitSignal(view.summary_changed) as news:
        view.selectAll()
    assert news.args == [""]  # one number is no sum
    more = frame()
    more.loc[8, "capacity"] = 430.5
    view.clearSelection()
    view.frames.set_frame(more, HEADS)
    with qtbot.waitSignal(view.summary_changed) as news:
        view.selectAll()
    assert news.args == ["2 selected, sum 8,431 t, mean 4,216 t"]


def test_that_typing_in_a_cell_tells_of_the_edit(qtbot, view, told):
    view.setCurrentIndex(view.frames.index(0, 1))
    qtbot.keyClick(view, Qt.Key.Key_F2)
    line = view.viewport().findChild(QLineEdit)
    assert line.text() == "8000.5"
    line.setText("9000")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: told == [(7, "capacity", "9000")])


def test_that_a_choice_is_edited_with_the_list_of_choices(qtbot, view, told):
    view.setCurrentIndex(view.frames.index(1, 2))
    qtbot.keyClick(view, Qt.Key.Key_F2)
    box = view.viewport().findChild(QComboBox)
    assert [box.itemText(i) for i in range(box.count())] == ["", "old", "new"]
    box.setCurrentText("new")
    view.commitData(box)
    assert told == [(8, "kind", "new")]


def test_that_the_current_row_survives_other_rows(qtbot, view):
    view.select_label(8)
    with qtbot.waitSignal(view.current_changed):
        view.frames.set_frame(pd.concat([frame().loc[[8]], frame().loc[[7]]]), HEADS)
    assert view.frames.label(view.currentIndex().row()) == 8


def test_that_an_empty_table_says_what_to_do(view):
    def dark_pixels():
        image = view.viewport().grab().toImage()
        base = view.palette().base().color()
        return sum(
            image.pixelColor(x, y) != base
            for x in range(0, image.width(), 2)
            for y in range(0, image.height(), 2)
        )

    view.frames.set_frame(frame().iloc[:0], HEADS)
    with_text = dark_pixels()
    view.empty_text = ""
    assert dark_pixels() < with_text


def test_that_widths_stay_within_limits(view):
    long = frame()
    long["name"] = "x" * 400
    view.frames.set_frame(long, HEADS)
    view.fit()
    assert 48 <= view.columnWidth(1) <= view.columnWidth(0) <= 280


def test_that_a_column_is_as_wide_as_its_title_and_figures_and_hardly_wider(view):
    titles = view.horizontalHeader().fontMetrics()
    for column, head in enumerate(view.frames.headings):
        needed = max(titles.horizontalAdvance(head.caption), view.sizeHintForColumn(column))
        assert needed <= view.columnWidth(column) <= max(needed + 28, 48)
