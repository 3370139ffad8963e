"""Dialogs ask with verbs, default to what keeps the work, and read no markup."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QMessageBox, QPushButton

from workbench.core.problem import Problem
from workbench.ui.widgets import dialogs

pytestmark = pytest.mark.usefixtures("qapp")

NASTY = "<img src=x>R&D"


@pytest.fixture
def press(monkeypatch):
    """Answer the next box with the button of a given text, and remember the box."""
    boxes = []

    def prepare(text):
        def answer(box):
            boxes.append(
                {
                    "texts": [b.text() for b in box.buttons()],
                    "default": box.defaultButton() and box.defaultButton().text(),
                    "plain": all(
                        label.textFormat() == Qt.TextFormat.PlainText
                        for label in box.findChildren(QLabel)
                        if label.text()
                    ),
                    "shown": (box.text(), box.informativeText()),
                }
            )
            next(b for b in box.buttons() if b.text() == text).click()
            return 0

        monkeypatch.setattr(QMessageBox, "exec", answer)
        return boxes

    return prepare


@pytest.mark.parametrize(
    ("button", "answer"), [("Save", "save"), ("Don't save", "discard"), ("Cancel", "cancel")]
)
def test_that_changes_are_asked_about_with_verbs(press, button, answer):
    boxes = press(button)
    assert dialogs.ask_save_changes(None, NASTY) == answer
    assert set(boxes[0]["texts"]) == {"Save", "Don't save", "Cancel"}
    assert boxes[0]["default"] == "Save"
    assert boxes[0]["plain"]
    assert NASTY in boxes[0]["shown"][0]


def test_that_what_cannot_be_undone_defaults_to_cancel(press):
    boxes = press("Delete")
    assert dialogs.confirm(None, "Delete?", NASTY, "Delete") is True
    assert boxes[0]["default"] == "Cancel"
    assert boxes[0]["plain"]
    press("Cancel")
    assert dialogs.confirm(None, "Delete?", NASTY, "Delete") is False


def test_that_an_error_is_plain_text(press):
    boxes = press("Close")
    dialogs.show_error(None, NASTY, NASTY, "trace")
    assert boxes[0]["plain"]
    assert boxes[0]["shown"] == (NASTY, NASTY)


def test_that_giving_up_gives_no_file(monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    assert dialogs.ask_open(None, "Open", tmp_path, "") is None
    assert dialogs.ask_save(None, "Save", tmp_path, "", ".scrw") is None


def test_that_a_missing_suffix_is_added_and_never_replaces_a_file_unasked(
    monkeypatch, press, tmp_path
):
    def typed(name):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / name), ""))
        return dialogs.ask_save(None, "Save", tmp_path, "Images (*.PNG *.svg)", ".scrw")

    assert typed("흑연") == tmp_path / "흑연.scrw"
    assert typed("a.scrw") == tmp_path / "a.scrw"
    assert typed("chart.svg") == tmp_path / "chart.svg"
    assert typed("chart.png") == tmp_path / "chart.png"
    assert typed("figures v1.2") == tmp_path / "figures v1.2.scrw"
    (tmp_path / "there.scrw").write_text("kept", "utf-8")
    press("Cancel")
    assert typed("there") is None
    press("Replace")
    assert typed("there") == tmp_path / "there.scrw"


def test_that_all_findings_can_be_read_and_copied(monkeypatch):
    shown = []
    monkeypatch.setattr(QDialog, "exec", lambda dialog: shown.append(dialog) or 0)
    found = [Problem(f"finding {NASTY} {n}", table="trade", row=n) for n in range(1, 4)]
    dialogs.show_problems(None, "The import was refused", "Nothing was changed.", found)
    dialog = shown[0]
    assert dialog.list.problems() == tuple(found)
    dialog.copy_button.click()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 3


def test_that_several_files_can_be_chosen(monkeypatch, tmp_path):
    names = [str(tmp_path / n) for n in ("a.xlsx", "b.xlsx")]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (names, ""))
    assert dialogs.ask_open_many(None, "Import", tmp_path, "") == [Path(n) for n in names]


def test_that_an_entry_and_what_to_do_with_it_are_chosen(qtbot):
    dialog = dialogs.EntryDialog(
        None, "Recover?", "what is there", ["one", "two"], ["Open", "Drop"]
    )
    qtbot.addWidget(dialog)
    dialog.list.setCurrentRow(1)
    buttons = dialog.findChildren(QPushButton)
    next(button for button in buttons if button.text() == "Drop").click()
    assert dialog.chosen == (1, 1)


def test_that_there_is_nothing_to_choose_where_nothing_is(qtbot):
    dialog = dialogs.EntryDialog(None, "Backups", "what is there", [], ["Open"])
    qtbot.addWidget(dialog)
    assert not next(b for b in dialog.findChildren(QPushButton) if b.text() == "Open").isEnabled()
    assert dialog.chosen is None
