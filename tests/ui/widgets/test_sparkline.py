"""A small curve is painted where there is a series, and its missing values leave gaps."""

from __future__ import annotations

import numpy as np
import pandas as pd

from workbench.ui.look import theme
from workbench.ui.widgets.sparkline import SparklineDelegate
from workbench.ui.widgets.table import Heading
from workbench.ui.widgets.table_view import TableView

SERIES = {
    0: np.array([0.0, 1.0, 0.0, 1.0]),
    1: np.array([np.nan, np.nan, np.nan, np.nan]),
    2: np.array([1.0, np.nan, np.nan, np.nan]),
}


def test_that_a_row_shows_its_own_series(qtbot, look):
    view = TableView("curves")
    qtbot.addWidget(view)
    view.frames.set_frame(pd.DataFrame({"t": [1.0] * 4}), [Heading("t", "t", is_number=True)])
    view.setItemDelegateForColumn(0, SparklineDelegate(SERIES.get, view))
    view.resize(200, 240)
    view.show()
    picture = view.viewport().grab().toImage()
    accent = theme().colour("accent")

    def inked(row):
        area = view.visualRect(view.frames.index(row, 0))
        places = [
            (x, y)
            for x in range(area.left(), area.right())
            for y in range(area.top(), area.bottom())
        ]
        return [x for x, y in places if near(picture.pixelColor(x, y), accent)]

    assert len(set(inked(0))) > 15
    assert inked(1) == inked(3) == []
    assert 0 < len(set(inked(2))) < 12  # the one known value


def near(one, two):
    parts = zip(
        (one.red(), one.green(), one.blue()), (two.red(), two.green(), two.blue()), strict=True
    )
    return sum(abs(a - b) for a, b in parts) < 60
