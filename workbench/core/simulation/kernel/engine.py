"""Runs batches on the compiled kernel: several threads, any part of the results.

Which thread runs which draws, and in how many pieces, changes no bit of the results: every draw is
computed on its own, from memory that is set anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from functools import cache
from queue import SimpleQueue
from typing import Any

import numpy as np
import numpy.typing as npt

from workbench.core.network import Levers, Network
from workbench.core.progress import Progress
from workbench.core.simulation.batch import Batch, Frame, frame_of
from workbench.core.simulation.market import Trajectory
from workbench.core.simulation.records import SERIES, TOTALS, FloatArray, Memory, Output, Path

_NOTHING = np.empty((0, 0, 0), dtype=np.uint8)
PIECE = 32
"""Draws that one thread takes at a time."""


@dataclass(frozen=True)
class Wanted:
    """What to keep of every draw."""

    series: Sequence[str] = ()
    """Names of :data:`SERIES`."""
    materials: Sequence[int] | None = None
    """Places of the materials whose series are wanted; all without."""
    totals: bool = True
    by_source: bool = False
    supply: bool = False
    short: bool = False
    """Whether demand is served, by month."""
    window: tuple[int, int] | None = None
    """First month of totals and the month after the last one, from 0; all without."""


@dataclass(frozen=True)
class Draws:
    """Results of a batch; what was not wanted has no elements.

    ``totals`` are sums over the window, but ``shortage_months`` counts months, ``first_shortage``
    is the month of the window (from 0) in which demand is first not served, infinite when always
    served: the time to survive; ``minimum_stock`` and ``minimum_cover`` are the lowest stock, and
    the lowest stock in months of need (infinite without any need).
    """

    series: dict[str, FloatArray]
    """draw x material x month"""
    totals: dict[str, FloatArray]
    """draw x material"""
    by_source: FloatArray
    """draw x source: supply over the window"""
    supply: FloatArray
    """draw x source x month"""
    short: npt.NDArray[np.uint8] = field(
        default_factory=lambda: np.empty((0, 0, 0), dtype=np.uint8)
    )
    """draw x material x month: 1 where demand is not served"""


@dataclass(frozen=True)
class Base:
    """A draw that changes nothing, over a frame."""

    draws: Draws
    """Every series of all materials, and what else is wanted."""
    path: Path
    """Month by month; without months every draw is computed from the first to the last one."""


@cache
def compiled() -> Any:
    """Return the compiled kernel; the first call in a process loads or compiles it."""
    from workbench.core.simulation.kernel._compiler import entry  # noqa: PLC0415 - slow
    from workbench.core.simulation.kernel._draws import simulate  # noqa: PLC0415

    return entry(simulate)


def respond(
    network: Network, levers: Levers, frame: Frame | None = None, base: Trajectory | None = None
) -> Trajectory:
    """Return what :func:`workbench.core.simulation.market.market_response` does, compiled.

    ``network`` is the one before any shock. With a ``frame`` that has all plants, substitutions
    and caps of ``levers``, and its ``base``, only parts that a shock hits are computed.
    """
    frame = frame or frame_of(network, [levers])
    batch = frame.batch([levers])
    wanted = Wanted(series=SERIES, totals=False, supply=True)
    found = run(batch, wanted, base=Base(_as_draws(base, batch), _no_path()) if base else None)
    series = {name: array[0] for name, array in found.series.items()}
    return Trajectory(network=batch.network, supply=found.supply[0], **series)


def _as_draws(base: Trajectory, batch: Batch) -> Draws:
    supply = np.zeros((1, len(batch.network.sources), batch.network.months))
    supply[0, : len(base.supply)] = base.supply  # plants of the batch stand behind the others
    series = {name: getattr(base, name)[None] for name in SERIES}
    by_source = np.empty((0, len(batch.network.sources)))
    return Draws(series=series, totals={}, by_source=by_source, supply=supply)


def base_of(frame: Frame, wanted: Wanted) -> Base:
    """Return the base of draws over a frame, for :func:`run`."""
    batch = frame.batch([frame.levers])
    by_source = wanted.supply or wanted.by_source
    everything = replace(wanted, series=SERIES, materials=None, supply=by_source)
    out, path = _output(batch, everything), _path(batch, by_source=by_source)
    _work(batch, out, everything, path, every=True)
    path.amounts[:] = out.series[0].T
    path.supply[:] = out.supply[0].T if by_source else 0.0
    return Base(_draws(out, everything), path)


def run(
    batch: Batch,
    wanted: Wanted,
    threads: int = 1,
    progress: Progress | None = None,
    base: Base | None = None,
) -> Draws:
    """Return the results of all draws.

    Only what a draw changes is computed: parts of the network, and months from its first change
    until everything is as in the base again. The rest is of ``base``, that of the batch's frame,
    which is computed when it is not given.

    Raises:
        Cancelled: if ``progress`` says so between two pieces.
    """
    out = _output(batch, wanted)
    if base is None and batch.draws > 1:
        base = base_of(batch.frame, wanted)
    if base is not None:
        usual, chosen = base.draws, _chosen(batch, wanted)
        for k, name in enumerate(wanted.series):
            out.series[:, k] = usual.series[name][:, chosen]
        for k, name in enumerate(TOTALS if wanted.totals else ()):
            out.totals[:, :, k] = usual.totals[name]
        if wanted.supply:
            out.supply[:] = usual.supply
        if wanted.by_source:
            out.by_source[:] = usual.by_source
        if wanted.short:
            out.short[:] = usual.short
    path = base.path if base else _no_path()
    _work(batch, out, wanted, path, threads, progress, every=base is None)
    return _draws(out, wanted)


def _draws(out: Output, wanted: Wanted) -> Draws:
    return Draws(
        series={name: out.series[:, k] for k, name in enumerate(wanted.series)},
        totals={name: out.totals[:, :, k] for k, name in enumerate(TOTALS) if wanted.totals},
        by_source=out.by_source,
        supply=out.supply,
        short=out.short,
    )


def _work(
    batch: Batch,
    out: Output,
    wanted: Wanted,
    path: Path,
    threads: int = 1,
    progress: Progress | None = None,
    *,
    every: bool,
) -> None:
    """Run all draws in pieces, each thread on memory of its own."""
    report = progress or Progress()
    kernel, layout = compiled(), batch.frame.layout
    ramp_limit = float(batch.network.ramp_limit)
    window = wanted.window or (0, batch.network.months)
    by_source = wanted.supply or wanted.by_source
    free: SimpleQueue[Memory] = SimpleQueue()
    starts = range(0, batch.draws, PIECE)
    threads = max(1, min(threads, len(starts)))
    for _ in range(threads):
        free.put(layout.memory(batch.rows, batch.width, by_source=by_source))

    def perform(first: int) -> int:
        memory, last = free.get(), min(first + PIECE, batch.draws)
        kernel(memory, path, batch.patches, out, ramp_limit, window, first, last, every)
        free.put(memory)
        return last - first

    done = 0
    with ThreadPoolExecutor(threads, "workbench-kernel") as pool:
        try:
            tasks = [pool.submit(perform, first) for first in starts] if threads > 1 else []
            counts = (task.result() for task in as_completed(tasks))
            for count in counts if tasks else map(perform, starts):
                done += count
                report.step(done, batch.draws, "simulating")
        finally:
            pool.shutdown(cancel_futures=True)


def _chosen(batch: Batch, wanted: Wanted) -> list[int]:
    """Return the places of the materials whose series are wanted."""
    every = range(len(batch.network.materials))
    return list(every if wanted.materials is None else wanted.materials)


def _path(batch: Batch, *, by_source: bool) -> Path:
    """Return an empty path for the base."""
    network, width = batch.network, batch.width
    return _paths(network.months, len(network.materials), len(network.sources), width, by_source)


def _no_path() -> Path:
    return _paths(0, 0, 0, 0, by_source=False)


def _paths(months: int, materials: int, sources: int, width: int, by_source: bool) -> Path:
    supplied = sources if by_source else 0
    return Path(
        stock=np.zeros((months, materials)),
        refused_since=np.full((months, materials), np.inf),
        due=np.zeros((months, materials, width)),
        accepted=np.zeros((months, sources)),
        arriving=np.zeros((months, supplied, width)),
        asked=np.full(materials, -1, dtype=np.int64),
        amounts=np.zeros((months, materials, len(SERIES))),
        supply=np.zeros((months, supplied)),
    )


def _output(batch: Batch, wanted: Wanted) -> Output:
    network, draws = batch.network, batch.draws
    count, sources, months = len(network.materials), len(network.sources), network.months
    chosen = _chosen(batch, wanted)
    material_of = np.full(count, -1, dtype=np.int64)
    material_of[chosen] = np.arange(len(chosen))
    series_of = [wanted.series.index(name) if name in wanted.series else -1 for name in SERIES]
    return Output(
        series=np.empty((draws, len(wanted.series), len(chosen), months)),
        series_of=np.array(series_of, dtype=np.int64),
        material_of=material_of,
        supply=np.empty((draws if wanted.supply else 0, sources, months)),
        totals=np.empty((draws if wanted.totals else 0, count, len(TOTALS))),
        by_source=np.empty((draws if wanted.by_source else 0, sources)),
        short=np.empty((draws if wanted.short else 0, count, months), dtype=np.uint8),
    )
