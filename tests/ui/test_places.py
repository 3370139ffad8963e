"""Rooms in the centre, docks around them."""

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow, QWidget

from workbench.ui.panes import Pane
from workbench.ui.places import Places


def pane(title: str, place: str) -> Pane:
    return Pane(title=title, meaning=f"what {title} is for", place=place, order=1, make=QWidget)


@pytest.fixture
def places(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    placed = Places(window)
    for key, place in (
        ("materials", "left"),
        ("scenarios", "right"),
        ("suppliers", "bottom"),
        ("findings", "bottom"),
        ("charts", "centre"),
        ("watch", "centre"),
    ):
        placed.put(key, pane(key.title(), place), QWidget())
    window.resize(1200, 800)
    window.show()
    placed.restore(QByteArray())
    yield placed
    window.close()


def test_that_a_pane_for_the_centre_becomes_a_room(places):
    assert places.rooms.count() == 2
    assert set(places.docks) == {"materials", "scenarios", "suppliers", "findings"}
    assert places.rooms.tabBar().isVisible()


def test_that_any_pane_can_be_brought_to_the_front(places, qtbot):
    places.bring("watch")
    assert places.rooms.tabText(places.rooms.currentIndex()) == "Watch"
    places.docks["findings"].hide()
    places.bring("findings")
    qtbot.waitUntil(lambda: not places.docks["findings"].visibleRegion().isEmpty())
    assert places.docks["suppliers"].visibleRegion().isEmpty()


def test_that_the_first_layout_comes_back(places, qtbot):
    places.docks["scenarios"].close()
    places.reset()
    qtbot.waitUntil(places.docks["scenarios"].isVisible)
