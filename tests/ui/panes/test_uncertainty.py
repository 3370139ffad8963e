"""The room Uncertainty, driven as a user would."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from workbench.core import edit
from workbench.core.problem import DataRefused, Problem
from workbench.core.simulation.ensemble import run as runs
from workbench.ui.panes import _uncertainty_cluster as clusters
from workbench.ui.panes.uncertainty import copy_figures
from workbench.ui.settings import Settings

LEFT = Qt.MouseButton.LeftButton
PAGES = {"fan": 0, "chance": 1, "survival": 2, "tornado": 3, "measures": 4}


@pytest.fixture
def pane(opened, qtbot):
    opened.session.select(material="artificial graphite", scenario="china-licence")
    opened.places.bring("uncertainty")
    found = opened.panes["uncertainty"]
    qtbot.waitUntil(lambda: found.isVisible() and not opened.session.tasks.running())
    found.bar.draws.setValue(64)
    return found


@pytest.fixture
def draw(pane, qtbot):
    def press():
        qtbot.mouseClick(pane.bar.button, LEFT)
        qtbot.waitUntil(lambda: not pane.is_drawing, timeout=60_000)
        return pane._found["china-licence"]

    return press


def cells(view, column: str) -> list[str]:
    place = [head.column for head in view.frames.headings].index(column)
    return [view.frames.index(row, place).data() for row in range(view.frames.rowCount())]


def test_that_draw_fills_every_page(pane, draw) -> None:
    assert "Nothing is drawn yet" in pane.plots["fan"].message
    found = draw()
    assert (found.draws, found.seed) == (64, 0)
    assert "Least certain" in pane.plots["fan"].sentence.text()
    pane.tabs.setCurrentIndex(PAGES["chance"])
    assert "Most likely in 2024-06" in pane.plots["chance"].sentence.text()
    pane.tabs.setCurrentIndex(PAGES["survival"])
    assert "64 draws" in pane.plots["survival"].sentence.text()
    pane.tabs.setCurrentIndex(PAGES["measures"])
    names = cells(pane.table.view, "name")
    assert "shortage" in names
    assert names[-1] == "time to survive"


def test_that_the_seed_and_the_series_can_be_chosen(pane, draw) -> None:
    first = draw().values
    pane.bar.seed.setValue(5)
    assert not (draw().values == first).all()
    pane.series.setCurrentIndex(pane.series.findData("stock"))
    pane.series.activated.emit(1)
    assert pane.plots["fan"].title.text().endswith("stock")


def test_that_another_material_shows_at_once_and_another_scenario_waits(pane, draw, opened) -> None:
    draw()
    opened.session.select(material="cell")
    assert "Least certain" in pane.plots["fan"].sentence.text()
    opened.session.select(scenario="us-demand")
    assert "Nothing is drawn yet" in pane.plots["fan"].message


def test_that_an_edit_makes_the_draws_out_of_date(pane, draw, opened) -> None:
    draw()
    assert not pane.bar.told.isVisible()
    shock = opened.session.project["shocks"].index[0]
    changed = edit.set_cell(opened.session.project, "shocks", shock, "size", "0.7")
    opened.session.edit("Edit", changed)
    assert "Out of date" in pane.bar.told.text()
    assert pane.bar.told.isVisible()


def test_that_an_edit_while_it_draws_is_told(pane, opened, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(runs, "PIECE", 16)
    pane.bar.draws.setValue(pane.bar.draws.maximum())
    qtbot.mouseClick(pane.bar.button, LEFT)
    qtbot.waitUntil(lambda: "so far" in pane.bar.told.text(), timeout=60_000)
    assert "Out of date" not in pane.bar.told.text()
    shock = opened.session.project["shocks"].index[0]
    changed = edit.set_cell(opened.session.project, "shocks", shock, "size", "0.7")
    opened.session.edit("Edit", changed)
    assert pane.is_drawing
    assert "Out of date" in pane.bar.told.text()
    assert "so far" in pane.bar.told.text()
    qtbot.mouseClick(pane.bar.button, LEFT)
    qtbot.waitUntil(lambda: not pane.is_drawing, timeout=60_000)
    assert "Draw again" in pane.bar.told.text()
    opened.session.tasks.shutdown()


def test_that_early_estimates_are_shown_and_stop_keeps_them(
    pane, opened, qtbot, monkeypatch
) -> None:
    monkeypatch.setattr(runs, "PIECE", 16)
    pane.bar.draws.setValue(pane.bar.draws.maximum())
    qtbot.mouseClick(pane.bar.button, LEFT)
    assert pane.bar.button.text() == "Stop"
    assert not pane.bar.draws.isEnabled()
    qtbot.waitUntil(lambda: "so far" in pane.plots["fan"].sentence.text(), timeout=60_000)
    qtbot.mouseClick(pane.bar.button, LEFT)
    qtbot.waitUntil(lambda: not pane.is_drawing, timeout=60_000)
    assert "Stopped" in pane.bar.told.text()
    assert 0 < pane._found["china-licence"].draws < pane.bar.draws.maximum()
    assert pane.bar.button.text() == "Draw"
    opened.session.tasks.shutdown()


def test_that_a_tornado_is_one_click_away_and_indices_two(pane, opened, qtbot) -> None:
    pane.tabs.setCurrentIndex(PAGES["tornado"])
    page = pane.tornado
    qtbot.waitUntil(lambda: "matters most" in page.plot.sentence.text(), timeout=60_000)
    assert page.plot.data()["category"].tolist()[0] == "China artificial graphite: share cut"
    assert page.indices.isHidden()
    qtbot.mouseClick(page.ask, LEFT)
    qtbot.waitUntil(lambda: not page.indices.isHidden(), timeout=60_000)
    assert "of the variance alone" in page.indices.sentence.text()
    page.measure.setCurrentIndex(page.measure.findData("time_to_survive"))
    page.measure.activated.emit(1)
    qtbot.waitUntil(lambda: "time to survive" in page.plot.title.text(), timeout=60_000)
    qtbot.waitUntil(lambda: "matters most" in page.plot.sentence.text(), timeout=60_000)
    opened.session.select(scenario="")
    assert "Choose a scenario" in page.plot.message
    opened.session.select(scenario="second-phase")
    qtbot.waitUntil(lambda: "nothing is uncertain" in page.plot.message, timeout=60_000)


def test_that_pinned_scenarios_are_drawn_beside_the_chosen_one(pane, draw, opened, qtbot) -> None:
    opened.session.pin("us-demand", on=True)
    draw()
    assert set(pane._found) == {"china-licence", "us-demand"}
    assert any("median" in column and "US" in column for column in pane.plots["fan"].data())


def test_that_the_measures_of_pinned_scenarios_stand_below_each_other(pane, draw, opened) -> None:
    opened.session.pin("us-demand", on=True)
    found = draw()
    pane.tabs.setCurrentIndex(PAGES["measures"])
    frame = pane.table.view.frames.frame
    rows = frame[frame["name"] == "shortage"]
    assert cells(pane.table.view, "scenario")[:2] == rows["scenario"].tolist()
    for (_, row), one in zip(rows.iterrows(), (found, pane._found["us-demand"]), strict=True):
        bands = one.bands_of("artificial graphite").set_index("measure")
        assert row["p95"] == bands.loc["shortage", "p95"]
        share = frame[frame["scenario"] == row["scenario"]].set_index("name")
        expected = 100 * bands.loc["top_partner_share", "p50"]
        assert share.loc["top partner share", "p50"] == pytest.approx(expected)
    assert pane.bar.told.text() == ""


def test_that_what_is_pinned_and_not_drawn_is_told(pane, draw, opened) -> None:
    draw()
    opened.session.pin("us-demand", on=True)
    assert "Not drawn yet: US demand pull" in pane.bar.told.text()
    opened.session.pin("us-demand", on=False)
    assert pane.bar.told.text() == ""


def test_that_the_tornado_shows_the_inputs_of_pinned_scenarios(pane, opened, qtbot) -> None:
    project = opened.session.project
    shocks = project["shocks"]
    mine = shocks.index[shocks["scenario"] == "us-demand"][0]
    opened.session.edit("s", edit.set_cell(project, "shocks", mine, "spread", "uniform(0.1,0.5)"))
    opened.session.pin("second-phase", on=True)
    opened.session.pin("us-demand", on=True)
    pane.tabs.setCurrentIndex(PAGES["tornado"])
    page = pane.tornado
    qtbot.waitUntil(lambda: "What matters most" in page.plot.sentence.text(), timeout=60_000)
    assert "Nothing is uncertain in: Second phase" in page.plot.sentence.text()
    qtbot.waitUntil(lambda: not opened.session.tasks.running(), timeout=60_000)
    table = page.plot.data().set_index("category")
    first, second = sorted(name.removesuffix(": high") for name in table if "high" in name)
    assert first.startswith("China licenses")
    cut, pull = "China artificial graphite: share cut", "United States cell: relative change"
    assert table.loc[cut, f"{first}: high"] > 0 > table.loc[cut, f"{first}: low"]
    assert table[f"{second}: high"].notna().sum() == 1
    assert table.loc[pull, [f"{first}: high", f"{first}: low"]].isna().all()
    qtbot.mouseClick(page.ask, LEFT)
    qtbot.waitUntil(lambda: not page.indices.isHidden(), timeout=60_000)
    assert page.indices.data().set_index("category")[f"{first}: alone"][cut] == pytest.approx(1)


def test_that_what_stands_beside_each_other_is_measured_over_the_same_months(
    pane, draw, opened, qtbot
) -> None:
    alone = draw()
    pane.tabs.setCurrentIndex(PAGES["tornado"])
    page = pane.tornado
    qtbot.waitUntil(lambda: "matters most" in page.plot.sentence.text(), timeout=60_000)
    before = pane.asking.asked
    opened.session.pin("us-demand", on=True)
    assert pane.asking.asked is not before  # the tornado is made anew, over the months of both
    qtbot.waitUntil(lambda: not opened.session.tasks.running(), timeout=60_000)
    found = draw()
    windows = {one.plan.window for one in pane._found.values()}
    assert windows == {found.plan.window}
    assert found.plan.window[0] < alone.plan.window[0]
    assert (found.values == alone.values).all()
    pane.tabs.setCurrentIndex(PAGES["survival"])
    assert f"from {found.plan.window[0]} on" in pane.plots["survival"].unit


def test_that_figures_can_be_copied(pane, draw) -> None:
    draw()
    copy_figures(pane.plots["fan"])
    assert QGuiApplication.clipboard().text().startswith("month\t90 % of the draws")


def test_that_a_scenario_without_uncertainty_says_so(pane, opened, qtbot) -> None:
    opened.session.select(scenario="second-phase")
    qtbot.mouseClick(pane.bar.button, LEFT)
    qtbot.waitUntil(lambda: not pane.is_drawing, timeout=60_000)
    assert "Nothing is uncertain here" in pane.bar.told.text()


def test_that_the_number_of_draws_doubles_with_a_step(pane) -> None:
    box = pane.bar.draws
    box.setValue(100)
    box.stepUp()
    assert box.value() == 128
    box.stepDown()
    assert box.value() == 64
    box.setValue(100)
    box.stepDown()
    assert box.value() == 64
    box.setValue(box.maximum())
    box.stepUp()
    assert math.log2(box.value()) == 17


# --- a cluster -------------------------------------------------------------------------------


@pytest.fixture
def dialog(pane, qtbot):
    def opened_dialog():
        qtbot.mouseClick(pane.bar.place, LEFT)
        return next(one for one in pane.findChildren(clusters.ClusterDialog) if one.isVisible())

    return opened_dialog


def test_that_the_address_is_remembered_and_used(pane, dialog, qtbot) -> None:
    shown = dialog()
    assert not shown.use.isEnabled()
    qtbot.keyClicks(shown.address, "tcp://10.0.0.7:8786")
    qtbot.mouseClick(shown.use, LEFT)
    assert pane.bar.place.text() == "On a cluster ..."
    assert "tcp://10.0.0.7:8786" in pane.bar.place.toolTip()
    assert Settings().cluster == "tcp://10.0.0.7:8786"
    again = dialog()
    assert again.address.text() == "tcp://10.0.0.7:8786"
    qtbot.mouseClick(again.here, LEFT)
    assert pane.bar.place.text() == "Run on a cluster ..."


def test_that_a_test_tells_what_answers(dialog, qtbot, monkeypatch) -> None:
    answers = {"a": (2, 8)}

    def ask(address, _progress):
        if address in answers:
            return answers[address]
        raise DataRefused([Problem("no scheduler answers at b", remedy="Check the address")])

    monkeypatch.setattr(clusters, "ask_cluster", ask)
    shown = dialog()
    qtbot.keyClicks(shown.address, "a")
    qtbot.mouseClick(shown.test, LEFT)
    qtbot.waitUntil(lambda: shown.told.text() == "It answers: 2 workers, 8 threads.")
    qtbot.keyClicks(shown.address, "b")
    assert shown.told.text() == ""
    qtbot.mouseClick(shown.test, LEFT)
    qtbot.waitUntil(lambda: "no scheduler answers" in shown.told.text())
    shown.reject()
