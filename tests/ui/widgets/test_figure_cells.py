"""Numbers with digits of their own, and words where there is none."""

from __future__ import annotations

import pandas as pd
import pytest
from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QToolTip

from workbench.ui.widgets.figure_cells import FigureDelegate
from workbench.ui.widgets.labels import tooltip
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


def test_that_a_figure_its_cell_cuts_is_told_in_full_and_no_other(view, monkeypatch) -> None:
    told = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, _on: told.append(text))
    delegate = FigureDelegate(view)
    delegate.show_words({"c": "undefined"})
    event = QHelpEvent(QEvent.Type.ToolTip, QPoint(), QPoint())
    for width in (20, 300):
        option = QStyleOptionViewItem()
        option.rect = QRect(0, 0, width, 24)
        delegate.helpEvent(event, view, option, view.frames.index(2, 0))
    assert told == [tooltip("undefined"), ""]
