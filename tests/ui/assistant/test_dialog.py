"""The import assistant as a user drives it: correct, fix, skip, import the good rows, undo."""

from __future__ import annotations

import openpyxl
import pytest
from foreign_books import GRAPHITE, KOREA, LIST, customs, listed
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QPushButton

from workbench.core.formats import read_files
from workbench.core.layout import profiles
from workbench.core.naming import remembered
from workbench.core.project import Project
from workbench.ui.widgets import dialogs


@pytest.fixture
def korean(assistant, tmp_path):
    """The assistant on Korean customs figures: 7 rows good, 4 bad."""
    return assistant(customs(tmp_path / "수입.xlsx"), base=KOREA)


def finished(qtbot, window) -> None:
    qtbot.waitUntil(lambda: not window.session.tasks.running(), timeout=30_000)


def texts(menu) -> dict:
    return {action.text(): action for action in menu.actions()}


def test_that_the_preview_shows_roles_and_bad_cells_with_their_reasons(korean):
    assert korean.count.text() == "7 rows good, 4 bad"
    grid = korean.work.preview.grid
    assert grid.rowCount() == 10
    assert grid.said(0) == "partner"
    assert grid.said(3).startswith("quantity")
    bad = grid.index(6, 3)
    assert bad.data() == "a lot"
    assert "a number" in bad.data(Qt.ItemDataRole.ToolTipRole)
    header, plain = (grid.index(row, 0).data(Qt.ItemDataRole.BackgroundRole) for row in (3, 5))
    assert header != plain
    assert korean.import_button.text() == "Import the good rows"


def test_that_a_role_chosen_in_the_menu_of_a_column_changes_the_counts(qtbot, korean, applied):
    menu = korean.work.preview.role_menu(4)
    assert texts(menu)["quantity"].isChecked()
    texts(menu)["not read"].trigger()
    menu.close()
    applied(korean)
    assert korean.count.text() == "5 rows good, 2 bad"
    assert korean.work.preview.grid.said(3) == ""


def test_that_a_cell_is_corrected_in_place_and_its_finding_goes(qtbot, korean, applied):
    preview = korean.work.preview
    finding = next(p for p in korean.work.findings.problems() if p.cell == "D7")
    korean.work.jump_to(finding)
    assert preview.current_place() == (7, 4)
    preview.fix_action.trigger()
    editor = preview.findChild(QLineEdit)
    editor.setText("1650")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: korean.count.text() == "8 rows good, 3 bad", timeout=30_000)
    assert all(p.cell != "D7" for p in korean.work.findings.problems())
    assert preview.grid.index(6, 3).data() == "1650"
    assert korean.isVisible()  # Enter ended the editing and nothing else


def test_that_enter_in_the_preview_edits_and_never_imports(qtbot, korean):
    preview = korean.work.preview
    preview.jump(7, 4)
    qtbot.keyClick(preview, Qt.Key.Key_Return)
    assert korean.isVisible()
    assert preview.findChild(QLineEdit).text() == "a lot"
    preview.jump(1, 1)  # a title is no cell to correct
    qtbot.keyClick(preview, Qt.Key.Key_Return)
    assert korean.isVisible()


def test_that_a_row_is_skipped_and_taken_again(korean, applied):
    korean.work.preview.jump(9, 1)
    korean.work.skip_button.click()
    applied(korean)
    assert korean.count.text() == "7 rows good, 1 bad"
    korean.work.preview.take_action.trigger()
    applied(korean)
    assert korean.count.text() == "7 rows good, 4 bad"


def test_that_corrections_that_come_quickly_are_all_applied(korean, applied):
    for column, text in ((4, "1650"), (3, "601"), (2, "801")):
        korean.work.preview.grid.typed.emit(7, column, text)
    applied(korean)
    quantity = korean.review.outcome.project["trade"]["quantity"]
    assert {1650, 601, 801} <= set(quantity)


def test_that_the_good_rows_are_imported_as_one_step_and_undo_takes_them_back(
    qtbot, window, korean
):
    before = window.session.project
    korean.import_button.click()
    qtbot.waitUntil(lambda: window.session.undo.count() == 1, timeout=30_000)
    assert len(window.session.project["trade"]) == 7
    finished(qtbot, window)
    window.commands["undo"].trigger()
    assert window.session.project is before
    finished(qtbot, window)


def test_that_cancel_leaves_the_project_untouched(qtbot, window, korean):
    before = window.session.project
    korean.work.preview.grid.typed.emit(7, 4, "5")
    korean.cancel_button.click()
    finished(qtbot, window)
    assert window.session.project is before
    assert window.session.undo.count() == 0


def test_that_the_target_and_constants_are_chosen_on_the_right(assistant, applied, tmp_path):
    book = openpyxl.Workbook()
    for row in (["Country", "HS code", "2023", "2024"], ["China", "380110", 5, 6]):
        book.active.append(row)
    book.save(tmp_path / "b.xlsx")
    dialog = assistant(tmp_path / "b.xlsx", base=KOREA)
    assert not dialog.import_button.isEnabled()
    panel = dialog.work.panel
    assert "imports or exports" in panel.questions.text()
    flow = panel.constants["flow"]
    flow.setCurrentIndex(flow.findData("import"))
    flow.activated.emit(flow.currentIndex())
    applied(dialog)
    assert dialog.count.text() == "2 rows good"
    assert dialog.import_button.isEnabled()
    panel.target.setCurrentIndex(panel.target.findData("production"))
    panel.target.activated.emit(panel.target.currentIndex())
    applied(dialog)
    assert set(dialog.review.outcome.project["production"]["country"]) == {"CHN"}


def test_that_an_unknown_name_is_answered_once_and_remembered(
    qtbot, window, assistant, applied, tmp_path
):
    dialog = assistant(listed(tmp_path / "list.csv", *LIST), base=KOREA)
    assert dialog.count.text() == "2 rows good, 2 bad"
    field = dialog.work.panel.names["Freedonia"]
    field.setEditText("Germany (DEU)")
    field.lineEdit().editingFinished.emit()
    applied(dialog)
    assert dialog.count.text() == "4 rows good"
    assert remembered.load().names == {}
    dialog.import_button.click()
    qtbot.waitUntil(lambda: window.session.undo.count() == 1, timeout=30_000)
    assert remembered.load().names == {"Freedonia": "DEU"}
    finished(qtbot, window)


def test_that_a_newer_vintage_shows_what_changes_before_it_is_taken(
    qtbot, window, assistant, tmp_path
):
    base = read_files([customs(tmp_path / "a.xlsx", GRAPHITE[:1])], KOREA).project
    rows = [["중국", 1200, 1555, 1700], ["일본", 1, 2, 3]]
    dialog = assistant(customs(tmp_path / "b.xlsx", rows), base=base)
    assert dialog.import_button.text() == "What changes ..."
    dialog.import_button.click()
    assert dialog.isVisible()
    page = dialog.changes
    assert page.counts.text().startswith("1 revised")
    shown = page.table.view.frames.frame
    assert shown[["column", "old", "new"]].to_numpy().tolist() == [["quantity", "1,500", "1,555"]]
    page.kind.setCurrentIndex(page.kind.findData("added"))
    page.kind.activated.emit(page.kind.currentIndex())
    assert len(page.table.view.frames.frame) == 3
    dialog.import_button.click()
    qtbot.waitUntil(lambda: window.session.undo.count() == 1, timeout=30_000)
    assert 1555 in set(window.session.project["trade"]["quantity"])
    finished(qtbot, window)


def test_that_a_known_file_shows_a_summary_that_one_key_imports(qtbot, window, assistant, tmp_path):
    path = listed(tmp_path / "baci.csv")
    path.write_text("t,i,j,k,v,q\n2021,156,410,380110,5.5,6.5\n", "utf-8")
    dialog = assistant(path, base=KOREA)
    assert dialog.pages.currentWidget() is dialog.summary
    assert "profile baci" in dialog.summary.text.text()
    assert dialog.focusWidget() is dialog.import_button
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.session.undo.count() == 1, timeout=30_000)
    finished(qtbot, window)


def test_that_several_dropped_files_open_one_assistant_with_all_of_them(
    window, assistant, tmp_path
):
    paths = [customs(tmp_path / "a.xlsx"), listed(tmp_path / "b.csv", *LIST)]
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    window.session.open(KOREA, None, "base")
    entering = QDragEnterEvent(QPointF(50, 50).toPoint(), Qt.DropAction.CopyAction, mime, *buttons)
    window.dragEnterEvent(entering)
    window.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, mime, *buttons))
    dialog = assistant.shown()
    assert [file.name for file in dialog.review.files] == ["a.xlsx", "b.csv"]
    assert dialog.count.text() == "9 rows good, 6 bad"
    first = dialog.work.tree.topLevelItem(0).child(0)
    first.setCheckState(0, Qt.CheckState.Unchecked)
    assert dialog.is_busy


def test_that_the_rest_is_saved_in_a_quarantine(qtbot, korean, applied, monkeypatch, tmp_path):
    path = tmp_path / "rest.xlsx"
    monkeypatch.setattr(dialogs, "ask_save", lambda *_args: path)
    korean.quarantine_button.click()
    applied(korean)
    assert openpyxl.load_workbook(path).active.max_row == 3
    assert "rest.xlsx" in korean.note.text()


def test_that_a_mapping_is_saved_as_a_profile_and_a_bad_name_is_told(korean, monkeypatch, tmp_path):
    told = []
    monkeypatch.setattr(dialogs, "show_problems", lambda *args: told.append(args))
    for name in ("Not A Name", "my-customs"):
        monkeypatch.setattr(dialogs, "ask_text", lambda *_args, n=name: n)
        korean.profile_button.click()
    assert len(told) == 1
    assert "my-customs" in profiles.all_profiles()
    assert korean.work.panel.profile.findData("my-customs") >= 0


def test_that_a_file_without_home_asks_for_it(assistant, applied, tmp_path):
    dialog = assistant(customs(tmp_path / "a.xlsx", GRAPHITE[:2]), base=Project())
    assert dialog.home.isVisible()
    dialog.home.setEditText("KOR")
    dialog.home.lineEdit().editingFinished.emit()
    applied(dialog)
    assert dialog.count.text() == "5 rows good, 1 bad"
    assert dialog.review.outcome.project.home == "KOR"


def test_that_the_table_can_begin_elsewhere(korean, applied):
    korean.work.preview.jump(7, 1)
    korean.work.preview.first_action.trigger()
    applied(korean)
    assert korean.review.tables[0].found.first_row == 7
    assert korean.count.text() == "4 rows good, 4 bad"
    last = korean.work.panel.range.last
    last.setText("D8")
    last.editingFinished.emit()
    applied(korean)
    assert korean.count.text() == "4 rows good, 1 bad"


def test_that_text_from_a_file_is_never_shown_as_markup(assistant, tmp_path):
    rows = [["<b>중국</b>", "<img src=x>", 1, 2]]
    dialog = assistant(customs(tmp_path / "a.xlsx", rows), base=KOREA)
    tip = dialog.work.preview.grid.index(5, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in tip
    assert "&lt;img" in tip


def test_that_in_a_small_window_the_preview_has_room_and_no_button_is_cut(korean, qtbot):
    korean.resize(800, 600)
    qtbot.waitUntil(lambda: korean.work.width() == 800)
    assert korean.work.preview.width() >= 330
    assert korean.work.findings.width() >= 480
    for button in korean.findChildren(QPushButton):
        assert button.isHidden() or button.width() >= button.sizeHint().width()
    assert korean.minimumWidth() >= 700
