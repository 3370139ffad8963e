"""The list of rooms."""

from __future__ import annotations

import pytest

from workbench.ui.widgets.rail import Rail


@pytest.fixture
def rail(qtbot):
    made = Rail("Rooms")
    qtbot.addWidget(made)
    for key, group in (("charts", "Dependence"), ("watch", "Warning"), ("record", "Dependence")):
        made.add(key, key.title(), f"what {key} shows", group)
    return made


def test_that_rooms_stand_under_their_headings(rail):
    assert rail.keys() == ["charts", "record", "watch"]
    texts = [rail.item(row).text() for row in range(rail.count())]
    assert texts == ["Dependence", "Charts", "Record", "Warning", "Watch"]


def test_that_choosing_a_room_is_told_once(rail, qtbot):
    with qtbot.waitSignal(rail.chosen) as told:
        rail.choose("watch")
    assert told.args == ["watch"]
    assert rail.key == "watch"
    with qtbot.assertNotEmitted(rail.chosen):
        rail.choose("nowhere")


def test_that_the_longest_name_fits(rail):
    rail.add("long", "A room with a long name", "", "Warning")
    assert rail.sizeHint().width() >= rail.fontMetrics().horizontalAdvance(
        "A room with a long name"
    )
