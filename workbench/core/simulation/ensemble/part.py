"""Some of the draws of an ensemble, computed on their own: what a worker does.

A draw's result depends on the draw alone, never on the part it is computed in, so that the parts
put together are the same bytes in however many pieces and wherever they ran.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from workbench.core.network import Levers, Network
from workbench.core.progress import Progress
from workbench.core.shocks import Shock
from workbench.core.simulation.batch import Batch, Frame, frame_key, frame_of
from workbench.core.simulation.ensemble.inputs import Drawn
from workbench.core.simulation.ensemble.measured import measures_of
from workbench.core.simulation.ensemble.packing import ScratchPacker
from workbench.core.simulation.ensemble.scratch import Scratch
from workbench.core.simulation.kernel.engine import Draws, Wanted, run
from workbench.core.simulation.scenario import pull

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

FAN = ("shortage", "stock", "imports", "production")
"""Series of which a fan of quantiles is drawn."""
_SHORT = 1e-9


@dataclass(frozen=True, eq=False)
class Part:
    """Results of some draws."""

    measures: dict[str, FloatArray]
    """Measures of the table ``summary`` and ``time_to_survive``, draw x material."""
    short: IntArray
    """material x month: draws in which demand was not served."""
    fan: dict[str, FloatArray]
    """draw x chosen material x month, by series of :data:`FAN`."""


@dataclass(frozen=True, eq=False)
class Packed:
    """Draws made ready for the kernel."""

    together: Batch
    """Those that share the task's frame."""
    places: list[int]
    """Their places among the draws of the part."""
    apart: list[tuple[list[int], Batch]]
    """Those that build or replace what no probe does, each kind with a frame of its own."""


@dataclass(frozen=True, eq=False)
class Task:
    """What all draws of an ensemble share."""

    network: Network
    shocks: tuple[Shock, ...]
    drawn: Drawn
    window: tuple[int, int]
    """First month of the measures and the month after the last one, from 0."""
    shown: tuple[int, ...]
    """Places of the materials of which a fan is drawn."""
    by_month: bool = True
    """Whether chances and fans by month are wanted."""

    def levers(self, draw: int) -> Levers:
        """Return the levers of one draw."""
        return pull(self.network, self.drawn.shocks(self.shocks, draw))[0]

    @cached_property
    def frame(self) -> Frame:
        """What the draws share: every plant, substitution and cap of the probes."""
        probes = [self.levers(draw) for draw in self._probes()]
        try:
            return frame_of(self.network, probes)
        except ValueError:  # together they replace in a circle
            return frame_of(self.network)

    def _probes(self) -> Sequence[int]:
        """Return draws that between them have every shock, at its smallest and its largest."""
        found = {0} if len(self.drawn) else set()
        for column in self.drawn.values.T:
            found |= {int(column.argmin()), int(column.argmax())}
        return sorted(found)

    @cached_property
    def base(self) -> Draws:
        """Results of a draw that changes nothing."""
        return run(self.frame.batch([self.frame.levers]), self._wanted)

    @property
    def _wanted(self) -> Wanted:
        series = () if not self.by_month else FAN if self.shown else FAN[:1]
        return Wanted(series=series, totals=True, by_source=True, window=self.window)

    def part(
        self, first: int, last: int, threads: int = 1, progress: Progress | None = None
    ) -> Part:
        """Return the results of draws ``first`` to ``last`` (excluded)."""
        return self.compute(self.pack(first, last), threads, progress)

    def pack(self, first: int, last: int) -> Packed:
        """Return the draws ``first`` to ``last`` (excluded), ready for the kernel."""
        scratch = Scratch(self.network, self.frame.levers)
        packer = ScratchPacker(self.frame, scratch)
        together, alone = [], []
        for draw in range(first, last):
            try:
                packer.add(scratch.pull(self.drawn.shocks(self.shocks, draw)))
                together.append(draw - first)
            except ValueError:  # the frame has no place for what it builds, replaces or caps
                alone.append(draw)
        return Packed(packer.batch(), together, self._apart(alone, first))

    def _apart(self, draws: Sequence[int], first: int) -> list[tuple[list[int], Batch]]:
        groups: dict[object, tuple[list[int], list[Levers]]] = {}
        for draw in draws:
            levers = self.levers(draw)
            places, every = groups.setdefault(frame_key(self.network, levers), ([], []))
            places.append(draw - first)
            every.append(levers)
        return [
            (places, frame_of(self.network, every[:1]).batch(every))
            for places, every in groups.values()
        ]

    def compute(self, packed: Packed, threads: int = 1, progress: Progress | None = None) -> Part:
        """Return the results of draws that are ready."""
        parts = [self._part(packed.together, threads, progress, self.base)]
        if not packed.apart:
            return parts[0]
        parts += [self._part(batch, threads, progress, None) for _, batch in packed.apart]
        order = np.argsort([*packed.places, *(p for places, _ in packed.apart for p in places)])
        return Part(
            measures={
                name: np.concatenate([part.measures[name] for part in parts])[order]
                for name in parts[0].measures
            },
            short=np.sum([part.short for part in parts], axis=0),
            fan={
                name: np.concatenate([part.fan[name] for part in parts])[order]
                for name in parts[0].fan
            },
        )

    def _part(
        self, batch: Batch, threads: int, progress: Progress | None, base: Draws | None
    ) -> Part:
        found = run(batch, self._wanted, threads, progress, base)
        short = np.zeros((len(self.network.materials), self.network.months), dtype=np.int64)
        if self.by_month:
            start, end = self.window
            tiny = _SHORT * self.base.totals["demand"][0] / max(end - start, 1)
            short = (found.series["shortage"] > tiny[None, :, None]).sum(axis=0).astype(np.int64)
        fan = {
            name: found.series[name][:, list(self.shown)]
            for name in (FAN if self.by_month and self.shown else ())
        }
        return Part(measures_of(batch.network, found), short, fan)
