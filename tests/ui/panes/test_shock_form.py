"""The form of a shock shows what its kind declares and tells what the user changed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDoubleSpinBox

from workbench.core.project import Project, from_records
from workbench.core.shocks import all_shocks
from workbench.ui.panes._shock_form import ShockForm


def project_with(**shock: object) -> Project:
    trade = {"period": "2021", "flow": "import", "reporter": "KOR", "partner": "CHN"}
    return from_records(
        {
            "materials": [
                {"material": "pitch", "unit": "t", "hs": "270820"},
                {"material": "tar"},
            ],
            "trade": [{**trade, "material": "pitch", "quantity": 1.0}],
            "suppliers": [{"supplier": "포스코", "country": "KOR", "material": "pitch"}],
            "scenarios": [{"scenario": "s"}],
            "shocks": [{"scenario": "s", "order": 1, "start": "2022-01", **shock}],
        }
    )


@pytest.fixture
def form(qtbot):
    made = ShockForm()
    qtbot.addWidget(made)
    made.heard = []
    made.changed.connect(lambda name, value: made.heard.append((name, value)))
    made.show()
    return made


def show(form, **shock):
    project = project_with(**shock)
    form.show_shock(project, int(project["shocks"].index[0]))


@pytest.mark.parametrize("key", list(all_shocks()))
def test_that_the_fields_are_those_the_kind_declares(form, key):
    kind = all_shocks()[key]
    show(form, kind=key, size=kind.size.default, country="CHN", material="pitch")
    visible = {name for name, combo in form.targets.items() if combo.isVisible()}
    assert visible == {*kind.required, *kind.optional} & set(form.targets)
    assert set(form.parameters.values()) == {
        "size",
        "duration",
        *(parameter.name for parameter in kind.parameters),
    }
    assert form.heard == []


def test_that_choosing_another_country_is_told_and_the_same_again_is_not(qtbot, form):
    show(form, kind="export_restriction", country="CHN", material="pitch", size=0.5)
    combo = form.targets["country"]
    qtbot.keyClick(combo.lineEdit(), Qt.Key.Key_Return)
    assert form.heard == []
    combo.setCurrentText("JPN")
    for _ in range(2):
        qtbot.keyClick(combo.lineEdit(), Qt.Key.Key_Return)
    assert form.heard == [("country", "JPN")]


def test_that_what_is_half_typed_stays_and_what_is_done_follows_the_project(qtbot, form):
    show(form, kind="export_restriction", country="CHN", material="pitch", size=0.5)
    line = form.targets["country"].lineEdit()
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "JP")
    show(form, kind="export_restriction", country="CHN", material="pitch", size=0.6)
    assert line.text() == "JP"
    qtbot.keyClicks(line, "N")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert form.heard == [("country", "JPN")]
    show(form, kind="export_restriction", country="CHN", material="pitch", size=0.5)  # undone
    assert line.text() == "CHN"


@pytest.mark.parametrize(
    ("name", "text"), [("country", "Atlantis"), ("country", ""), ("material", "unobtainium")]
)
def test_that_a_target_nobody_knows_is_refused_with_words_and_the_old_one_stays(
    qtbot, form, name, text
):
    show(form, kind="export_restriction", country="CHN", material="pitch", size=0.5)
    combo = form.targets[name]
    old = combo.currentText()
    combo.lineEdit().setText(text)
    qtbot.keyClick(combo.lineEdit(), Qt.Key.Key_Return)
    assert form.heard == []
    assert combo.currentText() == old
    assert old in form.said.text()
    assert form.said.isVisible()
    combo.lineEdit().setText({"country": "jpn", "material": "tar"}[name])
    qtbot.keyClick(combo.lineEdit(), Qt.Key.Key_Return)
    assert form.heard == [(name, {"country": "JPN", "material": "tar"}[name])]
    assert not form.said.isVisible()


@pytest.mark.parametrize("key", list(all_shocks()))
def test_that_every_form_fits_into_a_narrow_pane(form, qapp, key):
    project = project_with(kind=key, size=1.0, country="CHN", material="pitch")
    names = [*project["materials"]["material"].iloc[:1], "a material with quite a long name"]
    project = project.replace({"materials": project["materials"].assign(material=names)})
    form.show_shock(project, int(project["shocks"].index[0]))
    qapp.processEvents()
    assert form.minimumSizeHint().width() <= 250
    form.resize(250, 700)
    qapp.processEvents()
    for box in form.findChildren(QDoubleSpinBox):
        line = box.lineEdit()
        assert line.fontMetrics().horizontalAdvance(line.text()) + 4 <= line.width(), line.text()


def test_that_a_name_that_is_too_long_is_read_from_its_beginning(form):
    show(form, kind="export_restriction", country="CHN", material="pitch", size=0.5)
    show(form, kind="export_restriction", country="CHN", material="tar", size=0.5)
    assert {combo.lineEdit().cursorPosition() for combo in form.targets.values()} == {0}


def test_that_a_month_is_taken_and_anything_else_is_put_back(qtbot, form):
    show(form, kind="export_restriction", country="CHN", material="pitch", size=0.5)
    for text, shown in (("soon", "2022-01"), ("2023-1", "2022-01"), ("2023-11", "2023-11")):
        form.start.selectAll()
        qtbot.keyClicks(form.start, text)
        qtbot.keyClick(form.start, Qt.Key.Key_Return)
        assert form.start.text() == shown
    assert form.heard == [("start", "2023-11")]


def test_that_no_duration_means_to_the_end(form):
    show(form, kind="export_restriction", country="CHN", material="pitch", size=0.5, duration=6)
    field = form.parameters.field("duration")
    assert field.value() == 6.0
    assert field.entry.text() == "6 months"
    field.slider.setValue(0)
    assert field.entry.text() == "to the end"
    assert form.heard[-1] == ("duration", "")


def test_that_a_kind_this_program_does_not_know_is_named_and_cannot_be_changed(form):
    show(form, kind="earthquake", size=0.5)
    assert "earthquake" in form.title.text()
    assert "export_restriction" in form._meaning.text()
    assert not any(combo.isVisible() for combo in form.targets.values())
    assert form.parameters.values() == {}


def test_that_a_hint_takes_the_place_of_the_fields(form):
    show(form, kind="export_restriction", country="CHN", material="pitch", size=0.5)
    form.show_hint("Choose one.")
    assert form._meaning.text() == "Choose one."
    assert not form.start.isVisible()
    assert form.parameters.values() == {}


def test_that_texts_are_chosen_from_what_the_project_has(form):
    show(form, kind="substitution", material="pitch", parameters='{"by": "tar", "hs": "99"}')
    by, hs = (form.parameters.field(name).entry for name in ("by", "hs"))
    assert [by.itemText(place) for place in range(by.count())] == ["", "pitch", "tar"]
    assert [hs.itemText(place) for place in range(hs.count())] == ["", "27", "2708", "270820", "99"]
    assert form.parameters.values()["by"] == "tar"


def test_that_a_prefix_takes_the_place_of_the_material_and_the_other_way_round(qtbot, form):
    show(form, kind="origin_cap", country="CHN", material="pitch")
    form.parameters.field("hs").entry.activated.emit(0)
    assert form.heard == [("hs", "")]
    form.parameters.field("hs").entry.setCurrentText("2708")
    form.parameters.field("hs").entry.activated.emit(2)
    assert form.heard[1:] == [("hs", "2708"), ("material", "")]
    show(form, kind="origin_cap", country="CHN", parameters='{"hs": "2708"}')
    line = form.targets["material"].lineEdit()
    line.setText("tar")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert form.heard[3:] == [("hs", ""), ("material", "tar")]


def test_that_what_does_not_count_beside_a_choice_is_greyed(form):
    show(form, kind="export_restriction", country="CHN", parameters='{"form": "quota"}')
    assert form.parameters.field("quota").isEnabled()
    assert not form.parameters.field("size").isEnabled()
    show(form, kind="export_restriction", country="CHN")
    assert not form.parameters.field("quota").isEnabled()
    assert form.parameters.field("size").isEnabled()
