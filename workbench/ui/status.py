"""The status bar: what was done, the sum of a selection, and long work with a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QStatusBar, QToolButton, QWidget

from workbench.ui.tasks import Tasks
from workbench.ui.texts import tr
from workbench.ui.widgets.labels import PlainLabel, tooltip

SHOW_AFTER = 300
"""Milliseconds before work is worth a progress bar."""
QUIET = frozenset({"simulate", "series", "overview", "check", "fast simulation"})
"""Work that follows what the user does and needs no announcement unless it takes long."""
SILENT = frozenset({"keep"})
"""Work that is never announced and that no *Cancel* stops: the working copy."""


class Status(QStatusBar):
    """Shows the news of the tasks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks: Tasks | None = None
        self._name = ""
        self._summary = PlainLabel(role="muted")
        self._text = PlainLabel(role="muted")
        self._bar = QProgressBar()
        self._bar.setMaximumWidth(160)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress"))
        self._cancel = QToolButton()
        self._cancel.setText(tr("Cancel"))
        self._cancel.setToolTip(tooltip(tr("Stop what is going on")))
        self._cancel.clicked.connect(self._stop)
        for widget in (self._summary, self._text, self._bar, self._cancel):
            self.addPermanentWidget(widget)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(SHOW_AFTER)
        self._delay.timeout.connect(lambda: self._show_work(visible=True))
        self._show_work(visible=False)

    def follow(self, tasks: Tasks) -> None:
        """Show the work of ``tasks`` from now on."""
        self._tasks = tasks
        tasks.started.connect(self._started)
        tasks.progress.connect(self._progress)
        tasks.ended.connect(self._ended)

    def show_summary(self, text: str) -> None:
        """Show count, sum and mean of a selection."""
        self._summary.setText(text)

    def _started(self, name: str) -> None:
        if name in SILENT:
            return
        self._name = name
        self._bar.setRange(0, 0)
        self._text.setText(tr(name) + " ...")
        if not self._delay.isActive():
            self._delay.start(SHOW_AFTER * (4 if name in QUIET else 1))

    def _progress(self, name: str, done: float, total: float, text: str) -> None:
        if name == self._name:
            self._bar.setRange(0, 1000 if total else 0)
            self._bar.setValue(int(1000 * done / total) if total else 0)
            self._text.setText(text or tr(name) + " ...")

    def _ended(self, _name: str) -> None:
        running = self._announced()
        if running:
            self._name = running[0]
        else:
            self._delay.stop()
            self._show_work(visible=False)

    def _show_work(self, *, visible: bool) -> None:
        for widget in (self._text, self._bar, self._cancel):
            widget.setVisible(visible)

    def _announced(self) -> list[str]:
        running = self._tasks.running() if self._tasks else ()
        return [name for name in running if name not in SILENT]

    def _stop(self) -> None:
        if self._tasks is not None:
            for name in self._announced():
                self._tasks.cancel(name)
