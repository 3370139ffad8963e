"""The distribution of one number as a field: its kind, its numbers, and what they look like."""

from __future__ import annotations

import math

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from workbench.core.shocks import Parameter
from workbench.core.spreads import FORMS, about, spread_of
from workbench.ui.texts import number, tr
from workbench.ui.widgets.form import ChoiceField, field_label, labelled
from workbench.ui.widgets.labels import PlainLabel, tooltip
from workbench.ui.widgets.spread_preview import SpreadPreview
from workbench.ui.widgets.spread_text import (
    MEANINGS,
    NUMBERS,
    fill,
    read,
    short,
    why_not,
    written,
    wrong,
)

NONE = "none"
_SHOWN = {NONE: "none (fixed)", "pert": "PERT"}
_AS_DRAWN = "Reaches outside {limits}, the usual range: such draws count as they are."
_MOST = 3  # numbers of a kind


class SpreadField(QWidget):
    """Edits one distribution; tells it once it can be read, and says why as long as it cannot."""

    changed = Signal(str)
    """The distribution as a cell holds it, empty for none; once for every complete change."""

    def __init__(self, parameter: Parameter) -> None:
        super().__init__()
        self._parameter = parameter
        self._text, self._key, self._value = "", object(), parameter.default
        self._filled: tuple[str, ...] = ()
        kinds = (NONE, *FORMS)
        meaning = tr("how {what} is spread over the draws", what=tr(parameter.label))
        self.kind = ChoiceField(Parameter("kind", parameter.label, meaning, choices=kinds))
        for place, name in enumerate(kinds):
            self.kind.entry.setItemText(place, tr(_SHOWN.get(name, name)))
        self.kind.entry.setAccessibleName(tr("{label}: spread", label=tr(parameter.label)))
        self.kind.changed.connect(self._choose)
        self.captions = [PlainLabel(role="muted") for _ in range(_MOST)]
        self.entries = [QLineEdit() for _ in range(_MOST)]
        self.said = PlainLabel(role="error")
        self.said.setWordWrap(True)
        self.preview = SpreadPreview()
        self._numbers = QGridLayout()
        self._lay_out()
        self._show_text("")

    def _lay_out(self) -> None:
        top, numbers = QGridLayout(), self._numbers
        top.setHorizontalSpacing(8)
        top.setColumnStretch(1, 1)
        label = field_label(labelled(self._parameter))
        label.setBuddy(self.kind.entry)
        label.setToolTip(tooltip(tr(self._parameter.meaning)))
        top.addWidget(label, 0, 0)
        top.addWidget(self.kind, 0, 1)
        numbers.setHorizontalSpacing(6)
        numbers.setVerticalSpacing(1)
        for column, (caption, entry) in enumerate(zip(self.captions, self.entries, strict=True)):
            caption.setBuddy(entry)
            entry.setMinimumWidth(48)
            entry.editingFinished.connect(self._typed)
            numbers.addWidget(caption, 0, column)
            numbers.addWidget(entry, 1, column)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addLayout(top)
        layout.addLayout(numbers)
        layout.addWidget(self.said)
        layout.addWidget(self.preview)

    @property
    def text(self) -> str:
        """The distribution that was shown or told last."""
        return self._text

    def show_spread(self, text: str, value: float, key: object) -> None:
        """Show what a cell holds, in place; what is half typed stays while the cell does.

        Args:
            text: the cell; empty for none.
            value: the number as it is entered.
            key: what it belongs to; with another one nothing half typed stays.
        """
        self._value = self._parameter.default if math.isnan(value) else value
        if (text, key) != (self._text, self._key):
            self._key = key
            self._show_text(text)
        else:
            self.preview.show_spread(read(text), self._value)

    def _show_text(self, text: str) -> None:
        self._text = text
        name, _, inside = text.strip().rstrip(")").partition("(")
        name = name.strip().lower()
        self.kind.set_value(name if name in FORMS else NONE)
        labels = NUMBERS.get(name, ())
        self._filled = tuple(fill(name, inside.split(","))) if labels else ()
        for place, (caption, entry) in enumerate(zip(self.captions, self.entries, strict=True)):
            used = place < len(labels)
            caption.setVisible(used)
            entry.setVisible(used)
            self._numbers.setColumnStretch(place, int(used))
            entry.setText(self._filled[place] if place < len(self._filled) else "")
            if used:
                self._name(caption, entry, labels[place])
        why = why_not(text) if text else ""
        if why:
            self._say(tr("{spread} is not used: {why}", spread=text, why=why), "error")
        else:
            self._say(self._beyond(), "warning")
        self.preview.show_spread(read(text), self._value)

    def _name(self, caption: PlainLabel, entry: QLineEdit, label: str) -> None:
        caption.setText(tr(label))
        name = f"{tr(self._parameter.label)}: {tr(label)}"
        entry.setAccessibleName(name)
        entry.setAccessibleDescription(tr(MEANINGS[label]))
        entry.setToolTip(tooltip(f"{name}\n{tr(MEANINGS[label])}"))

    # --- what the user does -----------------------------------------------------------------

    def _choose(self, name: str) -> None:
        """Begin with sensible numbers: those of the kind before, or around the number entered."""
        if name == NONE:
            self._tell("")
            return
        one, old = self._parameter, read(self._text)
        if old is not None and old.name == name:
            return
        least, likely, largest = about(self._value, one.step or 0.01, one.low, one.high)
        if old is not None:
            figures = 3 if old.name in ("normal", "lognormal") else 9  # their ends are not sharp
            ends = (old.reach[0], old.centre, old.reach[1])
            least, likely, largest = (short(each, figures) for each in ends)
        try:
            self._tell(str(spread_of(name, least, likely, largest)))
        except ValueError as why:
            self._show_text(self._text)
            self._say(str(why), "error")

    def _typed(self) -> None:
        """Take the numbers once they can be read; else say why and keep both, typed and stored."""
        name = str(self.kind.value())
        labels = NUMBERS.get(name, ())
        typed = tuple(entry.text() for entry in self.entries[: len(labels)])
        if not labels or (typed == self._filled and not why_not(self._text)):
            if labels:
                self._show_text(self._text)
            return
        why = wrong(labels, typed)
        text = "" if why else written(name, typed, self._filled, self._text)
        if why or (why := why_not(text)):
            self._say(tr("Not taken: {why}.", why=why), "error")
        else:
            self._tell(text)

    def _tell(self, text: str) -> None:
        before = self._text
        self._show_text(text)
        if text != before:
            self.changed.emit(text)

    def _say(self, text: str, role: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))
        if self.said.property("role") != role:
            self.said.setProperty("role", role)
            self.said.style().polish(self.said)

    def _beyond(self) -> str:
        """Return a warning where the distribution leaves the range of its parameter."""
        spread, one = read(self._text), self._parameter
        if spread is None:
            return ""
        (least, largest), (low, high) = spread.extent, one.allowed
        if least < low or largest > high:
            limits = _range(low, high)
            return tr("Reaches outside {limits}: such draws count as the nearest.", limits=limits)
        least, largest = spread.reach
        if least < one.low or largest > one.high:
            return tr(_AS_DRAWN, limits=_range(one.low, one.high))
        return ""


def _range(low: float, high: float) -> str:
    """Return a range in words; one end may be open."""
    if math.isinf(high):
        return tr("{low} and more", low=number(low))
    return tr("{low} to {high}", low=number(low), high=number(high))
