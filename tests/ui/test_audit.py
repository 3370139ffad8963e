"""Rules every action and every control of the window keeps, however it was made."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from pyqtgraph import GraphicsScene
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFontInfo, QFontMetricsF, QRawFont, QTextLayout
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QToolButton,
    QWidget,
)

from workbench.ui.widgets.labels import ElidedLabel

NAMES = ("인조흑연", "黒鉛 コールタール", "포스코퓨처엠", "贝特瑞")
SCENARIO = "china-licence"
OF_QT = ("qt_", "ScrollLeft", "ScrollRight")
"""Names of parts that Qt makes inside its own controls."""


def actions_of(window) -> list[QAction]:
    """Return every action of menus, tool bar and panes; separators and menus left out."""
    found = [action for action in window.findChildren(QAction) if action.text()]
    return [a for a in found if a.menu() is None and not of_qt(a) and a.isVisible()]


def of_qt(thing: QAction | QWidget) -> bool:
    """Whether Qt made it inside a control of its own, such as the arrow of a tab bar."""
    inside = thing.parent()
    while inside is not None:
        if isinstance(inside, QLineEdit | QComboBox | QAbstractSpinBox | GraphicsScene):
            return True
        inside = inside.parent()
    around = thing.parent()
    viewport = isinstance(around, QAbstractScrollArea) and around.viewport() is thing
    of_docks = isinstance(thing, QTabBar) and isinstance(around, QMainWindow)
    return viewport or of_docks or thing.objectName().startswith(OF_QT)


def controls_of(window) -> list[QWidget]:
    """Return what can have the keyboard or is clicked, in all panes."""
    found = window.findChildren(QWidget)
    reached = [w for w in found if w.focusPolicy() != Qt.FocusPolicy.NoFocus and not of_qt(w)]
    return [w for w in reached if not w.isHidden()]


def plain(text: str) -> str:
    return re.sub(r"<[^>]*>|&(?!amp;)|\.\.\.|…", "", text).strip()


def named(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    shown = text() if callable(text) and isinstance(widget, QToolButton | QPushButton) else ""
    return widget.accessibleName() or shown


def path_of(widget: QWidget) -> str:
    chain = []
    while widget is not None:
        chain.append(widget.objectName() or type(widget).__name__)
        widget = widget.parentWidget()
    return " < ".join(chain)


@pytest.fixture
def busy_window(opened, settled):
    """A window with every pane filled: a scenario, its shock, a table, findings."""
    opened.session.select(scenario=SCENARIO)
    settled()
    for dock in opened.docks.values():
        dock.raise_()
        QApplication.processEvents()
    return opened


def test_that_every_action_says_more_than_its_name(busy_window):
    silent = {
        action.text()
        for action in actions_of(busy_window)
        if plain(action.toolTip()) in ("", plain(action.text())) and not action.statusTip()
    }
    assert silent == set()


def test_that_no_two_actions_share_a_shortcut(busy_window):
    keys = [
        key.toString()
        for action in actions_of(busy_window)
        if action.shortcutContext() == Qt.ShortcutContext.WindowShortcut
        for key in action.shortcuts()
    ]
    assert {key: count for key, count in Counter(keys).items() if count > 1} == {}
    assert {"Ctrl+S", "Ctrl+Z", "Ctrl+O"} <= set(keys)


def test_that_letters_of_a_menu_are_not_used_twice(busy_window):
    menus = [busy_window.menuBar(), *(a.menu() for a in busy_window.menuBar().actions())]
    for menu in menus:
        letters = [
            match.group(1).lower()
            for action in menu.actions()
            if (match := re.search(r"(?<!&)&(\w)", action.text()))
        ]
        assert max(Counter(letters).values()) == 1, letters


def test_that_everything_the_keyboard_reaches_has_a_name_for_a_screen_reader(busy_window):
    nameless = {path_of(widget) for widget in controls_of(busy_window) if not named(widget)}
    assert nameless == set()


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_that_no_control_is_smaller_than_its_text(qapp, qtbot, busy_window, scale):
    font = qapp.font()
    font.setPointSizeF(font.pointSizeF() * scale)
    qapp.setFont(font)
    busy_window.resize(1440, 900)
    qtbot.wait(20)
    cut = {
        f"{path_of(widget)}: {text!r} needs {need:.0f}, has {has}"
        for widget, text, need, has in texts_of(busy_window)
        if need > has + 1
    }
    assert cut == set()


def texts_of(window) -> list[tuple[QWidget, str, float, int]]:
    """Return visible controls with the text on them, the width it needs and the width there is."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, ElidedLabel):
            continue
        metrics = QFontMetricsF(widget.font())
        if isinstance(widget, QPushButton | QToolButton) and widget.text():
            has = widget.width()
            icon = widget.toolButtonStyle() if isinstance(widget, QToolButton) else None
            if icon == Qt.ToolButtonStyle.ToolButtonIconOnly and not widget.icon().isNull():
                continue
            text = widget.text().replace("&", "")
        elif isinstance(widget, QComboBox) and not widget.isEditable():
            option = QStyleOptionComboBox()
            widget.initStyleOption(option)
            part = QStyle.SubControl.SC_ComboBoxEditField
            kind = QStyle.ComplexControl.CC_ComboBox
            has = widget.style().subControlRect(kind, option, part, widget).width()
            text = max((widget.itemText(i) for i in range(widget.count())), key=len)
        elif isinstance(widget, QAbstractSpinBox):
            text, has = widget.text(), widget.lineEdit().contentsRect().width()
        elif isinstance(widget, QLabel) and not widget.wordWrap():
            text, has = widget.text(), widget.contentsRect().width()
        else:
            continue
        found.append((widget, text, metrics.horizontalAdvance(text), has))
        found.append((widget, f"height of {text}", metrics.height(), widget.height()))
    return found


def fonts_with(text: str) -> set[str]:
    """Return the installed families that can draw ``text``."""
    from PySide6.QtGui import QFont, QFontDatabase

    able = set()
    for family in QFontDatabase.families():
        raw = QRawFont.fromFont(QFont(family))
        if raw.isValid() and all(raw.supportsCharacter(letter) for letter in text.replace(" ", "")):
            able.add(QFontInfo(QFont(family)).family())
    return able


@pytest.mark.parametrize("name", NAMES)
def test_that_names_are_drawn_with_a_font_that_has_their_letters(busy_window, name):
    if not fonts_with(name):
        return  # this machine has no font for them; there is nothing to hold the window to
    layout = QTextLayout(name, busy_window.font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    glyphs = [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]
    assert glyphs
    assert 0 not in glyphs, "a box is drawn instead of a letter"
