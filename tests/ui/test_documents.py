"""Files are opened, imported, saved and exported beside the window; a refusal changes nothing."""

from __future__ import annotations

import threading

import pytest
from openpyxl import Workbook, load_workbook

from workbench.core import edit
from workbench.core.project import differing, from_records
from workbench.core.storage import project_file, working_copy
from workbench.paths import sample_workbook, user_data
from workbench.ui import documents as module
from workbench.ui.assistant.dialog import Assistant
from workbench.ui.widgets import dialogs

SMALL = from_records({"materials": [{"material": "tar", "name": "콜타르 タール"}]})


@pytest.fixture
def shown(monkeypatch):
    """Collect title and findings of the dialogs instead of opening them."""
    seen = []

    def show(_parent, title, _explanation, problems) -> None:
        seen.append((title, tuple(problems)))

    monkeypatch.setattr(dialogs, "show_problems", show)
    return seen


@pytest.fixture
def held(monkeypatch):
    """Let saving wait until the test says go."""
    go = threading.Event()
    save = project_file.save

    def slow(project, path, progress):
        assert go.wait(30)
        return save(project, path, progress)

    monkeypatch.setattr(module.project_file, "save", slow)
    yield go
    go.set()


@pytest.fixture
def wrong(tmp_path):
    """A workbook with two errors."""
    book = Workbook()
    book.active.title = "trade"
    book.active.append(["period", "flow", "reporter", "partner", "material", "quantity"])
    book.active.append(["2024-01", "import", "KOR", "CHN", "artificial graphite", "a lot"])
    book.active.append(["2024-01", "import", "KOR", "ATLANTIS", "artificial graphite", 1])
    path = tmp_path / "틀린 wrong.xlsx"
    book.save(path)
    return path


def note(window, text: str) -> None:
    """Edit something that is not simulated."""
    cells = {"table": "trade", "key": text, "date": "2024-01-02", "text": text}
    project, _ = edit.add_row(window.session.project, "notes", cells)
    window.session.edit("Add note", project)


def idle(qtbot, window) -> None:
    qtbot.waitUntil(lambda: not window.session.tasks.running(), timeout=30_000)


def test_that_a_wrong_workbook_is_shown_with_every_finding_and_cancel_leaves_all_as_it_was(
    qtbot, window, settled, shown, wrong, graphite, tmp_path
):
    file = tmp_path / "kept.scrw"
    project_file.save(graphite, file)
    before = file.read_bytes()
    window.documents.open_path(file)
    qtbot.waitUntil(lambda: window.session.path == file, timeout=30_000)
    project = window.session.project
    window.documents.import_paths([wrong])
    qtbot.waitUntil(lambda: bool(window.findChildren(Assistant)), timeout=30_000)
    (assistant,) = window.findChildren(Assistant)
    problems = [p for p in assistant.review.problems if p.severity == "error"]
    assert {problem.cell for problem in problems} == {"F2", "D3"}
    assert all("틀린 wrong.xlsx" in problem.file for problem in problems)
    assert all(problem.sheet == "trade" and problem.expected for problem in problems)
    assistant.cancel_button.click()
    assert shown == []
    assert window.session.project is project
    assert not window.isWindowModified()
    assert file.read_bytes() == before
    idle(qtbot, window)


def test_that_a_file_that_is_no_project_is_refused_and_the_open_one_stays(
    qtbot, opened, shown, tmp_path
):
    foreign = tmp_path / "foreign.scrw"
    foreign.write_bytes(b"not a database")
    opened.session.undo.setClean()
    before = opened.session.project
    opened.documents.open_path(foreign)
    qtbot.waitUntil(lambda: bool(shown), timeout=30_000)
    assert "foreign.scrw" in shown[0][0]
    assert opened.session.project is before
    assert foreign not in opened.settings.recent_files()


def test_that_edits_during_an_import_are_kept_and_the_import_is_added_to_them(
    qtbot, window, settled, graphite
):
    window.session.open(SMALL, None, "small")
    window.documents.import_paths([sample_workbook()])
    note(window, "while it was read")
    qtbot.waitUntil(lambda: not window.session.project["trade"].empty, timeout=60_000)
    assert "while it was read" in set(window.session.project["notes"]["text"])
    assert window.session.undo.count() == 2
    window.commands["undo"].trigger()
    assert window.session.project["trade"].empty
    assert "while it was read" in set(window.session.project["notes"]["text"])
    idle(qtbot, window)


def test_that_edits_during_a_save_stay_unsaved(qtbot, opened, answers, held, tmp_path):
    file = tmp_path / "saved.scrw"
    answers(ask_save=file)
    saving = opened.session.project
    opened.commands["save"].trigger()
    note(opened, "too late")
    held.set()
    qtbot.waitUntil(lambda: opened.session.path == file, timeout=30_000)
    assert opened.isWindowModified()
    assert differing(project_file.load(file), saving) == frozenset()
    idle(qtbot, opened)


def test_that_edits_made_while_saving_before_the_end_are_asked_about_again(
    qtbot, opened, answers, held, tmp_path
):
    file = tmp_path / "saved.scrw"
    answers(ask_save=file, ask_save_changes="save")
    note(opened, "in time")
    ended = []
    opened.documents.when_saved(lambda: ended.append(1))
    note(opened, "too late")
    answers(ask_save_changes="cancel")
    held.set()
    qtbot.waitUntil(file.exists, timeout=30_000)
    idle(qtbot, opened)
    assert ended == []
    assert opened.isWindowModified()


def test_that_edits_made_while_a_file_is_opened_are_asked_about(qtbot, opened, answers, tmp_path):
    file = tmp_path / "other.scrw"
    project_file.save(SMALL, file)
    opened.session.undo.setClean()
    opened.documents.open_path(file)
    note(opened, "meanwhile")
    answers(ask_save_changes="cancel")
    idle(qtbot, opened)
    assert "meanwhile" in set(opened.session.project["notes"]["text"])
    assert opened.session.path is None


def test_that_a_save_that_fails_says_so_and_leaves_the_changes_unsaved(
    qtbot, opened, shown, answers, tmp_path
):
    answers(ask_save=tmp_path / "missing" / "x.scrw")
    note(opened, "not lost")
    opened.commands["save"].trigger()
    qtbot.waitUntil(lambda: bool(shown), timeout=30_000)
    assert "was not saved" in shown[0][0]
    assert opened.session.path is None
    assert opened.isWindowModified()


def test_that_save_as_moves_on_to_the_other_file(qtbot, opened, answers, tmp_path):
    first, second = tmp_path / "first.scrw", tmp_path / "둘째.scrw"
    for name, file in (("save", first), ("save_as", second)):
        answers(ask_save=file)
        opened.commands[name].trigger()
        qtbot.waitUntil(lambda f=file: opened.session.path == f, timeout=30_000)
    before = first.read_bytes()
    note(opened, "only in the second")
    opened.commands["save"].trigger()
    qtbot.waitUntil(lambda: not opened.isWindowModified(), timeout=30_000)
    assert first.read_bytes() == before
    assert opened.settings.recent_files() == [second, first]
    idle(qtbot, opened)


def test_that_an_export_and_a_template_are_written_and_a_bad_place_is_told(
    qtbot, opened, settled, shown, answers, tmp_path
):
    for name, sheet in (("export", "shift"), ("template", "trade")):
        path = tmp_path / f"{name}.xlsx"
        answers(ask_save=path)
        opened.commands[name].trigger()
        qtbot.waitUntil(path.exists, timeout=30_000)
        idle(qtbot, opened)
        names = load_workbook(path, read_only=True).sheetnames
        assert any(sheet in one.lower() for one in names), names
        answers(ask_save=tmp_path / "missing" / "x.xlsx")
        opened.commands[name].trigger()
        qtbot.waitUntil(lambda: bool(shown), timeout=30_000)
        assert "was not written" in shown.pop()[0]


def test_that_giving_up_a_dialog_does_nothing(qtbot, opened, answers):
    note(opened, "a change to ask about")
    idle(qtbot, opened)
    before = opened.session.project
    answers(ask_open=None, ask_open_many=[], ask_save=None, ask_folder=None)
    answers(ask_save_changes="cancel")
    for name in ("open", "import", "save", "save_as", "export", "template", "pictures", "sample"):
        opened.commands[name].trigger()
    assert opened.session.tasks.running() == ()
    assert opened.session.project is before


def test_that_what_a_crash_left_behind_is_offered_and_recovered(window, qtbot, monkeypatch):
    study = from_records({"materials": [{"material": "graphite"}]})
    folder = working_copy.new_folder(user_data() / "sessions")
    note = working_copy.Note("", "study", 3, "2026-03-01T10:00:00+00:00")
    working_copy.keep(folder, study, note)
    told = []
    monkeypatch.setattr(dialogs, "ask_entry", lambda *words: told.append(words) or (0, 0))
    window.documents.offer_recovery()
    qtbot.waitUntil(lambda: not window.session.project.is_empty)
    assert "study: 3 changes" in told[0][3][0]
    assert not differing(window.session.project, study)
    assert not window.session.undo.isClean()
    assert window.session.path is None
    qtbot.waitUntil(lambda: not folder.exists())
    window.documents.offer_recovery()  # its own working copy is none to recover
    assert len(told) == 1
