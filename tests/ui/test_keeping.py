"""A working copy after every edit."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from workbench.core.edit import add_row
from workbench.core.project import differing
from workbench.core.storage.working_copy import left_behind, recover
from workbench.ui.keeping import TASK, Keeper
from workbench.ui.session import Session

EDITOR = """
import sys, os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtWidgets import QApplication
from PySide6.QtCore import QTimer
from workbench.core.edit import add_row
from workbench.ui.keeping import Keeper
from workbench.ui.session import Session
app = QApplication([])
session = Session()
keeper = Keeper(session, Path(sys.argv[1]))
def edit(number=[0]):
    number[0] += 1
    project, _ = add_row(session.project, "notes", {"table": "x", "key": str(number[0]),
        "date": "2026-01-01", "text": "edit"})
    session.edit(f"edit {number[0]}", project)
    keeper.keep_now()
    print(number[0], flush=True)
timer = QTimer(); timer.timeout.connect(edit); timer.start(20)
app.exec()
"""


@pytest.fixture
def session(qapp):
    made = Session()
    yield made
    made.tasks.shutdown()


@pytest.fixture
def keep(session):
    """Keepers of the session that end with the test, before the session does."""
    made = []

    def keeper(root, of=session):
        made.append(Keeper(of, root))
        return made[-1]

    yield keeper
    for one in made:
        one.end()


def add_note(session, key):
    row = {"table": "materials", "key": key, "date": "2026-01-01", "text": "seen"}
    project, _ = add_row(session.project, "notes", row)
    session.edit("Add a note", project)


def idle(session):
    return TASK not in session.tasks.running()


def test_that_an_edit_is_kept_and_a_save_forgets_it(session, keep, tmp_path, qtbot):
    keeper = keep(tmp_path)
    add_note(session, "a")
    qtbot.waitUntil(lambda: bool(left_behind(tmp_path)) and idle(session))
    (orphan,) = left_behind(tmp_path)
    assert not differing(recover(orphan), session.project)
    session.saved(tmp_path / "study.scrw", session.project)
    assert left_behind(tmp_path) == []
    add_note(session, "b")
    qtbot.waitUntil(lambda: bool(left_behind(tmp_path)) and idle(session))
    session.undo.undo()
    assert left_behind(tmp_path) == []
    keeper.end()
    assert list(tmp_path.iterdir()) == []
    keeper.end()  # twice does no harm


def test_that_what_another_session_still_holds_is_no_orphan(session, keep, tmp_path, qtbot):
    mine = keep(tmp_path)
    add_note(session, "a")
    qtbot.waitUntil(lambda: bool(left_behind(tmp_path)) and idle(session))
    other = keep(tmp_path, Session())
    assert other.orphans() == []
    mine._lock.unlock()  # as when its process is gone
    (orphan,) = other.orphans()
    other.discard(orphan)
    assert left_behind(tmp_path) == []


def test_that_a_killed_editor_loses_at_most_the_last_edit(keep, tmp_path):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", EDITOR, str(tmp_path)],
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
    ) as editor:
        for line in editor.stdout:
            if int(line) == 30:
                break
        editor.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        rest = editor.stdout.read().split()
    made = int(rest[-1]) if rest else 30
    (orphan,) = keep(tmp_path).orphans()
    kept = len(recover(orphan)["notes"])
    assert made - 12 <= kept <= made + 1
    assert kept >= 15


def test_that_a_folder_that_cannot_be_written_only_ends_the_keeping(session, keep, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    keeper = keep(blocked)
    add_note(session, "a")
    keeper.keep_now()
    assert len(session.project["notes"]) == 1
