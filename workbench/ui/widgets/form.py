"""A form made from declared parameters: sliders and boxes for numbers, lists for choices."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QSizePolicy,
    QSlider,
    QWidget,
)

from workbench.core.shocks import Parameter
from workbench.ui.texts import locale, tr
from workbench.ui.widgets.labels import PlainLabel, tooltip

SHARE = "0-1"
"""Unit of a share: its range, which slider and box show anyway."""
_UNSAID = ("", SHARE, "share")  # numbers without a unit: 0.25 is 25 %
_ONE = {"months": "month", "days": "day"}  # unit behind a single one
_TICKS = 1000  # most positions of a slider
_BOX_WIDTH = 76
_LETTERS = 8  # of a choice that are seen at least
LABEL_WIDTH = 104
"""Pixels of a label; a longer one is broken, so that the fields keep their room."""


class ParameterForm(QWidget):
    """One line for every parameter."""

    changed = Signal(str, object)
    """Name and value, continuously while a slider moves."""
    finished = Signal(str, object)
    """Name and value, once when the slider is let go or the typing is done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parameters: tuple[Parameter, ...] = ()
        self._fields: dict[str, NumberField | ChoiceField] = {}
        self._under: dict[str, QWidget] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)

    def show_parameters(
        self, parameters: Sequence[Parameter], values: Mapping[str, object]
    ) -> None:
        """Show these parameters; fields are made anew only if the parameters are others."""
        if tuple(parameters) != self._parameters:
            self._rebuild(tuple(parameters))
        self.set_values(values)

    def set_values(self, values: Mapping[str, object]) -> None:
        """Show values in place, silently; a missing one is shown as the default."""
        for parameter in self._parameters:
            self._fields[parameter.name].set_value(values.get(parameter.name))

    def values(self) -> dict[str, object]:
        """Return what the fields show."""
        return {name: field.value() for name, field in self._fields.items()}

    def field(self, name: str) -> NumberField | ChoiceField:
        """Return the field of one parameter."""
        return self._fields[name]

    def put_under(self, name: str, widget: QWidget) -> None:
        """Keep a widget below the field of one parameter, also when fields are made anew."""
        self._under[name] = widget
        self._place_under()

    def _place_under(self) -> None:
        names = [parameter.name for parameter in self._parameters]
        for name, widget in self._under.items():
            if name in names:
                self._grid.addWidget(widget, 2 * names.index(name) + 1, 0, 1, 2)
            else:
                widget.hide()

    def _rebuild(self, parameters: tuple[Parameter, ...]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget not in self._under.values():
                widget.hide()
                widget.deleteLater()
        self._fields.clear()
        self._parameters = parameters
        for row, parameter in enumerate(parameters):
            field = ChoiceField(parameter) if parameter.choices else NumberField(parameter)
            field.changed.connect(lambda value, n=parameter.name: self.changed.emit(n, value))
            field.finished.connect(lambda value, n=parameter.name: self.finished.emit(n, value))
            label = field_label(labelled(parameter))
            label.setBuddy(field.entry)
            label.setToolTip(tooltip(tr(parameter.meaning)))
            self._grid.addWidget(label, 2 * row, 0)
            self._grid.addWidget(field, 2 * row, 1)
            self._fields[parameter.name] = field
        self._place_under()


class NumberField(QWidget):
    """A slider and a box that show the same number."""

    changed = Signal(object)
    finished = Signal(object)

    def __init__(self, parameter: Parameter) -> None:
        super().__init__()
        self._parameter = parameter
        self._step = parameter.step or (parameter.high - parameter.low) / 100 or 1.0
        self.entry = QDoubleSpinBox()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self._set_up_box()
        self._set_up_slider()
        for part in (self.entry, self.slider):
            part.setToolTip(tooltip(tr(parameter.meaning)))
            part.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            part.installEventFilter(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.addWidget(self.slider, 0, 0)
        grid.addWidget(self.entry, 0, 1)
        grid.setColumnStretch(0, 1)
        self.set_value(parameter.default)

    def _set_up_box(self) -> None:
        parameter = self._parameter
        low = parameter.low if math.isfinite(parameter.low) else -1e12
        high = parameter.high if math.isfinite(parameter.high) else 1e12
        self.entry.setLocale(locale())
        self.entry.setDecimals(_places(self._step))
        self.entry.setRange(low, high)
        self.entry.setSingleStep(self._step)
        self.entry.setGroupSeparatorShown(True)
        self.entry.setKeyboardTracking(False)
        self.entry.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.entry.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.entry.setMinimumWidth(_BOX_WIDTH)
        if parameter.lowest:
            self.entry.setSpecialValueText(tr(parameter.lowest))
        self.entry.setAccessibleName(tr(parameter.label))
        self.entry.setAccessibleDescription(tr(parameter.meaning))
        self.entry.valueChanged.connect(self._typed)

    def _set_up_slider(self) -> None:
        low, high = self._parameter.low, self._parameter.high
        bounded = math.isfinite(low) and math.isfinite(high) and high > low
        ticks = min(_TICKS, max(1, round((high - low) / self._step))) if bounded else 1
        self.slider.setRange(0, ticks)
        self.slider.setPageStep(max(1, ticks // 10))
        self.slider.setVisible(bounded)
        self.slider.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.slider.setMinimumWidth(28)
        self.slider.setAccessibleName(tr("{label}, slider", label=tr(self._parameter.label)))
        self.slider.valueChanged.connect(self._moved)
        self.slider.sliderReleased.connect(self._finish)

    def value(self) -> float:
        """Return the number shown."""
        return self.entry.value()

    def set_value(self, value: Any) -> None:
        """Show a number, silently; the default for what is no number."""
        usable = isinstance(value, int | float) and not math.isnan(value)
        with QSignalBlocker(self.entry):
            self.entry.setValue(float(value) if usable else self._parameter.default)
        self._move_slider()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the wheel to the page around, unless the field has the focus."""
        focused = isinstance(watched, QWidget) and watched.hasFocus()
        if event.type() == QEvent.Type.Wheel and not focused:
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _show_unit(self) -> None:
        """Write the unit behind the number; a single month is no months."""
        unit = self._parameter.unit
        if _is_short(unit):
            text = _ONE.get(unit, unit) if self.entry.value() == 1.0 else unit
            if (suffix := f" {tr(text)}") != self.entry.suffix():
                self.entry.setSuffix(suffix)

    def _move_slider(self) -> None:
        self._show_unit()
        low, high = self._parameter.low, self._parameter.high
        if math.isfinite(low) and math.isfinite(high) and high > low:
            place = (self.entry.value() - low) / (high - low) * self.slider.maximum()
            with QSignalBlocker(self.slider):
                self.slider.setValue(round(place))

    def _moved(self, place: int) -> None:
        low, high = self._parameter.low, self._parameter.high
        with QSignalBlocker(self.entry):
            self.entry.setValue(low + (high - low) * place / self.slider.maximum())
        self._show_unit()
        self.changed.emit(self.entry.value())
        if not self.slider.isSliderDown():
            self._finish()

    def _typed(self, value: float) -> None:
        self._move_slider()
        self.changed.emit(value)
        self._finish()

    def _finish(self) -> None:
        self.finished.emit(self.entry.value())


class ChoiceField(QWidget):
    """A list of allowed texts."""

    changed = Signal(object)
    finished = Signal(object)

    def __init__(self, parameter: Parameter) -> None:
        super().__init__()
        self._default = parameter.choices[0]
        self.entry = QComboBox()
        adjust = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.entry.setSizeAdjustPolicy(adjust)  # a long name may not widen the form
        self.entry.setMinimumContentsLength(_LETTERS)
        for choice in parameter.choices:
            self.entry.addItem(tr(choice), choice)
        self.entry.setAccessibleName(tr(parameter.label))
        self.entry.setToolTip(tooltip(tr(parameter.meaning)))
        self.entry.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.entry.installEventFilter(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self.entry, 0, 0)
        self.entry.activated.connect(self._chosen)

    def value(self) -> str:
        """Return the text chosen."""
        return str(self.entry.currentData())

    def set_value(self, value: Any) -> None:
        """Show a choice, silently; the default for an unknown one."""
        place = self.entry.findData(value if isinstance(value, str) else self._default)
        self.entry.setCurrentIndex(max(place, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and not self.entry.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _chosen(self) -> None:
        self.changed.emit(self.value())
        self.finished.emit(self.value())


def field_label(text: str) -> PlainLabel:
    """Return the label in front of a field, as wide in every form, broken where it is longer."""
    label = PlainLabel(text)
    label.setWordWrap(True)
    label.setFixedWidth(LABEL_WIDTH)
    return label


def _is_short(unit: str) -> bool:
    """Whether a unit stands in the box, behind the number."""
    return unit not in _UNSAID and " " not in unit


def labelled(parameter: Parameter) -> str:
    """Return the label, with a unit that is too long for the box."""
    label, unit = tr(parameter.label), tr(parameter.unit)
    plain = parameter.unit in _UNSAID or _is_short(parameter.unit)
    return label if plain else f"{label}, {unit}"


def _places(step: float) -> int:
    for places in range(7):
        if abs(round(step, places) - step) < 1e-9:
            return places
    return 6
