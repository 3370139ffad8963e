"""Text from data is shown as text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from workbench.ui.widgets.labels import (
    ElidedLabel,
    PlainLabel,
    caption,
    separator,
    tooltip,
    window_title,
)

NASTY = "<img src='x'> R&D [*]"


def test_that_a_label_never_reads_its_text_as_markup(qtbot):
    for label in (PlainLabel(NASTY), ElidedLabel(NASTY)):
        qtbot.addWidget(label)
        assert label.textFormat() == Qt.TextFormat.PlainText
        assert label.text() == NASTY


def test_that_a_tooltip_shows_its_text_as_it_is(qtbot):
    label = QLabel()
    qtbot.addWidget(label)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setText(tooltip(NASTY + "\nline"))
    assert "<img" not in label.text()
    assert "&lt;img" in label.text()
    assert "<br>" in label.text()
    assert tooltip("") == ""


def test_that_marks_of_shortcuts_and_titles_are_doubled():
    assert caption(NASTY).count("&&") == 1
    assert window_title(NASTY).endswith("[*][*]")


def test_that_a_cut_text_can_be_read_in_its_tooltip(qtbot):
    label = ElidedLabel("long " * 100)
    qtbot.addWidget(label)
    label.resize(60, 20)
    assert label.minimumSizeHint().width() == 0
    assert "long long" in label.toolTip()
    assert not label.grab().isNull()


def test_that_a_separator_is_one_pixel(qtbot):
    for line in (separator(), separator(vertical=True)):
        qtbot.addWidget(line)
        assert 1 in (line.maximumHeight(), line.maximumWidth())
