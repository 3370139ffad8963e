"""An ensemble: one scenario in many draws, here or on a cluster."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from queue import SimpleQueue
from threading import Event

import numpy as np
import numpy.typing as npt

from workbench.core import periods
from workbench.core.draws import MOST_COORDINATES, coordinates
from workbench.core.problem import DataRefused, Problem
from workbench.core.progress import Cancelled, Progress, Stretch
from workbench.core.project import Project
from workbench.core.simulation.ensemble.found import Ensemble
from workbench.core.simulation.ensemble.inputs import Drawn, uncertain_inputs
from workbench.core.simulation.ensemble.measured import MEASURED
from workbench.core.simulation.ensemble.part import FAN, Part, Task
from workbench.core.simulation.ensemble.scratch import Scratch
from workbench.core.simulation.result import Result
from workbench.core.simulation.run import network_of, run_all
from workbench.core.simulation.scenario import read_shocks

FloatArray = npt.NDArray[np.float64]

PIECE = 128
"""Draws that are computed together; early estimates come after each piece."""
_PIECES = 8
"""So many pieces at least, for every processor to have some, but of ``_LEAST`` draws."""
_LEAST = 16
_LOOK = 0.1
"""Seconds between two looks at whether the user has cancelled."""
_DRAWING = "drawing"
FAN_BYTES = 100_000_000
"""Most memory for the series of fans."""
MEASURE_BYTES = 4_000_000_000
"""Most memory for the measures of all draws."""

Compute = Callable[[Task, Sequence[tuple[int, int]], Progress], Iterator[Part]]
"""Computes parts of a task, in the order of their draws."""


def ensemble(
    project: Project,
    scenario: str,
    draws: int,
    *,
    seed: int = 0,
    materials: Sequence[str] | None = None,
    compute: Compute | None = None,
    progress: Progress | None = None,
    early: Callable[[Ensemble], None] | None = None,
) -> Ensemble:
    """Run a scenario in many draws of what is uncertain in it.

    Probabilities and spreads of shocks are drawn at scrambled Sobol points, the same for every
    scenario of a project. Same seed, same bytes, wherever and in however many pieces it runs.
    Measures are taken over the window of the scenario as entered; see also :func:`ensembles`.

    Args:
        project: the project.
        scenario: the scenario.
        draws: how many; a power of two is best.
        seed: of the scrambling, not negative.
        materials: those of which fans are kept, as many as memory allows; None: all, those with
            the most shortage in the scenario first.
        compute: where the parts are computed; None: here, on all processors.
        progress: told how far it is; may cancel it.
        early: called with what is known so far, at most once for each piece.

    Raises:
        DataRefused: as :func:`workbench.core.simulation.run.run`, if there are no draws or more
            than memory holds, or if more is uncertain in the project than can be drawn.
        Cancelled: if ``progress`` says so.
    """
    (found,) = ensembles(
        project,
        [scenario],
        draws,
        seed=seed,
        materials=materials,
        compute=compute,
        progress=progress,
        early=early,
    )
    return found


def ensembles(
    project: Project,
    scenarios: Sequence[str],
    draws: int,
    *,
    seed: int = 0,
    materials: Sequence[str] | None = None,
    compute: Compute | None = None,
    progress: Progress | None = None,
    early: Callable[[Ensemble], None] | None = None,
) -> Iterator[Ensemble]:
    """Yield the ensemble of each scenario as it is done, all of them measured over the same months.

    From the first shock of any of them until the last effect of any ends. What is drawn does not
    depend on which scenarios are drawn. Arguments and errors as for :func:`ensemble`.
    """
    if draws < 1 or seed < 0:
        raise DataRefused([_unusable(draws, seed)])
    report, count = progress or Progress(), len(scenarios)
    stretches = [Stretch(report, i, count) for i in range(count)] if count > 1 else [report]
    plans = run_all(project, scenarios, _Beforehand(report))
    for plan, stretch in zip(plans, stretches, strict=True):
        task = task_of(project, plan, draws, seed, materials)
        most = MEASURE_BYTES // (len(MEASURED) * max(len(task.network.materials), 1) * 8)
        if draws > most:
            raise DataRefused([_too_many(draws, most)])
        collected = _Collected(plan, task, draws, seed, wanted_materials(plan, materials))
        for part in (compute or here)(task, pieces(draws), stretch):
            collected.add(part)
            if early and not collected.is_complete:
                early(collected.ensemble())
        yield collected.ensemble()


def pieces(draws: int) -> list[tuple[int, int]]:
    """Return first draws and ends of the pieces of an ensemble."""
    size = min(PIECE, max(-(-draws // _PIECES), _LEAST))
    return [(first, min(first + size, draws)) for first in range(0, draws, size)]


def task_of(
    project: Project, result: Result, draws: int, seed: int, materials: Sequence[str] | None
) -> Task:
    """Return what the draws of an ensemble share."""
    network = network_of(project)
    shocks = read_shocks(project, result.scenario)[0] if result.scenario else []
    mine = {(shock.scenario, shock.order) for shock in shocks}
    used = [one for one in uncertain_inputs(project) if (one.scenario, one.order) in mine]
    if any(one.dimension >= MOST_COORDINATES for one in used):
        raise DataRefused([_too_uncertain()])
    drawn = Drawn.at(used, coordinates(draws, [one.dimension for one in used], seed))
    start, end = (periods.span(month)[0] - network.first for month in result.window)
    places = [network.index(name) for name in wanted_materials(result, materials)]
    most = max(1, FAN_BYTES // (draws * network.months * len(FAN) * 8))
    return Task(network, tuple(shocks), drawn, (start, end + 1), tuple(places[:most]))


def wanted_materials(result: Result, materials: Sequence[str] | None) -> list[str]:
    """Return the simulated materials of which fans are wanted, the most urgent ones first."""
    short = result.balance.groupby("material", sort=False)["shortage"].sum()
    known = [str(name) for name in short.sort_values(ascending=False, kind="stable").index]
    return known if materials is None else [name for name in materials if name in known]


def here(task: Task, pieces: Sequence[tuple[int, int]], progress: Progress) -> Iterator[Part]:
    """Compute the parts on this machine, one on each of its processors."""
    total = pieces[-1][1] if pieces else 0
    progress.step(0, total, _DRAWING)
    task.prepare()
    stop, left, tasks = Event(), iter(pieces), deque[Future[Part]]()
    threads = min(os.cpu_count() or 1, len(pieces))
    scratches: SimpleQueue[Scratch] = SimpleQueue()

    def compute(first: int, last: int) -> Part:
        scratch = scratches.get()
        try:
            return task.part(first, last, progress=_Until(stop), scratch=scratch)
        finally:
            scratches.put(scratch)

    with ThreadPoolExecutor(max(threads, 1), "workbench-draws") as pool:

        def submit(count: int) -> None:
            for piece in islice(left, count):
                tasks.append(pool.submit(compute, *piece))

        try:
            for _ in range(threads):
                scratches.put(task.scratch())
            submit(threads + 1)
            for first, last in pieces:
                part = _waited(tasks.popleft(), first, total, progress)
                submit(1)
                yield part
                progress.step(last, total, _DRAWING)
        finally:
            stop.set()
            pool.shutdown(cancel_futures=True)


def _waited(future: Future[Part], done: int, total: int, progress: Progress) -> Part:
    """Return a part once it is there, looking now and then whether it is still wanted."""
    while True:
        try:
            return future.result(timeout=_LOOK)
        except TimeoutError:
            progress.step(done, total, _DRAWING)


class _Until(Progress):
    """Cancels what is under way in a thread once nobody waits for it any more."""

    def __init__(self, stop: Event) -> None:
        self._stop = stop

    def step(self, *_how_far: object) -> None:
        """Look whether to stop."""
        if self._stop.is_set():
            raise Cancelled


class _Beforehand(Progress):
    """Tells what goes on before the draws, but not how far: that is measured in draws."""

    def __init__(self, whole: Progress) -> None:
        self._whole = whole

    def step(self, _done: float, _total: float, text: str = "") -> None:
        """Report what goes on."""
        self._whole.step(0, 0, text)


class _Collected:
    """Puts parts together in their order."""

    def __init__(
        self, result: Result, task: Task, draws: int, seed: int, wanted: Sequence[str]
    ) -> None:
        network, shown = task.network, len(task.shown)
        self._result, self._task, self._asked, self._seed = result, task, draws, seed
        self._names = tuple(network.materials[m] for m in task.shown)
        self._left_out = tuple(name for name in wanted if name not in self._names)
        shape = len(network.materials), draws
        self._measures = {name: np.empty(shape) for name in MEASURED}
        self._short = np.zeros((len(network.materials), network.months), dtype=np.int64)
        self._series = {name: np.empty((shown, network.months, draws)) for name in FAN}
        self._done = 0

    def add(self, part: Part) -> None:
        """Add the next part."""
        first, last = self._done, self._done + len(part.measures["shortage"])
        for name, values in part.measures.items():
            self._measures[name][:, first:last] = values.T
        for name, series in part.fan.items():
            self._series[name][:, :, first:last] = np.moveaxis(series, 0, -1)
        self._short = self._short + part.short
        self._done = last

    @property
    def is_complete(self) -> bool:
        """Whether all draws are there."""
        return self._done == self._asked

    def ensemble(self) -> Ensemble:
        """Return what is known so far."""
        done, drawn = self._done, self._task.drawn
        return Ensemble(
            plan=self._result,
            network=self._task.network,
            inputs=drawn.inputs,
            values=drawn.values[:done],
            by_draw={name: values[:, :done] for name, values in self._measures.items()},
            short=self._short,
            series={name: values[:, :, :done] for name, values in self._series.items()},
            shown=self._names,
            left_out=self._left_out,
            asked=self._asked,
            seed=self._seed,
        )


def _too_many(draws: int, most: int) -> Problem:
    return Problem(
        f"there is no memory for {draws:,} draws of so many materials",
        value=str(draws),
        expected=f"at most {most:,}",
        remedy="Ask for fewer draws; some thousand are enough for tails",
    )


def _too_uncertain() -> Problem:
    return Problem(
        "more is uncertain in the project than can be drawn",
        table="shocks",
        column="spread",
        expected=f"at most {MOST_COORDINATES:,} uncertain numbers",
        remedy="Take spreads and probabilities off shocks that matter little",
    )


def _unusable(draws: int, seed: int) -> Problem:
    if draws < 1:
        expected = "a whole number above 0"
        return Problem("an ensemble needs draws", value=str(draws), expected=expected)
    return Problem("the seed is negative", value=str(seed), expected="a whole number from 0 on")
