"""A cell says more in its tooltip than it shows."""

from __future__ import annotations

import pandas as pd
from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from workbench.ui.widgets.table_view import TableView
from workbench.ui.widgets.tip_cell import TipDelegate


def test_that_a_tooltip_is_made_of_the_row_and_shown_as_plain_text(qtbot):
    view = TableView("rules")
    qtbot.addWidget(view)
    view.frames.set_frame(pd.DataFrame({"rules": ["a", "b"]}, index=[7, 9]))
    view.setItemDelegateForColumn(0, TipDelegate(lambda label: f"<b> {label}", view))
    view.resize(200, 200)
    view.show()
    spot = view.visualRect(view.frames.index(1, 0)).center()
    where = view.viewport().mapToGlobal(spot)
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, spot, where))
    assert QToolTip.text() == "<qt>&lt;b&gt; 9</qt>"
