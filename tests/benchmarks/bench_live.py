"""A shock's slider to its answer: 200 materials, 1,600 sources, 60 months; prints milliseconds.

``python tests/benchmarks/bench_live.py``: the core alone (a project with another size of the shock
to the tables of the material that is shown), then the whole window without a screen (an edit to the
chart that has been repainted with its result), both beside the full run of the reference.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from _large import several_tiers

from workbench.core.edit import set_shock
from workbench.core.project import Project
from workbench.core.simulation.live import Live
from workbench.core.simulation.run import run

MOVES = 60
MATERIAL, SCENARIO = "m5", "licence"
TARGET_MEDIAN, TARGET_LATE = 50.0, 100.0


def moves(project: Project, material: str) -> list[Project]:
    """Return the project after each move of the slider; without a material all are hit."""
    label = int(project["shocks"].index[0])
    sizes = 0.5 + 0.4 * np.sin(np.arange(MOVES))
    return [set_shock(project, label, {"size": s, "material": material}) for s in sizes]


def tell(what: str, seconds: list[float]) -> None:
    """Print one line; the first moves warm up."""
    taken = np.array(seconds[5:]) * 1e3
    print(
        f"{what:44} median {np.median(taken):7.1f} ms (to reach {TARGET_MEDIAN:g})"
        f"  p95 {np.percentile(taken, 95):7.1f} ms (to reach {TARGET_LATE:g})"
    )


def core(project: Project) -> None:
    """Measure the core alone."""
    live = Live()
    live.result(project, SCENARIO)
    start = time.perf_counter()
    live.prepare()
    print(f"kernel ready after {time.perf_counter() - start:.1f} s")
    parts: dict[str, Callable[[Project], object]] = {
        "answer": lambda now: live.result(now, SCENARIO),
        "answer and the tables of one material": lambda now: shown(live, now),
        "answer and all tables": lambda now: every_table(live, now),
        "full run of the reference": lambda now: run(now, SCENARIO),
    }
    for material, hit in ((MATERIAL, "one chain hit"), ("", "all chains hit")):
        for name, work in parts.items():
            seconds = []
            for now in moves(project, material):
                start = time.perf_counter()
                work(now)
                seconds.append(time.perf_counter() - start)
            tell(f"{name}, {hit}", seconds)


def shown(live: Live, project: Project) -> object:
    """Return what a chart of one material reads."""
    part = live.result(project, SCENARIO).only(MATERIAL)
    return part.balance, part.flows, part.shift


def every_table(live: Live, project: Project) -> object:
    """Return what charts read that ask for the whole."""
    result = live.result(project, SCENARIO)
    return result.balance, result.flows, result.shift, result.summary


def window(project: Project, folder: Path) -> None:
    """Measure the whole window, from an edit to the repaint that shows its result."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QGraphicsView

    from workbench.ui import app
    from workbench.ui.look import Look
    from workbench.ui.settings import Settings
    from workbench.ui.window import Window

    program = app._application()
    shown_window = Window(Settings(folder / "settings.ini"), Look(program, "light"))
    shown_window.resize(1440, 900)
    shown_window.show()
    shown_window.fill()
    session = shown_window.session

    class Painted(QObject):
        """Remembers with which result a chart was painted last."""

        result: object = None

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            if event.type() == QEvent.Type.Paint:
                self.result = session.result
            return False

    def settle(until: Callable[[], bool]) -> None:
        end = time.monotonic() + 60
        while not until() and time.monotonic() < end:
            program.processEvents()
            time.sleep(0.0005)

    session.open(project, None, "large")
    session.select(material=MATERIAL, scenario=SCENARIO)
    settle(lambda: session.result is not None and not session.tasks.running())
    program.processEvents()
    settle(lambda: not session.tasks.running())
    charts = shown_window.panes["charts"]
    for key in ("balance", "shift"):
        charts.tabs.setCurrentWidget(charts.plots[key])
        painted = Painted()
        charts.plots[key].findChild(QGraphicsView).viewport().installEventFilter(painted)
        settle(lambda: painted.result is session.result)  # noqa: B023 - called at once
        seconds = []
        for now in moves(project, MATERIAL):
            before = session.result
            start = time.perf_counter()
            session.edit("Move", now, "slider")
            settle(lambda: painted.result is not before)  # noqa: B023 - called at once
            assert painted.result is session.result
            seconds.append(time.perf_counter() - start)
            settle(lambda: not session.tasks.running())
        tell(f"the whole window, chart {key}, one chain hit", seconds)
    session.undo.setClean()
    shown_window.close()


def main() -> None:
    """Print the measures."""
    project = several_tiers()
    core(project)
    with tempfile.TemporaryDirectory() as folder:
        window(project, Path(folder))


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)  # threads of the window must not delay the next benchmark
