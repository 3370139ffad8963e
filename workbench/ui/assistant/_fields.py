"""Fields of the assistant: a country to choose, texts to type, each told only when it changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QSizePolicy, QWidget

from workbench.core import countries
from workbench.core.project import Project
from workbench.ui.texts import tr


class Choice(QComboBox):
    """A list of texts with keys, which may be typed as well if ``free``."""

    chosen = Signal(str)
    """The key, or what was typed."""

    def __init__(self, name: str, *, free: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setEditable(free)
        self.setMaxVisibleItems(20)
        self._told = ""
        self.installEventFilter(self)
        self.activated.connect(lambda _place: self._tell())
        line = self.lineEdit()
        if line is not None:
            self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            line.editingFinished.connect(self._tell)

    def fill(self, entries: Iterable[tuple[str, str]], value: str) -> None:
        """Offer keys with their texts and show one, silently."""
        with QSignalBlocker(self):
            wanted = list(entries)
            if [(self.itemData(n), self.itemText(n)) for n in range(self.count())] != wanted:
                self.clear()
                for key, text in wanted:
                    self.addItem(text, key)
                if self.isEditable():
                    done = QCompleter([text for _, text in wanted], self)
                    done.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
                    done.setFilterMode(Qt.MatchFlag.MatchContains)
                    self.setCompleter(done)
            place = self.findData(value)
            self.setCurrentIndex(place)
            line = self.lineEdit()
            if line is not None:
                if place < 0:
                    self.setEditText(value)
                line.setCursorPosition(0)
        self._told = value

    def value(self) -> str:
        """Return the key that is shown, or what was typed."""
        text = self.currentText().strip()
        if not self.isEditable():
            return str(self.currentData() or "")
        place = self.findText(text, Qt.MatchFlag.MatchFixedString)
        return str(self.itemData(place)) if place >= 0 else text

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and not self.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        if self.value() != self._told:
            self._told = self.value()
            self.chosen.emit(self._told)


class TextField(QLineEdit):
    """One line of text; what was typed is told when it is done and differs."""

    typed = Signal(str)

    def __init__(self, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self._told = ""
        self.editingFinished.connect(self._tell)

    def show_text(self, text: str) -> None:
        """Show a text, silently; what is being typed stays."""
        self._told = text
        if not (self.hasFocus() and self.isModified()):
            self.setText(text)

    def _tell(self) -> None:
        if self.text().strip() != self._told:
            self._told = self.text().strip()
            self.typed.emit(self._told)


def countries_of(project: Project) -> list[tuple[str, str]]:
    """Return every country of a project, and its groups, as code and words."""
    table = countries.known(project)
    pairs = zip(table["country"].astype(str), table["name"].astype(str), strict=True)
    named = [(code, f"{name} ({code})" if name else code) for code, name in pairs]
    groups = [(name, tr("group {name}", name=name)) for name in sorted(countries.groups(project))]
    return [*sorted(named, key=lambda pair: pair[1].casefold()), *groups]


def materials_of(project: Project) -> list[tuple[str, str]]:
    """Return the materials of a project as keys and words."""
    frame = project["materials"]
    return [(str(name), str(name)) for name in frame["material"]]


def rows_of(text: str) -> tuple[int, ...]:
    """Return the rows that a text such as ``3-4`` or ``5`` names; none for anything else."""
    parts: Sequence[str] = text.replace("\N{EN DASH}", "-").split("-")
    if not all(part.strip().isdigit() for part in parts) or len(parts) > 2:
        return ()
    first, last = int(parts[0]), int(parts[-1])
    return tuple(range(first, last + 1)) if 0 < first <= last < first + 10 else ()
