"""Main columns stay in sight, whatever the width of the table."""

from __future__ import annotations

import pandas as pd
import pytest
from PySide6.QtWidgets import QStyleOptionViewItem

from workbench.ui.widgets.fitting import Fitting
from workbench.ui.widgets.table import Heading
from workbench.ui.widgets.table_view import TableView

LONG = "Somebody whose name goes on for ever and ever and is very long"
HEADS = [
    Heading("name", "name"),
    Heading("before", LONG, is_number=True),
    Heading("after", "after", is_number=True),
    Heading("meaning", "meaning"),
]
FRAME = pd.DataFrame(
    {"name": [LONG, "b"], "before": [123456.0, 2.0], "after": [1.0, 2.0], "meaning": [LONG, "x"]}
)


@pytest.fixture
def view(qtbot, qapp, look):
    made = TableView("table")
    qtbot.addWidget(made)
    made.resize(360, 200)
    made.show()
    qapp.processEvents()
    return made


@pytest.fixture
def fitting(view):
    made = Fitting(view)
    view.frames.set_frame(FRAME, HEADS)
    made.fit({"name", "before"}, 3)
    return made


def widths(view) -> list[int]:
    return [view.columnWidth(place) for place in range(4)]


def test_that_the_main_columns_share_the_width_and_no_figure_is_cut(view, fitting, qapp) -> None:
    assert sum(widths(view)[:3]) == view.viewport().width()
    assert widths(view)[3] > 100  # not a main one
    view.resize(150, 200)
    qapp.processEvents()
    assert widths(view)[1] >= view.sizeHintForColumn(1)
    view.resize(900, 200)
    qapp.processEvents()
    assert widths(view)[:2] == [280, 280]  # nothing is cut where there is room


def test_that_a_width_given_by_hand_stays_until_other_columns_are_shown(view, fitting) -> None:
    view.setColumnWidth(0, 77)
    view.resize(500, 200)
    fitting.fit({"name", "before"}, 3)
    assert widths(view)[0] == 77
    view.frames.set_frame(FRAME, HEADS[:2])
    fitting.fit({"name"}, 2)
    assert view.columnWidth(0) > 77


def test_that_texts_and_titles_that_begin_alike_stay_apart_when_they_are_cut(view, fitting) -> None:
    twins = [f"China licenses graphite exports: {what}" for what in ("phase one", "later")]
    heads = [
        Heading("name", "name"),
        *(Heading(one, one, is_number=True) for one in twins),
    ]
    frame = pd.DataFrame({"name": [*twins, LONG], twins[0]: 1.0, twins[1]: 2.0})
    view.frames.set_frame(frame, heads)
    fitting.fit({"name", *twins})
    shown = []
    for row in range(3):
        index, option = view.frames.index(row, 0), QStyleOptionViewItem()
        option.textElideMode = view.textElideMode()
        view.itemDelegateForIndex(index).initStyleOption(option, index)
        room = view.columnWidth(0) - 16
        shown.append(view.fontMetrics().elidedText(option.text, option.textElideMode, room))
    assert len(set(shown)) == 3
    assert shown[2].endswith("…")  # no other text begins like it
    header = view.horizontalHeader()
    titles = {
        header.fontMetrics().elidedText(one, header.textElideMode(), view.columnWidth(at) - 16)
        for at, one in enumerate(twins, start=1)
    }
    assert len(titles) == 2


def test_that_a_view_that_loses_its_columns_is_left_alone_until_it_is_fitted_anew(view, fitting):
    view.frames.set_frame(pd.DataFrame(), [])
    view.resize(300, 200)
    view.frames.set_frame(FRAME[["after"]], HEADS[2:3])
    fitting.fit(set())
    assert view.frames.columnCount() == 1
