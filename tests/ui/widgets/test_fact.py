"""Figures that lead to where they came from."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt

from workbench.ui.look import LIGHT
from workbench.ui.widgets.fact import AmountBar, Fact


def bar_pixels(bar) -> int:
    picture = bar.grab().toImage()
    middle = bar.height() // 2
    accent = LIGHT.accent.lower()
    return sum(picture.pixelColor(x, middle).name() == accent for x in range(bar.width()))


def test_that_a_fact_says_its_caption_value_and_source(qtbot):
    fact = Fact("approved")
    qtbot.addWidget(fact)
    fact.show_value("<b>not given</b>", "book.xlsx [projects!B2]", missing=True)
    assert fact.accessibleName() == "approved: <b>not given</b>"
    assert "&lt;b&gt;" in fact.toolTip()
    assert "book.xlsx [projects!B2]" in fact.toolTip()


def test_that_a_fact_is_pressed_with_mouse_and_keyboard(qtbot):
    fact = Fact("approved")
    qtbot.addWidget(fact)
    fact.show()
    pressed = []
    fact.clicked.connect(lambda: pressed.append(True))
    qtbot.mouseClick(fact, Qt.MouseButton.LeftButton)
    qtbot.keyClick(fact, Qt.Key.Key_Space)
    assert len(pressed) == 2


def test_that_a_bar_is_as_long_as_its_part_and_nothing_where_no_amount_is_given(qtbot, look):
    del look
    bar = AmountBar()
    qtbot.addWidget(bar)
    bar.resize(360, 24)
    bar.show_amount("tax", "10 USD", 1.0, 90)
    whole = bar_pixels(bar)
    bar.show_amount("tax", "10 USD", 0.5, 90)
    assert abs(bar_pixels(bar) - whole / 2) <= 1
    bar.show_amount("tax", "amount not given", math.nan, 90)
    assert bar_pixels(bar) == 0
    assert bar.accessibleName() == "tax: amount not given"
