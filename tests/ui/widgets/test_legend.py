"""The legend fits its place and tells what it had to cut."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from workbench.ui.widgets.legend import Entry, Legend

ENTRIES = [
    Entry("China", QColor("#D55E00"), value="78.8 %"),
    Entry("Viet Nam", QColor("#D55E00"), pattern=1, value="3.1 %"),
    Entry("Base", QColor(0, 0, 255, 90)),
    Entry("Demand", QColor("#000000"), "line", 1, "1,200"),
]
NOTES = [("1", "2021-12  Plant in Pohang opens with 8,000 t a year"), ("2", "2023-12  Licences")]


@pytest.fixture
def legend(qtbot):
    made = Legend()
    qtbot.addWidget(made)
    made.show_entries("2024-12", ENTRIES, NOTES)
    return made


def test_that_beside_the_plot_entries_stand_below_each_other(legend):
    legend.resize(200, 400)
    areas = [area for area, _ in legend._placed()]
    assert all(a.bottom() <= b.top() for a, b in itertools.pairwise(areas))
    assert areas[-1].bottom() <= 400


def test_that_notes_give_way_where_height_is_short(legend):
    legend.resize(160, 400)
    tall = legend._placed()[-1][0].bottom()
    legend.resize(160, round(tall) - 20)
    assert legend._placed()[-1][0].bottom() <= legend.height()


def test_that_below_the_plot_entries_stand_in_rows_inside_the_width(legend):
    legend.show_entries("", ENTRIES, [])
    legend.set_across(across=True)
    legend.resize(1000, 40)
    assert len({area.top() for area, _ in legend._placed()}) == 1
    legend.resize(220, 40)
    assert len({area.top() for area, _ in legend._placed()}) > 1
    assert all(area.right() <= 220 for area, _ in legend._placed())
    assert legend.sizeHint().height() >= legend._placed()[-1][0].bottom()


def test_that_cut_texts_are_read_in_the_tooltip(legend, monkeypatch):
    shown = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, _on: shown.append(text))
    legend.resize(140, 400)
    for area, _ in legend._placed():
        place = area.center().toPoint()
        QApplication.sendEvent(legend, QHelpEvent(QEvent.Type.ToolTip, place, QPoint()))
    assert "Viet Nam" in shown[1]
    assert "Plant in Pohang opens with 8,000 t a year" in shown[4]


def test_that_a_screen_reader_hears_the_values(legend):
    assert legend.accessibleName().startswith("2024-12; China 78.8 %; Viet Nam 3.1 %")
    assert not legend.grab().isNull()


def test_that_notes_use_the_room_there_is_and_say_how_much_more_they_need(legend):
    long = [("1", "word " * 40), ("2", "short")]
    legend.show_entries("2024-12", ENTRIES, long)
    legend.resize(200, 180)
    missing = legend.missing_height()
    assert missing > 0
    cut = legend._placed()[-2][0].height()
    legend.resize(200, 180 + missing)
    assert legend.missing_height() == 0
    assert legend._placed()[-2][0].height() > cut
    assert legend._placed()[-1][0].bottom() <= legend.height()


def test_that_notes_without_room_are_counted_in_the_last_line_and_told(legend):
    notes = [(str(n), f"2023-{n:02}  event {n}") for n in range(1, 11)]
    legend.show_entries("2024-12", ENTRIES, notes)
    for height in (150, 180, 230):
        legend.resize(200, height)
        placed = [(area, note) for area, note in legend._placed() if isinstance(note, tuple)]
        assert placed[-1][0].bottom() <= height
        assert placed[-1][1][1].startswith(f"{11 - len(placed)} more: 2023-")
        assert "event 10" in placed[-1][1][1]
    legend.resize(200, 600)
    assert len([note for _, note in legend._placed() if isinstance(note, tuple)]) == 10


def test_that_long_names_that_begin_alike_are_cut_in_the_middle(legend):
    twins = [Entry(f"Second phase of the plant: {what}", QColor(0, 0, 0)) for what in "ab"]
    legend.show_entries("", [*twins, *ENTRIES], [])
    assert legend._cut_where(twins[0]) == Qt.TextElideMode.ElideMiddle
    assert legend._cut_where(ENTRIES[0]) == Qt.TextElideMode.ElideRight


def test_that_rows_below_a_low_plot_are_few_and_tell_what_they_leave_out(legend):
    names = [f"China licenses graphite exports, part {n}" for n in range(6)]
    legend.show_entries("", [Entry(name, QColor(0, 0, 0)) for name in names], [])
    legend.set_across(across=True)
    legend.resize(300, 60)
    assert legend.sizeHint().height() >= 6 * legend.row_height()
    assert all(area.right() <= 300 for area, _ in legend._placed())  # cut with an ellipsis
    legend.set_most_rows(2)
    assert legend.sizeHint().height() <= 2 * legend.row_height() + 2
    assert [thing.name for _, thing in legend._placed()] == names
    legend.set_most_rows(1)
    (_, told) = legend._placed()[-1][1]
    assert legend._placed()[-1][0].bottom() <= legend.row_height()
    assert told.startswith("4 more: ")
    assert names[-1] in told
