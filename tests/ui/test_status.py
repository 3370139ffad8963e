"""The status bar shows work that takes long, with a way to stop it."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt

from workbench.core.progress import Progress
from workbench.ui.status import Status


@pytest.fixture
def status(qtbot, tasks):
    made = Status()
    qtbot.addWidget(made)
    made.follow(tasks)
    made.show()
    return made


def test_that_slow_work_shows_how_far_it_is_and_can_be_cancelled(qtbot, status, tasks):
    go, stopped = threading.Event(), threading.Event()
    outcomes = []

    def slow(progress: Progress) -> None:
        try:
            while not go.wait(0.02):
                progress.step(3, 4, "reading trade")
        finally:
            stopped.set()

    tasks.start("import", slow, outcomes.append, outcomes.append)
    assert not status._bar.isVisible()
    qtbot.waitUntil(status._bar.isVisible, timeout=10_000)
    qtbot.waitUntil(lambda: status._bar.value() == 750, timeout=10_000)
    assert status._text.text() == "reading trade"
    qtbot.mouseClick(status._cancel, Qt.MouseButton.LeftButton)
    assert not status._bar.isVisible()
    assert stopped.wait(10)
    assert tasks.running() == ()
    qtbot.wait(20)
    assert outcomes == []


def test_that_quick_work_shows_nothing_and_its_end_stops_the_delay(qtbot, status, tasks):
    done = []
    tasks.start("import", lambda _progress: 1, done.append, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert not status._delay.isActive()
    assert not status._bar.isVisible()


def test_that_the_sum_of_a_selection_stands_there(status):
    status.show_summary("3 selected, sum 12 t")
    assert status._summary.text() == "3 selected, sum 12 t"


def test_that_the_working_copy_is_neither_announced_nor_cancelled(status, tasks, qtbot):
    gate = threading.Event()
    kept = []
    tasks.start("keep", lambda _progress: gate.wait(5), kept.append, kept.append, lane="keep")
    status._stop()
    assert tasks.running() == ("keep",)
    assert not status._delay.isActive()
    gate.set()
    qtbot.waitUntil(lambda: kept == [True])
