"""The record check answers in a sentence, a table and a series, and only while it is looked at."""

from __future__ import annotations

import pandas as pd
import pytest

from workbench.core.project import Project


@pytest.fixture
def record(opened, settled):
    opened.places.bring("record")
    settled()
    return opened.panes["record"]


def test_that_it_works_only_while_somebody_looks(opened, settled) -> None:
    pane = opened.panes["record"]
    assert pane.definitions.frames.rowCount() == 0
    opened.places.bring("record")
    settled()
    assert pane.definitions.frames.rowCount() == 32


def test_that_the_sentence_names_home_country_and_material(record) -> None:
    text = record.said.text()
    assert "South Korea on China" in text
    assert "artificial graphite" in text
    assert "definitions" in text


def test_that_the_series_of_the_definition_is_drawn_with_the_record_marked(record, click_row):
    frame = record.definitions.frames.frame
    label = frame.index[(frame["verdict"] != "unknown") & (frame["grain"] == "half")][0]
    click_row(record.definitions, label)
    table = record.plot.data()
    assert table.iloc[-1, 0] == frame.at[label, "period"]
    assert len(table) == frame.at[label, "compared"] + 1
    marked = table.set_index(table.columns[0])["former record"].dropna()
    assert marked.index.tolist() == [frame.at[label, "former_period"]]
    assert 100 * marked.item() == pytest.approx(frame.at[label, "former"])
    unknown = frame.index[frame["verdict"] == "unknown"][0]
    click_row(record.definitions, unknown)
    assert "cannot be tested" in record.plot.message


def test_that_another_claim_and_another_material_are_answered(opened, record, settled) -> None:
    before = record.said.text()
    record.form.direction.setCurrentIndex(1)
    record.form.direction.activated.emit(1)
    settled()
    assert "highest" in record.said.text()
    opened.session.select(material="urea")
    settled()
    assert "urea" in record.said.text()
    assert before != record.said.text()


def test_that_a_wrong_period_is_told_and_nothing_is_lost(record) -> None:
    record.form.period.setText("2024-13")
    record.form.period.editingFinished.emit()
    assert "no period" in record.said.text()
    assert record.definitions.frames.rowCount() == 32


def test_that_a_project_without_imports_shows_nothing_of_before(opened, record, settled) -> None:
    assert record.definitions.frames.rowCount() == 32
    opened.session.open(Project(), None, "")
    settled()
    assert record.definitions.frames.rowCount() == 0
    assert "Nothing to check yet" in record.plot.message
    assert "no imports" in record.said.text()


def test_that_a_second_release_shows_up_as_a_revision(opened, record, settled) -> None:
    session = opened.session
    trade = session.project["trade"]
    rows = trade[trade["material"] == "artificial graphite"].iloc[:1]
    again = rows.assign(release="2025-01-01", quantity=rows["quantity"] + 1)
    again.index = [trade.index.max() + 1]
    both = pd.concat([trade.astype({"release": str}), again.astype({"release": str})])
    session.edit("Revise", session.project.replace({"trade": both}))
    settled()
    assert record.revisions.view.frames.rowCount() == 2
    assert "2" in record.tabs.tabText(1)
