"""The line above rooms of scenarios: nothing that is left out goes unsaid."""

from __future__ import annotations

from workbench.core import edit
from workbench.core.project import from_records
from workbench.ui.panes import all_panes

TOO_LATE = {"start": "2035-01"}


def shock(window, number: int) -> int:
    return int(window.session.project["shocks"].index[number])


def push_out(window) -> None:
    changed = edit.set_shock(window.session.project, shock(window, 0), TOO_LATE)
    window.session.edit("Change start", changed)


def test_that_every_room_of_scenarios_says_what_was_left_out_until_it_is_mended(opened, settled):
    notice, session = opened.places.notice, opened.session
    session.select(scenario="china-licence")
    settled()
    assert not notice.isVisible()
    push_out(opened)
    settled()
    assert session.result.left_out
    rooms = {key for key, pane in all_panes().items() if pane.of_scenarios}
    assert rooms == {"charts", "ledger", "best", "uncertainty", "compare"}
    rooms_in_order = opened.places.rail.keys()
    for room in rooms_in_order:
        opened.places.bring(room)
        assert notice.isVisible() == (room in rooms), room
    opened.places.bring("charts")
    assert notice.text.startswith("China licenses graphite exports")
    assert "1 of 2 shocks left out: lies outside the months" in notice.text
    assert "2035-01" in notice.toolTip()
    session.undo.undo()
    settled()
    assert not notice.isVisible()


def test_that_a_pinned_scenario_is_spoken_of_and_one_that_nobody_looks_at_is_not(opened, settled):
    notice, session = opened.places.notice, opened.session
    push_out(opened)
    session.select(scenario="us-demand")
    settled()
    assert notice.text == ""
    session.pin("china-licence", on=True)
    settled()
    assert "1 of 2 shocks left out" in notice.text
    session.select(scenario="licence-second-phase")  # has the shock from its parent
    settled()
    assert "1 of 4 shocks left out" in notice.text
    assert notice.text.endswith("and 1 more")
    assert notice.toolTip().count("lies outside") == 2


def test_that_its_button_shows_the_findings_and_their_title_counts(opened, settled, qtbot):
    dock = opened.docks["findings"]
    assert dock.windowTitle() == "Findings"
    opened.session.pin("china-licence", on=True)
    push_out(opened)
    settled()
    assert dock.windowTitle() == "Findings (1)"
    found = opened.panes["findings"].list.problems()
    assert "lies outside the months" in found[0].message
    opened.places.bring("compare")
    assert dock.isHidden()
    opened.places.notice.button.click()
    assert dock.isVisible()
    opened.session.undo.undo()
    settled()
    assert dock.windowTitle() == "Findings"


def test_that_a_scenario_without_its_parent_and_a_loop_of_recipes_are_told(opened, settled, qtbot):
    notice, session = opened.places.notice, opened.session
    session.select(scenario="licence-second-phase")
    scenarios = session.project["scenarios"]
    orphan = scenarios.assign(parent=["", "", "", "nobody"])
    session.edit("Lose the parent", session.project.replace({"scenarios": orphan}))
    settled()
    assert "does not exist; its shocks are left out" in notice.text
    recipes = [
        {"output": "cell", "input": "artificial graphite", "quantity": 1},
        {"output": "artificial graphite", "input": "cell", "quantity": 1},
    ]
    loop = from_records({"recipes": recipes})["recipes"]
    session.edit("Loop", session.project.replace({"recipes": loop}))
    qtbot.waitUntil(lambda: bool(session.failure), timeout=30_000)
    opened.places.bring("compare")
    assert notice.isVisible()
    assert notice.text.startswith("The simulation cannot run")
    session.undo.undo()
    session.undo.undo()
    settled()
    assert notice.text == ""


def test_that_a_shock_that_acts_is_never_called_left_out(opened, settled):
    notice, session = opened.places.notice, opened.session
    session.select(scenario="china-licence")
    session.edit("x", edit.set_shock(session.project, shock(opened, 0), {"spread": "unifrm(0,1)"}))
    settled()
    assert "1 of 2 shocks not drawn as written: the distribution of size" in notice.text
    leaves = [item for item in opened.panes["scenarios"].tree.items() if item.childCount() == 0]
    marked = [leaf.toolTip(0) for leaf in leaves if not leaf.icon(0).isNull()]
    assert len(marked) == 1
    assert "Not drawn as written: the distribution of size is not used" in marked[0]
    for text in (notice.text, notice.toolTip(), *marked):
        assert "eft out" not in text
    assert "the distribution of size is not used" in notice.toolTip()
    session.undo.undo()
    settled()
    assert notice.text == ""
