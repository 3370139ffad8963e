"""The room of the screening: a watch table that fills, a matrix and heat maps."""

from __future__ import annotations

import pytest

from workbench.core.project import Project, from_records
from workbench.ui.panes import _screening_tasks as tasks_of
from workbench.ui.panes._screening_heat import HeatPage
from workbench.ui.panes._screening_matrix import MatrixPage
from workbench.ui.panes._screening_table import GRADE, RULES, shown


@pytest.fixture
def pane(opened, settled):
    opened.session.asked_for.emit("screening")
    settled()
    return opened.panes["screening"]


def column(pane, name):
    frames = pane.table.view.frames
    place = [head.column for head in frames.headings].index(name)
    return [frames.value(row, place) for row in range(frames.rowCount())]


def test_that_every_material_has_a_line_the_gravest_first(pane):
    grades = column(pane, GRADE)
    assert grades == sorted(grades, key=lambda grade: grade or "E")
    assert grades[0] == "A"
    assert column(pane, "partner_name")[0] == "China"
    assert "without figures" in pane.said.text()
    assert pane.run.finished


def test_that_a_line_names_the_rules_that_hold_and_its_tooltip_says_why(pane):
    rules = dict(zip(column(pane, "name"), column(pane, RULES), strict=True))
    graphite = next(name for name in rules if "natural graphite" in name)
    assert rules[graphite] == "KIET, KITA, MOTIE"
    assert set(rules.values()) > {"?"}
    row = column(pane, "name").index(graphite)
    text = pane._told_of(pane.table.view.frames.label(row)).splitlines()
    assert text[0] == "KIET: item of concern – holds"
    assert text[1].startswith("share of CHN in imports 0.9")
    silent = column(pane, RULES).index("?")
    label = pane.table.view.frames.label(silent)
    assert pane._told_of(label) == "no imports are reported"


def test_that_it_waits_until_somebody_looks(opened, settled):
    assert opened.panes["screening"].run is None
    opened.session.asked_for.emit("screening")
    settled()
    assert opened.panes["screening"].run is not None


def test_that_a_click_chooses_the_material_and_brings_the_charts(opened, pane, click_row):
    frames = pane.table.view.frames
    material = opened.session.project["materials"]
    other = next(
        row
        for row in range(frames.rowCount())
        if material.at[frames.label(row), "material"] != opened.session.selection.material
    )
    name = material.at[frames.label(other), "material"]
    click_row(pane.table.view, frames.label(other), 1)
    assert opened.session.selection.material == name
    assert opened.panes["charts"].isVisible()


def test_that_typing_filters_and_the_heat_map_follows(pane, qtbot, settled):
    qtbot.keyClicks(pane.table.filter, "natural")
    assert pane.table.view.frames.rowCount() == 1
    pane.tabs.setCurrentWidget(pane.heat)
    assert pane.heat.map.told(0, 0).startswith(column(pane, "name")[0])
    for key in ("year", "month"):
        combo = pane.heat.across
        combo.setCurrentIndex(combo.findData(key))
        combo.activated.emit(combo.currentIndex())
        settled()
        assert pane.heat.map.told(0, 0).splitlines()[1][:2] == "20"


def test_that_rows_appear_before_their_figures(graphite):
    run = tasks_of.begin(graphite, "value", tasks_of.Progress())
    assert len(run.table) == len(graphite["materials"])
    assert run.table["top_share"].isna().all()
    while not run.finished:
        run = tasks_of.go_on(run, tasks_of.Progress())
    assert run.table["top_share"].notna().any()
    assert set(run.matrices) == {"eu", "imports"}


def test_that_stopping_says_how_much_is_missing(opened, settled):
    pane, session = opened.panes["screening"], opened.session
    session.asked_for.emit("screening")
    pane._begun(tasks_of.begin(session.project, "value", tasks_of.Progress()))
    session.tasks.cancel("screening")
    assert "of 6 screened" in pane.said.text()
    settled()
    assert not pane.run.finished


def test_that_another_basis_is_screened_anew(opened, pane, settled):
    before = pane.run
    other = "value" if opened.session.selection.basis == "quantity" else "quantity"
    opened.session.choose_basis(other)
    settled()
    assert pane.run is not before
    assert pane.run.screening.basis == other


def test_that_an_empty_project_shows_no_rows(opened, pane, settled):
    opened.session.open(Project(), None)
    settled()
    assert pane.table.view.frames.rowCount() == 0


def test_that_the_matrix_names_what_it_leaves_out(pane, qtbot):
    pane.tabs.setCurrentWidget(pane.matrix)
    scatter = pane.matrix.scatter
    assert "50 % or more" in scatter.sentence.text()
    assert "left out" in scatter.sentence.text()
    assert isinstance(pane.matrix, MatrixPage)
    assert isinstance(pane.heat, HeatPage)
    assert "%" in scatter.told(0)


def test_that_shares_are_shown_in_percent():
    project = from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": "m"}],
            "trade": [
                {
                    "period": "2022",
                    "flow": "import",
                    "reporter": "KOR",
                    "partner": "CHN",
                    "material": "m",
                    "value": 5.0,
                }
            ],
        }
    )
    run = tasks_of.go_on(tasks_of.begin(project, "value", tasks_of.Progress()), tasks_of.Progress())
    row = shown(project, run.table).iloc[0]
    assert (row["share_percent"], row["partner_name"]) == (100.0, "China")
