"""Where draws are computed: on this machine, or on a cluster whose address is asked for here."""

from __future__ import annotations

from functools import partial
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.core.problem import DataRefused
from workbench.ui.panes._uncertainty_work import ask_cluster
from workbench.ui.tasks import Tasks
from workbench.ui.texts import tr, tr_n
from workbench.ui.widgets.labels import PlainLabel, window_title

_TASK = "test cluster"
_WIDE = 460  # pixels


class ClusterDialog(QDialog):
    """Asks for the address of a scheduler, and tests whether it answers."""

    chosen = Signal(str)
    """The address to compute at; empty: this machine."""

    def __init__(self, tasks: Tasks, address: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.setWindowTitle(window_title(tr("Run on a cluster")))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(_WIDE)
        self.address = QLineEdit(address)
        self.address.setPlaceholderText("tcp://host:8786")
        self.address.setAccessibleName(tr("Address of the scheduler"))
        self.test = QPushButton(tr("Test"))
        self.told = PlainLabel(role="muted")
        self.told.setWordWrap(True)
        line = QHBoxLayout()
        line.addWidget(PlainLabel(tr("Address of the scheduler")))
        line.addWidget(self.address, 1)
        line.addWidget(self.test)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        role = QDialogButtonBox.ButtonRole
        self.use = self.buttons.addButton(tr("Use the cluster"), role.AcceptRole)
        self.here = self.buttons.addButton(tr("Use this machine"), role.DestructiveRole)
        words = tr(
            "Draws can be computed on several machines whose scheduler and workers your office "
            "has started; the manual says how. The figures are the same as on this machine."
        )
        about = PlainLabel(words)
        about.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.addWidget(about)
        layout.addLayout(line)
        layout.addWidget(self.told)
        layout.addWidget(self.buttons)
        self.address.textChanged.connect(self._typed)
        self.test.clicked.connect(self._ask)
        self.buttons.accepted.connect(lambda: self._choose(self.address.text().strip()))
        self.here.clicked.connect(lambda: self._choose(""))
        self.buttons.rejected.connect(self.reject)
        self.finished.connect(lambda _code: tasks.cancel(_TASK))
        self._typed()

    def _typed(self) -> None:
        known = bool(self.address.text().strip())
        self.use.setEnabled(known)
        self.test.setEnabled(known)
        self.told.setText("")

    def _choose(self, address: str) -> None:
        self.chosen.emit(address)
        self.accept()

    def _ask(self) -> None:
        self.test.setEnabled(False)
        self.told.setText(tr("Asking ..."))
        address = self.address.text().strip()
        self._tasks.start(
            _TASK, partial(ask_cluster, address), self._answered, self._refused, lane="cluster"
        )

    def _answered(self, found: object) -> None:
        workers, threads = cast("tuple[int, int]", found)
        self.test.setEnabled(True)
        text = tr_n("It answers: {count} worker", "It answers: {count} workers", workers)
        self.told.setText(text + ", " + tr_n("{count} thread.", "{count} threads.", threads))

    def _refused(self, error: BaseException) -> None:
        if not isinstance(error, DataRefused):
            raise error
        self.test.setEnabled(True)
        self.told.setText("\n".join(str(problem) for problem in error.problems))
