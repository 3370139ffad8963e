"""A grade is painted on its colour, everything else as before."""

from __future__ import annotations

import pandas as pd
from PySide6.QtGui import QColor

from workbench.ui.widgets.badge import BadgeDelegate
from workbench.ui.widgets.table_view import TableView


def test_that_only_texts_with_a_colour_get_a_badge(qtbot):
    view = TableView("grades")
    qtbot.addWidget(view)
    view.frames.set_frame(pd.DataFrame({"grade": ["A", "", "C"]}))
    view.setItemDelegateForColumn(0, BadgeDelegate({"A": "#9b1c1c"}, view))
    view.resize(200, 200)
    view.show()
    picture = view.viewport().grab().toImage()

    def has_colour(row):
        area = view.visualRect(view.frames.index(row, 0))
        wanted = QColor("#9b1c1c").rgb()
        spots = [(x, y) for x in range(area.left(), area.right()) for y in (area.center().y(),)]
        return any(picture.pixel(x, y) == wanted for x, y in spots)

    assert [has_colour(row) for row in range(3)] == [True, False, False]
