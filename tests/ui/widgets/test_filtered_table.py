"""The line above a table filters its rows and counts what is left."""

from __future__ import annotations

import pandas as pd

from workbench.ui.widgets.filtered_table import FilteredTable


def test_that_filtering_says_how_many_rows_are_left(qtbot):
    table = FilteredTable("Suppliers")
    qtbot.addWidget(table)
    table.view.frames.set_frame(pd.DataFrame({"name": ["=1+1", "B\tC"]}))
    assert table._count.text() == "2"
    qtbot.keyClicks(table.filter, "b")
    assert table._count.text() == "1 of 2"
    assert table.view.frames.value(0, 0) == "B\tC"
    assert table.filter.accessibleName()
    assert table.view.accessibleName() == "Suppliers"
