"""Cold start: from starting the process to the first paint and to a usable window, beside Qt alone.

``python tests/benchmarks/bench_start.py [--full]``. Every start is a process of its own, offscreen,
with empty settings; the figures are medians. A window is usable once its event loop has answered
within 50 ms for a second. The peer is the emptiest window PySide6 can open.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TO_REACH = 0.8

WATCH = '''
import os, sys, time
from PySide6 import QtCore, QtWidgets

BUSY, QUIET = 0.05, 1.0


class Watch(QtCore.QObject):
    """Says when a window was first painted, and when its event loop was last busy after that."""

    def eventFilter(self, watched, event):
        if event.type() == QtCore.QEvent.Type.Paint and watched.isWidgetType():
            QtCore.QCoreApplication.instance().removeEventFilter(self)
            self.painted = self.busy = self.last = time.monotonic()
            self.timer = QtCore.QTimer(self, interval=2, timeout=self.tick)
            self.timer.start()
        return False

    def tick(self):
        now = time.monotonic()
        if now - self.last > BUSY:
            self.busy = now
        self.last = now
        if now - self.busy > QUIET:
            print(self.painted, self.busy, flush=True)
            os._exit(0)


watch = Watch()
started = QtWidgets.QApplication.exec


def watched_exec(*arguments):
    QtCore.QCoreApplication.instance().installEventFilter(watch)
    return started()


QtWidgets.QApplication.exec = watched_exec
'''
PROGRAMS = {
    "our window, empty": "import runpy; sys.argv = ['workbench']; "
    "runpy.run_module('workbench', run_name='__main__')",
    "our window on the sample": "import runpy; from workbench.paths import sample_workbook; "
    "sys.argv = ['workbench', str(sample_workbook())]; "
    "runpy.run_module('workbench', run_name='__main__')",
    "empty QMainWindow": "app = QtWidgets.QApplication([]); window = QtWidgets.QMainWindow(); "
    "window.show(); app.exec()",
    "QMainWindow with a pyqtgraph plot": "import pyqtgraph; app = QtWidgets.QApplication([]); "
    "window = QtWidgets.QMainWindow(); window.setCentralWidget(pyqtgraph.PlotWidget()); "
    "window.show(); app.exec()",
}
PEER = "empty QMainWindow"


def start(program: str) -> tuple[float, float]:
    """Return seconds from starting the process to the first paint and to an answering window."""
    with tempfile.TemporaryDirectory() as home:
        variables = os.environ | {
            "QT_QPA_PLATFORM": "offscreen",
            "HOME": home,
            "WORKBENCH_SETTINGS": str(Path(home) / "settings.ini"),
        }
        began = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-c", f"{WATCH}\n{program}"],
            cwd=ROOT,
            env=variables,
            capture_output=True,
            text=True,
            check=False,
        )
    words = done.stdout.split()
    if done.returncode or len(words) != 2:
        raise RuntimeError(f"no window; status {done.returncode}\n{done.stderr}")
    return float(words[0]) - began, float(words[1]) - began


def main(*, full: bool) -> None:
    """Print a line for each program."""
    times = 15 if full else 5
    start(PROGRAMS[PEER])  # once, so that no program pays for reading Qt from the disk
    usable: dict[str, float] = {}
    print(f"{'cold start':36} {'painted s':>9} {'usable s':>9} {'/ peer':>7} {'to reach':>9}")
    for name in sorted(PROGRAMS, key=lambda name: name != PEER):
        runs = [start(PROGRAMS[name]) for _ in range(times)]
        painted, usable[name] = (statistics.median(mark) for mark in zip(*runs, strict=True))
        limit = f"< {TO_REACH}" if name.startswith("our") else ""
        ratio = usable[name] / usable[PEER]
        print(f"{name:36} {painted:9.2f} {usable[name]:9.2f} {ratio:7.1f} {limit:>9}", flush=True)


if __name__ == "__main__":
    main(full="--full" in sys.argv[1:])
