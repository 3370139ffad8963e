"""Never over what somebody else wrote, never without a backup."""

from __future__ import annotations

import pytest

from workbench.core.edit import add_row
from workbench.core.project import differing, from_records
from workbench.core.storage import project_file
from workbench.core.storage.backups import backups_of
from workbench.ui.saving import Saving
from workbench.ui.session import Session
from workbench.ui.settings import Settings
from workbench.ui.widgets import dialogs

STUDY = from_records({"materials": [{"material": "graphite"}]})


class Desk:
    """A document with its file, as a window has it."""

    def __init__(self, window, path):
        self.session = Session()
        self.saving = Saving(self.session, Settings(path.with_name("s.ini")), window)
        self.opened = self.saving.take(path)
        self.session.open(project_file.load(path), path if self.opened else None, "study")

    def edit(self, key):
        row = {"table": "materials", "key": key, "date": "2026-01-01", "text": "seen"}
        self.session.edit("Add a note", add_row(self.session.project, "notes", row)[0])

    def save(self, qtbot):
        done = []
        self.saving.save(lambda: done.append(True))
        qtbot.waitUntil(lambda: "save" not in self.session.tasks.running())
        return bool(done)


@pytest.fixture
def path(tmp_path):
    place = tmp_path / "study.scrw"
    project_file.save(STUDY, place)
    return place


@pytest.fixture
def desk(qtbot, path):
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    qtbot.addWidget(window)
    desks = []

    def make():
        desks.append(Desk(window, path))
        return desks[-1]

    yield make
    for one in desks:
        one.saving.end()
        one.session.tasks.shutdown()


def test_that_a_save_leaves_the_state_before_as_a_backup(desk, path, qtbot):
    mine, before = desk(), path.read_bytes()
    mine.edit("a")
    assert mine.save(qtbot)
    assert mine.session.undo.isClean()
    (backup,) = backups_of(path, mine.saving.backups)
    assert backup.path.read_bytes() == before
    mine.edit("b")
    assert mine.save(qtbot)  # what we saved ourselves is nobody else's
    assert len(project_file.load(path)["notes"]) == 2


@pytest.mark.parametrize("replace", [True, False])
def test_that_what_somebody_else_saved_is_replaced_only_when_asked(
    desk, path, qtbot, monkeypatch, replace
):
    mine, asked = desk(), []
    theirs = from_records({"materials": [{"material": "urea"}]})
    project_file.save(theirs, path)
    monkeypatch.setattr(dialogs, "confirm", lambda *told: asked.append(told[1]) or replace)
    mine.edit("a")
    mine.saving.save(lambda: None)
    qtbot.waitUntil(lambda: bool(asked))
    qtbot.waitUntil(lambda: "save" not in mine.session.tasks.running())
    assert "changed by somebody else" in asked[0]
    assert bool(differing(project_file.load(path), theirs)) is replace
    assert mine.session.undo.isClean() is replace
    if replace:
        (backup,) = backups_of(path, mine.saving.backups)
        assert not differing(project_file.load(backup.path), theirs)


def test_that_a_second_window_gets_a_copy(desk, path, monkeypatch):
    told = []
    monkeypatch.setattr(dialogs, "show_text", lambda *words: told.append(words))
    mine, other = desk(), desk()
    assert (mine.opened, other.opened) == (True, False)
    assert other.session.path is None
    assert "open elsewhere" in told[0][1]
    mine.saving.end()
    assert other.saving.take(path)


def test_that_a_document_that_is_left_lets_go_of_its_file(desk, path):
    mine = desk()
    lock = path.with_name(".~lock.study.scrw#")
    assert lock.exists()
    mine.session.open(STUDY, None, "another")
    assert not lock.exists()


def test_that_no_backup_is_asked_about_and_never_silent(desk, path, qtbot, monkeypatch):
    mine, asked = desk(), []
    mine.saving.backups.parent.mkdir(parents=True, exist_ok=True)
    mine.saving.backups.write_text("a file where the folder should be")
    monkeypatch.setattr(dialogs, "confirm", lambda *told: asked.append(told[1]) or True)
    mine.edit("a")
    mine.saving.save(lambda: None)
    qtbot.waitUntil(mine.session.undo.isClean)
    assert "without a backup" in asked[0]
    assert len(project_file.load(path)["notes"]) == 1
