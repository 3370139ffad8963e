"""A delay to try out: which step, how many months, and the buttons to keep it or take it back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from workbench.core.appraisal.cooperation.gates import Schedule
from workbench.core.appraisal.cooperation.overview import is_dated
from workbench.core.shocks import Parameter
from workbench.ui.texts import tr
from workbench.ui.widgets.form import NumberField
from workbench.ui.widgets.labels import PlainLabel, tooltip

LATEST = 36
"""Most months of delay that can be tried out."""
_DELAY = Parameter(
    name="delay",
    label="Delay",
    meaning="months by which this step takes longer",
    unit="months",
    high=float(LATEST),
    step=1.0,
)


class DelayLine(QWidget):
    """One line: the step, a slider of months, Reset and Keep."""

    changed = Signal()
    """The months are others, continuously while the slider moves."""
    chosen = Signal(str)
    """Organisation of the step that was chosen."""
    kept = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.gate = QComboBox()
        self.gate.setAccessibleName(tr("Step to delay"))
        self.gate.setToolTip(tooltip(tr("Step to delay")))
        adjust = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.gate.setSizeAdjustPolicy(adjust)
        self.gate.setMinimumContentsLength(12)
        self.months = NumberField(_DELAY)
        self.keep = QPushButton(tr("Keep"))
        self.keep.setToolTip(tooltip(tr("Write the delay into the tables, as one undo step")))
        self.reset = QPushButton(tr("Reset"))
        self.reset.setToolTip(tooltip(tr("Take the delay back")))
        label = PlainLabel(tr("What if later:"))
        label.setBuddy(self.gate)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label)
        line.addWidget(self.gate, 2)
        line.addWidget(self.months, 3)
        line.addWidget(self.reset)
        line.addWidget(self.keep)
        self.gate.activated.connect(lambda _place: self.chosen.emit(self.step))
        self.months.changed.connect(lambda _months: self._tell())
        self.keep.clicked.connect(self.kept)
        self.reset.clicked.connect(lambda _checked: self.take_back())
        self._step = ""
        self._show_buttons()

    @property
    def step(self) -> str:
        """Organisation of the step that would be late."""
        return str(self.gate.currentData())

    def offer(self, plan: Schedule) -> None:
        """Offer the steps that are dated; nothing is late at first."""
        self.gate.clear()
        for step in plan.steps:
            if is_dated(step):
                self.gate.addItem(step.organisation or tr("the plant"), step.organisation)
        self._step = self.step
        self.months.set_value(0.0)
        self.setVisible(self.gate.count() > 0)
        self._show_buttons()

    def choose(self, step: str) -> None:
        """Choose a step; the delay of another one is taken back."""
        place = self.gate.findData(step)
        if place < 0 or (place == self.gate.currentIndex() and step == self._step):
            return
        self._step = step
        self.gate.setCurrentIndex(place)
        self.take_back()

    def take_back(self) -> None:
        """Let nothing be late any more."""
        if self.months.value():
            self.months.set_value(0.0)
            self._tell()

    def delays(self) -> dict[str, float]:
        """Return the months by organisation; empty where nothing is late."""
        months = float(self.months.value())
        return {self.step: months} if months and self.gate.count() else {}

    def _tell(self) -> None:
        self._show_buttons()
        self.changed.emit()

    def _show_buttons(self) -> None:
        able = bool(self.delays())
        self.keep.setEnabled(able)
        self.reset.setEnabled(able)
