"""A word on a patch of colour."""

from __future__ import annotations

from PySide6.QtGui import QColor

from workbench.ui.widgets.verdict import Verdict, ink_on


def test_that_the_word_is_shown_and_read_out(qtbot):
    badge = Verdict()
    qtbot.addWidget(badge)
    badge.show_word("fail", "#9B1C1C")
    assert (badge.text, badge.accessibleName()) == ("fail", "fail")
    badge.resize(badge.sizeHint())
    assert badge.grab().toImage().pixelColor(3, 10).name() == "#9b1c1c"
    badge.show_word("", "")
    assert badge.isHidden()


def test_that_the_ink_reads_well():
    assert ink_on(QColor("#E0A83A")).lightnessF() < 0.3 < ink_on(QColor("#9B1C1C")).lightnessF()
