"""Files on their way in: straight where nothing is to be asked, else through the assistant."""

from __future__ import annotations

import pytest
from books import RIGHT, changed, trade, write_book
from foreign_books import GRAPHITE, KOREA, customs, listed

from workbench.core import edit
from workbench.core.project import Project
from workbench.ui.assistant.dialog import Assistant
from workbench.ui.widgets import dialogs


def idle(qtbot, window) -> None:
    qtbot.waitUntil(lambda: not window.session.tasks.running(), timeout=30_000)


def test_that_a_good_workbook_of_our_own_goes_straight_in_and_a_revision_is_shown_first(
    qtbot, window, assistant, tmp_path
):
    window.documents.import_paths([write_book(tmp_path / "a.xlsx", RIGHT)])
    qtbot.waitUntil(lambda: window.session.undo.count() == 1, timeout=30_000)
    idle(qtbot, window)
    assert window.findChildren(Assistant) == []
    newer = changed(trade=trade(["2021", "import", "KOR", "CHN", "graphite", 99, 100.5]))
    newer["trade"] = [newer["trade"][0], newer["trade"][-1]]
    dialog = assistant(write_book(tmp_path / "b.xlsx", newer))
    assert dialog.import_button.text() == "What changes ..."
    assert dialog.review.outcome.changes["trade"].counts["revised"] == 1


def test_that_a_foreign_file_is_opened_through_the_assistant_as_a_document_of_its_own(
    qtbot, window, assistant, applied, tmp_path
):
    window.session.open(KOREA, None, "before")
    window.documents.open_path(customs(tmp_path / "graphite.xlsx", GRAPHITE[:1]))
    dialog = assistant.shown()
    dialog.change(lambda review: review.with_home("KOR"))
    applied(dialog)
    dialog.import_button.click()
    qtbot.waitUntil(lambda: window.session.title == "graphite", timeout=30_000)
    assert window.session.undo.count() == 0
    assert len(window.session.project["trade"]) == 3
    idle(qtbot, window)


def test_that_what_was_edited_meanwhile_is_kept(qtbot, window, assistant, tmp_path):
    dialog = assistant(customs(tmp_path / "a.xlsx", GRAPHITE[:1]), base=KOREA)
    cells = {"table": "trade", "key": "x", "date": "2024-01-02", "text": "meanwhile"}
    window.session.edit("Note", edit.add_row(window.session.project, "notes", cells)[0])
    dialog.import_button.click()
    qtbot.waitUntil(lambda: window.session.undo.count() == 2, timeout=30_000)
    project = window.session.project
    assert (len(project["trade"]), len(project["notes"])) == (3, 1)
    idle(qtbot, window)


def test_that_a_cancelled_import_opens_nothing_and_changes_nothing(qtbot, window, tmp_path):
    rows = [f"{1900 + n % 100},import,KOR,China,{380000 + n},1,1" for n in range(20_000)]
    before = window.session.project
    window.documents.import_paths([listed(tmp_path / "list.csv", *rows)])
    window.session.tasks.cancel("import")
    assert window.session.tasks.running() == ()
    qtbot.wait(300)
    assert window.session.project is before
    assert window.findChildren(Assistant) == []


def test_that_a_home_or_a_name_that_is_none_is_refused_in_words(
    assistant, applied, tmp_path, monkeypatch
):
    told = []
    monkeypatch.setattr(dialogs, "show_problems", lambda *args: told.append(args[3][0]))
    dialog = assistant(customs(tmp_path / "a.xlsx"), base=Project())
    counts = dialog.count.text()
    for correction in (
        lambda review: review.with_home("NARNIA"),
        lambda review: review.with_answers({"아틀란티스": "NARNIA"}),
    ):
        dialog.change(correction)
        applied(dialog)
    assert [problem.value for problem in told] == ["NARNIA", "NARNIA"]
    assert dialog.count.text() == counts


@pytest.mark.parametrize("count", [1, 2])
def test_that_files_that_cannot_be_read_are_told_and_nothing_opens(
    qtbot, window, tmp_path, monkeypatch, count
):
    told = []
    monkeypatch.setattr(dialogs, "show_problems", lambda *args: told.append(args[3]))
    paths = []
    for number in range(count):
        paths.append(tmp_path / f"{number}.xlsx")
        paths[-1].write_bytes(b"PK\x03\x04 no workbook")
    window.documents.import_paths(paths)
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    assert {problem.file for problem in told[0]} == {path.name for path in paths}
    assert window.findChildren(Assistant) == []
    idle(qtbot, window)
