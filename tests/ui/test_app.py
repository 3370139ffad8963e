"""An error nobody foresaw is shown, and the window lives on."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QTimer

from workbench.ui import app
from workbench.ui.widgets import dialogs


@pytest.fixture
def shown(monkeypatch):
    """Collect the error dialogs instead of opening them."""
    seen: list[tuple[str, ...]] = []
    monkeypatch.setattr(dialogs, "show_error", lambda _parent, *texts: seen.append(texts))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # put back afterwards
    return seen


def test_that_an_error_in_a_slot_is_shown_and_the_window_lives(
    qtbot, opened, settled, shown, capsys
):
    app._catch_errors(opened)

    def fails() -> None:
        raise RuntimeError("nobody foresaw this")

    QTimer.singleShot(0, opened, fails)
    qtbot.waitUntil(lambda: bool(shown), timeout=10_000)
    message, advice, trace = shown[0]
    assert "should not have" in message
    assert "Save a copy" in advice
    assert "nobody foresaw this" in trace
    assert "nobody foresaw this" in capsys.readouterr().err
    opened.session.select(material="urea")
    settled()
    assert "urea" in opened.panes["charts"].plot.title.text()


def test_that_an_error_of_work_beside_the_window_is_shown_too(qtbot, opened, shown, capsys):
    app._catch_errors(opened)

    def work(_progress: object) -> None:
        raise ZeroDivisionError("in the worker")

    opened.session.work("export", work, lambda _done: None, "not exported")
    qtbot.waitUntil(lambda: bool(shown), timeout=10_000)
    assert "in the worker" in shown[0][2]
    assert "export" not in opened.session.tasks.running()


def test_that_ctrl_c_closes_the_window_without_a_dialog(qtbot, window, shown, capsys):
    app._catch_errors(window)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not window.isVisible()
    assert shown == []


def test_that_a_file_named_at_the_start_is_opened(qtbot, look, graphite, tmp_path):
    from workbench.core.storage import project_file
    from workbench.ui.settings import Settings
    from workbench.ui.window import Window

    file = tmp_path / "흑연.scrw"
    project_file.save(graphite, file)
    window = Window(Settings(), look)
    qtbot.addWidget(window)
    app._fill(window, str(file))
    qtbot.waitUntil(lambda: window.session.path == file, timeout=30_000)
    assert window.session.undo.isClean()
    window.session.tasks.shutdown()
