"""What holds for every test: no screen, no settings of the user, no dialog, no thread left over."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from hypothesis import settings
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QInputDialog, QMenu, QMessageBox

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("calm", deadline=None)  # nothing is timed on a shared machine
settings.load_profile("calm")

QT_MESSAGES = ("qt_log_level_fail", "WARNING")
OF_NO_SCREEN = (r"This plugin does not support .*", r".*propagateSizeHints.*", r".*fontconfig.*")
NEEDS_QT = ("qapp", "qtbot", "qtmodeltester")


def pytest_collection_modifyitems(items):
    """Let a warning of Qt fail the test, except those about the missing screen."""
    for item in items:
        if needs_qt(item):
            item.add_marker(pytest.mark.qt_log_level_fail(QT_MESSAGES[1]))
            item.add_marker(pytest.mark.qt_log_ignore(*OF_NO_SCREEN))


def needs_qt(item):
    return any(name in getattr(item, "fixturenames", ()) for name in NEEDS_QT)


@pytest.fixture(autouse=True)
def settings_of_nobody(tmp_path_factory, monkeypatch):
    """Keep the settings of whoever runs the tests out of them, and the other way round."""
    folder = tmp_path_factory.mktemp("settings")
    monkeypatch.setenv("WORKBENCH_SETTINGS", str(folder / "workbench.ini"))
    monkeypatch.setenv("WORKBENCH_PROFILES", str(folder / "profiles"))
    monkeypatch.setenv("WORKBENCH_DATA", str(folder / "data"))


@pytest.fixture(autouse=True)
def no_dialog(request, monkeypatch):
    """Fail where a dialog would wait for somebody; a test that expects one replaces it."""
    if not needs_qt(request.node):
        return

    def opened(*_args, **_kwargs):
        raise AssertionError("a dialog was opened that the test did not expect")

    waiting = {
        QDialog: ("exec",),
        QMenu: ("exec",),
        QMessageBox: ("about", "critical", "information", "question", "warning"),
        QFileDialog: (
            "getExistingDirectory",
            "getOpenFileName",
            "getOpenFileNames",
            "getSaveFileName",
        ),
        QInputDialog: ("getText", "getItem", "getInt", "getDouble"),
    }
    for widget, names in waiting.items():
        for name in names:
            monkeypatch.setattr(widget, name, opened)


@pytest.fixture(autouse=True)
def no_thread_left():
    """Fail when a test leaves a worker of the window running."""
    before = set(threading.enumerate())
    yield
    left = [t.name for t in threading.enumerate() if t not in before and is_worker(t)]
    assert not left, f"the test left threads running: {left}"


def is_worker(thread):
    return thread.is_alive() and thread.name.startswith("workbench")


@pytest.fixture
def look(qapp):
    """The look of the program, taken off again afterwards."""
    from workbench.ui.look import Look

    palette, sheet, font = qapp.palette(), qapp.styleSheet(), qapp.font()
    made = Look(qapp, "light")
    yield made
    # Qt keeps what it styled; a widget that ends after its style sheet leaves a dangling pointer.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.styleHints().colorSchemeChanged.disconnect(made._apply)
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)
    made.deleteLater()


@pytest.fixture
def window(qtbot, look):
    """A filled window that closes at the end, whatever it holds."""
    from workbench.ui.settings import Settings
    from workbench.ui.window import Window

    made = Window(Settings(), look)
    qtbot.addWidget(made, before_close_func=lambda w: w.session.undo.setClean())
    made.resize(1440, 900)
    made.show()
    made.fill()
    yield made
    made.session.undo.setClean()
    made.session.tasks.shutdown()


@pytest.fixture
def settled(qtbot, window):
    """Wait until nothing works any more and the result belongs to what is open."""

    def wait() -> None:
        def idle() -> bool:
            session = window.session
            result = session.result
            fresh = result is not None and result.project is session.project
            chosen = fresh and result.scenario == session.selection.scenario
            return not session.tasks.running() and (bool(chosen) or session.project.is_empty)

        qtbot.waitUntil(idle, timeout=30_000)

    return wait


@pytest.fixture
def answers(monkeypatch):
    """Answer the file dialogs with the paths given."""
    from workbench.ui.widgets import dialogs

    def answer(**paths: Path | list[Path] | str) -> None:
        for name, value in paths.items():
            monkeypatch.setattr(dialogs, name, lambda *_a, _v=value, **_k: _v)

    return answer


@pytest.fixture(scope="session")
def graphite():
    """The graphite example, read once; a project never changes."""
    from workbench.core.formats import read_files
    from workbench.core.project import Project
    from workbench.paths import sample_workbook

    outcome = read_files([sample_workbook()], Project())
    assert outcome.project is not None, outcome.problems
    return outcome.project


@pytest.fixture
def opened(window, settled, graphite):
    """The window on the graphite example, at rest."""
    window.session.open(graphite, None, "Graphite example")
    window.session.select(material="artificial graphite")
    settled()
    return window


def pytest_sessionfinish():
    """Let go of the clipboard as the program does; see ``leave_text``."""
    from workbench.ui.widgets.clipboard import leave_text

    if QApplication.instance() is not None:
        leave_text()
