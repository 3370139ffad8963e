"""Work beside the window: a worker thread for each lane, results delivered on the main thread.

The worker holds no widget. ``done`` and ``failed`` stay in a dictionary of the main thread, and the
worker has let go of everything it was given before it reports; otherwise it could drop the last
reference to a widget and destroy it in the wrong thread, which ends the program. For the same
reason Python's cyclic garbage collector runs on the main thread only while work goes on.
"""

from __future__ import annotations

import gc
import itertools
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from workbench.core.progress import Cancelled, Progress

THREAD = "workbench-task"
"""Beginning of the worker thread's name."""

_REPORT_EVERY = 1 / 30  # seconds; more reports would only load the event loop
_COLLECT_EVERY = 500  # milliseconds
_WHOLE_EVERY = 20  # collections of what is young, until everything is looked through
_QUIET = 2.0  # seconds without new work; looking through everything takes about 80 ms

Work = Callable[[Progress], Any]


class _Bridge(QObject):
    """Carries news from the worker: numbers and texts, no values."""

    progress = Signal(int, float, float, str)
    finished = Signal(int)


class _Run(Progress):
    """What the worker knows of one run."""

    def __init__(self, number: int, work: Work, bridge: _Bridge) -> None:
        self.number = number
        self.work: Work | None = work
        self.bridge = bridge
        self.value: Any = None
        self.error: BaseException | None = None
        self.stop = threading.Event()
        self._reported = 0.0

    def step(self, done: float, total: float, text: str = "") -> None:
        if self.stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._reported >= _REPORT_EVERY or (total and done >= total):
            self._reported = now
            self.bridge.progress.emit(self.number, float(done), float(total), text)

    def perform(self) -> None:
        """Do the work in the worker thread, then let go of it and report."""
        if not self.stop.is_set() and self.work is not None:
            try:
                self.value = self.work(self)
            except BaseException as error:  # noqa: BLE001 - delivered to ``failed``
                self.error = error
        self.work = None
        self.bridge.finished.emit(self.number)

    def take(self) -> tuple[Any, BaseException | None]:
        """Hand over the outcome; the worker's own reference to this run is empty afterwards."""
        outcome = self.value, self.error
        self.value = self.error = None
        return outcome


@dataclass(frozen=True)
class _Kept:
    """What the main thread keeps of one run until it has ended."""

    name: str
    run: _Run
    work: Work
    done: Callable[[Any], None]
    failed: Callable[[BaseException], None]


class Tasks(QObject):
    """Runs work in the order given, one at a time in each lane."""

    progress = Signal(str, float, float, str)
    """Name, done, total (0: unknown), what goes on; at most 30 times a second."""
    started = Signal(str)
    ended = Signal(str)
    """A name has no run any more: done, failed or cancelled."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pools: dict[str, ThreadPoolExecutor] = {}
        self._numbers = itertools.count(1)
        self._kept: dict[int, _Kept] = {}
        self._current: dict[str, int] = {}
        self._bridge = _Bridge()
        self._bridge.progress.connect(self._relay, Qt.ConnectionType.QueuedConnection)
        self._bridge.finished.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        self._collector = _Collector(self)

    def start(
        self,
        name: str,
        work: Work,
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
        lane: str = "",
    ) -> None:
        """Run ``work(progress)`` in the worker; then ``done(value)`` or ``failed(error)`` here.

        Each ``lane`` has a worker of its own, so that a save need not wait for a table.
        A run of the same name that has not been delivered is cancelled and never delivered.
        ``work`` captures values only, no widget.
        """
        self._stop(name)
        number = next(self._numbers)
        run = _Run(number, work, self._bridge)
        self._kept[number] = _Kept(name, run, work, done, failed)
        self._current[name] = number
        self._collector.hold()
        self._pool(lane).submit(run.perform)
        self.started.emit(name)

    def cancel(self, name: str) -> None:
        """Stop the run of this name, if any; its outcome is never delivered."""
        if self._stop(name):
            self.ended.emit(name)

    def running(self) -> tuple[str, ...]:
        """Return the names that run or wait, oldest first."""
        return tuple(self._current)

    def shutdown(self) -> None:
        """Cancel everything and wait for the worker to end."""
        for name in tuple(self._current):
            self._stop(name)
        for pool in self._pools.values():
            pool.shutdown(wait=True)
        for kept in self._kept.values():
            kept.run.take()
        self._kept.clear()
        self._collector.release()

    def _pool(self, lane: str) -> ThreadPoolExecutor:
        if lane not in self._pools:
            self._pools[lane] = ThreadPoolExecutor(max_workers=1, thread_name_prefix=THREAD)
        return self._pools[lane]

    def _stop(self, name: str) -> bool:
        number = self._current.pop(name, None)
        if number is None:
            return False
        self._kept[number].run.stop.set()
        return True

    @Slot(int, float, float, str)
    def _relay(self, number: int, done: float, total: float, text: str) -> None:
        kept = self._kept.get(number)
        if kept is not None and self._current.get(kept.name) == number:
            self.progress.emit(kept.name, done, total, text)

    @Slot(int)
    def _finish(self, number: int) -> None:
        kept = self._kept.pop(number, None)
        if kept is None:
            return
        value, error = kept.run.take()
        if not self._kept:
            self._collector.release()
        if self._current.get(kept.name) != number:
            return
        del self._current[kept.name]
        self.ended.emit(kept.name)
        if error is None:
            kept.done(value)
        elif not isinstance(error, Cancelled):
            kept.failed(error)


class _Collector(QObject):
    """Keeps the cyclic garbage collector on the main thread while a worker runs."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._was_enabled = False
        self._ticks = 0
        self._asked = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_COLLECT_EVERY)
        self._timer.timeout.connect(self._collect)

    def hold(self) -> None:
        self._asked = time.monotonic()
        if not self._timer.isActive():
            self._was_enabled = gc.isenabled()
            gc.disable()
            self._timer.start()

    def release(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            if self._was_enabled:
                gc.enable()

    def _collect(self) -> None:
        """Collect what is young; everything at times, but not while a slider asks for more."""
        self._ticks += 1
        whole = self._ticks >= _WHOLE_EVERY and time.monotonic() - self._asked >= _QUIET
        gc.collect(2 if whole else 1)
        if whole:
            self._ticks = 0
