"""The only place with dialogs for files, questions and errors; every text is plain text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QInputDialog,
    QLabel,
    QListWidget,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.core.problem import Problem
from workbench.ui.texts import tr
from workbench.ui.widgets.labels import PlainLabel
from workbench.ui.widgets.messages import ProblemList, count_of

Answer = Literal["save", "discard", "cancel"]


def ask_open(parent: QWidget | None, title: str, folder: Path, filters: str) -> Path | None:
    """Ask for a file to read; None when the user changed their mind.

    ``filters`` is Qt's form: ``Workbooks (*.xlsx *.xls);;All files (*)``.
    """
    name, _ = QFileDialog.getOpenFileName(parent, title, str(folder), filters)
    return Path(name) if name else None


def ask_open_many(parent: QWidget | None, title: str, folder: Path, filters: str) -> list[Path]:
    """Ask for files to read; empty when the user changed their mind."""
    names, _ = QFileDialog.getOpenFileNames(parent, title, str(folder), filters)
    return [Path(name) for name in names]


def ask_folder(parent: QWidget | None, title: str, folder: Path) -> Path | None:
    """Ask for a folder to write to; None when the user changed their mind."""
    name = QFileDialog.getExistingDirectory(parent, title, str(folder))
    return Path(name) if name else None


def ask_save(
    parent: QWidget | None, title: str, proposed: Path, filters: str, suffix: str
) -> Path | None:
    """Ask where to write; ``suffix`` (such as ``.scrw``) is added when none of the
    suffixes in ``filters`` is typed.

    A file that the added suffix would replace is asked about as well.
    """
    name, _ = QFileDialog.getSaveFileName(parent, title, str(proposed), filters)
    if not name:
        return None
    path = Path(name)
    if path.suffix and f"*{path.suffix.lower()}" in f"{filters} *{suffix}".lower():
        return path
    path = path.with_name(path.name + suffix)
    if path.exists() and not confirm(
        parent,
        tr("Replace the file?"),
        tr("A file of this name exists in this folder: {name}", name=path.name),
        tr("Replace"),
    ):
        return None
    return path


def ask_save_changes(parent: QWidget | None, name: str) -> Answer:
    """Ask what to do with changes before they would be lost."""
    box = _box(
        parent,
        QMessageBox.Icon.NoIcon,
        tr("Save the changes to {name}?", name=name),
        tr("Without saving, the changes since the last save are lost."),
    )
    save = box.addButton(tr("Save"), QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton(tr("Don't save"), QMessageBox.ButtonRole.DestructiveRole)
    cancel = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(save)
    box.setEscapeButton(cancel)
    box.exec()
    clicked = box.clickedButton()
    return "save" if clicked is save else "discard" if clicked is discard else "cancel"


def confirm(parent: QWidget | None, question: str, detail: str, verb: str) -> bool:
    """Ask before something that cannot be undone; ``verb`` names it on the button."""
    box = _box(parent, QMessageBox.Icon.NoIcon, question, detail)
    do = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.exec()
    return box.clickedButton() is do


def ask_text(parent: QWidget | None, title: str, question: str, proposed: str = "") -> str:
    """Ask for a short text; empty when the user changed their mind."""
    text, agreed = QInputDialog.getText(parent, title, question, text=proposed)
    return text.strip() if agreed else ""


def show_error(parent: QWidget | None, message: str, detail: str = "", trace: str = "") -> None:
    """Say what went wrong; ``trace`` can be opened and copied."""
    box = _box(parent, QMessageBox.Icon.Warning, message, detail)
    if trace:
        box.setDetailedText(trace)
    box.addButton(tr("Close"), QMessageBox.ButtonRole.RejectRole)
    box.exec()


def show_text(parent: QWidget | None, title: str, text: str) -> None:
    """Show a short text, such as what this program is."""
    box = _box(parent, QMessageBox.Icon.NoIcon, title, text)
    box.addButton(tr("Close"), QMessageBox.ButtonRole.RejectRole)
    box.exec()


def show_problems(
    parent: QWidget | None, title: str, explanation: str, problems: Iterable[Problem]
) -> None:
    """Show findings in a window of their own, to read and to copy."""
    dialog = ProblemDialog(parent, title, explanation, problems)
    dialog.exec()
    dialog.deleteLater()


class ProblemDialog(QDialog):
    """Findings that stopped something: what, why, all of them, and a button to copy them."""

    def __init__(
        self, parent: QWidget | None, title: str, explanation: str, problems: Iterable[Problem]
    ) -> None:
        super().__init__(parent)
        found = tuple(problems)
        self.setWindowTitle(title)
        self.resize(1040, 480)
        head = PlainLabel(title, role="title")
        text = PlainLabel(f"{explanation} {count_of(found)}".strip(), role="muted")
        text.setWordWrap(True)
        self.list = ProblemList()
        self.list.set_problems(found)
        buttons = QDialogButtonBox()
        self.copy_button = QPushButton(tr("Copy all"))
        close = QPushButton(tr("Close"))
        buttons.addButton(self.copy_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        self.copy_button.setAutoDefault(False)
        close.setDefault(True)  # only inside the dialog is there a default to be
        buttons.rejected.connect(self.reject)
        self.copy_button.clicked.connect(self._copy_all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(head)
        layout.addWidget(text)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)

    def _copy_all(self) -> None:
        self.list.clearSelection()
        self.list.copy()


def _box(
    parent: QWidget | None, sign: QMessageBox.Icon, text: str, detail: str = ""
) -> QMessageBox:
    box = QMessageBox(parent)
    box.setIcon(sign)
    box.setWindowTitle(tr("Supply-Chain Risk Workbench"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(detail)
    for label in box.findChildren(QLabel):  # setTextFormat leaves the informative text out
        label.setTextFormat(Qt.TextFormat.PlainText)
    return box


def ask_entry(
    parent: QWidget | None, title: str, text: str, entries: Sequence[str], verbs: Sequence[str]
) -> tuple[int, int] | None:
    """Let the user choose an entry and what to do with it: places among both; None if neither."""
    dialog = EntryDialog(parent, title, text, entries, verbs)
    dialog.exec()
    chosen = dialog.chosen
    dialog.deleteLater()
    return chosen


class EntryDialog(QDialog):
    """A list of entries with a button for each thing that can be done with one."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        entries: Sequence[str],
        verbs: Sequence[str],
    ) -> None:
        super().__init__(parent)
        self.chosen: tuple[int, int] | None = None
        self.setWindowTitle(title)
        self.resize(720, 320)
        explanation = PlainLabel(text if entries else tr("There are none."), role="muted")
        explanation.setWordWrap(True)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.addItems(list(entries))
        self.list.setCurrentRow(0)
        buttons = QDialogButtonBox()
        for place, verb in enumerate(verbs):
            button = buttons.addButton(verb, QDialogButtonBox.ButtonRole.ActionRole)
            button.setEnabled(bool(entries))
            button.setDefault(place == 0)
            button.setAutoDefault(place == 0)
            button.clicked.connect(lambda _checked=False, p=place: self._choose(p))
        buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        self.list.itemActivated.connect(lambda _item: self._choose(0))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(PlainLabel(title, role="title"))
        layout.addWidget(explanation)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)

    def _choose(self, verb: int) -> None:
        self.chosen = self.list.currentRow(), verb
        self.accept()
