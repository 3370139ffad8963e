"""What is uncertain about a shock: whether it happens, and how its numbers are spread."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from workbench.core.shocks import SPREADS, Parameter, ShockKind
from workbench.ui.panes._shock_text import counts
from workbench.ui.settings import Settings
from workbench.ui.texts import tr, tr_n
from workbench.ui.widgets.form import field_label
from workbench.ui.widgets.labels import PlainLabel, tooltip
from workbench.ui.widgets.spread_field import SpreadField
from workbench.ui.widgets.typed import editable_number, plain_number

_PLACE = "shock-uncertainty"  # under which it is remembered whether the section is open
_OPEN, _CLOSED = b"open", b"closed"


@dataclass(frozen=True)
class Uncertain:
    """What the section shows of one shock."""

    key: object
    """Which shock it is."""
    parameters: Sequence[Parameter] = ()
    """The numbers that can have a spread."""
    values: Mapping[str, float] = field(default_factory=dict)
    """Each as it is entered; NaN where it is not."""
    spreads: Mapping[str, str] = field(default_factory=dict)
    chance: float = math.nan
    idle: frozenset[str] = frozenset()
    """Numbers that say nothing beside the choices made; shown only if they have a spread."""

    @property
    def is_set(self) -> bool:
        """Whether anything is uncertain."""
        return self.chance < 1.0 or any(self.spreads.values())


def uncertain(
    key: object,
    row: Mapping[str, object],
    kind: ShockKind,
    shown: Sequence[Parameter],
    values: Mapping[str, object],
) -> Uncertain:
    """Return what is uncertain in a shock.

    Args:
        key: which shock it is.
        row: its row of the table shocks.
        kind: its kind.
        shown: the parameters of the form, with the units of its material.
        values: its size and parameters by name, and under ``spreads`` their distributions.
    """
    numbers = [one for one in shown if one.name in kind.numbers]
    spreads = values.get(SPREADS)
    texts = (
        {str(name): str(text) for name, text in spreads.items()}
        if isinstance(spreads, dict)
        else {}
    )
    return Uncertain(
        key,
        tuple(numbers),
        {one.name: _number(values.get(one.name)) for one in numbers},
        texts | {"size": str(row["spread"])},
        _number(row["probability"]),
        frozenset(one.name for one in numbers if not counts(one, kind, values)),
    )


class UncertaintySection(QWidget):
    """A heading that opens and closes, and below it a field for everything that may be uncertain.

    The fields are made when it is opened first, and again only for other parameters.
    """

    chance_changed = Signal(object)
    """Probability from 0 to 1; an empty text for certain."""
    spread_changed = Signal(str, str)
    """Name of the number, and its distribution; empty for none."""

    def __init__(self) -> None:
        super().__init__()
        self.toggle = QToolButton()
        self.toggle.setCheckable(True)
        self.toggle.setProperty("role", "fold")
        self.toggle.setArrowType(Qt.ArrowType.RightArrow)
        self.toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.toggle.setToolTip(tooltip(tr("How likely the shock is, and how sure its numbers are")))
        self.toggle.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.toggle.toggled.connect(self._open)
        self.toggle.clicked.connect(self._remember)
        self.chance = ChanceField()
        self.chance.changed.connect(self.chance_changed)
        self.body = QWidget()
        self._rows = QVBoxLayout(self.body)
        self._rows.setContentsMargins(0, 2, 0, 0)
        self._rows.setSpacing(8)
        self._rows.addWidget(self.chance)
        self.body.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.body)
        self.fields: dict[str, SpreadField] = {}
        self._made_for: tuple[Parameter, ...] = ()
        self._shown = Uncertain(None)
        self._head()

    def show_uncertain(self, shown: Uncertain) -> None:
        """Show the uncertainty of a shock, in place where its numbers are the same."""
        other = shown.key != self._shown.key
        self._shown = shown
        self._head()
        if other:
            remembered = bytes(Settings().layout(_PLACE).data())
            self.toggle.setChecked(remembered == _OPEN or (not remembered and shown.is_set))
        if self.toggle.isChecked():
            self._fill()

    def _head(self) -> None:
        shown = self._shown
        parts = [_percent(shown.chance)] if shown.chance < 1.0 else []
        if count := sum(map(bool, shown.spreads.values())):
            parts.append(tr_n("{count} spread", "{count} spreads", count))
        text = tr("Uncertainty") + (f": {', '.join(parts)}" if parts else "")
        if text != self.toggle.text():
            self.toggle.setText(text)

    def _open(self, opened: bool) -> None:
        self.toggle.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        if opened:
            self._fill()
        self.body.setVisible(opened)

    def _remember(self, opened: bool) -> None:
        Settings().set_layout(_PLACE, QByteArray(_OPEN if opened else _CLOSED))

    def _fill(self) -> None:
        shown = self._shown
        if tuple(shown.parameters) != self._made_for:
            self._make(tuple(shown.parameters))
        self.chance.show_chance(shown.chance, shown.key)
        for name, one in self.fields.items():
            text = shown.spreads.get(name, "")
            one.show_spread(text, shown.values.get(name, math.nan), shown.key)
            one.setVisible(bool(text) or name not in shown.idle)

    def _make(self, parameters: tuple[Parameter, ...]) -> None:
        for old in self.fields.values():
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._made_for = parameters
        self.fields = {one.name: SpreadField(one) for one in parameters}
        for name, made in self.fields.items():
            made.changed.connect(lambda text, n=name: self.spread_changed.emit(n, text))
            self._rows.addWidget(made)


class ChanceField(QWidget):
    """The probability of a shock in percent; empty: it is certain."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.entry = QLineEdit()
        self.entry.setPlaceholderText(tr("certain"))
        meaning = tr("chance that the shock happens, 0 to 100 %; empty: it is certain")
        self.entry.setAccessibleName(tr("Probability, %"))
        self.entry.setAccessibleDescription(meaning)
        self.entry.setToolTip(tooltip(meaning))
        self.entry.editingFinished.connect(self._typed)
        self.said = PlainLabel(role="error")
        self.said.setWordWrap(True)
        self.said.hide()
        label = field_label(tr("Probability, %"))
        label.setBuddy(self.entry)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(label)
        line.addWidget(self.entry, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addLayout(line)
        layout.addWidget(self.said)
        self._shown: tuple[str, object] = "", None

    def show_chance(self, chance: float, key: object) -> None:
        """Show a probability of 0 to 1, NaN for certain; what is half typed stays beside it."""
        text = "" if math.isnan(chance) else editable_number(float(f"{100 * chance:.10g}"))
        if (text, key) != self._shown:
            self._shown = text, key
            self.entry.setText(text)
            self._say("")

    def _typed(self) -> None:
        text = self.entry.text().strip().removesuffix("%").strip()
        if text == self._shown[0]:
            self.entry.setText(text)
            self._say("")
            return
        try:
            value = float(plain_number(text)) if text else 100.0
        except ValueError:
            value = math.nan
        if not 0.0 <= value <= 100.0:
            self._say(tr("Not taken: a number from 0 to 100, or nothing for certain."))
            return
        self._say("")
        self.changed.emit(float(f"{value / 100:.12g}") if text else "")

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))


def _percent(chance: float) -> str:
    return f"{editable_number(float(f'{100 * chance:.4g}'))} %"


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return math.nan
    return float(value)
