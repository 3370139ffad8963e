"""Numbers with digits of their own, and words where there is none."""

from __future__ import annotations

import pandas as pd
import pytest
from PySide6.QtWidgets import QStyleOptionViewItem

from workbench.ui.widgets.figure_cells import FigureDelegate
from workbench.ui.widgets.table import Heading
from workbench.ui.widgets.table_view import TableView


@pytest.fixture
def view(qtbot):
    made = TableView("Figures")
    qtbot.addWidget(made)
    frame = pd.DataFrame(
        {"value": [0.0004, 12345.6, float("nan"), float("nan")]}, index=list("abcd")
    )
    made.frames.set_frame(frame, [Heading("value", "value", is_number=True)])
    return made


def shown(delegate, view) -> list[str]:
    texts = []
    for row in range(view.frames.rowCount()):
        option = QStyleOptionViewItem()
        delegate.initStyleOption(option, view.frames.index(row, 0))
        texts.append(option.text)
    return texts


def test_that_every_number_keeps_its_digits_and_a_missing_one_its_reason(view) -> None:
    delegate = FigureDelegate(view)
    delegate.show_words({"c": "undefined"})
    assert shown(delegate, view) == ["0.0004", "12,346", "undefined", "—"]


def test_that_a_change_upwards_has_a_sign(view) -> None:
    assert shown(FigureDelegate(view, signed=True), view)[0] == "+0.0004"
