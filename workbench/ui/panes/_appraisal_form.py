"""The lines in which an appraisal is asked for: what, with how much money, against what future."""

from __future__ import annotations

import math
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.core.project import Project
from workbench.ui.panes._appraisal_words import KINDS, OBJECTIVES
from workbench.ui.panes._appraising import Objective, Question
from workbench.ui.texts import locale, percent, tr
from workbench.ui.widgets.labels import ElidedLabel, PlainLabel, separator, tooltip

_MOST = 1e15
_COLUMNS = 2
_TALLEST = 216


class QuestionForm(QWidget):
    """Objective, budget and button in one line; probabilities and budgets by kind below it."""

    asked = Signal()
    """The button was pressed: appraise, or stop."""
    changed = Signal()
    """The question is another one."""

    def __init__(self) -> None:
        super().__init__()
        self._touched = False
        self._filling = False
        self._names: tuple[str, ...] = ()
        self.probabilities: dict[str, QDoubleSpinBox] = {}
        self.kinds: dict[str, QDoubleSpinBox] = {}
        self.objective = QComboBox()
        for key, text in OBJECTIVES.items():
            self.objective.addItem(text, key)
        self.objective.setAccessibleName(tr("What the choice makes least"))
        self.objective.setToolTip(
            tooltip(
                tr(
                    "Value of shortage expected over the scenarios; its mean over the worst 5 %"
                    " (conditional value at risk); or the share of imports in demand, by value"
                )
            )
        )
        self.budget = _money_box(tr("Public money to spend"))
        self.draws = QSpinBox()
        self.draws.setRange(0, 10_000)
        self.draws.setValue(32)
        self.draws.setKeyboardTracking(False)
        self.draws.setAccessibleName(tr("Draws"))
        self.draws.setToolTip(
            tooltip(tr("Draws of schedules, yields and sizes of shocks, for the 5-95 % bands"))
        )
        self.more = QToolButton()
        self.more.setCheckable(True)
        self.more.setChecked(True)
        self.more.setText(tr("Scenarios ..."))
        self.more.setToolTip(
            tooltip(tr("Probabilities of scenarios, budgets by kind of support, draws"))
        )
        self.button = QPushButton(tr("Appraise"))
        self.button.setDefault(True)
        self.rest = PlainLabel(role="muted")
        self.equal = QToolButton()
        self.equal.setText(tr("All equally likely"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(12, 8, 12, 4)
        line.setSpacing(8)
        for part in (
            PlainLabel(tr("Least")),
            self.objective,
            PlainLabel(tr("for public money of")),
            self.budget,
            self.more,
        ):
            line.addWidget(part)
        line.addStretch(1)
        line.addWidget(self.button)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(4)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 0, 12, 8)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.details = QScrollArea()
        self.details.setWidgetResizable(True)
        self.details.setWidget(inside)
        self.details.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside = inside
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(line)
        whole.addWidget(self.details)
        whole.addWidget(separator())

    def _connect(self) -> None:
        self.more.toggled.connect(self.details.setVisible)
        self.button.clicked.connect(self.asked)
        self.objective.activated.connect(lambda _place: self._change())
        for box in (self.budget, self.draws):
            box.valueChanged.connect(lambda _value: self._change())
        self.equal.clicked.connect(self._make_equal)

    # --- what may be asked --------------------------------------------------------------------

    def offer(self, project: Project) -> None:
        """Offer the scenarios and kinds of support there are; what was entered stays."""
        names = tuple(str(name) for name in project["scenarios"]["scenario"])
        support = project["support"]
        kinds = tuple(dict.fromkeys(str(kind) for kind in support["kind"]))
        currency = project.setting("currency")
        for box in (self.budget, *self.kinds.values()):
            box.setSuffix(f" {currency}" if currency else "")
        if names == self._names and kinds == tuple(self.kinds):
            return
        old = {name: box.value() for name, box in self.probabilities.items()}
        spent = {kind: box.value() for kind, box in self.kinds.items()}
        self._names = names
        self._clear()
        self._filling = True
        self.probabilities = {name: _share_box(name) for name in names}
        self.kinds = {kind: _money_box(tr("Budget for {kind}", kind=kind)) for kind in kinds}
        shown = dict(zip(names, project["scenarios"]["name"].astype(str), strict=True))
        self._fill(shown, currency)
        if not self._touched:
            self._set_equal()
        else:
            for name, box in self.probabilities.items():
                box.setValue(old.get(name, 0.0))
        for kind, budget in self.kinds.items():
            budget.setValue(spent.get(kind, -1.0))
        self._filling = False
        self._say_rest()

    def _clear(self) -> None:
        for kept in (self.rest, self.equal, self.draws):
            kept.setParent(None)
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget not in (self.rest, self.equal, self.draws):
                widget.deleteLater()

    def _fill(self, names: dict[str, str], currency: str) -> None:
        """Put scenarios in columns, then the budgets by kind and the draws."""
        grid = self._grid
        grid.addWidget(PlainLabel(tr("Scenarios and how likely they are"), role="heading"), 0, 0)
        row = 1
        for place, (name, box) in enumerate(self.probabilities.items()):
            row, column = 1 + place // _COLUMNS, place % _COLUMNS
            grid.addWidget(_pair(names.get(name) or name, box), row, column)
            box.valueChanged.connect(lambda _value: self._likely())
        end = QWidget()
        last = QHBoxLayout(end)
        last.setContentsMargins(0, 0, 0, 0)
        last.addWidget(self.rest)
        last.addWidget(self.equal)
        last.addStretch(1)
        grid.addWidget(end, row + 1, 0, 1, _COLUMNS)
        head = PlainLabel(tr("Budgets by kind of support, and draws for the bands"), role="heading")
        grid.addWidget(head, row + 2, 0, 1, _COLUMNS)
        for place, (kind, budget) in enumerate(self.kinds.items()):
            budget.setSuffix(f" {currency}" if currency else "")
            budget.valueChanged.connect(lambda _value: self._change())
            where = row + 3 + place // _COLUMNS, place % _COLUMNS
            grid.addWidget(_pair(KINDS.get(kind, kind), budget), *where)
        place = len(self.kinds)
        where = row + 3 + place // _COLUMNS, place % _COLUMNS
        self.draws.setFixedWidth(84)
        grid.addWidget(_pair(tr("draws"), self.draws), *where)
        for widget in (self.rest, self.equal, self.draws):
            widget.show()
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        self._inside.adjustSize()
        self.details.setMinimumHeight(72)
        self.details.setMaximumHeight(min(self._inside.sizeHint().height() + 4, _TALLEST))

    # --- what is asked ------------------------------------------------------------------------

    def question(self) -> Question | str:
        """Return the question, or what is wrong with it."""
        if self._sum() > 100.0 + 1e-6:
            return tr("probabilities add up to more than 100 %")
        likely = {name: box.value() / 100 for name, box in self.probabilities.items()}
        budget = self.budget.value()
        kinds = [(kind, box.value()) for kind, box in self.kinds.items() if box.value() >= 0]
        return Question(
            scenarios={n: p for n, p in likely.items() if p > 0} if self._touched else None,
            draws=self.draws.value(),
            objective=cast("Objective", self.objective.currentData()),
            budget=math.inf if budget < 0 else budget,
            by_kind=tuple(kinds),
        )

    def show_running(self, *, running: bool) -> None:
        """Offer to stop while it is worked out."""
        self.button.setText(tr("Cancel") if running else tr("Appraise"))

    def _sum(self) -> float:
        return sum(box.value() for box in self.probabilities.values())

    def _likely(self) -> None:
        if not self._filling:
            self._touched = True
            self._say_rest()
            self._change()

    def _make_equal(self) -> None:
        self._touched = False
        self._filling = True
        self._set_equal()
        self._filling = False
        self._say_rest()
        self._change()

    def _set_equal(self) -> None:
        for box in self.probabilities.values():
            box.setValue(100.0 / (len(self.probabilities) + 1))

    def _say_rest(self) -> None:
        rest = 100.0 - self._sum()
        words = tr("Base, without a shock: {share}", share=percent(max(rest, 0.0) / 100))
        if rest < -1e-6:
            words = tr("More than 100 % together: make some less likely")
        self.rest.setProperty("role", "muted" if rest >= -1e-6 else "error")
        self.rest.style().polish(self.rest)
        self.rest.setText(words)

    def _change(self) -> None:
        if not self._filling:
            self.changed.emit()


def _share_box(name: str) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setLocale(locale())
    box.setRange(0.0, 100.0)
    box.setDecimals(1)
    box.setSuffix(" %")
    box.setKeyboardTracking(False)
    box.setAlignment(Qt.AlignmentFlag.AlignRight)
    box.setFixedWidth(84)
    box.setAccessibleName(tr("Probability of {scenario}", scenario=name))
    return box


def _money_box(name: str) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setLocale(locale())
    box.setRange(-1.0, _MOST)
    box.setValue(-1.0)
    box.setDecimals(0)
    box.setSpecialValueText(tr("any amount"))
    box.setGroupSeparatorShown(True)
    box.setKeyboardTracking(False)
    box.setAlignment(Qt.AlignmentFlag.AlignRight)
    box.setMinimumWidth(140)
    box.setMaximumWidth(200)
    box.setAccessibleName(name)
    box.setToolTip(tooltip(name))
    return box


def _pair(text: str, field: QWidget) -> QWidget:
    """Return a label and its field side by side."""
    pair = QWidget()
    line = QHBoxLayout(pair)
    line.setContentsMargins(0, 0, 0, 0)
    label = ElidedLabel(text)
    label.setBuddy(field)
    line.addWidget(label, 1)
    line.addWidget(field)
    return pair
