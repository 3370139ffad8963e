from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from workbench.core import edit
from workbench.core.project import Project, differing, from_records
from workbench.core.simulation import live
from workbench.ui.session import Session


@pytest.fixture
def project() -> Project:
    trade = [
        {
            "period": "2021",
            "flow": "import",
            "reporter": "KOR",
            "partner": partner,
            "material": "pitch",
            "quantity": quantity,
        }
        for partner, quantity in (("CHN", 90.0), ("JPN", 10.0))
    ]
    return from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": "tar"}, {"material": "pitch"}],
            "trade": trade,
            "scenarios": [{"scenario": "ban"}],
            "shocks": [
                {
                    "scenario": "ban",
                    "order": 1,
                    "kind": "export_restriction",
                    "country": "CHN",
                    "start": "2022-01",
                    "size": 0.5,
                }
            ],
        }
    )


@pytest.fixture
def session(qapp, project):
    made = Session()
    made.open(project, None, "test")
    yield made
    made.tasks.shutdown()


def _size(session: Session, size: float, merge: str = "") -> None:
    label = int(session.project["shocks"].index[0])
    changed = edit.set_shock(session.project, label, {"size": size})
    session.edit("Change size", changed, merge)


def test_that_undo_puts_back_the_very_same_project(session, project) -> None:
    _size(session, 0.6)
    _size(session, 0.7)
    after = session.project
    session.undo.undo()
    session.undo.undo()
    assert session.project is project
    session.undo.redo()
    session.undo.redo()
    assert session.project is after


def test_that_a_dragged_slider_is_one_step_until_it_is_let_go(session, project) -> None:
    for size in (0.6, 0.7, 0.8):
        _size(session, size, "shock size")
    assert session.undo.count() == 1
    session.end_merging()
    _size(session, 0.9, "shock size")
    assert session.undo.count() == 2
    session.undo.undo()
    assert session.project["shocks"]["size"].tolist() == [0.8]
    session.undo.undo()
    assert session.project is project


def test_that_panes_hear_exactly_which_tables_changed(session, qtbot) -> None:
    with qtbot.waitSignal(session.edited) as heard:
        _size(session, 0.6)
    assert heard.args == [frozenset({"shocks"})]


def test_that_the_material_with_figures_is_shown_first(session) -> None:
    assert session.selection.material == "pitch"


def test_that_a_result_follows_every_edit_and_belongs_to_the_newest_project(session, qtbot) -> None:
    session.select(scenario="ban")
    for size in (0.1, 0.4, 1.0):
        _size(session, size, "shock size")
    qtbot.waitUntil(
        lambda: session.result is not None and session.result.project is session.project
    )
    shift = session.result.shift.set_index(["material", "country"])
    assert shift.at[("pitch", "CHN"), "scenario_share"] == 0.0


def test_that_a_document_counts_as_changed_from_the_first_edit_to_the_save(session) -> None:
    assert session.undo.isClean()
    _size(session, 0.55)
    assert not session.undo.isClean()
    session.saved(Path("x.scrw"), session.project)
    assert session.undo.isClean()
    _size(session, 0.6)
    assert not session.undo.isClean()
    session.undo.undo()
    assert session.undo.isClean()


def test_that_edits_during_a_save_stay_unsaved(session) -> None:
    saving = session.project
    _size(session, 0.6)
    session.saved(Path("x.scrw"), saving)
    assert not session.undo.isClean()


def test_that_what_is_selected_always_exists(session) -> None:
    session.select(scenario="ban")
    session.edit("Delete scenario", edit.delete_scenario(session.project, "ban"))
    assert session.selection.scenario == ""
    session.undo.undo()
    assert differing(session.project, session.project) == frozenset()


def test_that_a_simulation_that_is_refused_says_why(session, qtbot) -> None:
    loop = from_records(
        {
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
    looped = {name: loop[name] for name in ("recipes", "production")}
    session.edit("Add recipes", session.project.replace(looped))
    qtbot.waitUntil(lambda: bool(session.failure))
    assert session.result is None
    assert "tar" in str(session.failure[0])


def test_that_the_weight_of_shares_is_a_setting_of_the_project_and_can_be_undone(session) -> None:
    assert session.selection.basis == "value"
    session.choose_basis("quantity")
    assert session.selection.basis == "quantity"
    assert session.project.setting("basis") == "quantity"
    session.choose_basis("value")
    session.undo.undo()
    session.undo.undo()
    assert session.selection.basis == "value"
    assert "basis" not in set(session.project["settings"]["key"])


def test_that_the_kernel_takes_over_a_large_network_without_a_word(
    session, qtbot, monkeypatch
) -> None:
    qtbot.waitUntil(lambda: session.result is not None)
    before = session.result.balance
    monkeypatch.setattr(live, "LARGE", 0)
    session.select(scenario="ban")
    qtbot.waitUntil(lambda: session.result.scenario == "ban")
    qtbot.waitUntil(lambda: not session.tasks.running(), timeout=120_000)
    session.select(scenario="")
    qtbot.waitUntil(lambda: session.result.scenario == "")
    pd.testing.assert_frame_equal(session.result.balance, before, rtol=1e-9)
    assert not session.tasks.running()


def test_that_pinned_scenarios_are_measured_over_the_months_of_all(session, qtbot) -> None:
    session.select(scenario="ban")
    qtbot.waitUntil(lambda: session.result is not None and session.result.scenario == "ban")
    session.pin("", on=True)
    session.pin("", on=True)
    qtbot.waitUntil(lambda: len(session.pinned) == 1)
    assert session.selection.pinned == ("",)
    assert session.pinned[0].scenario == ""
    assert session.pinned[0].window == session.result.window
    session.pin("ban", on=True)  # the chosen one is not shown twice
    qtbot.waitUntil(lambda: not session.tasks.running())
    assert [one.scenario for one in session.pinned] == [""]
    rows = session.project["scenarios"]
    session.edit("Delete", edit.delete_rows(session.project, "scenarios", list(rows.index)))
    assert session.selection.pinned == ("",)
