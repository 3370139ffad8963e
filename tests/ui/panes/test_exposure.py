"""The pane Exposure: worked out beside the window once somebody looks."""

from __future__ import annotations

import pytest


@pytest.fixture
def pane(opened, qtbot):
    opened.places.bring("exposure")
    found = opened.panes["exposure"]
    qtbot.waitUntil(lambda: opened.session.exposure is not None, timeout=20_000)
    return found


def column(view, name: str) -> list[str]:
    place = [head.column for head in view.frames.headings].index(name)
    rows = range(view.frames.rowCount())
    return [view.frames.index(row, place).data() for row in rows]


def test_that_those_who_are_missed_soonest_stand_first_and_the_others_for_ever(pane) -> None:
    times = column(pane.table.view, "time_to_survive")
    assert times[-1] == "for ever"
    soon = [float(time) for time in times if time != "for ever"]
    assert soon == sorted(soon)
    # No recovery time is known; but who is never missed costs nothing, however long it takes.
    wanted = ["0" if time == "for ever" else "—" for time in times]
    assert column(pane.table.view, "impact") == wanted
    assert "unknown, not zero" in pane.told.toolTip()


def test_that_an_assumed_recovery_time_gives_impacts(pane, opened, qtbot) -> None:
    before = opened.session.exposure
    pane.weeks.setValue(26)
    qtbot.waitUntil(lambda: opened.session.exposure is not before, timeout=20_000)
    assert set(column(pane.table.view, "time_to_recover")) == {"26.0"}
    assert "yes" in column(pane.table.view, "exposed")
    assert pane.plot.title.text().startswith("How long home survives")


def test_that_a_click_looks_at_the_material_of_the_source(pane, opened, click_row) -> None:
    table = opened.session.exposure.table
    label = table.index[(table["material"] == "urea") & (table["kind"] == "source")][0]
    click_row(pane.table.view, label)
    assert opened.session.selection.material == "urea"


def test_that_an_edit_makes_it_stale_and_it_is_worked_out_again(pane, opened, qtbot) -> None:
    from workbench.core import edit

    project = opened.session.project
    label = project["suppliers"].index[0]
    changed = edit.set_cell(project, "suppliers", label, "recovery_time", "6")
    opened.session.edit("Edit", changed)
    assert opened.session.exposure is None
    qtbot.waitUntil(lambda: opened.session.exposure is not None, timeout=20_000)
    assert "26.0" in column(pane.table.view, "time_to_recover")


@pytest.mark.parametrize("size", [(1280, 760), (1440, 900)])
def test_that_what_fails_and_all_figures_are_seen_without_scrolling(
    pane, opened, qapp, size
) -> None:
    opened.resize(*size)
    pane.weeks.setValue(26)
    qapp.processEvents()
    view = pane.table.view
    heads = [head.column for head in view.frames.headings]
    assert heads[:4] == ["name", "kind", "impact", "risk_exposure_index"]
    assert heads[4:8] == ["time_to_survive", "time_to_recover", "exposed", "material"]
    assert view.columnViewportPosition(7) + view.columnWidth(7) <= view.viewport().width()
    assert set(column(view, "kind")) == {"supplier", "others", "country"}
    assert "no scenario" in pane.tabs.tabToolTip(0)
