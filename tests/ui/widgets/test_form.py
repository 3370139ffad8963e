"""A form made from declared parameters."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from workbench.core.shocks import Parameter
from workbench.ui.widgets.form import ChoiceField, NumberField, ParameterForm, labelled
from workbench.ui.widgets.labels import PlainLabel

CUT = Parameter("size", "Cut", "How much <b>stops</b>", "%", default=50, low=0, high=100, step=1)
MONTHS = Parameter("months", "Duration", "How long", "months", 12, 1, math.inf, 1)
RAMP = Parameter("ramp", "Ramp-up", "How it begins", choices=("at once", "linear"))


@pytest.fixture
def form(qtbot):
    made = ParameterForm()
    qtbot.addWidget(made)
    made.show_parameters([CUT, MONTHS, RAMP], {"size": 70.0})
    made.show()
    return made


@pytest.fixture
def news(form):
    told = []
    form.changed.connect(lambda name, value: told.append(("changed", name, value)))
    form.finished.connect(lambda name, value: told.append(("finished", name, value)))
    return told


def test_that_given_values_are_shown_and_defaults_for_the_rest(form, news):
    assert form.values() == {"size": 70.0, "months": 12.0, "ramp": "at once"}
    form.set_values({"size": math.nan, "ramp": "unknown"})
    assert form.values() == {"size": 50.0, "months": 12.0, "ramp": "at once"}
    assert news == []


def test_that_a_dragged_slider_tells_every_step_and_ends_once(form, news):
    slider = form.field("size").slider
    slider.setSliderDown(True)
    for place in (60, 50, 40):
        slider.setSliderPosition(place)
    assert news == [("changed", "size", 60.0), ("changed", "size", 50.0), ("changed", "size", 40.0)]
    slider.setSliderDown(False)
    assert news[3:] == [("finished", "size", 40.0)]


def test_that_arrow_keys_and_typing_change_and_finish(qtbot, form, news):
    qtbot.keyClick(form.field("size").slider, Qt.Key.Key_Right)
    assert news == [("changed", "size", 71.0), ("finished", "size", 71.0)]
    box = form.field("size").entry
    box.selectAll()
    qtbot.keyClicks(box, "25")
    assert len(news) == 2  # nothing before the typing is done
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert news[2:] == [("changed", "size", 25.0), ("finished", "size", 25.0)]
    assert form.field("size").slider.value() == 25


def test_that_a_choice_is_told_by_its_key(qtbot, form, news):
    box = form.field("ramp").entry
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert news == [("changed", "ramp", "linear"), ("finished", "ramp", "linear")]


def test_that_an_endless_range_has_no_slider(form):
    field = form.field("months")
    assert not field.slider.isVisible()
    field.set_value(600.0)
    assert field.value() == 600.0


def test_that_showing_the_same_parameters_keeps_the_field_being_used(form):
    field = form.field("size")
    form.show_parameters([CUT, MONTHS, RAMP], {"size": 10.0})
    assert form.field("size") is field
    assert field.value() == 10.0
    form.show_parameters([CUT], {})
    assert set(form.values()) == {"size"}


def test_that_the_wheel_changes_nothing_without_the_focus(form, news):
    form.field("size").entry.setFocus()
    for target in (form.field("size").slider, form.field("ramp").entry):
        target.clearFocus()
        at = QPointF(5, 5)
        event = QWheelEvent(
            at,
            target.mapToGlobal(at),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            bool(0),
        )
        QApplication.sendEvent(target, event)
    assert news == []


def test_that_every_input_has_a_name_and_an_escaped_tooltip(form):
    for name in ("size", "months", "ramp"):
        field = form.field(name)
        assert field.entry.accessibleName()
        assert "<b>" not in field.entry.toolTip()
        assert field.entry.toolTip()
        if isinstance(field, NumberField):
            assert field.slider.accessibleName()
        else:
            assert isinstance(field, ChoiceField)


@given(st.floats(0, 100))
def test_that_a_value_is_shown_to_the_step_it_was_declared_with(value):
    app = QApplication.instance() or QApplication([])
    field = NumberField(CUT)
    field.set_value(value)
    assert abs(field.value() - value) <= 0.5 + 1e-9
    assert abs(field.slider.value() - value) <= 1
    field.deleteLater()
    del app


def test_that_what_is_put_under_a_field_stays_there_when_the_fields_are_made_anew(qapp, form):
    note = PlainLabel("a note")
    form.put_under("months", note)
    note.show()
    for parameters in ([CUT, MONTHS, RAMP], [MONTHS, CUT]):
        form.show_parameters(parameters, {})
        qapp.processEvents()
        above = form.field("months").geometry()
        assert above.bottom() < note.geometry().top()
        assert note.isVisible()
    form.show_parameters([CUT], {})
    qapp.processEvents()
    assert not note.isVisible()
    assert form.field("size").geometry().isValid()


def test_that_a_share_has_no_word_behind_it_and_one_month_is_no_months(qtbot, form):
    form.show_parameters([Parameter("duty", "Duty", "", "share", 0.1, 0.0, 5.0), MONTHS], {})
    assert form.field("duty").entry.suffix() == ""
    assert labelled(Parameter("duty", "Duty", "", "share")) == "Duty"
    box = form.field("months").entry
    seen = []
    for value in (12, 1, 2):
        box.setValue(value)
        seen.append(box.text())
    form.set_values({"months": 1})
    assert [*seen, box.text()] == ["12 months", "1 month", "2 months", "1 month"]
