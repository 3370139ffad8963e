"""Menus and the tool bar: every action once, with its shortcut, its tooltip and its icon."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

from workbench.ui.look import icon
from workbench.ui.texts import tr
from workbench.ui.widgets.labels import tooltip

Key = QKeySequence.StandardKey


@dataclass(frozen=True)
class Command:
    """One thing the user can do from a menu."""

    key: str
    text: str
    tip: str
    shortcut: QKeySequence.StandardKey | str | None = None
    icon: str = ""


FILE = (
    Command("open", "&Open ...", "Open a project or a workbook", Key.Open, "open"),
    Command("sample", "Open the &graphite example", "Open the example study", None, "sample"),
    Command("import", "&Import ...", "Add workbooks to this project", "Ctrl+I", "import"),
    Command("save", "&Save", "Save the project", Key.Save, "save"),
    Command("save_as", "Save &as ...", "Save the project under another name", Key.SaveAs),
    Command("backups", "Open a &backup ...", "Open an earlier state of this project's file"),
    Command(
        "export",
        "&Export to Excel ...",
        "Write all tables and results to Excel",
        "Ctrl+E",
        "export",
    ),
    Command("report", "Write a re&port ...", "Write a report to read or to print (HTML, PDF)"),
    Command("pictures", "Save &charts as pictures ...", "Write a PNG of every chart to a folder"),
    Command("template", "Write a &template ...", "Write an empty workbook to fill in"),
    Command("quit", "&Quit", "Close the window", Key.Quit),
)
EDIT = (
    Command("copy_chart", "Copy &chart", "Copy the chart as a picture", "Ctrl+Shift+C"),
    Command("rename", "Re&name", "Rename the chosen scenario or edit the cell", "F2"),
)
HELP = (
    Command("manual", "&Manual", "How to do the main job, tables, simulation", Key.HelpContents),
    Command("about", "&About", "What this program is"),
)


class Commands:
    """The actions of the window by key."""

    def __init__(self, window: QMainWindow) -> None:
        self._icons: dict[str, str] = {}
        self.actions: dict[str, QAction] = {}
        for command in (*FILE, *EDIT, *HELP):
            action = QAction(tr(command.text), window)
            action.setObjectName(command.key)
            if command.shortcut is not None:
                action.setShortcut(QKeySequence(command.shortcut))
            self.describe(action, tr(command.tip))
            if command.icon:
                self._icons[command.key] = command.icon
            self.actions[command.key] = action
        self.dress()

    def __getitem__(self, key: str) -> QAction:
        """Return the action called ``key``."""
        return self.actions[key]

    def add(self, key: str, action: QAction, picture: str = "") -> None:
        """Take over an action made elsewhere, such as undo."""
        self.actions[key] = action
        if picture:
            self._icons[key] = picture
            action.setIcon(icon(picture))

    def connect(self, calls: dict[str, Callable[[], object]]) -> None:
        """Call a function when an action is triggered."""
        for key, call in calls.items():
            self.actions[key].triggered.connect(lambda _checked=False, c=call: c())

    def dress(self) -> None:
        """Draw the icons in the colours of the theme."""
        for key, name in self._icons.items():
            self.actions[key].setIcon(icon(name))

    @staticmethod
    def describe(action: QAction, tip: str) -> None:
        """Set tooltip and status text, with the shortcut."""
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(tooltip(f"{tip} ({keys})" if keys else tip))
        action.setStatusTip(tip)
