"""The room Compare: two scenarios cell by cell, pinned ones side by side."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from workbench.core.project import from_records
from workbench.core.simulation.difference import compare
from workbench.ui.widgets.labels import tooltip

LEFT = Qt.MouseButton.LeftButton
TIP = Qt.ItemDataRole.ToolTipRole


@pytest.fixture
def pane(opened, qtbot):
    opened.session.select(material="artificial graphite", scenario="china-licence")
    opened.places.bring("compare")
    found = opened.panes["compare"]
    qtbot.waitUntil(lambda: found._found is not None, timeout=60_000)
    return found


def column(table, name: str) -> list[str]:
    view = table.view
    place = [head.column for head in view.frames.headings].index(name)
    return [view.frames.index(row, place).data() for row in range(view.frames.rowCount())]


def test_that_the_base_and_the_chosen_scenario_are_compared_first(pane, opened) -> None:
    assert (pane.first.currentData(), pane.second.currentData()) == ("", "china-licence")
    expected = compare(opened.session.project, "", "china-licence").summary
    expected = expected[expected["material"] == "artificial graphite"]
    shown = column(pane.tables["summary"], "measure")
    assert "shortage" in shown
    assert "exports" not in shown  # it does not differ
    assert "demand" not in shown  # but for rounding
    pane.differing.setChecked(False)
    assert len(column(pane.tables["summary"], "measure")) == len(expected)


def test_that_every_table_shows_both_values_and_their_difference(pane) -> None:
    for place, (key, table) in enumerate(pane.tables.items()):
        pane.tabs.setCurrentIndex(place)
        heads = [head.column for head in table.view.frames.headings]
        assert {"first", "second"} <= set(heads)
        assert ("difference" in heads) == (key != "shocks")
        assert table.view.frames.rowCount() > 0
    assert column(pane.tables["shocks"], "status") == ["only second", "only second"]
    assert set(column(pane.tables["shocks"], "kind")) == {"Export restriction"}
    pane.tabs.setCurrentIndex(list(pane.tables).index("balance"))
    units = dict(
        zip(
            column(pane.tables["balance"], "measure"),
            column(pane.tables["balance"], "unit"),
            strict=True,
        )
    )
    assert units["stock"] == "t"


def test_that_other_scenarios_and_all_materials_can_be_chosen(pane, qtbot) -> None:
    before = pane._found
    pane.first.setCurrentIndex(pane.first.findData("us-demand"))
    pane.first.activated.emit(0)
    qtbot.waitUntil(lambda: pane._found is not before, timeout=60_000)
    assert pane._found.first.scenario == "us-demand"
    pane.tabs.setCurrentIndex(list(pane.tables).index("balance"))
    one = len(column(pane.tables["balance"], "period"))
    qtbot.mouseClick(pane.alone, LEFT, pos=pane.alone.rect().center() * 0.2)
    pane.alone.setChecked(False)
    assert len(column(pane.tables["balance"], "material")) > one


def test_that_a_filter_leaves_some_rows(pane) -> None:
    table = pane.tables["summary"]
    table.filter.setText("shortage")
    assert column(table, "measure") == ["shortage", "shortage months"]


def test_that_pinned_scenarios_stand_side_by_side(pane, opened, qtbot) -> None:
    opened.session.pin("second-phase", on=True)
    opened.session.pin("us-demand", on=True)
    qtbot.waitUntil(lambda: len(opened.session.pinned) == 2, timeout=60_000)
    pane.differing.setChecked(False)
    pane.tabs.setCurrentWidget(pane.pinned)
    heads = [head.column for head in pane.pinned.view.frames.headings]
    assert heads[2:6] == ["base", "china-licence", "second-phase", "us-demand"]
    assert len(column(pane.pinned, "measure")) == 16


@pytest.mark.parametrize("size", [(1280, 760), (1440, 900)])
def test_that_the_difference_is_seen_without_scrolling(pane, opened, qapp, size) -> None:
    opened.resize(*size)
    for place, (key, table) in enumerate(pane.tables.items()):
        pane.tabs.setCurrentIndex(place)
        qapp.processEvents()
        assert table.view.horizontalScrollBar().maximum() == 0, key
    shown = pane.tables["shift"].view
    heads = [head.column for head in shown.frames.headings]
    assert heads == ["country", "measure", "unit", "first", "second", "difference"]
    name = opened.session.project["scenarios"].set_index("scenario").at["china-licence", "name"]
    assert shown.frames.headerData(4, Qt.Orientation.Horizontal, TIP) == tooltip(name)


def test_that_shares_are_in_per_cent_and_concentration_is_not(pane) -> None:
    frame = pane.tables["summary"].view.frames.frame.set_index("measure")
    assert frame.loc["top partner share", "unit"] == "%"
    assert frame.loc["HHI imports", "unit"] == "0-1"
    before, after, change = frame.loc["top partner share", ["first", "second", "difference"]]
    assert 50 < after < before < 100
    assert change == pytest.approx(after - before)
    pane.tabs.setCurrentIndex(list(pane.tables).index("shift"))
    shift = pane.tables["shift"].view.frames.frame
    assert set(shift["unit"]) == {"%"}
    of_supply = shift[shift["measure"] == "of supply"]
    assert of_supply["first"].sum() == pytest.approx(100)


def test_that_without_a_simulation_no_table_stays(pane, opened, qtbot) -> None:
    session = opened.session
    session.pin("us-demand", on=True)
    qtbot.waitUntil(lambda: len(session.pinned) == 1, timeout=60_000)
    tables = [*pane.tables.values(), pane.pinned]
    for table in tables:
        pane.tabs.setCurrentWidget(table)
        assert table.view.frames.rowCount() > 0
    texts = [table.view.empty_text for table in tables]
    loop = [
        {"output": "cell", "input": "artificial graphite", "quantity": 1},
        {"output": "artificial graphite", "input": "cell", "quantity": 1},
    ]
    recipes = from_records({"recipes": loop})["recipes"]
    session.edit("Loop", session.project.replace({"recipes": recipes}))
    qtbot.waitUntil(lambda: bool(session.failure), timeout=60_000)
    qtbot.waitUntil(lambda: not session.tasks.running(), timeout=60_000)
    for table in tables:
        assert table.view.frames.rowCount() == 0
        pane.tabs.setCurrentWidget(table)
        assert table.view.frames.rowCount() == 0
        assert session.failure[0].message in table.view.empty_text
        assert not pane.told.isVisible()
    session.undo.undo()
    qtbot.waitUntil(lambda: pane.pinned.view.frames.rowCount() > 0, timeout=60_000)
    qtbot.waitUntil(lambda: pane._found is not None, timeout=60_000)
    assert [table.view.empty_text for table in tables] == texts


def test_that_side_by_side_follows_both_boxes(pane, opened, qtbot) -> None:
    opened.session.pin("us-demand", on=True)
    qtbot.waitUntil(lambda: len(opened.session.pinned) == 1, timeout=60_000)
    pane.tabs.setCurrentWidget(pane.pinned)
    frame = pane.pinned.view.frames.frame
    figures = frame[["base", "china-licence", "us-demand"]]
    spread = figures.max(axis=1) - figures.min(axis=1)
    assert (spread > 1e-9 * figures.abs().max(axis=1)).all()
    assert 10 < len(frame) < 16
    assert "exports" not in set(frame["measure"])  # nobody exports any
    assert "demand" in set(frame["measure"])  # another in one of them
    pane.alone.setChecked(False)
    frame = pane.pinned.view.frames.frame
    assert pane.pinned.view.frames.headings[0].column == "material"
    assert {"artificial graphite", "cell"} <= set(frame["material"])
    one = opened.session.pinned[0].summary.set_index(["material", "measure"])["scenario"]
    shown = frame.set_index(["material", "measure"])["us-demand"]
    assert shown["cell", "exports"] == pytest.approx(one["cell", "exports"])
    pane.differing.setChecked(False)
    whole = opened.session.project["materials"]["material"].nunique()
    assert len(pane.pinned.view.frames.frame) == 16 * whole


def test_that_every_page_of_sums_says_its_own_months_in_a_small_window(pane, opened, qapp) -> None:
    opened.resize(1024, 700)
    qapp.processEvents()
    said = {}
    for page, result in (
        (pane.tables["summary"], pane._found.first),
        (pane.pinned, opened.session.result),
    ):
        pane.tabs.setCurrentWidget(page)
        qapp.processEvents()
        said[page] = pane.told.text()
        for month in result.window:
            assert month in said[page]
        assert pane.told.isVisible()
        needed = pane.told.fontMetrics().horizontalAdvance(said[page])
        assert pane.told.contentsRect().width() >= needed
    pane.tabs.setCurrentWidget(pane.tables["balance"])
    assert not pane.told.isVisible()
