"""The line above the charts of uncertainty: how many draws, of which seed, and where."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSpinBox, QToolButton, QVBoxLayout, QWidget

from workbench.ui.texts import tr
from workbench.ui.widgets.labels import PlainLabel, tooltip

FEWEST, MOST, USUAL = 16, 131_072, 1024


class Doubling(QSpinBox):
    """A number of draws that doubles with every step."""

    def stepBy(self, steps: int) -> None:
        """Go to the next power of two, up or down."""
        power = self.value().bit_length() - 1
        if steps < 0 and 2**power < self.value():
            steps += 1
        self.setValue(int(2.0 ** max(0, power + steps)))


class UncertaintyBar(QWidget):
    """Draws, seed, a button that draws or stops, and where the draws are computed."""

    asked = Signal()
    """Draw, or stop."""
    moved = Signal()
    """Choose where draws are computed."""

    def __init__(self) -> None:
        super().__init__()
        self.draws = Doubling()
        self.draws.setRange(FEWEST, MOST)
        self.draws.setValue(USUAL)
        self.draws.setGroupSeparatorShown(True)
        _named(self.draws, tr("Number of draws; powers of two spread most evenly"))
        self.seed = QSpinBox()
        self.seed.setRange(0, 999_999)
        _named(self.seed, tr("Seed: the same seed gives the same draws for every scenario"))
        self.button = QPushButton()
        self.button.setDefault(True)
        self.button.clicked.connect(self.asked)
        self.place = QToolButton()
        self.place.clicked.connect(self.moved)
        self.told = PlainLabel(role="muted")
        self.told.setWordWrap(True)
        self.told.setContentsMargins(12, 0, 12, 4)
        line = QHBoxLayout()
        line.setContentsMargins(12, 8, 12, 4)
        line.setSpacing(8)
        for part in (
            PlainLabel(tr("Draws")),
            self.draws,
            PlainLabel(tr("Seed")),
            self.seed,
            self.button,
            self.place,
        ):
            line.addWidget(part)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(self.told)
        self.tell("")
        self.show_work(going=False)
        self.show_place("")

    def show_work(self, *, going: bool) -> None:
        """Show whether draws are being computed."""
        self.button.setText(tr("Stop") if going else tr("Draw"))
        tip = tr("Stop drawing; what is drawn so far stays") if going else tr("Draw the scenario")
        self.button.setToolTip(tooltip(tip))
        for part in (self.draws, self.seed, self.place):
            part.setEnabled(not going)

    def show_place(self, address: str) -> None:
        """Show where draws are computed; an empty address is this machine."""
        self.place.setText(tr("On a cluster ...") if address else tr("Run on a cluster ..."))
        where = tr("Draws are computed at {address}", address=address)
        here = tr("Draws are computed on this machine; a cluster may compute them faster")
        self.place.setToolTip(tooltip(where if address else here))

    def tell(self, text: str) -> None:
        """Say why the charts do not show what was asked; nothing where they do."""
        self.told.setText(text)
        self.told.setVisible(bool(text))


def _named(widget: QSpinBox, name: str) -> None:
    widget.setAccessibleName(name)
    widget.setToolTip(tooltip(name))
    widget.setKeyboardTracking(False)
