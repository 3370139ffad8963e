"""Rooms in the centre, docks around them."""

import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QMainWindow, QTabWidget, QWidget

from workbench.core import edit
from workbench.ui.panes import Pane
from workbench.ui.places import Places
from workbench.ui.session import Session

MADE = []


def make(title):
    MADE.append(title)
    return QWidget()


def pane(title: str, place: str) -> Pane:
    beside = ("materials",) if title == "Watch" else None
    return Pane(
        title=title,
        meaning=f"what {title} is for",
        place=place,
        order=1,
        make=lambda _session: make(title),
        group="Warning" if title == "Watch" else "Dependence",
        beside=beside,
    )


@pytest.fixture
def places(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    MADE.clear()
    placed = Places(window, Session(window))
    for key, place in (
        ("materials", "left"),
        ("scenarios", "right"),
        ("suppliers", "bottom"),
        ("findings", "bottom"),
        ("charts", "centre"),
        ("watch", "centre"),
    ):
        placed.put(key, pane(key.title(), place))
    window.resize(1200, 800)
    window.show()
    placed.restore(QByteArray())
    yield placed
    window.close()


def test_that_a_pane_for_the_centre_becomes_a_room(places):
    assert set(places.docks) == {"materials", "scenarios", "suppliers", "findings"}
    assert places.rail.keys() == ["charts", "watch"]
    assert places.rail.key == "charts"
    assert places.rail.isVisible()


def test_that_any_pane_can_be_brought_to_the_front(places, qtbot):
    places.bring("watch")
    assert (places.rail.key, places.rooms.currentIndex()) == ("watch", 1)
    places.docks["findings"].hide()
    places.bring("findings")
    qtbot.waitUntil(lambda: not places.docks["findings"].visibleRegion().isEmpty())
    assert places.docks["suppliers"].visibleRegion().isEmpty()


def test_that_the_first_layout_comes_back(places, qtbot):
    places.docks["scenarios"].close()
    places.reset()
    qtbot.waitUntil(places.docks["scenarios"].isVisible)


def test_that_every_room_keeps_the_docks_beside_it(places):
    def shown():
        return {name for name, dock in places.docks.items() if not dock.isHidden()}

    assert shown() == set(places.docks)
    places.docks["findings"].close()
    places.bring("watch")
    assert shown() == {"materials"}
    places.docks["scenarios"].show()
    places.bring("charts")
    assert shown() == set(places.docks) - {"findings"}
    places.bring("watch")
    assert shown() == {"materials", "scenarios"}


def test_that_the_arrow_keys_step_over_headings(places, qtbot):
    places.rail.setFocus()
    qtbot.keyClick(places.rail, Qt.Key.Key_Down)
    assert places.rail.key == "watch"
    qtbot.keyClick(places.rail, Qt.Key.Key_Up)
    assert places.rail.key == "charts"
    qtbot.keyClick(places.rail, Qt.Key.Key_Up)
    assert places.rail.key == "charts"


def test_that_a_room_is_made_when_it_is_first_entered_or_asked_for(places):
    assert "Watch" not in MADE
    assert set(places.panes) == {*places.docks, "charts", "watch"}
    assert "Watch" not in MADE
    places.bring("watch")
    places.bring("charts")
    assert places.panes["watch"] is places.rooms.widget(1)
    assert MADE.count("Watch") == 1


@pytest.mark.parametrize(("width", "sides"), [(1500, (372, 340)), (1080, (279, 255))])
def test_that_docks_keep_their_widths_from_room_to_room(places, qtbot, width, sides):
    def as_at_first():
        return all(
            abs(places.docks[name].width() - side) < 12
            for name, side in zip(("materials", "scenarios"), sides, strict=True)
        )

    places.rooms.window().resize(width, 800)
    places.reset()
    qtbot.waitUntil(as_at_first)
    places.bring("watch")
    places.docks["scenarios"].show()
    places.bring("charts")
    qtbot.waitUntil(as_at_first)


def test_that_docks_that_had_to_give_way_get_their_widths_back(places, qtbot):
    def widths():
        return [places.docks[name].width() for name in ("materials", "scenarios")]

    qtbot.wait(20)
    before, room = widths(), places.rooms.currentWidget()
    room.setMinimumWidth(places.rooms.width() + 120)
    qtbot.waitUntil(lambda: widths() != before)
    room.setMinimumWidth(100)
    qtbot.waitUntil(lambda: widths() == before)


@pytest.mark.parametrize("size", [(1280, 760), (1440, 900)])
def test_that_no_room_and_no_tab_takes_width_from_the_docks(opened, settled, qtbot, size):
    opened.resize(*size)
    opened._reset()
    qtbot.wait(20)
    session = opened.session
    session.select(scenario="china-licence")
    session.pin("licence-second-phase", on=True)
    session.pin("us-demand", on=True)
    materials = session.project["materials"]
    label = int(materials.index[materials["material"] == "artificial graphite"][0])
    name = "\N{HANGUL SYLLABLE GA}" * 60 + " " + "artificial graphite " * 8
    session.edit("Name", edit.set_cell(session.project, "materials", label, "name", name))
    label = int(session.project["shocks"].index[0])
    late = edit.set_shock(session.project, label, {"start": "2035-01"})
    session.edit("Start", late)
    settled()

    def widths():
        return [opened.docks[name].width() for name in ("materials", "scenarios")]

    def shown():
        qtbot.wait(1)
        settled()
        kept = [
            docked == first
            for docked, first, key in zip(widths(), before, ("materials", "scenarios"), strict=True)
            if not opened.docks[key].isHidden()
        ]
        return all(kept)

    before = widths()
    assert before[0] > 300
    rooms_in_order = opened.places.rail.keys()
    for room in rooms_in_order:
        opened.places.bring(room)
        assert shown(), room
        for tabs in opened.panes[room].findChildren(QTabWidget):
            for place in range(tabs.count()):
                tabs.setCurrentIndex(place)
                assert shown(), (room, tabs.tabText(place))
    opened.places.bring("charts")
    assert shown()
    for key, plot in opened.panes["charts"].plots.items():
        assert plot.minimumSizeHint().width() <= 480, key
