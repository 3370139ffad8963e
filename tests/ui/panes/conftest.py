"""Acting on panes as a user does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit


@pytest.fixture
def click_row(qtbot, qapp):
    """Click the row of a table that shows an index label."""

    def click(view, label, column: int = 0) -> None:
        qapp.processEvents()  # what was raised or filled is laid out
        index = view.frames.index(view.frames.row_of(label), column)
        view.scrollTo(index)
        place = view.visualRect(index).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    return click


@pytest.fixture
def type_into(qtbot, qapp):
    """Double-click a cell, type, press Enter."""

    def type_text(view, row: int, column: str, text: str) -> None:
        qapp.processEvents()
        place = [head.column for head in view.frames.headings].index(column)
        index = view.frames.index(row, place)
        view.scrollTo(index)
        spot = view.visualRect(index).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        editor = next(e for e in view.viewport().findChildren(QLineEdit) if e.isVisible())
        editor.selectAll()
        qtbot.keyClicks(editor, text)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qapp.processEvents()  # Qt takes the text over once the key is done

    return type_text


@pytest.fixture
def click_item(qtbot):
    """Click the item of a tree whose text begins so."""

    def click(tree, text: str):
        flags = Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchRecursive
        item = tree.findItems(text, flags)[0]
        tree.scrollToItem(item)
        place = tree.visualItemRect(item).center()
        qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
        return item

    return click
