"""A distribution is chosen, typed and checked in fields; only what can be read is told."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from workbench.core.shocks import Parameter
from workbench.core.spreads import FORMS, read_spread
from workbench.ui.widgets.spread_field import NONE, SpreadField
from workbench.ui.widgets.spread_text import NUMBERS, fill, written

CUT = Parameter("size", "Share cut", "share that is cut", unit="0-1", default=1.0)


@pytest.fixture
def field(qtbot):
    made = SpreadField(CUT)
    qtbot.addWidget(made)
    made.heard = []
    made.changed.connect(made.heard.append)
    made.show()
    return made


def choose(qtbot, field, name):
    """Press the arrow keys in the list of kinds, open, and take the one reached with Enter."""
    combo = field.kind.entry
    combo.setFocus()
    combo.showPopup()
    there = combo.model().index(combo.findData(name), 0)
    combo.view().setCurrentIndex(there)
    qtbot.keyClick(combo.view(), Qt.Key.Key_Return)


def enter(qtbot, field, place, text):
    entry = field.entries[place]
    entry.setFocus()
    entry.selectAll()
    if text:
        qtbot.keyClicks(entry, text)
    else:
        qtbot.keyClick(entry, Qt.Key.Key_Delete)
    qtbot.keyClick(entry, Qt.Key.Key_Return)


def test_that_the_kinds_are_exactly_those_a_cell_can_hold(field):
    combo = field.kind.entry
    assert [combo.itemData(place) for place in range(combo.count())] == [NONE, *FORMS]
    assert set(NUMBERS) == set(FORMS)


@pytest.mark.parametrize("name", list(FORMS))
def test_that_a_kind_begins_around_the_number_and_its_numbers_have_names(qtbot, field, name):
    field.show_spread("", 0.56, 1)
    choose(qtbot, field, name)
    (text,) = field.heard
    spread = read_spread(text)
    assert spread.name == name
    assert spread.centre == pytest.approx(0.56)
    assert all(0.3 < end < 0.8 for end in spread.reach)
    shown = [entry for entry in field.entries if entry.isVisible()]
    assert [one.accessibleName() for one in shown] == [f"Share cut: {x}" for x in NUMBERS[name]]
    assert all(one.text() for one in shown)
    choose(qtbot, field, NONE)
    assert field.heard[1:] == [""]
    assert not any(entry.isVisible() for entry in field.entries)


def test_that_another_kind_keeps_the_ends_of_the_one_before(qtbot, field):
    field.show_spread("uniform(0.1,0.3)", 0.9, 1)
    choose(qtbot, field, "pert")
    assert field.heard == ["pert(0.1,0.2,0.3)"]


@pytest.mark.parametrize(
    ("before", "place", "typed", "told"),
    [
        ("uniform(0.1,0.3)", 1, "0.35", "uniform(0.1,0.35)"),
        ("triangular(0.1,0.2,0.3)", 0, "0", "triangular(0,0.2,0.3)"),
        ("normal(0.5,0.1)", 1, "0.05", "normal(0.5,0.05)"),
        ("lognormal(-2,0.2)", 1, "0.3", "lognormal(-2,0.3)"),
        ("lognormal(-2,0.2)", 0, "0.25", "lognormal(-1.38629436112,0.2)"),
        ("discrete(0.2:3,0.4:1)", 0, "0.2; 0.6", "discrete(0.2:3,0.6:1)"),
        ("discrete(0.2:3,0.4:1)", 1, "", "discrete(0.2,0.4)"),
    ],
)
def test_that_a_number_that_is_typed_is_told_once_and_nothing_else_changes(
    qtbot, field, before, place, typed, told
):
    field.show_spread(before, 0.5, 1)
    enter(qtbot, field, place, typed)
    field.kind.entry.setFocus()  # losing the focus tells nothing again
    assert field.heard == [told]
    assert not field.said.isVisible()


@pytest.mark.parametrize(
    ("before", "place", "typed", "why"),
    [
        ("uniform(0.1,0.3)", 0, "0.4", "least is above largest"),
        ("pert(0.1,0.2,0.3)", 1, "0.5", "likely is above largest"),
        ("uniform(0.1,0.3)", 0, "some", "some is no number"),
        ("uniform(0.1,0.3)", 0, "", "a number is missing"),
        ("normal(0.5,0.1)", 1, "-1", "SD is negative"),
        ("lognormal(-1,0.1)", 0, "0", "above 0"),
        ("discrete(0.2:3,0.4:1)", 1, "1", "2 values, but 1 weights"),
        ("discrete(0.2:3,0.4:1)", 1, "0; 0", "all of them 0"),
        ("discrete(0.2:3,0.4:1)", 0, "", "a value is missing"),
    ],
)
def test_that_what_cannot_be_read_is_said_kept_in_the_field_and_not_told(
    qtbot, field, before, place, typed, why
):
    field.show_spread(before, 0.5, 1)
    enter(qtbot, field, place, typed)
    assert field.heard == []
    assert why in field.said.text()
    assert field.said.property("role") == "error"
    field.show_spread(before, 0.6, 1)  # a slider moves meanwhile
    assert field.entries[place].text() == typed
    assert field.said.isVisible()
    field.show_spread(before, 0.6, 2)  # another shock with the same spread
    assert field.entries[place].text() != typed
    assert not field.said.isVisible()


def test_that_leaving_the_range_of_the_number_is_a_warning_and_is_told_all_the_same(qtbot, field):
    field.show_spread("uniform(0.5,0.9)", 0.7, 1)
    enter(qtbot, field, 1, "1.2")
    assert field.heard == ["uniform(0.5,1.2)"]
    assert field.said.text() == "Reaches outside 0 to 1: such draws count as the nearest."
    assert field.said.property("role") == "warning"
    wait = SpreadField(Parameter("wait", "Wait", "", unit="months", high=24.0, step=1.0))
    qtbot.addWidget(wait)
    for text, said in (
        (
            "uniform(0,30)",
            "Reaches outside 0 to 24, the usual range: such draws count as they are.",
        ),
        ("uniform(-1,3)", "Reaches outside 0 and more: such draws count as the nearest."),
    ):
        wait.show_spread(text, 3.0, 1)
        assert wait.said.text() == said


def test_that_the_same_number_written_otherwise_is_no_change(qtbot, field):
    field.show_spread("uniform(0.5,0.9)", 0.7, 1)
    enter(qtbot, field, 0, " 0.50")
    assert field.heard == []
    assert field.entries[0].text() == "0.5"


def test_that_a_cell_nobody_can_read_is_shown_as_it_is_and_can_be_corrected(qtbot, field):
    field.show_spread("uniform(0.9,0.3)", 0.5, 1)
    assert "must not fall" in field.said.text()
    assert [entry.text() for entry in field.entries[:2]] == ["0.9", "0.3"]
    enter(qtbot, field, 0, "0.2")
    assert field.heard == ["uniform(0.2,0.3)"]


def test_that_a_lognormal_spread_where_nothing_is_above_0_is_refused_with_words(qtbot):
    one = SpreadField(Parameter("amount", "Amount", "", low=-9.0, high=0.0, step=1.0))
    qtbot.addWidget(one)
    one.show_spread("", -4.0, 1)
    one.show()
    choose(qtbot, one, "lognormal")
    assert "above 0" in one.said.text()
    assert one.kind.value() == NONE


def test_that_the_picture_follows_the_number_and_goes_with_the_spread(field):
    field.show_spread("uniform(0.2,0.4)", 0.3, 1)
    pictures = [field.preview.grab().toImage()]
    field.show_spread("uniform(0.2,0.4)", 0.9, 1)
    pictures.append(field.preview.grab().toImage())
    assert isinstance(pictures[0], QImage)
    assert pictures[0] != pictures[1]
    field.show_spread("discrete(0.2,0.4)", 0.9, 1)
    assert field.preview.grab().toImage() != pictures[1]
    field.show_spread("", 0.9, 1)
    assert not field.preview.isVisible()


def test_that_a_missing_number_counts_as_the_default(qtbot, field):
    field.show_spread("", math.nan, 1)
    choose(qtbot, field, "uniform")
    assert field.heard == ["uniform(0.75,1)"]


NUMBER = st.floats(-1e9, 1e9, allow_nan=False).map(lambda one: float(f"{one:.9g}"))


@given(low=NUMBER, wide=st.floats(0, 1e6), name=st.sampled_from(["uniform", "pert", "normal"]))
def test_that_what_the_fields_show_is_written_as_it_was_read(low, wide, name):
    text = {
        "uniform": f"uniform({low!r},{low + wide!r})",
        "pert": f"pert({low!r},{low!r},{low + wide!r})",
        "normal": f"normal({low!r},{wide!r})",
    }[name]
    shown = fill(name, text.partition("(")[2][:-1].split(","))
    assert read_spread(written(name, shown, shown, text)) == read_spread(text)
