"""What the room Indirect losses asks: who loses capacity, how much, for how long."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.core.simulation.ario import Habits
from workbench.core.simulation.outage import Hit, Span
from workbench.ui.texts import tr, tr_n
from workbench.ui.widgets.labels import ElidedLabel, tooltip

_LEAST_LIST, _LEAST_FORM = 96, 96  # pixels


class HitForm(QWidget):
    """Industries to tick, the share of capacity they lose, days, and how industries behave."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Filter"))
        self.filter.setAccessibleName(tr("Filter industries"))
        self.filter.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Industries that lose capacity"))
        self.list.setMinimumHeight(_LEAST_LIST)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.told = ElidedLabel(role="muted")
        self.share = _share(tr("Share of its capacity that each of them loses"), 50.0)
        self.days = _days(tr("Days for which it is lost"), 30, 1)
        self.first = _days(tr("First day of the outage; day 0 is the first"), 0, 0)
        self.first.setSuffix("")
        self.recovery = _days(tr("Days over which capacity comes back evenly afterwards"), 0, 0)
        self.horizon = _days(tr("Days that are reckoned"), 365, 1)
        self.stock = _days(tr("Days of use that industries keep in stock"), 90, 1)
        self.felt = _share(tr("Share of these days below which a stock slows production"), 80.0)
        self.restoring = _days(tr("Days over which a stock is filled up again"), 60, 1)
        self.most = _share(tr("Largest production, of what is usual"), 125.0, 100.0, 1000.0)
        self.growing = _days(tr("Days that overproduction takes to grow and to fall back"), 365, 1)
        self.moving = QCheckBox(tr("Orders move to who has capacity"))
        self.moving.setAccessibleName(tr("Orders move to industries that have capacity left"))
        self.moving.setToolTip(
            tooltip(tr("Only to industries of the same sector that sell to the buyer already"))
        )
        self.more = QToolButton()
        self.more.setCheckable(True)
        self.more.setText(tr("How industries behave ..."))
        self.more.setToolTip(tooltip(tr("Stocks, orders and overproduction")))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        asked = (
            (tr("Capacity lost"), self.share),
            (tr("For"), self.days),
            (tr("From day"), self.first),
            (tr("Back over"), self.recovery),
            (tr("Reckon"), self.horizon),
        )
        habits = (
            (tr("In stock"), self.stock),
            (tr("Felt below"), self.felt),
            (tr("Filled up in"), self.restoring),
            (tr("At most"), self.most),
            (tr("Grows in"), self.growing),
        )
        self.numbers = QFormLayout()
        self.numbers.setContentsMargins(0, 0, 0, 0)
        self.numbers.setHorizontalSpacing(8)
        self.numbers.setVerticalSpacing(4)
        for text, field in asked:
            self.numbers.addRow(text, field)
        self.numbers.addRow(self.more)
        self._first_habit = self.numbers.rowCount()
        for text, field in habits:
            self.numbers.addRow(text, field)
        self.numbers.addRow(self.moving)
        below = QWidget()
        below.setLayout(self.numbers)
        self._area = _AsTallAsItsForm()
        self._area.setWidget(below)
        self._show_habits(shown=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.filter)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.told)
        layout.addWidget(self._area)

    def _show_habits(self, *, shown: bool) -> None:
        for row in range(self._first_habit, self.numbers.rowCount()):
            self.numbers.setRowVisible(row, shown)
        self._area.updateGeometry()

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._filter)
        self.list.itemChanged.connect(lambda _item: self._tell())
        self.list.itemChanged.connect(lambda _item: self.changed.emit())
        self.more.toggled.connect(lambda on: self._show_habits(shown=on))
        for days in self.findChildren(QSpinBox):
            days.valueChanged.connect(lambda _value: self.changed.emit())
        for share in self.findChildren(QDoubleSpinBox):
            share.valueChanged.connect(lambda _value: self.changed.emit())
        self.moving.toggled.connect(lambda _on: self.changed.emit())

    def offer(self, names: Sequence[str]) -> None:
        """Offer the industries of another table; what was ticked stays, where it has that name."""
        kept = set(self.ticked())
        with QSignalBlocker(self.list):
            self.list.clear()
            for name in names:
                item = QListWidgetItem(name, self.list)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                ticked = Qt.CheckState.Checked if name in kept else Qt.CheckState.Unchecked
                item.setCheckState(ticked)
                item.setToolTip(tooltip(name))
        self._filter(self.filter.text())
        self._tell()

    def ticked(self) -> list[str]:
        """Return the industries that are ticked, whether the filter shows them or not."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [item.text() for item in items if item.checkState() == Qt.CheckState.Checked]

    def hits(self) -> tuple[Hit, ...]:
        """Return who loses what share of capacity."""
        return tuple(Hit(name, self.share.value() / 100) for name in self.ticked())

    def span(self) -> Span:
        """Return when."""
        return Span(
            self.days.value(), self.first.value(), self.recovery.value(), self.horizon.value()
        )

    def behaviour(self) -> Habits:
        """Return how industries keep stocks, order and catch up."""
        return Habits(
            stock_days=self.stock.value(),
            felt=self.felt.value() / 100,
            restoring_days=self.restoring.value(),
            most=self.most.value() / 100,
            overproduction_days=self.growing.value(),
            moving=self.moving.isChecked(),
        )

    def _filter(self, text: str) -> None:
        wanted = text.strip().casefold()
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(wanted not in item.text().casefold())

    def _tell(self) -> None:
        ticked = self.ticked()
        text = tr_n("{count} industry hit", "{count} industries hit", len(ticked))
        self.told.setText(f"{text}: {', '.join(ticked)}" if ticked else tr("Nobody is hit yet"))


class _AsTallAsItsForm(QScrollArea):
    """Leaves what it does not need to the list above; scrolls where there is too little room."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        form: QWidget | None = self.widget()
        return form.sizeHint() if form else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), _LEAST_FORM)


def opening_button() -> QPushButton:
    """Return the button that opens a table."""
    button = QPushButton(tr("Open a table ..."))
    button.setToolTip(tooltip(tr("A workbook with flows and final demand, or two files of them")))
    return button


def blank_box() -> QCheckBox:
    """Return the box that says whether empty cells are 0."""
    box = QCheckBox(tr("Empty cells are 0"))
    text = tr("Whether nothing flows where a cell is empty; else such a table is refused")
    box.setAccessibleName(text)
    box.setToolTip(tooltip(text))
    return box


def _days(name: str, value: int, least: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, 3650)
    box.setValue(value)
    box.setSuffix(tr(" days"))
    _name(box, name)
    return box


def _share(name: str, value: float, least: float = 1.0, most: float = 100.0) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(least, most)
    box.setDecimals(1)
    box.setSingleStep(5.0)
    box.setValue(value)
    box.setSuffix(tr(" %"))
    _name(box, name)
    return box


def _name(box: QSpinBox | QDoubleSpinBox, name: str) -> None:
    box.setKeyboardTracking(False)
    box.setAccessibleName(name)
    box.setToolTip(tooltip(name))
