"""The founding case, played in the real window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from workbench.core.project import differing
from workbench.core.shocks import all_shocks
from workbench.ui.widgets.table_view import TableView

MATERIAL = "artificial graphite"


def _choose_material(qtbot, window, name: str) -> None:
    view: TableView = window.panes["materials"].table.view
    frame = window.session.project["materials"]
    row = view.frames.row_of(frame.index[frame["material"] == name][0])
    place = view.visualRect(view.frames.index(row, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def _choose_scenario(qtbot, window, text: str) -> None:
    tree = window.panes["scenarios"].tree
    (item,) = tree.findItems(text, Qt.MatchFlag.MatchStartsWith)
    place = tree.visualItemRect(item).center()
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)


def _show(window, key: str):
    charts = window.panes["charts"]
    charts.tabs.setCurrentWidget(charts.plots[key])
    return charts.plots[key]


def test_that_an_analyst_can_do_the_whole_main_job(
    qtbot, window, settled, answers, tmp_path: Path
) -> None:
    session = window.session
    assert "Nothing to show" in window.panes["charts"].plot.message

    window.commands["sample"].trigger()
    qtbot.waitUntil(lambda: not session.project.is_empty, timeout=30_000)
    settled()
    _choose_material(qtbot, window, MATERIAL)
    settled()
    assert "by value" in _show(window, "shares").sentence.text()
    window.basis.setCurrentIndex(window.basis.findData("quantity"))
    window.basis.activated.emit(window.basis.currentIndex())
    settled()
    assert "89" in _show(window, "shares").sentence.text()
    window.commands["undo"].trigger()
    settled()
    assert not window.isWindowModified()

    _choose_scenario(qtbot, window, "China licenses graphite exports")
    settled()
    assert session.selection.scenario == "china-licence"
    opened = session.project
    before_shift = _show(window, "shift").data()
    before_short = session.result.balance.query("material == @MATERIAL")["shortage"].sum()

    field = window.panes["scenarios"].form.parameters.field("size")
    field.slider.setSliderDown(True)
    for place in range(field.slider.value(), field.slider.maximum() + 1, 7):
        field.slider.setSliderPosition(place)
    field.slider.setSliderPosition(field.slider.maximum())
    field.slider.setSliderDown(False)
    settled()
    assert session.undo.count() == 1
    after_shift = _show(window, "shift").data()
    after_short = session.result.balance.query("material == @MATERIAL")["shortage"].sum()
    assert not after_shift.equals(before_shift)
    assert after_short > before_short
    assert f"{after_short:,.0f}" in _show(window, "balance").sentence.text()
    assert window.isWindowModified()

    window.commands["undo"].trigger()
    settled()
    assert session.project is opened
    assert _show(window, "shift").data().equals(before_shift)

    file = tmp_path / "그래파이트.scrw"
    answers(ask_save=file)
    window.commands["save"].trigger()
    qtbot.waitUntil(lambda: session.path == file, timeout=30_000)
    assert not window.isWindowModified()
    assert "그래파이트.scrw" in window.windowTitle()

    window.documents.open_path(file)
    qtbot.waitUntil(lambda: session.project is not opened, timeout=30_000)
    settled()
    assert differing(session.project, opened) == frozenset()

    book = tmp_path / "graphite.xlsx"
    answers(ask_save=book)
    window.commands["export"].trigger()
    qtbot.waitUntil(book.exists, timeout=30_000)
    settled()
    answers(ask_open=book)
    window.commands["open"].trigger()
    qtbot.waitUntil(lambda: session.title == "graphite", timeout=30_000)
    settled()
    assert differing(session.project, opened) == frozenset()


def test_that_a_refused_workbook_is_explained_and_changes_nothing(
    qtbot, window, settled, answers, monkeypatch, tmp_path: Path
) -> None:
    from workbench.ui.widgets import dialogs

    window.commands["sample"].trigger()
    qtbot.waitUntil(lambda: not window.session.project.is_empty, timeout=30_000)
    settled()
    before = window.session.project
    wrong = tmp_path / "wrong.xlsx"
    wrong.write_bytes(b"no workbook")
    shown: list[str] = []
    monkeypatch.setattr(
        dialogs,
        "show_problems",
        lambda _p, title, _e, problems: shown.extend([title, *map(str, problems)]),
    )
    answers(ask_open_many=[wrong])
    window.commands["import"].trigger()
    qtbot.waitUntil(lambda: bool(shown), timeout=30_000)
    assert "wrong.xlsx" in shown[0]
    assert window.session.project is before
    assert window.session.undo.count() == 0


@pytest.mark.parametrize(
    ("answer", "closes", "saved"),
    [("cancel", False, False), ("discard", True, False), ("save", True, True)],
)
def test_that_closing_with_changes_asks_first(
    qtbot, window, settled, answers, tmp_path: Path, answer: str, closes: bool, saved: bool
) -> None:
    window.commands["sample"].trigger()
    qtbot.waitUntil(lambda: not window.session.project.is_empty, timeout=30_000)
    settled()
    window.session.choose_basis("quantity")
    settled()
    file = tmp_path / "kept.scrw"
    answers(ask_save_changes=answer, ask_save=file)
    window.close()
    if closes:
        qtbot.waitUntil(lambda: not window.isVisible(), timeout=30_000)
    else:
        qtbot.wait(50)
        assert window.isVisible()
    assert file.exists() == saved


def test_that_an_import_is_one_step_that_can_be_undone(
    qtbot, window, settled, answers, tmp_path: Path
) -> None:
    from workbench.paths import sample_workbook

    answers(ask_open_many=[sample_workbook()])
    window.commands["import"].trigger()
    qtbot.waitUntil(lambda: not window.session.project.is_empty, timeout=30_000)
    settled()
    assert window.session.undo.count() == 1
    window.commands["undo"].trigger()
    assert window.session.project.is_empty
    assert "Nothing to show" in window.panes["charts"].plot.message


def test_that_a_supplier_can_be_edited_and_what_does_not_fit_is_told(
    qtbot, window, settled
) -> None:
    window.commands["sample"].trigger()
    qtbot.waitUntil(lambda: not window.session.project.is_empty, timeout=30_000)
    settled()
    _choose_material(qtbot, window, MATERIAL)
    frames = window.panes["suppliers"].table.frames
    column = [head.column for head in frames.headings].index("lead_time")
    label = frames.label(0)
    assert frames.setData(frames.index(0, column), "3")
    assert window.session.project["suppliers"].at[label, "lead_time"] == 3.0
    frames.setData(frames.index(0, column), "soon")
    assert window.session.project["suppliers"].at[label, "lead_time"] == 3.0
    assert "soon" in str(window.panes["findings"].list.problems()[0])


def test_that_scenarios_and_shocks_are_made_and_deleted_in_the_window(
    qtbot, window, settled
) -> None:
    window.commands["sample"].trigger()
    qtbot.waitUntil(lambda: not window.session.project.is_empty, timeout=30_000)
    settled()
    pane = window.panes["scenarios"]
    opened = window.session.project
    pane._add_scenario.trigger()
    assert window.session.selection.scenario == "scenario-1"
    actions = {action.text(): action for action in pane._add_shock.menu().actions()}
    assert len(actions) == len(all_shocks())
    actions["Change of demand"].trigger()
    settled()
    assert pane.form.isVisible()
    assert window.session.result.scenario == "scenario-1"
    pane._delete.trigger()
    pane._delete.trigger()
    assert window.session.undo.count() == 4
    assert differing(window.session.project, opened) == frozenset()
