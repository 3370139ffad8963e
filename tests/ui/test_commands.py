"""Every action exists once, tells what it does, and is drawn in the colours of the theme."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from workbench.ui.commands import EDIT, FILE, HELP, Commands


@pytest.fixture
def commands(qtbot, look):
    window = QMainWindow()
    qtbot.addWidget(window)
    made = Commands(window)
    made.window = window  # qtbot keeps it weakly
    return made


def test_that_every_key_stands_once(commands):
    keys = [command.key for command in (*FILE, *EDIT, *HELP)]
    assert len(keys) == len(set(keys)) == len(commands.actions)


def test_that_a_tooltip_names_the_shortcut_and_the_status_text_does_not(commands):
    assert "(Ctrl+S)" in commands["save"].toolTip()
    assert commands["save"].statusTip() == "Save the project"
    assert "(" not in commands["sample"].toolTip()


def test_that_triggering_calls_what_was_connected_without_arguments(commands):
    called = []
    commands.connect({"about": lambda: called.append("about")})
    commands["about"].trigger()
    assert called == ["about"]


def test_that_icons_follow_the_theme(commands, look):
    def ink() -> str:
        image = commands["save"].icon().pixmap(32, 32).toImage()
        pixels = (image.pixelColor(x, y) for x in range(32) for y in range(32))
        return max(pixels, key=lambda pixel: pixel.alpha()).name()

    light = ink()
    look.choose("dark")
    commands.dress()
    assert ink() != light


def test_that_an_action_made_elsewhere_is_dressed_as_well(commands):
    undo = QAction("Undo", commands.window)
    commands.add("undo", undo, "undo")
    assert commands["undo"] is undo
    assert not undo.icon().isNull()
