"""A frame as a table: what is shown, sorted, filtered, edited; the frame itself never changes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt

from workbench.core.schema import BY_NAME
from workbench.ui.texts import MISSING
from workbench.ui.widgets.arrange import arranged
from workbench.ui.widgets.table import SORT_ROLE, FrameModel, Heading, headings

pytestmark = pytest.mark.usefixtures("qapp")

DISPLAY, EDIT = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole
DOWN = Qt.SortOrder.DescendingOrder


def suppliers():
    return pd.DataFrame(
        {
            "supplier": ["S1", "S2", "S3", "S4"],
            "name": ["포스코퓨처엠", "b<b>TR</b>", "", "Älpha"],
            "capacity": [8000.0, 120000.5, np.nan, 0.0],
        },
        index=[11, 22, 33, 44],
    )


def shown(model, column, role=DISPLAY):
    return [model.index(row, column).data(role) for row in range(model.rowCount())]


@pytest.fixture
def model():
    made = FrameModel()
    made.set_frame(suppliers(), headings(columns_of("suppliers", "supplier", "name", "capacity")))
    return made


def test_that_an_emptied_table_keeps_its_columns(model):
    heads = list(model.headings)
    model.empty()
    assert model.rowCount() == 0
    assert model.headings == heads
    FrameModel().empty()  # nothing was shown yet


def columns_of(table, *names):
    return [BY_NAME[table].column(name) for name in names]


def test_that_qt_finds_no_fault_with_the_model(qtmodeltester, model):
    qtmodeltester.check(model)
    model.sort(2)
    model.set_filter("s")
    model.set_frame(suppliers().iloc[:2], model.headings)
    model.set_frame(suppliers().iloc[:0], model.headings)


def test_that_a_missing_number_is_a_dash_and_never_zero(model):
    assert shown(model, 2) == ["8,000", "120,001", MISSING, "0"]
    assert shown(model, 2, EDIT) == ["8000", "120000.5", "", "0"]
    assert shown(model, 1) == ["포스코퓨처엠", "b<b>TR</b>", "", "Älpha"]


def test_that_headers_say_unit_and_meaning_as_plain_text(model):
    column = BY_NAME["suppliers"].column("capacity")
    tip = model.headerData(2, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("<qt>")
    assert column.unit in tip
    model.set_frame(suppliers(), [Heading("capacity", "<u>x</u>", "t", "a < b", is_number=True)])
    tip = model.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert "<u>" not in tip
    assert "a &lt; b" in tip


def test_that_numbers_sort_as_numbers_with_missing_ones_last_both_ways(model):
    model.sort(2)
    assert shown(model, 0) == ["S4", "S1", "S2", "S3"]
    model.sort(2, DOWN)
    assert shown(model, 0) == ["S2", "S1", "S4", "S3"]
    model.sort(-1)
    assert shown(model, 0) == ["S1", "S2", "S3", "S4"]
    assert np.isnan(model.index(2, 2).data(SORT_ROLE))


def test_that_the_filter_ignores_case_and_takes_signs_literally(model):
    model.set_filter(" ÄLPHA ")
    assert shown(model, 0) == ["S4"]
    model.set_filter("<b>")
    assert shown(model, 0) == ["S2"]
    model.set_filter(".*")
    assert model.rowCount() == 0
    assert model.total() == 4
    model.set_filter("")
    assert model.rowCount() == 4


def test_that_an_edit_is_handed_on_with_the_label_of_its_row():
    told = []
    model = FrameModel(edited=lambda *what: told.append(what))
    frame = suppliers()
    model.set_frame(frame, [Heading("capacity", "capacity", is_number=True, editable=True)])
    model.sort(0, DOWN)
    assert model.setData(model.index(0, 0), "9,000.25")
    assert told == [(22, "capacity", "9,000.25")]
    assert not model.setData(model.index(0, 0), "120000.5")  # nothing new
    assert len(told) == 1
    assert model.frame is frame
    assert frame.equals(suppliers())


def test_that_only_what_may_be_edited_is_editable(model):
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    assert not model.setData(model.index(0, 0), "x")


def test_that_a_new_value_appears_in_place_without_a_reset(qtbot, model):
    model.sort(2)
    place = QPersistentModelIndex(model.index(1, 2))
    frame = suppliers()
    frame.loc[11, "capacity"] = 1e6
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.set_frame(frame, model.headings)
    assert place.row() == 1
    assert place.data(EDIT) == "1000000"


def test_that_a_selection_follows_its_row_when_sorted(model):
    place = QPersistentModelIndex(model.index(0, 0))
    model.sort(2, DOWN)
    assert place.data() == "S1"
    assert place.row() == model.row_of(11) == 1
    model.set_filter("S2")
    assert not place.isValid()
    assert model.row_of(11) == -1


def test_that_categories_are_shown_sorted_and_filtered_as_texts():
    frame = pd.DataFrame({"partner": pd.Categorical(["JPN", "CHN", "JPN", ""]), "value": 1.0})
    model = FrameModel()
    model.set_frame(frame)
    model.sort(0)
    assert shown(model, 0) == ["CHN", "JPN", "JPN", ""]
    model.set_filter("jp")
    assert shown(model, 0) == ["JPN", "JPN"]


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "a", "B", "é", "日本"]), st.floats(allow_nan=True)),
        max_size=30,
    ),
    st.sampled_from(["text", "number", None]),
    st.booleans(),
    st.sampled_from(["", "b", "日"]),
)
def test_that_arranging_keeps_every_row_that_fits_and_puts_the_empty_last(rows, by, down, text):
    frame = pd.DataFrame(rows, columns=["text", "number"])
    frame["text"] = frame["text"].astype("str")
    frame["number"] = frame["number"].astype(np.float64)
    order = arranged(frame, ["text", "number"], text, by, descending=down)
    assert sorted(order) == [i for i, row in enumerate(rows) if text in row[0].casefold()]
    if by is None:
        assert list(order) == sorted(order)
        return
    empty = [rows[i][0] == "" if by == "text" else bool(np.isnan(rows[i][1])) for i in order]
    assert empty == sorted(empty)
    filled = [rows[i][0].casefold() if by == "text" else rows[i][1] for i in order][
        : len(order) - sum(empty)
    ]
    assert filled == sorted(filled, reverse=down)


@pytest.mark.parametrize(
    ("title", "unit", "is_number", "caption"),
    [
        ("imports", "USD", True, "imports, USD"),
        ("after", "t", True, "after, t"),
        ("share %", "%", True, "share %"),
        ("change, points", "points", True, "change, points"),
        ("HHI", "0-1", True, "HHI"),
        ("quantity", "unit of the material", True, "quantity"),
        ("dated capacity", "t", False, "dated capacity"),
    ],
)
def test_that_the_header_says_the_unit_of_figures_once(model, title, unit, is_number, caption):
    head = Heading("capacity", title, unit, is_number=is_number)
    model.set_frame(suppliers(), [head])
    assert model.headerData(0, Qt.Orientation.Horizontal) == caption


def test_that_money_is_headed_by_the_currency_of_the_project():
    price = headings(columns_of("suppliers", "price"), currency="USD")[0]
    assert price.unit == "USD per unit"
