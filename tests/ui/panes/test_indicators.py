"""The room of the indicators: all of them, how one is computed, its thresholds, its history."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QStyleOptionViewItem

from workbench.core.edit import add_row, set_cell
from workbench.core.indicators import all_indicators
from workbench.core.measure import measure
from workbench.core.project import Project


@pytest.fixture
def pane(opened, settled):
    opened.session.choose_basis("quantity")
    opened.session.asked_for.emit("indicators")
    settled()
    return opened.panes["indicators"]


def cell(pane, key: str, column: str):
    frames = pane.table.view.frames
    place = [head.column for head in frames.headings].index(column)
    return frames.value(frames.row_of(key), place)


def choose(combo, text: str, settled) -> None:
    combo.setCurrentIndex(combo.findText(text))
    combo.activated.emit(combo.currentIndex())
    settled()


def pick(pane, key: str, settled) -> None:
    pane.table.view.select_label(key)
    settled()


def shown_value(pane, key: str) -> str:
    view = pane.table.view
    place = [head.column for head in view.frames.headings].index("value")
    option = QStyleOptionViewItem()
    index = view.frames.index(view.frames.row_of(key), place)
    view.itemDelegateForColumn(place).initStyleOption(option, index)
    return option.text


def test_that_every_indicator_is_there_with_its_figure_or_the_reason(opened, pane) -> None:
    assert pane.form.period.currentText() == "2024H2"
    rows = measure(
        opened.session.project,
        bases=("quantity",),
        material="artificial graphite",
        period="2024H2",
        grain="half",
    ).set_index("indicator")
    assert pane.table.view.frames.rowCount() == len(rows) == len(all_indicators())
    for key, row in rows.iterrows():
        status = cell(pane, key, "status")
        if row["status"] == "ok":
            assert cell(pane, key, "value") == row["value"]
            assert status.startswith("ok")
        else:
            assert shown_value(pane, key) == row["status"]
            assert status == f"{row['status']}: {row['note']}"
    assert cell(pane, "korea_watch_grade", "screen") == "grade B"
    assert cell(pane, "kiet_concern", "screen") == "holds"
    assert "28 of 36 indicators have a figure; 8 screens hold" in pane.said.text()


def test_that_the_formula_has_the_numbers_of_the_material_in_it(pane, settled, click_row) -> None:
    click_row(pane.table.view, "hhi", 1)
    settled()
    parts = pane.explained.parts
    assert pane.explained.title.text() == "Concentration of imports (HHI)"
    assert parts["Here"].text() == "0.8908² + 0.07608² + 0.03308² = 0.800477"
    assert parts["Formula"].text() == all_indicators()["hhi"].formula
    assert "artificial graphite" in pane.explained.subject.text()
    inputs = pane.explained.inputs.frames.frame
    assert inputs["name"].tolist()[0] == "imports from CHN"
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in parts.values())


def test_that_a_missing_figure_is_explained_by_its_reason(pane, settled) -> None:
    pick(pane, "geopolrisk", settled)
    assert pane.explained.parts["Result"].text().startswith("missing: production of the countries")
    assert pane.explained.parts["Here"].isHidden()


def test_that_period_family_and_filter_choose_what_is_shown(pane, settled) -> None:
    choose(pane.form.period, "2023H1", settled)
    assert cell(pane, "motie_absolute", "screen") == "holds"
    assert "2023H1" in pane.explained.subject.text()
    choose(pane.table.family, "Korean screens", settled)
    assert pane.table.view.frames.rowCount() == 8
    assert pane.explained.title.text() == "Watch grade (Korea)"
    pane.table.filter.setText("MOTIE")
    assert pane.table.view.frames.rowCount() == 3


def test_that_basis_grain_groups_and_day_are_asked_here_too(opened, pane, settled) -> None:
    opened.session.select(material="natural graphite")
    settled()
    choose(pane.form.grain, "years", settled)
    assert opened.session.selection.grain == "year"
    assert pane.form.period.currentText() == "2024"
    alone = cell(pane, "effective_suppliers", "value")
    next(a for a in pane.form.groups.menu().actions() if a.data() == "OECD").trigger()
    settled()
    assert pane.form.groups.text() == "OECD"
    assert cell(pane, "effective_suppliers", "value") < alone
    pane.form.as_of.setText("2020-06-30")
    pane.form.as_of.editingFinished.emit()
    settled()
    assert pane.form.period.currentText() <= "2020"
    pane.form.as_of.setText("soon")
    pane.form.as_of.editingFinished.emit()
    assert "SOON is no day" in pane.said.text()
    pane.form.as_of.clear()
    choose(pane.form.basis, "value", settled)
    assert opened.session.selection.basis == "value"
    assert shown_value(pane, "import_dependence") == "undefined"


def test_that_a_changed_threshold_is_one_undo_step_and_computes_again(
    opened, pane, settled, type_into
) -> None:
    pick(pane, "motie_absolute", settled)
    view = pane.explained.thresholds
    key = "screen.motie_absolute.share"
    type_into(view, view.frames.row_of(key), "text", "0.85")
    settled()
    rows = opened.session.project["settings"]
    assert rows.loc[rows["key"] == key, "value"].tolist() == ["0.85"]
    assert cell(pane, "motie_absolute", "screen") == "holds"
    assert "0.85" in pane.explained.parts["Here"].text()
    type_into(view, view.frames.row_of(key), "text", "0.8")
    settled()
    rows = opened.session.project["settings"]
    assert rows.loc[rows["key"] == key, "value"].tolist() == ["0.8"]
    view.select_label(key)
    assert pane.explained.restore.isEnabled()
    type_into(view, view.frames.row_of(key), "text", "a lot")
    assert rows is opened.session.project["settings"]
    view.select_label(key)
    pane.explained.restore.click()
    settled()
    assert cell(pane, "motie_absolute", "screen") == "does not hold"
    opened.session.undo.undo()
    settled()
    assert cell(pane, "motie_absolute", "screen") == "holds"
    opened.session.undo.undo()
    opened.session.undo.undo()
    settled()
    assert key not in set(opened.session.project["settings"]["key"])


def test_that_change_opens_the_cell_to_type_into(pane, settled, qtbot) -> None:
    pick(pane, "eu_dependency_cdi1", settled)
    qtbot.mouseClick(pane.explained.change, Qt.MouseButton.LeftButton)
    view = pane.explained.thresholds
    assert view.state() == view.State.EditingState
    assert not pane.explained.restore.isEnabled()


def test_that_an_input_leads_to_its_rows(opened, pane, settled, qtbot) -> None:
    pick(pane, "hhi", settled)
    pane.explained.inputs.select_label(0)
    with qtbot.waitSignal(opened.session.traced) as told:
        qtbot.mouseClick(pane.explained.rows, Qt.MouseButton.LeftButton)
    table, labels = told.args
    rows = opened.session.project[table].loc[labels]
    assert set(rows["partner"].astype(str)) == {"CHN"}
    assert opened.panes["tables"].table.view.frames.rowCount() == len(labels) == 6


def test_that_a_built_in_fact_says_that_it_comes_from_no_row(opened, pane, settled, qtbot) -> None:
    opened.session.select(material="natural graphite")
    settled()
    choose(pane.form.period, "2023H2", settled)
    pick(pane, "supply_risk_eu", settled)
    names = pane.explained.inputs.frames.frame["name"].tolist()
    pane.explained.inputs.select_label(names.index("governance of CHN"))
    with qtbot.assertNotEmitted(opened.session.traced):
        qtbot.mouseClick(pane.explained.rows, Qt.MouseButton.LeftButton)
    assert "from no row of the project: countries, built in" in pane.said.text()


def test_that_all_of_it_is_copied_as_text(pane, settled, qtbot) -> None:
    pick(pane, "motie_absolute", settled)
    qtbot.mouseClick(pane.explained.copy, Qt.MouseButton.LeftButton)
    text = QGuiApplication.clipboard().text()
    assert text.startswith("MOTIE: absolute dependence [motie_absolute]")
    for part in ("Formula: ", "Here: ", "Example: ", "share of CHN in imports, 2024H2 = 0.8908"):
        assert part in text
    assert "screen.motie_absolute.share = 0.9 (" in text


def test_that_the_chart_shows_all_periods_and_copies_their_figures(pane, settled) -> None:
    pick(pane, "top_partner_share", settled)
    pane.tabs.setCurrentWidget(pane.plot)
    assert len(pane.plot.data()) == 16
    assert pane._found is not None
    pane.copy_figures()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["period", "value", "status", "note"]
    assert len(lines) == 17
    assert lines[1].startswith("2017H1\t0.77")


def test_that_an_edit_of_the_figures_is_seen_and_a_hidden_room_does_not_compute(
    opened, pane, settled, monkeypatch
) -> None:
    before = cell(pane, "hhi", "value")
    project = opened.session.project
    rows = project["trade"]
    china = (rows["material"] == "artificial graphite") & (rows["partner"] == "CHN")
    label = int(rows.index[(china & (rows["period"] == "2024-12")).to_numpy()][0])
    opened.session.edit("edit", set_cell(project, "trade", label, "quantity", "1"))
    settled()
    assert cell(pane, "hhi", "value") < before
    opened.session.asked_for.emit("charts")
    started = []
    opened.session.tasks.started.connect(started.append)
    opened.session.select(material="urea")
    opened.session.undo.undo()
    settled()
    assert "indicators" not in started
    opened.session.select(material="artificial graphite")
    opened.session.asked_for.emit("indicators")
    settled()
    assert cell(pane, "hhi", "value") == before


def test_that_going_back_to_a_material_needs_no_computing(opened, pane, settled) -> None:
    opened.session.select(material="urea")
    settled()
    assert "shown by year" in pane.said.text()
    started = []
    opened.session.tasks.started.connect(started.append)
    opened.session.select(material="artificial graphite")
    assert "artificial graphite" in pane.said.text()
    assert "indicators" not in started
    settled()


def test_that_a_material_without_figures_says_so(opened, pane, settled) -> None:
    changed, _ = add_row(opened.session.project, "materials", {"material": "helium"})
    opened.session.edit("add", changed)
    opened.session.select(material="helium")
    settled()
    assert pane.table.view.frames.rowCount() == 0
    assert "helium" in pane.explained.subject.text()
    assert "helium" in pane.plot._detail.text()
    opened.session.open(Project(), None, "")
    settled()
    assert "Open the graphite example" in pane.explained.subject.text()


def test_that_texts_of_the_file_are_no_markup(opened, pane, settled) -> None:
    rows = opened.session.project["materials"]
    label = int(rows.index[rows["material"] == "urea"][0])
    changed = set_cell(opened.session.project, "materials", label, "name", "<b>urea</b>")
    opened.session.edit("rename", changed)
    opened.session.select(material="urea")
    settled()
    assert pane.explained.subject.text().startswith("<b>urea</b>, 2024")
    formats = {label.textFormat() for label in pane.findChildren(QLabel) if label.text()}
    assert formats == {Qt.TextFormat.PlainText}


def test_that_a_material_s_hhi_leads_here_with_the_same_figure(opened, settled, click_row) -> None:
    opened.session.choose_basis("quantity")
    settled()
    view = opened.panes["materials"].table.view
    materials = opened.session.project["materials"]
    label = int(materials.index[materials["material"] == "natural graphite"][0])
    column = [head.column for head in view.frames.headings].index("hhi")
    click_row(view, label, column)
    figure = view.frames.value(view.frames.row_of(label), column)
    next(a for a in view.actions() if a.text() == "How is this computed?").trigger()
    settled()
    pane = opened.panes["indicators"]
    assert pane.isVisible()
    assert pane.explained.title.text() == "Concentration of imports (HHI)"
    assert (pane.form.period.currentText(), cell(pane, "hhi", "value")) == ("2024", figure)


def test_that_the_chart_of_shares_leads_here(opened, settled) -> None:
    settled()
    opened.panes["charts"].ask_how()
    settled()
    pane = opened.panes["indicators"]
    assert pane.explained.title.text() == "Share of the largest partner"
    assert pane.form.period.currentText() == "2024H2"
