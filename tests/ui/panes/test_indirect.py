"""The room Indirect losses: open a table, tick who fails, see who loses and when."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import io_tables as io
import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from workbench.core.simulation import indirect
from workbench.ui.widgets import dialogs


@pytest.fixture
def pane(window):
    window.places.bring("indirect")
    return window.panes["indirect"]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return io.write(tmp_path / "table.xlsx", flows=io.square(), final=io.demand())


@pytest.fixture
def opened_table(pane, table, qtbot, monkeypatch):
    """The room with a table that was opened by its dialog."""
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(table)], ""))
    qtbot.mouseClick(pane.first_open, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: pane.economy is not None, timeout=20_000)
    return pane


@pytest.fixture
def hit(opened_table, qtbot):
    """The room after Australian ore has failed."""
    tick(opened_table, "AUS/ore")
    qtbot.waitUntil(lambda: opened_table.found is not None, timeout=20_000)
    return opened_table


def tick(pane, name: str) -> None:
    (item,) = pane.form.list.findItems(name, Qt.MatchFlag.MatchExactly)
    item.setCheckState(Qt.CheckState.Checked)


def column(pane, name: str) -> list[object]:
    frames = pane.table.view.frames
    place = [head.column for head in frames.headings].index(name)
    return [frames.value(row, place) for row in range(frames.rowCount())]


def test_that_an_empty_room_says_what_to_do(pane) -> None:
    assert pane.pages.currentIndex() == 0
    assert pane.first_open.isVisible()
    assert not pane.export.isEnabled()


def test_that_an_opened_table_offers_its_industries(opened_table) -> None:
    assert opened_table.pages.currentIndex() == 1
    assert opened_table.form.list.count() == 4
    assert opened_table.source.text().startswith("4 industries, 2 consumers")
    assert opened_table.plot.message == "Nobody loses capacity yet"


def test_that_a_ticked_industry_shows_who_loses(hit) -> None:
    assert column(hit, "industry")[0] in {"AUS/ore", "AUS/metal", "KOR/metal"}
    direct = dict(zip(column(hit, "industry"), column(hit, "direct"), strict=True))
    assert direct["AUS/ore"] == pytest.approx(0.5 * 65 * 30 / 365, rel=1e-2)
    assert direct["KOR/metal"] == 0
    assert hit.plot.message == ""
    assert "AUS/ore" in hit.plot.data().columns
    assert hit.plot.sentence.text().startswith("In 365 days")


def test_that_another_number_reckons_again(hit, qtbot) -> None:
    before = hit.found
    hit.form.days.setValue(60)
    qtbot.waitUntil(lambda: hit.found is not before, timeout=20_000)
    assert hit.found.span.days == 60
    hit.form.more.setChecked(True)
    hit.form.moving.setChecked(True)
    qtbot.waitUntil(lambda: hit.found.habits.moving, timeout=20_000)


def test_that_without_a_tick_nothing_is_shown(hit) -> None:
    (item,) = hit.form.list.findItems("AUS/ore", Qt.MatchFlag.MatchExactly)
    item.setCheckState(Qt.CheckState.Unchecked)
    assert hit.found is None
    assert hit.table.view.frames.rowCount() == 0


def test_that_a_click_draws_the_industry_of_the_row(hit, click_row) -> None:
    label = int(hit.found.industries.index[hit.found.industries["industry"] == "KOR/ore"][0])
    click_row(hit.table.view, label)
    assert "KOR/ore" in hit.plot.data().columns


def test_that_the_filter_hides_and_does_not_untick(hit) -> None:
    hit.form.filter.setText("kor")
    shown = [hit.form.list.item(n) for n in range(4)]
    assert [item.text() for item in shown if not item.isHidden()] == ["KOR/ore", "KOR/metal"]
    assert hit.form.ticked() == ["AUS/ore"]


def test_that_a_table_with_empty_cells_is_refused_until_they_are_zero(
    pane, tmp_path, qtbot, monkeypatch
) -> None:
    told = []
    monkeypatch.setattr(dialogs, "show_problems", lambda *args: told.extend(args[-1]))
    flows = io.square()
    flows[1][1] = ""
    pane.read([io.write(tmp_path / "t.xlsx", flows=flows, final=io.demand())])
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert told[-1].cell == "B2"
    assert pane.economy is None
    pane.first_blank.setChecked(True)
    qtbot.waitUntil(lambda: pane.economy is not None, timeout=20_000)
    assert "counts as 0" in pane.source.toolTip()


def test_that_the_losses_go_to_a_workbook(hit, tmp_path, qtbot, monkeypatch) -> None:
    path = tmp_path / "losses.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    qtbot.mouseClick(hit.export, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not hit._session.tasks.running(), timeout=20_000)
    book = openpyxl.load_workbook(path)
    assert book["industries"].max_row == 5
    assert [name for name, _ in book["assumptions"].values][:3] == ["what", "table", "hit 1"]


def test_that_a_hidden_room_reckons_only_when_it_is_entered(hit, window, qtbot) -> None:
    window.places.bring("charts")
    before = hit.found
    hit.form.days.setValue(45)
    assert hit.found is before
    window.places.bring("indirect")
    qtbot.waitUntil(lambda: hit.found.span.days == 45, timeout=20_000)


def test_that_the_losses_are_worked_out_beside_the_window_and_can_be_stopped(
    opened_table, qtbot, monkeypatch
) -> None:
    began, threads = threading.Event(), []

    def endless(_economy, _lost, _habits, progress) -> None:
        threads.append(threading.current_thread())
        began.set()
        while True:
            progress.step(0, 1)
            time.sleep(0.001)

    monkeypatch.setattr(indirect, "respond", endless)
    tick(opened_table, "AUS/ore")
    tasks = opened_table._session.tasks
    qtbot.waitUntil(began.is_set, timeout=20_000)
    assert threads[0] is not threading.main_thread()
    tasks.cancel("indirect")
    qtbot.waitUntil(lambda: not tasks.running(), timeout=20_000)
    assert opened_table.found is None
    assert not opened_table.export.isEnabled()


def test_that_how_industries_behave_is_shown_when_asked_for(opened_table) -> None:
    form = opened_table.form
    assert not form.stock.isVisible()
    form.more.setChecked(True)
    assert form.stock.isVisible()
    assert form.numbers.labelForField(form.stock).isVisible()
    form.more.setChecked(False)
    assert not form.moving.isVisible()


def test_that_after_a_refused_number_no_losses_from_before_stay(hit, window, qtbot) -> None:
    told = []
    window.session.told.connect(lambda _about, problems: told.extend(problems))
    hit.form.first.setValue(300)
    qtbot.waitUntil(lambda: hit.found is not None and hit.found.span.first == 300, timeout=20_000)
    hit.form.horizon.setValue(10)
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert hit.found is None
    assert not hit.export.isEnabled()
    assert hit.table.view.frames.rowCount() == 0
    assert hit.plot.message == "The losses cannot be worked out"
    assert not hit.plot.sentence.isVisible()
    assert told[0].message in hit.table.view.empty_text
    hit.form.horizon.setValue(365)
    qtbot.waitUntil(lambda: hit.found is not None, timeout=20_000)
    assert hit.plot.message == ""
    assert hit.export.isEnabled()
