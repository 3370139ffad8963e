"""How likely a shock is and how its numbers are spread, filled in beside the shock itself."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from workbench.core.simulation.ensemble.inputs import uncertain_inputs

LICENCE = "China licenses graphite exports from 2023-12"
SECOND = "Second phase of the plant"


@pytest.fixture
def pane(opened, settled, click_item):
    """The pane with the licence in front, whose size has the spread uniform(0.42,0.78)."""
    found = opened.panes["scenarios"]
    click_item(found.tree, LICENCE)
    settled()
    return found


@pytest.fixture
def row(opened, pane):
    """Return a cell of the shock that is shown."""
    return lambda column: opened.session.project["shocks"].at[pane._shock, column]


def enter(qtbot, entry, text):
    entry.setFocus()
    entry.selectAll()
    if text:
        qtbot.keyClicks(entry, text)
    else:
        qtbot.keyClick(entry, Qt.Key.Key_Delete)
    qtbot.keyClick(entry, Qt.Key.Key_Return)


def choose(qtbot, field, name):
    combo = field.kind.entry
    combo.setFocus()
    combo.showPopup()
    combo.view().setCurrentIndex(combo.model().index(combo.findData(name), 0))
    qtbot.keyClick(combo.view(), Qt.Key.Key_Return)


def test_that_the_section_is_open_where_something_is_set_and_closed_where_not(
    qtbot, opened, pane, click_item
):
    section = pane.form.uncertainty
    assert section.body.isVisible()
    assert section.toggle.text() == "Uncertainty: 1 spread"
    click_item(pane.tree, SECOND)
    assert not section.body.isVisible()
    assert section.toggle.text() == "Uncertainty"
    qtbot.keyClick(section.toggle, Qt.Key.Key_Space)
    assert section.body.isVisible()
    click_item(pane.tree, LICENCE)
    qtbot.keyClick(section.toggle, Qt.Key.Key_Space)
    click_item(pane.tree, SECOND)
    click_item(pane.tree, LICENCE)
    assert not section.body.isVisible()  # as it was left, though something is set
    assert section.toggle.text() == "Uncertainty: 1 spread"


def test_that_the_fields_are_the_numbers_that_a_spread_can_be_given_to(pane):
    fields = pane.form.uncertainty.fields
    assert list(fields) == ["size", "quota", "licence_months", "phase_in_months"]
    shown = {name for name, field in fields.items() if field.isVisible()}
    assert shown == {"size", "licence_months", "phase_in_months"}  # no quota beside a share


@pytest.mark.parametrize(
    ("typed", "stored", "head"),
    [("30", 0.3, "30 %"), ("12.5 %", 0.125, "12.5 %"), ("0", 0.0, "0 %")],
)
def test_that_a_probability_is_one_step_and_draws_know_it(
    qtbot, opened, pane, row, typed, stored, head
):
    before, entry = opened.session.project, pane.form.uncertainty.chance.entry
    enter(qtbot, entry, typed)
    assert row("probability") == stored
    assert pane.form.uncertainty.toggle.text() == f"Uncertainty: {head}, 1 spread"
    assert any(one.name == "happens" for one in uncertain_inputs(opened.session.project))
    assert opened.session.undo.count() == 1
    assert opened.session.undo.undoText() == "Change probability of a shock"
    opened.commands["undo"].trigger()
    assert opened.session.project is before
    assert entry.text() == ""
    opened.commands["redo"].trigger()
    enter(qtbot, entry, "")
    assert row("probability") != row("probability")  # certain: nothing is stored


@pytest.mark.parametrize("typed", ["130", "-1", "often"])
def test_that_what_is_no_probability_is_said_and_not_stored(qtbot, opened, pane, typed):
    field = pane.form.uncertainty.chance
    enter(qtbot, field.entry, typed)
    assert opened.session.undo.count() == 0
    assert "0 to 100" in field.said.text()
    assert field.said.isVisible()
    enter(qtbot, field.entry, "")
    assert not field.said.isVisible()
    assert opened.session.undo.count() == 0


def test_that_spreads_are_stored_where_the_simulation_reads_them_each_as_a_step(
    qtbot, opened, pane, row
):
    before, fields = opened.session.project, pane.form.uncertainty.fields
    enter(qtbot, fields["size"].entries[1], "0.8")
    choose(qtbot, fields["licence_months"], "discrete")
    enter(qtbot, fields["licence_months"].entries[0], "1; 2")
    assert row("spread") == "uniform(0.42,0.8)"
    assert json.loads(row("parameters"))["spreads"] == {"licence_months": "discrete(1:3,2:1)"}
    order = row("order")
    found = {
        one.name: str(one.spread)
        for one in uncertain_inputs(opened.session.project)
        if (one.scenario, one.order) == ("china-licence", order)
    }
    assert found == {"size": "uniform(0.42,0.8)", "licence_months": "discrete(1:0.75,2:0.25)"}
    undo = opened.session.undo
    assert [undo.text(place) for place in range(undo.count())] == [
        "Spread of share cut: uniform",
        "Spread of wait for licences: discrete",
        "Spread of wait for licences: discrete",
    ]
    choose(qtbot, fields["licence_months"], "none")
    assert undo.undoText() == "No spread of wait for licences"
    assert "spreads" not in row("parameters")
    for _ in range(4):
        opened.commands["undo"].trigger()
    assert opened.session.project is before
    assert fields["size"].entries[1].text() == "0.78"


def test_that_a_number_outside_of_its_spread_is_told_and_the_spread_can_be_moved_along(
    qtbot, opened, pane, row
):
    note = pane.form.notes["size"]
    assert note.isVisible()
    assert note.said.property("role") == "muted"
    assert not note.button.isVisible()
    box = pane.form.parameters.field("size").entry
    enter(qtbot, box.lineEdit(), "0.9")
    assert note.said.text() == "0.9 lies outside of its spread, which draws follow: 0.42 to 0.78."
    assert note.said.property("role") == "warning"
    steps = opened.session.undo.count()
    note.button.setFocus()
    qtbot.keyClick(note.button, Qt.Key.Key_Space)
    assert row("spread") == "uniform(0.72,1)"
    assert row("size") == 0.9
    assert opened.session.undo.count() == steps + 1
    assert opened.session.undo.undoText() == "Move the spread of share cut along"
    assert not note.button.isVisible()
    opened.commands["undo"].trigger()
    assert note.button.isVisible()
    assert row("spread") == "uniform(0.42,0.78)"


def test_that_the_note_goes_with_the_spread_and_with_the_kind(
    qtbot, qapp, opened, pane, click_item
):
    note = pane.form.notes["size"]
    choose(qtbot, pane.form.uncertainty.fields["size"], "none")
    assert not note.isVisible()
    opened.commands["undo"].trigger()
    assert note.isVisible()
    choose(qtbot, pane.form.uncertainty.fields["phase_in_months"], "pert")
    both = (note, pane.form.notes["phase_in_months"])
    click_item(pane.tree, SECOND)  # another kind: its fields are made anew
    assert not any(one.isVisible() for one in both)
    click_item(pane.tree, LICENCE)
    assert all(one.isVisible() for one in both)
    qapp.processEvents()
    below = pane.form.parameters.field("size").geometry().bottom()
    assert below < note.geometry().top() < pane.form.parameters.field("duration").geometry().top()


def test_that_no_note_stands_under_a_number_that_does_not_count(pane):
    combo = pane.form.parameters.field("form").entry
    for text, there in (("ban", False), ("share", True)):
        combo.setCurrentIndex(combo.findData(text))
        combo.activated.emit(combo.currentIndex())
        assert pane.form.notes["size"].isVisible() == there
        assert pane.form.uncertainty.fields["size"].isVisible()  # to be taken out


def test_that_a_slider_that_moves_makes_no_widget_anew(qtbot, opened, settled, pane):
    form = pane.form
    before = form.findChildren(QLineEdit)
    made = Made(form)
    fields = dict(form.uncertainty.fields)
    slider = form.parameters.field("size").slider
    slider.setSliderDown(True)
    for place in (60, 70, 80, 90, 50):
        slider.setSliderPosition(place)
    slider.setSliderDown(False)
    settled()
    assert made.count == 0
    assert form.uncertainty.fields == fields
    assert form.findChildren(QLineEdit) == before


class Made(QObject):
    """Counts widgets that are put into a form or any part of it."""

    def __init__(self, form):
        super().__init__(form)
        self.count = 0
        for part in (form, form.uncertainty, form.uncertainty.body, form.parameters):
            part.installEventFilter(self)

    def eventFilter(self, _watched, event):  # noqa: N802 - Qt's name
        self.count += event.type() == QEvent.Type.ChildAdded
        return False


def test_that_every_field_has_a_name_and_can_be_reached_by_key(qtbot, pane):
    section = pane.form.uncertainty
    choose(qtbot, section.fields["phase_in_months"], "pert")
    controls = [section.toggle, *section.body.findChildren(QLineEdit)]
    controls += section.body.findChildren(QComboBox)
    shown = [one for one in controls if one.isVisible()]
    assert len(shown) == 1 + 1 + 2 + 3 + 3
    names = [one.accessibleName() or one.text() for one in shown]
    assert len(set(names)) == len(names)
    assert all(one.focusPolicy() & Qt.FocusPolicy.TabFocus for one in shown)


def test_that_a_shock_nobody_knows_and_a_hint_show_no_section(opened, pane, click_item):
    click_item(pane.tree, "Base")
    assert not pane.form.uncertainty.isVisible()
    click_item(pane.tree, LICENCE)
    assert pane.form.uncertainty.isVisible()


def test_that_the_section_and_the_form_fit_into_a_dock_of_260_pixels(qtbot, qapp, pane):
    section = pane.form.uncertainty
    for field in section.fields.values():
        choose(qtbot, field, "triangular")
    enter(qtbot, pane.form.parameters.field("size").entry.lineEdit(), "0.1")
    qapp.processEvents()
    assert section.minimumSizeHint().width() <= 236
    assert pane.form.minimumSizeHint().width() <= 260
