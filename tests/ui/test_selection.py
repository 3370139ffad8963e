"""What is chosen follows renamed rows, gives way to deletions, and comes back with undo."""

from __future__ import annotations

import pytest

from workbench.core import edit
from workbench.core.project import from_records
from workbench.ui.selection import Selection, existing, followed
from workbench.ui.session import Session


@pytest.fixture
def project():
    return from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": "tar"}, {"material": "pitch"}, {"material": "coke"}],
            "scenarios": [{"scenario": name} for name in ("ban", "quota", "delay")],
        }
    )


@pytest.fixture
def session(qapp, project):
    made = Session()
    made.open(project, None, "test")
    made.select(material="coke", scenario="ban")
    for name in ("quota", "", "delay"):
        made.pin(name, on=True)
    yield made
    made.tasks.shutdown()


def rename(session, table: str, old: str, new: str) -> None:
    key, rows = table.removesuffix("s"), session.project[table]
    label = int(rows.index[rows[key] == old][0])
    session.edit("Rename", edit.set_cell(session.project, table, label, key, new))


def delete(session, scenario: str) -> None:
    session.edit("Delete", edit.delete_scenario(session.project, scenario))


def looked_at(session) -> tuple[str, str, tuple[str, ...]]:
    return session.selection.material, session.selection.scenario, session.selection.pinned


def test_that_what_is_chosen_or_pinned_follows_its_new_name_and_undo(session):
    before = looked_at(session)
    rename(session, "materials", "coke", "needle coke")
    rename(session, "scenarios", "ban", "full ban")
    rename(session, "scenarios", "quota", "half quota")
    after = ("needle coke", "full ban", ("half quota", "", "delay"))
    assert looked_at(session) == after
    for _ in range(3):
        session.undo.undo()
    assert looked_at(session) == before
    for _ in range(3):
        session.undo.redo()
    assert looked_at(session) == after


def test_that_deleted_scenarios_are_chosen_and_pinned_again_with_undo(session):
    before = looked_at(session)
    delete(session, "ban")
    delete(session, "quota")
    assert looked_at(session) == ("coke", "", ("", "delay"))
    session.undo.undo()
    session.undo.undo()
    assert looked_at(session) == before


def test_that_what_was_chosen_since_stays_when_a_deletion_is_undone(session):
    delete(session, "ban")
    session.select(scenario="delay", material="tar")
    session.pin("delay", on=False)
    session.undo.undo()
    assert looked_at(session) == ("tar", "delay", ("quota", ""))


def test_that_undoing_an_addition_looks_at_what_was_chosen_before_it(session):
    added, _ = edit.add_row(session.project, "scenarios", {"scenario": "new", "parent": "ban"})
    session.edit("Add", added)
    session.select(scenario="new")
    session.undo.undo()
    assert session.selection.scenario == "ban"


def test_that_panes_hear_once_of_a_choice_that_comes_back(session, qtbot):
    delete(session, "ban")
    heard = []
    session.selected.connect(lambda: heard.append(session.selection.scenario))
    session.undo.undo()
    assert heard == ["ban"]


def test_that_another_document_is_looked_at_by_name_alone(project):
    chosen = Selection(material="coke", scenario="ban", pinned=("quota", "", "gone"))
    assert existing(chosen, project).pinned == ("quota", "")
    other = from_records({"materials": [{"material": "urea"}]})
    assert existing(chosen, other).material == "urea"
    assert followed(chosen, project, other) == chosen
