"""The pane Best response follows the chosen scenario, once somebody looks."""

from __future__ import annotations

import pytest
from small_market import imports, study

from workbench.core.project import from_records

CUT = {"kind": "export_restriction", "country": "CHN", "size": 0.5}


@pytest.fixture
def pane(window, qtbot):
    trade = [*imports("anode", CHN=80, JPN=20), *imports("anode", "2020-05", JPN=30)]
    goods = [{"material": "anode", "unit": "t"}]
    scenarios = [{"scenario": "s"}, {"scenario": "harder", "name": "Harder"}]
    harder = CUT | {"scenario": "harder", "size": 0.9}
    project = study(CUT, harder, trade=trade, materials=goods, scenarios=scenarios)
    window.session.open(project, None, "study")
    window.places.bring("best")
    found = window.panes["best"]
    qtbot.waitUntil(lambda: found.short.frames.rowCount() > 0, timeout=20_000)
    return found


def test_that_without_a_shock_nobody_need_be_short(pane) -> None:
    assert pane.sentence.text().startswith("Nobody need be short")
    assert pane.worth.frames.rowCount() == 0


def test_that_a_scenario_shows_both_shortages_and_what_would_help(pane, window, qtbot) -> None:
    window.session.select(scenario="s")
    qtbot.waitUntil(lambda: pane.worth.frames.rowCount() > 0, timeout=20_000)
    row = pane.short.frames.frame.iloc[0]
    assert (row["shortage"], row["least"]) == pytest.approx((150, 140))
    text = pane.sentence.text()
    assert "would be short of 140." in text
    assert "One more t a month of anode from" in text
    assert "would avoid 6 t of shortage in 6 months" in text or "would avoid 5 t" in text


def test_that_pinned_scenarios_stand_beside_the_chosen_one(pane, window, qtbot) -> None:
    window.session.select(scenario="s")
    window.session.pin("", on=True)
    window.session.pin("harder", on=True)
    qtbot.waitUntil(lambda: pane.short.frames.rowCount() == 3, timeout=20_000)
    short = pane.short.frames.frame.set_index("scenario")
    assert short.index.tolist() == ["s", "base", "Harder"]
    assert short["shortage"].tolist()[:2] == pytest.approx([150, 0])
    assert (short["least"] <= short["shortage"]).all()
    assert short.loc["Harder", "least"] > short.loc["s", "least"] > 0
    assert set(pane.worth.frames.frame["scenario"]) == {"s", "Harder"}
    assert "Short at best beside it: base 0, Harder" in pane.sentence.text()
    for view in (pane.short, pane.worth):
        pane.tabs.setCurrentWidget(view)
        qtbot.wait(10)
        assert view.horizontalScrollBar().maximum() == 0


def test_that_without_a_simulation_no_figures_stay(pane, window, qtbot) -> None:
    session = window.session
    session.select(scenario="s")
    qtbot.waitUntil(lambda: pane.worth.frames.rowCount() > 0, timeout=20_000)
    before = pane.sentence.text(), pane.worth.empty_text
    loop = [{"output": "anode", "input": "anode", "quantity": 1}]
    recipes = from_records({"recipes": loop})["recipes"]
    session.edit("Loop", session.project.replace({"recipes": recipes}))
    qtbot.waitUntil(lambda: bool(session.failure), timeout=20_000)
    qtbot.waitUntil(lambda: not session.tasks.running(), timeout=20_000)
    assert session.failure[0].message in pane.sentence.text()
    for view in (pane.short, pane.worth):
        assert view.frames.rowCount() == 0
        assert session.failure[0].message in view.empty_text
    session.undo.undo()
    qtbot.waitUntil(lambda: pane.worth.frames.rowCount() > 0, timeout=20_000)
    assert (pane.sentence.text(), pane.worth.empty_text) == before


def test_that_it_says_over_which_months_it_adds_up(pane) -> None:
    months = pane._session.result.balance["period"]
    said = pane.sentence.text()
    assert f"{months.min()} to {months.max()} ({months.nunique()} months)" in said
