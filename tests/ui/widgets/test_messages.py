"""Findings are counted, ordered, copied and never read as markup."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from workbench.core.problem import Problem
from workbench.ui.widgets.messages import ProblemList, ProblemStrip, count_of

NOTE = Problem("months are left empty", "info", table="trade")
DOUBLE = Problem("two rows have the same key", "warning", table="trade", row=9)
WRONG = Problem(
    "is <b>not</b> a number",
    table="trade",
    column="quantity",
    row=7,
    value="=12 t",
    expected="a number",
    remedy="Write the figure alone.",
    file="in.xlsx",
    sheet="trade",
    cell="F7",
)


@pytest.fixture
def strip(qtbot):
    made = ProblemStrip()
    qtbot.addWidget(made)
    made.resize(700, 200)
    return made


def test_that_the_strip_shows_only_when_there_is_something(strip):
    assert not strip.isVisibleTo(None)
    strip.set_problems([NOTE, WRONG, DOUBLE, WRONG])
    assert strip.isVisibleTo(None)
    assert strip.toggle.text() == "2 errors, 1 warning, 1 note"
    strip.close_button.click()
    assert not strip.isVisibleTo(None)
    assert strip.problems() == ()


def test_that_the_gravest_come_first_and_a_press_opens_the_list(qtbot, strip):
    strip.show()
    strip.set_problems([NOTE, DOUBLE, WRONG])
    assert strip.problems() == (WRONG, DOUBLE, NOTE)
    assert not strip.list.isVisible()
    qtbot.mouseClick(strip.toggle, Qt.MouseButton.LeftButton)
    assert strip.list.isVisible()


def test_that_every_finding_has_a_word_an_icon_its_place_and_a_remedy(qtbot):
    found = ProblemList()
    qtbot.addWidget(found)
    found.set_problems([WRONG])
    item = found.topLevelItem(0)
    texts = [item.text(column) for column in range(4)]
    assert texts[0] == "error"
    assert not item.icon(0).isNull()
    assert texts[1] == "in.xlsx [trade!F7]"
    assert texts[2] == "is <b>not</b> a number; found '=12 t'; expected a number"
    assert texts[3] == "Write the figure alone."
    assert "<b>" not in item.toolTip(2)


def test_that_the_chosen_finding_is_handed_on(qtbot, strip):
    strip.set_problems([NOTE, WRONG])
    with qtbot.waitSignal(strip.chosen) as news:
        strip.list.itemActivated.emit(strip.list.topLevelItem(1), 0)
    assert news.args == [NOTE]


def test_that_findings_can_be_copied(qtbot):
    found = ProblemList()
    qtbot.addWidget(found)
    found.set_problems([WRONG, DOUBLE])
    found.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("error\tin.xlsx [trade!F7]\t")


def test_that_of_very_many_only_the_gravest_are_listed(qtbot):
    found = ProblemList()
    qtbot.addWidget(found)
    found.set_problems([NOTE] * 3000 + [WRONG])
    assert found.problems()[0] == WRONG
    assert found.topLevelItemCount() == 1001
    assert found.topLevelItem(1000).text(2) == "and 2,001 more"


def test_that_counting_nothing_says_nothing():
    assert count_of([]) == ""
