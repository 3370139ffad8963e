"""The room of the early warning: a month, its alarms, the series behind one, the back-test."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from workbench.core.project import Project
from workbench.ui.panes._backtest_report import BacktestReport
from workbench.ui.panes._watch_tables import GRADE_COLOURS
from workbench.ui.widgets import dialogs


@pytest.fixture
def pane(opened, settled):
    opened.session.asked_for.emit("watch")
    settled()
    return opened.panes["watch"]


def choose(combo, text, settled):
    combo.setCurrentIndex(combo.findText(text))
    combo.activated.emit(combo.currentIndex())
    settled()


def column(table, name):
    frames = table.view.frames
    place = [head.column for head in frames.headings].index(name)
    return [frames.value(row, place) for row in range(frames.rowCount())]


def test_that_the_alarms_of_a_month_are_those_known_then(pane, settled):
    choose(pane.as_of, "2023-09", settled)
    assert set(column(pane.alarms, "title")) == {"Level of share"}
    choose(pane.as_of, "2024-01", settled)
    assert "Drop of volume" in column(pane.alarms, "title")
    assert "2024-01-31" in pane.said.text()
    assert pane.as_of.currentText() == "2024-01"
    assert set(column(pane.alarms, "grade")) <= set(GRADE_COLOURS)


def test_that_another_month_draws_an_alarm_of_that_month_and_keeps_the_material(
    opened, pane, settled
):
    choose(pane.as_of, "2024-01", settled)
    assert pane.plot.sentence.text().startswith("2023-10-20: China announces")
    choose(pane.as_of, "2023-09", settled)
    assert "in 2023-08" in pane.plot.sentence.text()
    assert opened.session.selection.material == "artificial graphite"


def test_that_a_project_without_materials_shows_nothing_of_before(opened, pane, settled):
    assert pane.alarms.view.frames.rowCount() > 0
    assert "No alarm stands" in pane.alarms.view.empty_text
    opened.session.open(Project(), None, "")
    settled()
    assert pane.alarms.view.frames.rowCount() == 0
    assert "Nothing to watch yet" in pane.plot.message
    assert "Nothing is judged" in pane.alarms.view.empty_text  # and not that no alarm stands


def test_that_too_thin_materials_are_listed_without_a_grade(pane):
    found = dict(
        zip(column(pane.materials, "material"), column(pane.materials, "grade"), strict=True)
    )
    assert found["urea"] == found["coal tar"] == ""
    assert "too thin to judge: no all-clear" in pane.said.text()


def test_that_a_click_on_an_alarm_shows_its_series(opened, pane, settled, click_row):
    choose(pane.as_of, "2024-01", settled)
    titles, names = column(pane.alarms, "title"), column(pane.alarms, "material")
    row = list(zip(titles, names, strict=True)).index(("Drop of volume", "natural graphite"))
    click_row(pane.alarms.view, pane.alarms.view.frames.label(row), 2)
    settled()
    assert "Drop of volume" in pane.plot.title.text()
    assert "threshold" in pane.plot.data().columns
    assert opened.session.selection.material == "natural graphite"


def test_that_every_country_can_be_watched(pane, settled):
    choose(pane.home, "every country", settled)
    assert {"South Korea", "United States"} <= set(column(pane.materials, "home"))
    choose(pane.home, "South Korea", settled)
    assert "home" not in [head.column for head in pane.materials.view.frames.headings]


def test_that_the_backtest_runs_beside_the_window_and_is_saved(
    pane, opened, qtbot, settled, monkeypatch, tmp_path
):
    qtbot.mouseClick(pane.button, Qt.MouseButton.LeftButton)
    assert "back-test" in opened.session.tasks.running()
    settled()
    report = opened.findChildren(BacktestReport)[0]
    assert "chance alone would have reached 100%" in report.said.text()
    assert report.picture.renderer().isValid()
    path = tmp_path / "report.html"
    monkeypatch.setattr(dialogs, "ask_save", lambda *_asked: path)
    qtbot.mouseClick(report.save, Qt.MouseButton.LeftButton)
    settled()
    assert "Back-test of the early warning" in path.read_text("utf-8")
    report.close()


def test_that_a_cancelled_backtest_shows_nothing(pane, opened, settled):
    pane.backtest()
    opened.session.tasks.cancel("back-test")
    settled()
    assert opened.findChildren(BacktestReport) == []
