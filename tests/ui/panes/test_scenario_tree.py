"""Marks in the tree of scenarios."""

from __future__ import annotations

from workbench.core import edit
from workbench.ui.panes._scenario_tree import SCENARIO_ROLE, SHOCK_ROLE


def marked(tree) -> set[tuple[str, bool]]:
    """Return the scenarios of marked items, and whether each is a shock."""
    return {
        (item.data(0, SCENARIO_ROLE), item.data(0, SHOCK_ROLE) is not None)
        for item in tree.items()
        if not item.icon(0).isNull()
    }


def test_that_a_shock_left_out_and_all_its_scenarios_are_marked_and_say_why(opened, settled):
    tree, session = opened.panes["scenarios"].tree, opened.session
    assert marked(tree) == set()
    label = int(session.project["shocks"].index[0])
    session.edit("x", edit.set_shock(session.project, label, {"start": "2035-01"}))
    settled()  # nothing but the base is chosen, and still they are marked
    assert marked(tree) == {
        ("china-licence", False),
        ("china-licence", True),
        ("licence-second-phase", False),
    }
    (leaf,) = [item for item in tree.items() if item.data(0, SHOCK_ROLE) == label]
    assert leaf.text(0) in leaf.toolTip(0)
    assert "Left out: lies outside the months" in leaf.toolTip(0)
    assert "1 of 2 shocks left out" in leaf.parent().toolTip(0)
    steps = session.undo.count()
    session.undo.undo()
    settled()
    assert marked(tree) == set()
    assert "eft out" not in leaf.parent().toolTip(0)
    assert session.undo.count() == steps  # marking is no renaming


def test_that_marks_stay_when_the_tree_is_made_anew(opened, settled):
    tree, session = opened.panes["scenarios"].tree, opened.session
    label = int(session.project["shocks"].index[0])
    session.edit("x", edit.set_shock(session.project, label, {"start": "2035-01"}))
    settled()
    before = marked(tree)
    added, _ = edit.add_row(session.project, "scenarios", {"scenario": "new"})
    session.edit("Add", added)
    assert marked(tree) == before
    settled()
    assert marked(tree) == before
