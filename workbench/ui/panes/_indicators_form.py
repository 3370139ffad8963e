"""The line that says which figures of the indicators are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget

from workbench.core import countries, periods
from workbench.core.figures import Basis
from workbench.core.periods import Grain
from workbench.core.project import Project
from workbench.ui.session import Selection
from workbench.ui.texts import tr
from workbench.ui.widgets.labels import PlainLabel, caption, tooltip

BASES = (("value", "value"), ("quantity", "quantity"))
GRAINS = (("month", "months"), ("quarter", "quarters"), ("half", "half-years"), ("year", "years"))
_DAY_WIDTH = 112


@dataclass(frozen=True)
class Asked:
    """Of which figures indicators are wanted."""

    material: str
    basis: Basis
    grain: Grain
    groups: tuple[str, ...]
    as_of: str


class IndicatorsForm(QWidget):
    """Asks for weight, length of periods, period, partners merged, and the day of the figures."""

    changed = Signal()
    """Other figures are wanted."""
    period_changed = Signal()
    """Another period of the same figures is wanted."""
    basis_chosen = Signal(str)
    grain_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.basis = _combo(tr("Weight of shares"), BASES)
        self.grain = _combo(tr("Length of periods"), GRAINS)
        self.period = _combo(tr("Period"), ())
        self.groups = QPushButton()
        name = tr("Partners of these groups are merged into one")
        self.groups.setAccessibleName(name)
        self.groups.setToolTip(tooltip(name))
        self._menu = QMenu(self.groups)
        self.groups.setMenu(self._menu)
        self.as_of = QLineEdit()
        self.as_of.setPlaceholderText(tr("now"))
        name = tr("Day, such as 2021-12-02: figures as they were published by then; empty: newest")
        self.as_of.setAccessibleName(tr("As known on"))
        self.as_of.setToolTip(tooltip(name))
        self.as_of.setClearButtonEnabled(True)
        self.as_of.setMaximumWidth(_DAY_WIDTH)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 8, 12, 2)
        line.setSpacing(6)
        for text, field in (
            ("By", self.basis),
            ("in", self.grain),
            ("period", self.period),
            ("merging", self.groups),
            ("as known on", self.as_of),
        ):
            line.addWidget(PlainLabel(tr(text)))
            line.addWidget(field)
        line.addStretch(1)
        self._name_groups()
        self.basis.activated.connect(
            lambda _place: self.basis_chosen.emit(self.basis.currentData())
        )
        self.grain.activated.connect(
            lambda _place: self.grain_chosen.emit(self.grain.currentData())
        )
        self.period.activated.connect(lambda _place: self.period_changed.emit())
        self._day = ""
        self.as_of.editingFinished.connect(self._day_typed)
        self.as_of.textChanged.connect(lambda text: None if text else self._day_typed())

    def follow(self, project: Project, chosen: Selection) -> None:
        """Show what the session has chosen, and the groups that the project has."""
        self.basis.setCurrentIndex(self.basis.findData(chosen.basis))
        self.grain.setCurrentIndex(self.grain.findData(chosen.grain))
        names = sorted(countries.groups(project))
        if names != [action.data() for action in self._menu.actions()]:
            kept = self.merged()
            self._menu.clear()
            for name in names:
                action = self._menu.addAction(caption(name))
                action.setData(name)
                action.setCheckable(True)
                action.setChecked(name in kept)
                action.toggled.connect(self._group_chosen)
            self._name_groups()

    def offer(self, names: Sequence[str]) -> None:
        """Offer periods, newest first; the chosen one stays where it is still there."""
        kept = self.period.currentText()
        self.period.clear()
        self.period.addItems(list(names)[::-1])
        self.period.setCurrentIndex(max(self.period.findText(kept), 0) if names else -1)

    def choose_period(self, period: str) -> None:
        """Choose a period that is offered, or the one to choose once it is."""
        if self.period.findText(period) < 0:
            self.period.addItem(period)
        self.period.setCurrentIndex(self.period.findText(period))

    def merged(self) -> tuple[str, ...]:
        """Return the groups whose members are one partner."""
        return tuple(str(a.data()) for a in self._menu.actions() if a.isChecked())

    def asked(self, chosen: Selection) -> Asked | str:
        """Return what is wanted, or what is wrong with it."""
        day = self.as_of.text().strip().upper()
        if day:
            try:
                periods.last_day(day)
            except ValueError:
                return tr("{what} is no day such as 2021-12-02", what=day)
        return Asked(chosen.material, chosen.basis, chosen.grain, self.merged(), day)

    def _group_chosen(self) -> None:
        self._name_groups()
        self.changed.emit()

    def _name_groups(self) -> None:
        self.groups.setText(caption(", ".join(self.merged()) or tr("no group")))

    def _day_typed(self) -> None:
        if self.as_of.text().strip() != self._day:
            self._day = self.as_of.text().strip()
            self.changed.emit()


def _combo(name: str, entries: Sequence[tuple[str, str]]) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setToolTip(tooltip(name))
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    for key, text in entries:
        combo.addItem(tr(text), key)
    return combo
