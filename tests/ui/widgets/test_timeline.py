"""Rows of spans over months."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from workbench.core.periods import span
from workbench.ui.widgets.timeline import Moment, Span, Timeline

JANUARY = float(span("2024-01")[0])
ROWS = [
    Span("a", "institute", JANUARY, JANUARY + 6, strong=True, words="6 months, no slack"),
    Span("b", "input maker", JANUARY + 6, JANUARY + 9, 5.0, words="3 months, slack 5 months"),
    Span("c", "customer", words="months not given"),
]


@pytest.fixture
def timeline(qtbot, look):
    del look
    made = Timeline("Gates in time")
    qtbot.addWidget(made)
    made.resize(700, 200)
    made.show_spans(ROWS, [Moment(JANUARY + 14, "delivers from 2025-03")], (JANUARY, JANUARY + 20))
    made.show()
    qtbot.waitExposed(made)
    return made


def test_that_equal_months_are_equally_wide(timeline):
    first, half, year = (timeline.place_of(JANUARY + months) for months in (0, 6, 12))
    assert half - first == pytest.approx(year - half)
    assert timeline.place_of(JANUARY + 20) < timeline.width()


def test_that_a_click_and_the_arrows_choose_a_row(timeline, qtbot):
    chosen = []
    timeline.chosen.connect(chosen.append)
    timeline.chosen.connect(timeline.choose)
    row = (timeline.height() - 46) // len(ROWS)
    qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(300, 24 + row + row // 2))
    qtbot.keyClick(timeline, Qt.Key.Key_Down)
    qtbot.keyClick(timeline, Qt.Key.Key_Down)
    qtbot.keyClick(timeline, Qt.Key.Key_Up)
    assert chosen == ["b", "c", "c", "b"]


def test_that_a_row_without_dates_has_words_and_no_bar(timeline):
    assert not ROWS[2].dated
    said = timeline.accessibleDescription()
    assert "customer: months not given" in said
    assert said.endswith("delivers from 2025-03")


def test_that_a_span_is_painted_where_its_months_are(timeline):
    from workbench.ui.look import LIGHT

    def at(month: float) -> str:
        row = (timeline.height() - 46) // len(ROWS)
        spot = QPoint(round(timeline.place_of(month)), 24 + row // 2)
        return timeline.grab().toImage().pixelColor(spot).name()

    accent = LIGHT.accent.lower()
    assert (at(JANUARY + 3), at(JANUARY + 5.5)) == (accent, accent)
    later = Span("a", "institute", JANUARY + 5, JANUARY + 6, strong=True)
    timeline.show_spans([later, *ROWS[1:]], [], (JANUARY, JANUARY + 20))
    assert (at(JANUARY + 3) == accent, at(JANUARY + 5.5) == accent) == (False, True)
