"""The window: title, recent files, dropped files, theme, layout, long work, and its end."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from workbench.core import edit
from workbench.core.problem import Problem
from workbench.core.progress import Progress
from workbench.core.storage import project_file
from workbench.paths import sample_workbook
from workbench.ui import documents
from workbench.ui.settings import Settings
from workbench.ui.window import NAME, Window


def drop(window, *paths: Path) -> bool:
    """Drop files on the window; return whether it wanted them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    copy = Qt.DropAction.CopyAction
    entering = QDragEnterEvent(QPointF(50, 50).toPoint(), copy, mime, *buttons)
    entering.ignore()
    window.dragEnterEvent(entering)
    if entering.isAccepted():
        window.dropEvent(QDropEvent(QPointF(50, 50), copy, mime, *buttons))
    return entering.isAccepted()


def rename_material(window) -> None:
    label = int(window.session.project["materials"].index[0])
    changed = edit.set_cell(window.session.project, "materials", label, "name", "renamed")
    window.session.edit("Rename", changed)


@pytest.fixture
def saved(qtbot, opened, tmp_path):
    """The window on a project that is in a file, without changes."""
    file = tmp_path / "graphite.scrw"
    project_file.save(opened.session.project, file)
    opened.session.saved(file, opened.session.project)
    return file


def test_that_the_title_names_the_file_and_marks_changes(opened, saved):
    assert opened.windowTitle() == f"graphite.scrw[*] - {NAME}"
    assert not opened.isWindowModified()
    rename_material(opened)
    assert opened.isWindowModified()
    opened.commands["undo"].trigger()
    assert not opened.isWindowModified()


def test_that_an_empty_window_offers_only_what_makes_sense(window):
    assert window.windowTitle() == NAME
    off = {key for key, action in window.commands.actions.items() if not action.isEnabled()}
    filed = {"save", "save_as", "backups", "export", "report", "pictures"}
    assert off == filed | {"copy_chart", "undo", "redo"}


def test_that_recent_files_stand_newest_first_and_missing_ones_are_grey(
    qtbot, opened, settled, saved, tmp_path
):
    for name in ("gone.scrw", "here & there.scrw"):
        opened.settings.add_recent(tmp_path / name)
    project_file.save(opened.session.project, tmp_path / "here & there.scrw")
    opened.documents.recent_changed.emit()
    here, gone = opened._recent.actions()[:2]
    assert (here.text(), here.isEnabled()) == ("here && there.scrw", True)
    assert (gone.text(), gone.isEnabled()) == ("gone.scrw", False)
    assert str(tmp_path) in gone.toolTip()
    here.trigger()
    qtbot.waitUntil(lambda: opened.session.title == "here & there.scrw", timeout=30_000)
    settled()
    opened._recent.actions()[-1].trigger()
    assert opened.settings.recent_files() == []


def test_that_a_dropped_project_is_opened_and_a_workbook_imported(
    qtbot, opened, settled, saved, tmp_path
):
    other = tmp_path / "other.scrw"
    project_file.save(opened.session.project, other)
    assert drop(opened, other)
    qtbot.waitUntil(lambda: opened.session.path == other, timeout=30_000)
    settled()
    assert drop(opened, sample_workbook())
    qtbot.waitUntil(lambda: opened.session.undo.count() == 1, timeout=60_000)
    assert opened.session.path == other
    settled()


def test_that_a_workbook_dropped_on_an_empty_window_is_opened_and_other_files_are_not_wanted(
    qtbot, window, settled, tmp_path
):
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"")
    assert not drop(window, picture)
    assert drop(window, sample_workbook(), picture)
    qtbot.waitUntil(lambda: window.session.title == "graphite", timeout=60_000)
    settled()


def test_that_the_theme_changes_colours_at_once_and_is_remembered(qtbot, opened, settled):
    def ground() -> int:
        return opened.grab().toImage().pixelColor(1000, 15).lightness()  # the menu bar

    assert ground() > 200
    menu = next(a.menu() for a in opened._view_menu.actions() if a.text() == "&Theme")
    actions = {action.text(): action for action in menu.actions()}
    actions["dark"].trigger()
    assert ground() < 60
    assert actions["dark"].isChecked()
    assert Settings().theme == "dark"
    actions["light"].trigger()
    assert ground() > 200


def test_that_the_layout_is_restored_in_the_next_window_and_can_be_reset(
    qtbot, look, window, settled
):
    window.docks["suppliers"].close()
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, window.docks["materials"])
    window.close()
    following = Window(Settings(), look)
    qtbot.addWidget(following)
    following.fill()
    following.show()
    assert not following.docks["suppliers"].isVisible()
    area = following.dockWidgetArea(following.docks["materials"])
    assert area == Qt.DockWidgetArea.RightDockWidgetArea
    following._reset()
    assert not following.docks["suppliers"].isHidden()
    area = following.dockWidgetArea(following.docks["materials"])
    assert area == Qt.DockWidgetArea.LeftDockWidgetArea
    following.session.tasks.shutdown()


def test_that_a_window_closed_in_another_room_opens_with_its_docks(qtbot, look, window, settled):
    window.docks["suppliers"].close()
    window.places.bring("origin")
    assert window.docks["materials"].isHidden()
    window.close()
    following = Window(Settings(), look)
    qtbot.addWidget(following)
    following.fill()
    following.show()
    assert not following.docks["materials"].isHidden()
    assert following.docks["suppliers"].isHidden()
    following.session.tasks.shutdown()


def test_that_every_pane_can_be_hidden_and_shown_from_the_menu(opened):
    listed = {action.text() for action in opened._view_menu.actions()}
    assert {dock.windowTitle() for dock in opened.docks.values()} <= listed
    for dock in opened.docks.values():
        dock.toggleViewAction().trigger()
        assert dock.isHidden()


def test_that_slow_work_can_be_cancelled_in_the_status_bar_and_changes_nothing(
    qtbot, opened, settled
):
    done, stopped = [], threading.Event()

    def slow(progress: Progress) -> None:
        try:
            while True:
                progress.step(1, 2, "counting")
                stopped.wait(0.01)
        finally:
            stopped.set()

    before = opened.session.project
    opened.session.work("import", slow, done.append, "not imported")
    qtbot.waitUntil(opened.status._cancel.isVisible, timeout=10_000)
    qtbot.mouseClick(opened.status._cancel, Qt.MouseButton.LeftButton)
    assert stopped.wait(10)
    assert opened.session.tasks.running() == ()
    assert opened.session.project is before
    assert done == []


def test_that_closing_waits_for_the_save_that_runs_and_asks_nothing(
    qtbot, opened, saved, monkeypatch
):
    go, save = threading.Event(), project_file.save

    def slow(project, path, progress):
        assert go.wait(30)
        return save(project, path, progress)

    monkeypatch.setattr(documents.project_file, "save", slow)
    rename_material(opened)
    changed = opened.session.project
    opened.commands["save"].trigger()
    opened.close()
    assert opened.isVisible()
    go.set()
    qtbot.waitUntil(lambda: not opened.isVisible(), timeout=30_000)
    assert project_file.load(saved)["materials"].equals(changed["materials"])


def test_that_a_window_stays_when_the_save_it_waited_for_fails(qtbot, opened, saved, monkeypatch):
    from workbench.core.problem import DataRefused
    from workbench.ui.widgets import dialogs

    shown = []
    monkeypatch.setattr(dialogs, "show_problems", lambda *texts: shown.append(texts))

    def fails(_project, path, _progress):
        raise DataRefused([Problem("the disk is full", file=str(path))])

    monkeypatch.setattr(documents.project_file, "save", fails)
    rename_material(opened)
    opened.commands["save"].trigger()
    opened.close()
    qtbot.waitUntil(lambda: bool(shown), timeout=30_000)
    qtbot.wait(20)
    assert opened.isVisible()
    assert opened.isWindowModified()


def test_that_closing_an_idle_window_ends_its_worker(qtbot, opened, settled, saved):
    settled()
    opened.close()
    assert not opened.isVisible()
    assert opened.session.tasks.running() == ()
    assert not any(t.name.startswith("workbench") for t in threading.enumerate())


def test_that_undo_and_redo_are_named_in_the_menu_and_short_in_the_tool_bar(opened):
    rename_material(opened)
    assert opened.commands["undo"].text().endswith("Rename")
    assert opened.commands["undo"].iconText() == "Undo"
    opened.commands["undo"].trigger()
    opened.commands["redo"].trigger()
    assert opened.session.project["materials"]["name"].iloc[0] == "renamed"


def test_that_copying_the_chart_puts_a_picture_on_the_clipboard(qapp, opened):
    qapp.clipboard().clear()
    opened.commands["copy_chart"].trigger()
    assert qapp.clipboard().image().width() > 500
