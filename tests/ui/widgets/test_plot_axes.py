"""Labels of the axes: months and years that do not touch, numbers with a suffix."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from workbench.core.periods import span
from workbench.ui.widgets.plot_axes import BottomAxis, ValueAxis, broken

pytestmark = pytest.mark.usefixtures("qapp")

START = span("2017-01")[0]


@pytest.mark.parametrize(
    ("months", "pixels", "labels"),
    [
        (96, 1000, ["2017", "2018", "2019", "2020", "2021", "2022", "2023", "2024", "2025"]),
        (6, 800, ["2017-01", "2017-02", "2017-03", "2017-04", "2017-05", "2017-06", "2017-07"]),
        (24, 700, ["2017-01", "2017-07", "2018-01", "2018-07", "2019-01"]),
    ],
)
def test_that_time_is_labelled_as_finely_as_there_is_room(months, pixels, labels):
    axis = BottomAxis()
    (step, places), *_ = axis.tickValues(START, START + months, pixels)
    texts = axis.tickStrings(places, 1, step)
    assert texts == labels or len(texts) > len(labels) / 2
    assert texts[0] == labels[0]


@given(st.integers(1, 600), st.integers(120, 2000))
def test_that_labels_of_time_never_touch(months, pixels):
    app = QApplication.instance() or QApplication([])
    axis = BottomAxis()
    (step, places), *_ = axis.tickValues(START, START + months, pixels)
    width = QFontMetrics(app.font()).horizontalAdvance
    texts = axis.tickStrings(places, 1, step)
    if step < 240:
        assert all(width(text) < step * pixels / months for text in texts)
    assert all(START <= place <= START + months for place in places)


def test_that_finer_marks_carry_no_label_of_their_own():
    axis = BottomAxis()
    levels = axis.tickValues(START, START + 96, 1000)
    for spacing, places in levels[1:]:
        assert spacing < levels[0][0]
        assert not set(places) & set(levels[0][1])


def test_that_categories_are_named_and_cut_where_they_would_overlap():
    axis = BottomAxis()
    axis.show_categories(["China", "A country with a very long name"])
    axis.resize(120, 30)
    texts = axis.tickStrings([0.0, 1.0], 1, 1.0)
    assert texts[0] == "China"
    lines = texts[1].split("\n")
    assert 1 < len(lines) <= 3
    assert all(axis._metrics().horizontalAdvance(line) <= 56 for line in lines)
    assert axis.name_at(1.2) == "A country with a very long name"
    assert axis.name_at(7) == ""
    axis.show_months()
    assert axis.name_at(START) == "2017-01"


def test_that_shares_are_percent_and_amounts_get_one_suffix():
    axis = ValueAxis()
    axis.percent = True
    assert axis.tickStrings([0.0, 0.5, 1.0], 1, 0.5) == ["0 %", "50 %", "100 %"]
    axis.percent = False
    axis.setRange(0, 40_000)
    assert axis.tickStrings([0, 10_000, 30_000], 1, 10_000) == ["0", "10 k", "30 k"]
    axis.setRange(0, 5000)
    assert axis.tickStrings([0, 1200], 1, 400) == ["0", "1,200"]


@given(st.text("abcde ", min_size=1, max_size=60), st.integers(20, 200))
def test_that_a_broken_name_stays_inside_its_width_and_loses_no_word_it_has_room_for(name, room):
    app = QApplication.instance() or QApplication([])
    metrics = QFontMetrics(app.font())
    lines = broken(name, metrics, room)
    assert 1 <= len(lines) <= 3
    assert all(metrics.horizontalAdvance(line) <= room for line in lines)
    if metrics.horizontalAdvance(name) <= room:
        assert lines == [name]
