"""Boxes in stages, said in words, laid out so that none covers another."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from workbench.ui.widgets.chain import Box, Chain, Line

BOXES = [
    Box("a", 0, "한국화학연구원 아주 긴 이름의 기관 黒鉛研究所", ("institute",), 5.0, "TRL 5"),
    Box("b", 1, "b", ("input maker",), float("nan"), "readiness not given", strong=True),
    Box("c", 1, "c", ("input maker",), 9.0, "TRL 9", badge="weakest link"),
    Box("d", 2, "d", ("producer",)),
]


@pytest.fixture
def chain(qtbot, look):
    del look
    made = Chain("Chain")
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show_chain(BOXES, [Line("a", "b"), Line("b", "d", strong=True)])
    made.show()
    qtbot.waitExposed(made)
    return made


def test_that_stages_stand_left_of_each_other_and_equals_below_each_other(chain):
    a, b, c, d = (chain.boxes[key].frame() for key in "abcd")
    assert a.right() < b.left()
    assert b.left() == c.left()
    assert b.bottom() < c.top()
    assert c.right() < d.left()


def test_that_a_narrow_chain_runs_downwards(chain):
    chain.setFixedWidth(300)
    chain.resize(300, chain.height())
    a, b, c, d = (chain.boxes[key].frame() for key in "abcd")
    assert a.bottom() < b.top()
    assert b.right() < c.left()
    assert c.bottom() < d.top()
    assert d.bottom() <= chain.height()


def test_that_a_box_says_everything_to_a_screen_reader_and_in_its_tooltip(chain):
    button = chain.boxes["c"]
    assert button.accessibleName() == "weakest link, c, input maker, TRL 9"
    assert "weakest link<br>c" in button.toolTip()
    assert "아주 긴 이름의" in chain.boxes["a"].toolTip()


def test_that_a_box_can_be_pressed_and_only_one_is_marked(chain, qtbot):
    pressed = []
    chain.chosen.connect(pressed.append)
    qtbot.mouseClick(chain.boxes["b"], Qt.MouseButton.LeftButton)
    qtbot.keyClick(chain.boxes["d"], Qt.Key.Key_Space)
    assert pressed == ["b", "d"]
    chain.choose("a")
    assert [key for key, button in chain.boxes.items() if button.isChecked()] == ["a"]


def test_that_known_boxes_stay_and_others_go(chain):
    kept = chain.boxes["b"]
    chain.show_chain([Box("b", 0, "another title")])
    assert chain.boxes == {"b": kept}
    assert kept.box.title == "another title"


def test_that_the_strong_way_and_the_badge_are_painted(chain, look):
    def colours(name):
        look.choose(name)
        picture = chain.grab().toImage()
        area = range(picture.width()), range(picture.height())
        return {picture.pixelColor(x, y).name() for x in area[0] for y in area[1]}

    from workbench.ui.look import DARK, LIGHT

    for shown in (LIGHT, DARK):
        found = colours(shown.name)
        assert {shown.accent.lower(), shown.warning.lower()} <= found
