"""One shock as a form: what it hits, when, and how strong, made from what its kind declares."""

from __future__ import annotations

import json
import math

import pandas as pd
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from workbench.core import countries, periods
from workbench.core.project import Project
from workbench.core.shocks import HS, Parameter, all_shocks
from workbench.ui.panes._shock_spread_note import SpreadNote
from workbench.ui.panes._shock_text import counts, shock_row, with_choices, with_unit
from workbench.ui.panes._shock_uncertainty import Uncertain, UncertaintySection, uncertain
from workbench.ui.texts import tr
from workbench.ui.widgets.form import ParameterForm, field_label
from workbench.ui.widgets.labels import PlainLabel, tooltip

_OFFERED_FROM = ("countries", "trade", "materials", "suppliers")
DURATION = Parameter(
    name="duration",
    label="Duration",
    meaning="months the shock lasts; 0 = to the end",
    unit="months",
    default=0.0,
    low=0.0,
    high=60.0,
    step=1.0,
    lowest="to the end",
)


class ShockForm(QWidget):
    """Shows one row of the table shocks."""

    changed = Signal(str, object)
    """Name of a column or parameter, and its new value; continuously while a slider moves."""
    finished = Signal()
    """The change is complete: the next one is a step of its own."""
    chance_changed = Signal(object)
    """Probability from 0 to 1; an empty text for certain."""
    spread_changed = Signal(str, str, str)
    """Name of the size or a parameter, its distribution (empty: none), and the step in words."""

    def __init__(self) -> None:
        super().__init__()
        self.title = PlainLabel(role="heading")
        self._meaning = PlainLabel(role="muted")
        self._meaning.setWordWrap(True)
        self.said = PlainLabel(role="error")
        self.said.setWordWrap(True)
        self.said.hide()
        self.targets = {name: _target(name) for name in ("country", "material", "supplier")}
        self.start = QLineEdit()
        self.start.setAccessibleName(tr("first month"))
        self.start.setToolTip(tooltip(tr("first month of the shock, such as 2023-12")))
        self.start.setMaxLength(7)
        self._fields = QFormLayout()
        self._fields.setContentsMargins(0, 0, 0, 0)
        self._fields.setHorizontalSpacing(8)
        self._fields.setVerticalSpacing(4)
        for name, combo in self.targets.items():
            self._fields.addRow(field_label(tr(name.capitalize())), combo)
            combo.textActivated.connect(lambda text, n=name: self._chosen(n, text))
            line = combo.lineEdit()
            if line is not None:
                line.editingFinished.connect(lambda n=name: self._typed(n))
        self._fields.addRow(field_label(tr("From month")), self.start)
        self.start.editingFinished.connect(self._start_typed)
        self.parameters = ParameterForm()
        self.parameters.changed.connect(self._parameter_changed)
        self.parameters.finished.connect(lambda _name, _value: self.finished.emit())
        self.uncertainty = UncertaintySection()
        self.uncertainty.chance_changed.connect(self.chance_changed)
        self.uncertainty.spread_changed.connect(self._spread_changed)
        self.notes: dict[str, SpreadNote] = {}
        self._uncertain = Uncertain(None)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.setSpacing(6)
        layout.addWidget(self.title)
        layout.addWidget(self._meaning)
        layout.addLayout(self._fields)
        layout.addWidget(self.said)
        layout.addWidget(self.parameters)
        layout.addWidget(self.uncertainty)
        layout.addStretch(1)
        self._row: dict[str, object] = {}
        self._known: dict[str, frozenset[str]] = {}
        self._offered_from: tuple[pd.DataFrame, ...] = ()
        self._required: tuple[str, ...] = ()

    def show_shock(self, project: Project, label: int) -> None:
        """Show the row of this index value, in place where the kind is the same."""
        row = self._row = shock_row(project, label)
        self._say("")
        kind = all_shocks().get(str(row["kind"]))
        if kind is None:
            self.title.setText(tr("unknown kind of shock: {kind}", kind=row["kind"]))
            self._meaning.setText(tr("known are {kinds}", kinds=", ".join(all_shocks())))
            self._nothing_to_fill()
            return
        self.title.setText(tr(kind.title))
        self._meaning.setText(tr(kind.meaning))
        self._required = kind.required
        self._fields_visible((*kind.required, *kind.optional))
        self._fill_targets(project)
        if not _being_typed(self.start):
            self.start.setText(str(row["start"]))
        duration = float(str(row["duration"]))
        values = json.loads(str(row["parameters"]) or "{}")
        values["size"] = float(str(row["size"]))
        values["duration"] = 0.0 if math.isnan(duration) else duration
        parameters = (kind.size, DURATION, *kind.parameters)
        shown = [with_choices(with_unit(one, project, row), project, values) for one in parameters]
        self.parameters.show_parameters(shown, values)
        for one in shown:
            self.parameters.field(one.name).setEnabled(counts(one, kind, values))
        self._uncertain = uncertain(label, row, kind, shown, values)
        self.uncertainty.show_uncertain(self._uncertain)
        self.uncertainty.show()
        self._note_spreads()

    def _note_spreads(self) -> None:
        """Say under every number that has a spread what holds for draws."""
        now = self._uncertain
        for name in self.notes.keys() - now.values.keys():
            self.notes[name].clear()
        for one in now.parameters:
            text = "" if one.name in now.idle else now.spreads.get(one.name, "")
            if one.name not in self.notes:
                if not text:
                    continue
                note = self.notes[one.name] = SpreadNote()
                note.moved.connect(lambda text, n=one.name: self._moved_along(n, text))
                self.parameters.put_under(one.name, note)
            self.notes[one.name].show_spread(text, one, now.values[one.name])

    def show_hint(self, text: str) -> None:
        """Say what to do next where there is no shock to show."""
        self.title.setText("")
        self._say("")
        self._meaning.setText(text)
        self._nothing_to_fill()

    def _nothing_to_fill(self) -> None:
        self._fields_visible(())
        self.parameters.show_parameters((), {})
        self.uncertainty.hide()
        for note in self.notes.values():
            note.clear()

    def _fields_visible(self, names: tuple[str, ...]) -> None:
        for name, combo in self.targets.items():
            self._fields.setRowVisible(combo, name in names)
        self._fields.setRowVisible(self.start, bool(names))

    def _fill_targets(self, project: Project) -> None:
        """Offer what there is; looked for only when its tables are others than before."""
        tables = tuple(project[name] for name in _OFFERED_FROM)
        if [id(one) for one in tables] != [id(one) for one in self._offered_from]:
            self._offered_from = tables
            self._offer(project)
        for name, combo in self.targets.items():
            line = combo.lineEdit()
            if line is None or not _being_typed(line):
                with QSignalBlocker(combo):
                    _show_text(combo, str(self._row[name]))

    def _offer(self, project: Project) -> None:
        groups = sorted(countries.groups(project))
        partners = sorted({str(code) for code in project["trade"]["partner"].unique()})
        named = {
            "country": [*groups, *partners],
            "material": [str(name) for name in project["materials"]["material"]],
            "supplier": [str(name) for name in project["suppliers"]["supplier"]],
        }
        every_country = frozenset(map(str, countries.known(project).index))
        self._known = {name: frozenset(texts) for name, texts in named.items()}
        self._known["country"] |= every_country
        for name, combo in self.targets.items():
            line = combo.lineEdit()
            typed = line.text() if line is not None and _being_typed(line) else None
            with QSignalBlocker(combo):
                combo.clear()
                combo.addItems(["", *named[name]])
                if line is not None and typed is not None:
                    line.setText(typed)
                    line.setModified(True)

    def _chosen(self, name: str, text: str) -> None:
        self._set_target(name, text.strip())

    def _typed(self, name: str) -> None:
        line = self.targets[name].lineEdit()
        if line is not None:
            line.setModified(False)
        self._set_target(name, self.targets[name].currentText().strip())

    def _set_target(self, name: str, text: str) -> None:
        """Take a target that exists; put the old one back for any other, and say why."""
        if name not in self._known or text == self._row.get(name):
            return
        if name == "country" and text not in self._known[name]:
            text = text.upper()
        free = name == "material" and bool(self._prefix())
        wrong = text not in self._known[name] if text else name in self._required and not free
        if not wrong:
            self._say("")
            if free and text:
                self.changed.emit(HS.name, "")  # a material is named instead
            self._set(name, text)
        else:
            old = str(self._row[name])
            _show_text(self.targets[name], old)
            what = tr("{name} is not known", name=text) if text else tr("it needs one")
            kept = tr("it stays {old}", old=old or tr("empty"))
            self._say(f"{tr(name.capitalize())}: {what}; {kept}.")

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def _start_typed(self) -> None:
        text = self.start.text().strip().upper()
        self.start.setModified(False)
        if periods.is_period(text):
            self._set("start", text)
        else:
            self.start.setText(str(self._row.get("start", "")))

    def _set(self, name: str, text: str) -> None:
        if text != self._row.get(name):
            self._row[name] = text  # Enter tells twice: chosen, and typed
            self.changed.emit(name, text)
            self.finished.emit()

    def _parameter_changed(self, name: str, value: object) -> None:
        if name == "duration" and value == 0.0:
            value = ""
        self.changed.emit(name, value)
        if name == HS.name and value and self._row.get("material"):
            self._set("material", "")  # it would count in place of the prefix

    def _spread_changed(self, name: str, text: str) -> None:
        what = self._label(name)
        step = tr("Spread of {what}: {spread}", what=what, spread=text.partition("(")[0])
        self.spread_changed.emit(name, text, step if text else tr("No spread of {what}", what=what))

    def _moved_along(self, name: str, text: str) -> None:
        step = tr("Move the spread of {what} along", what=self._label(name))
        self.spread_changed.emit(name, text, step)

    def _label(self, name: str) -> str:
        labels = {one.name: one.label for one in self._uncertain.parameters}
        return tr(labels.get(name, name)).lower()

    def _prefix(self) -> object:
        """Return the HS prefix of the shock; empty where it has none."""
        return json.loads(str(self._row.get("parameters", "")) or "{}").get(HS.name, "")


def _being_typed(line: QLineEdit) -> bool:
    """Whether the user is in the middle of a text, which must not be taken away."""
    return line.hasFocus() and line.isModified()


def _show_text(combo: QComboBox, text: str) -> None:
    """Show a text from its beginning, also where it is longer than the field."""
    combo.setCurrentText(text)
    if (line := combo.lineEdit()) is not None:
        line.setCursorPosition(0)


def _target(name: str) -> QComboBox:
    combo = QComboBox()
    combo.setEditable(True)
    combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    combo.setAccessibleName(tr(name))
    combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(8)
    return combo
