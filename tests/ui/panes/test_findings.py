"""Findings of the last import or edit and of the simulation stand in one list."""

from __future__ import annotations

import pytest

from workbench.core.problem import Problem
from workbench.core.project import from_records
from workbench.ui.panes._editing import delete

LOOP = from_records(
    {
        "settings": [{"key": "home", "value": "KOR"}],
        "materials": [{"material": "tar"}, {"material": "pitch"}],
        "recipes": [
            {"output": "tar", "input": "pitch", "quantity": 1},
            {"output": "pitch", "input": "tar", "quantity": 1},
        ],
        "production": [
            {"period": "2021", "country": "KOR", "material": name, "quantity": 5}
            for name in ("tar", "pitch")
        ],
    }
)


@pytest.fixture
def pane(window):
    return window.panes["findings"]


def test_that_without_findings_it_says_so(window, pane):
    assert pane._head.text() == "No findings."
    assert pane.list.problems() == ()


def test_that_what_is_told_stands_above_the_notes_of_the_simulation(opened, pane):
    notes = len(pane.list.problems())
    wrong = Problem("is no number", table="trade", value="x")
    opened.session.told.emit("Not changed", (wrong,))
    assert pane.list.problems()[0] == wrong
    assert len(pane.list.problems()) == notes + 1
    assert "Not changed" in pane._head.text()
    assert opened.docks["findings"].isVisible()


def test_that_a_simulation_that_cannot_run_is_explained_here_and_in_the_charts(qtbot, window, pane):
    window.session.open(LOOP, None, "loop")
    qtbot.waitUntil(lambda: bool(window.session.failure), timeout=30_000)
    assert any(problem.severity == "error" for problem in pane.list.problems())
    charts = window.panes["charts"]
    charts.tabs.setCurrentWidget(charts.plots["balance"])
    assert "cannot run" in charts.plot.message


def test_that_findings_of_one_document_are_gone_in_the_next(qtbot, opened, settled, pane, tmp_path):
    from workbench.core.storage import project_file

    opened.session.told.emit("Not changed", (Problem("is no number", value="x"),))
    file = tmp_path / "next.scrw"
    project_file.save(opened.session.project, file)
    opened.session.undo.setClean()
    opened.documents.open_path(file)
    qtbot.waitUntil(lambda: opened.session.path == file, timeout=30_000)
    settled()
    assert all(problem.message != "is no number" for problem in pane.list.problems())


def test_that_an_edit_that_breaks_something_is_told_first_until_it_is_undone(opened, settled, pane):
    from workbench.core import edit

    project = opened.session.project
    label = int(project["suppliers"].index[0])
    opened.session.edit("Edit", edit.set_cell(project, "suppliers", label, "country", "ATLANTIS"))
    settled()
    first = pane.list.problems()[0]
    assert (first.severity, first.column, first.value) == ("error", "country", "ATLANTIS")
    assert opened.docks["findings"].isVisible()
    opened.session.undo.undo()
    settled()
    assert all(problem.value != "ATLANTIS" for problem in pane.list.problems())


def test_that_what_a_deletion_took_along_is_told_until_it_is_undone(opened, settled, pane):
    session = opened.session
    said = "taken out as well"
    label = int(session.project["materials"].index[0])
    delete(session, "materials", [label], "Delete a material")
    settled()
    assert any(said in problem.message for problem in pane.list.problems())
    session.undo.undo()
    settled()
    assert not any(said in problem.message for problem in pane.list.problems())
    session.undo.redo()
    settled()
    assert any(said in problem.message for problem in pane.list.problems())
    session.told.emit("Something else", (Problem("another matter"),))
    session.undo.undo()
    settled()
    assert any("another matter" in problem.message for problem in pane.list.problems())
