"""A table of colours: what is painted, hovered and chosen, with thousands of rows."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from workbench.ui.look import theme
from workbench.ui.widgets.heat_map import HeatMap

COUNT = 5000


@pytest.fixture
def heat(qtbot, look):
    made = HeatMap("heat")
    qtbot.addWidget(made)
    values = np.tile([[1.0, 0.0, np.nan]], (COUNT, 1))
    rows = [f"row {number}" for number in range(COUNT)]
    made.resize(500, 300)
    made.show()
    made.show_values(
        values,
        rows,
        list(range(100, 100 + COUNT)),
        ["CHN", "JPN", "USA"],
        ["China", "Japan", "America"],
    )
    return made


def place_of(heat, row, column):
    for y in range(heat.viewport().height()):
        for x in range(0, heat.viewport().width(), 4):
            if heat.cell_at(QPoint(x, y)) == (row, column):
                return QPoint(x + 6, y + 6)
    raise AssertionError("not in sight")


def test_that_full_none_and_missing_look_different(heat):
    picture = heat.viewport().grab().toImage()
    full, none, missing = (picture.pixelColor(place_of(heat, 2, column)) for column in range(3))
    assert full.lightness() < none.lightness() < missing.lightness()
    assert missing == theme().colour("base")


def test_that_hovering_tells_row_column_and_share(heat):
    assert heat.told(2, 0) == "row 2\nChina: 100.0 %"
    assert heat.told(2, 2).endswith("\N{EM DASH}")
    assert heat.cell_at(QPoint(5, 5)) == (-1, -1)


def test_that_a_click_and_the_keyboard_choose_a_row(heat, qtbot):
    with qtbot.waitSignal(heat.picked) as picked:
        qtbot.mouseClick(heat.viewport(), Qt.MouseButton.LeftButton, pos=place_of(heat, 3, 1))
    assert picked.args == [103]
    with qtbot.waitSignal(heat.current_changed) as moved:
        qtbot.keyClick(heat, Qt.Key.Key_End)
    assert moved.args == [100 + COUNT - 1]
    assert heat.verticalScrollBar().value() == heat.verticalScrollBar().maximum()
    assert heat.cell_at(QPoint(400, heat.viewport().height() - 3))[0] == COUNT - 1
    with qtbot.waitSignal(heat.picked):
        qtbot.keyClick(heat, Qt.Key.Key_Return)


def test_that_the_chosen_row_stays_chosen_with_other_values(heat):
    heat.select_label(4000)
    values = np.zeros((2, 1))
    heat.show_values(values, ["a", "b"], [7, 4000], ["x"])
    assert heat.current == 1
    heat.select_label("nobody")
    assert heat.current == -1


def test_that_nothing_to_show_is_said(heat):
    heat.show_values(np.empty((0, 0)), [], [], [])
    assert heat.grab().toImage().width() == 500
