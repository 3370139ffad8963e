"""The room Appraisal: asked with the button, kept, marked stale, picked from, traced."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt

from workbench.core import edit
from workbench.core.appraisal.ranking import figures_table


def plant(project, key, money, start, capacity, **more):
    """Add a proposed anode project with a plant of its own."""
    good = "artificial graphite"
    rows = (
        (
            "suppliers",
            {"supplier": f"{key} plant", "country": "KOR", "material": good, "volume": 0.0},
        ),
        ("capacity", {"supplier": f"{key} plant", "period": start, "capacity": capacity}),
        (
            "projects",
            {"project": key, "material": good, "supplier": f"{key} plant", "status": "proposed"}
            | {"state_budget": money, **more},
        ),
        ("support", {"project": key, "kind": "tax", "amount": money}),
    )
    for table, cells in rows:
        project, _ = edit.add_row(project, table, cells)
    return project


@pytest.fixture(scope="module")
def study(graphite):
    return plant(graphite, "second", 4.2e6, "2023-09", 5000.0)


@pytest.fixture
def room(window, settled, study):
    window.session.open(study, None, "study")
    window.session.select(material="artificial graphite")
    window.places.bring("appraisal")
    settled()
    return window.places.widget("appraisal")


@pytest.fixture
def asked(room, qtbot):
    """The room after the button was pressed, with few draws."""
    room.form.draws.setValue(4)
    click(qtbot, room.form.button)
    qtbot.waitUntil(lambda: room._answer is not None, timeout=60_000)
    return room


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def cells(view, column):
    place = [head.column for head in view.frames.headings].index(column)
    return [view.frames.index(row, place).data() for row in range(view.frames.rowCount())]


def test_that_nothing_is_worked_out_before_the_button_is_pressed(room, window):
    assert room._answer is None
    assert "appraisal" not in window.session.tasks.running()
    assert room.form.rest.text() == "Base, without a shock: 20.0 %"
    assert set(room.form.probabilities) == set(window.session.project["scenarios"]["scenario"])


def test_that_the_figures_are_those_of_the_core_with_their_bands(asked):
    table = figures_table(asked._answer.appraisal).set_index(["project", "measure"])
    row = table.loc[("graphite anode", "avoided_shortage_value")]
    frame = asked.projects.figures.frames.frame
    shown = frame.loc["avoided_shortage_value"]
    assert shown["value"] == pytest.approx(row["value"] / 1e6)
    assert (shown["p5"], shown["p95"]) == pytest.approx((row["p5"] / 1e6, row["p95"] / 1e6))
    assert shown["per_money"] == pytest.approx(row["per_billion"] / 1e9)
    assert (shown["unit"], shown["per_unit"]) == ("million USD", "million USD")
    assert cells(asked.projects.projects.view, "private_per_public") == ["26", "—"]


def test_that_another_project_shows_its_own_figures(asked, click_row):
    before = cells(asked.projects.figures, "value")
    click_row(asked.projects.projects.view, 1)
    assert cells(asked.projects.figures, "value") != before
    assert asked.projects.asking().projects == ("second",)


def test_that_probabilities_are_asked_for_as_they_are_typed(room, qtbot):
    room.form.draws.setValue(0)
    for name, box in room.form.probabilities.items():
        box.setValue(30.0 if name == "china-licence" else 0.0)
    assert room.form.rest.text() == "Base, without a shock: 70.0 %"
    click(qtbot, room.form.button)
    qtbot.waitUntil(lambda: room._answer is not None, timeout=60_000)
    scenarios = room._answer.appraisal.scenarios
    assert [(s.scenario, round(s.probability, 9)) for s in scenarios] == [
        ("", 0.7),
        ("china-licence", 0.3),
    ]


def test_that_more_than_all_is_refused_in_words(room, qtbot, window):
    for box in room.form.probabilities.values():
        box.setValue(60.0)
    assert "more than 100 %" in room.said.text()
    click(qtbot, room.form.button)
    assert "appraisal" not in window.session.tasks.running()


def test_that_an_edit_or_another_question_marks_the_answer_stale(asked, window):
    assert asked.said.text().startswith("2 projects appraised against 5 futures")
    asked.form.budget.setValue(5e6)
    assert "another question" in asked.said.text()
    asked.form.budget.setValue(-1.0)
    assert asked.said.text().startswith("2 projects")
    project = window.session.project
    label = int(project["capacity"].index[0])
    changed = edit.set_cell(project, "capacity", label, "capacity", "9000")
    window.session.edit("Edit", changed)
    assert "changed since" in asked.said.text()
    assert asked.projects.projects.view.frames.rowCount() == 2  # kept
    window.session.undo.undo()
    assert asked.said.text().startswith("2 projects")


def test_that_only_the_choice_is_made_again_for_another_budget(asked, qtbot):
    before = asked._answer
    asked.form.budget.setValue(5e6)
    click(qtbot, asked.form.button)
    qtbot.waitUntil(lambda: asked._answer is not before, timeout=60_000)
    assert asked._answer.appraisal is before.appraisal
    assert asked._answer.chosen.choice.chosen == ("second",)


def test_that_it_can_be_stopped(room, qtbot, window):
    room.form.draws.setValue(2000)
    click(qtbot, room.form.button)
    assert room.form.button.text() == "Cancel"
    click(qtbot, room.form.button)
    assert room.form.button.text() == "Appraise"
    assert "appraisal" not in window.session.tasks.running()
    assert room._answer is None


def test_that_a_click_on_the_frontier_shows_the_set_behind_the_point(asked, qtbot, qapp):
    asked.tabs.setCurrentWidget(asked.choice)
    qapp.processEvents()
    page, line = asked.choice, asked._answer.chosen.frontier
    assert [len(point.chosen) for point in line] == [0, 1, 1, 2]
    assert page.said.text().startswith("graphite anode, second (proven best)")
    unit = asked._answer.unit.amount
    box = page.frontier.view.getPlotItem().getViewBox()
    spot = box.mapViewToScene(QPointF(line[1].spent / unit, line[1].objective))
    view = page.frontier.view
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.mapFromScene(spot))
    assert page.said.text().startswith("second (")
    assert page.steps.currentIndex().column() == 2
    qtbot.waitUntil(lambda: "—" not in cells(page.reach, "simulated"), timeout=20_000)
    assert float(cells(page.reach, "programme")[0]) == pytest.approx(
        line[1].objective / 1e6, abs=0.01
    )


def test_that_a_column_of_the_budgets_picks_its_point(asked, qapp, click_row):
    asked.tabs.setCurrentWidget(asked.choice)
    qapp.processEvents()
    assert cells(asked.choice.steps, "budget 1") == ["●", ""]
    click_row(asked.choice.steps, 0, column=1)
    assert asked.choice.said.text().startswith("no project (")


def test_that_how_names_the_formula_and_leads_to_the_cells(asked, qtbot, window):
    asked.projects.figures.setFocus()
    asked.projects.figures.select_label("avoided_shortage_value")
    click(qtbot, asked.ask_how)
    assert asked.how.isVisible()
    assert asked.how.title.text().startswith("graphite anode: value of shortage avoided")
    assert "margin (else price)" in asked.how.formula.text()
    whence = cells(asked.how.inputs, "origin")[0]
    assert whence.startswith("graphite.xlsx [capacity!C")
    asked.how.inputs.selectRow(0)
    with qtbot.waitSignal(window.session.traced) as told:
        click(qtbot, asked.how.button)
    table, labels = told.args
    assert table == "capacity"
    supplier = window.session.project["capacity"].at[labels[0], "supplier"]
    assert supplier == "POSCO Pohang"


def test_that_the_ranking_says_how_sure_a_rank_is(asked):
    words = cells(asked.ranking.table, "words")
    assert len(words) == 2
    assert all("of the draws" in text for text in words)
    assert asked.ranking.plot.title.text() == "How often each project has which rank"
    asked.ranking.measure.setCurrentIndex(2)
    asked.ranking.measure.activated.emit(2)
    assert asked.ranking.table.frames.headings[2].title.startswith("points / million USD")


def test_that_kinds_of_support_show_their_money(asked):
    kinds = dict(
        zip(cells(asked.kinds.table, "kind"), cells(asked.kinds.table, "amount"), strict=True)
    )
    assert kinds == {"R&D": "8.741", "tax": "4.200"}
    assert asked.kinds.asking().projects == ("graphite anode",)


def test_that_lists_are_drawn_up_without_an_appraisal_and_a_click_selects(
    room, qtbot, window, click_row
):
    room.tabs.setCurrentWidget(room.lists)
    qtbot.waitUntil(lambda: room.lists.lists.frames.rowCount() > 0, timeout=20_000)
    names = cells(room.lists.lists, "list")
    assert "KOR core strategic technologies 2024" in names
    assert not [name for name in names if name.startswith("IRA")]
    assert "natural graphite" in room.lists.said.text()
    assert not room.ask_how.isEnabled()
    place = names.index("EU CRM 2023")
    room.lists.lists.select_label(place)
    items = room.lists.items.view
    click_row(items, items.frames.label(0))
    assert window.session.selection.material == "natural graphite"


def test_that_a_project_without_projects_says_what_to_do(window, settled, graphite, qtbot):
    for table in ("projects", "partners", "support"):
        graphite = edit.delete_rows(graphite, table, list(graphite[table].index))
    window.session.open(graphite, None, "bare")
    window.places.bring("appraisal")
    settled()
    room = window.places.widget("appraisal")
    assert "No cooperation model yet" in room.said.text()
    click(qtbot, room.form.button)
    qtbot.waitUntil(lambda: room._answer is not None, timeout=60_000)
    assert room.choice.frontier.message == "No project to choose from"
