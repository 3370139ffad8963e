"""A line under a number that has a spread: draws follow the spread, not the number."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from workbench.core.shocks import Parameter
from workbench.core.spreads import read_spread
from workbench.ui.texts import number, tr
from workbench.ui.widgets.form import SHARE
from workbench.ui.widgets.labels import PlainLabel, tooltip

_TINY = 1e-9


class SpreadNote(QWidget):
    """Says which spread holds for draws; where the number has left it, offers to move it along."""

    moved = Signal(str)
    """The spread around the number, as a cell holds it."""

    def __init__(self) -> None:
        super().__init__()
        self.said = PlainLabel(role="muted")
        self.said.setWordWrap(True)
        self.button = QPushButton(tr("Move the spread along"))
        self.button.setToolTip(tooltip(tr("Put the spread around this number, as wide as it is")))
        self._along = ""
        self.button.clicked.connect(lambda: self.moved.emit(self._along))
        self._shown: tuple[object, ...] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(3)
        layout.addWidget(self.said)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def clear(self) -> None:
        """Show nothing."""
        self._shown = ()
        self.hide()

    def show_spread(self, text: str, parameter: Parameter, value: float) -> None:
        """Show what holds for a number and its spread; nothing where there is none to read."""
        if (text, parameter, value) == self._shown:
            return
        self._shown = text, parameter, value
        try:
            spread = read_spread(text)
        except ValueError:
            self.hide()
            return
        value = parameter.default if math.isnan(value) else value
        low, high = spread.reach
        unit = "" if parameter.unit in (SHARE, "share") else tr(parameter.unit)
        ends = {"low": number(low), "high": number(high, unit=unit)}
        aside = _TINY * max(1.0, abs(low), abs(high))
        outside = not low - aside <= value <= high + aside
        self._along = ""
        if outside:
            try:
                self._along = str(spread.around(value, *parameter.allowed))
            except ValueError:  # a lognormal one has no place about 0
                self._along = ""
            fields = {"value": number(value), **ends}
            text = tr(
                "{value} lies outside of its spread, which draws follow: {low} to {high}", **fields
            )
        else:
            text = tr("Draws follow its spread, {low} to {high}, not this number", **ends)
        self.said.setText(text + ".")
        self.said.setToolTip(tooltip(tr("A single run takes the number; draws take the spread.")))
        self._dress("warning" if outside else "muted")
        self.button.setVisible(bool(self._along))
        self.button.setAccessibleName(f"{tr('Move the spread along')}: {tr(parameter.label)}")
        self.show()

    def _dress(self, role: str) -> None:
        if self.said.property("role") != role:
            self.said.setProperty("role", role)
            self.said.style().polish(self.said)
