"""Text from data is shown as text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from workbench.ui.widgets.labels import (
    ElidedLabel,
    PlainLabel,
    WrappedLabel,
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


def test_that_a_wrapped_label_breaks_even_one_long_word_and_asks_for_no_width(qtbot):
    label = WrappedLabel("\N{HANGUL SYLLABLE GA}" * 300)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() == 0
    line = label.fontMetrics().height()
    assert label.heightForWidth(200) > 5 * line
    label.setText("two words")
    assert label.heightForWidth(400) < 2 * line
    label.resize(60, 10 * line)
    label.setText("word " * 6 + "x" * 60)  # painted in many lines, none beside the label
    picture = label.grab().toImage()
    ground = picture.pixelColor(picture.width() - 1, picture.height() - 1)
    lines = [
        y
        for y in range(picture.height())
        if any(picture.pixelColor(x, y) != ground for x in range(picture.width()))
    ]
    assert lines[-1] - lines[0] > 3 * line
