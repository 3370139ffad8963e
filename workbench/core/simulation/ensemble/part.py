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
from workbench.core.simulation.kernel.engine import Base, Wanted, base_of, run
from workbench.core.simulation.scenario import pull

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

FAN = ("shortage", "stock", "imports", "production")
"""Series of which a fan of quantiles is drawn."""


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
    def base(self) -> Base:
        """A draw that changes nothing."""
        return base_of(self.frame, self._wanted)

    @property
    def _wanted(self) -> Wanted:
        return Wanted(
            series=FAN if self.by_month and self.shown else (),
            materials=self.shown,
            totals=True,
            by_source=True,
            short=self.by_month,
            window=self.window,
        )

    def prepare(self) -> None:
        """Make what all parts share, before several threads ask for it at once."""
        _ = self.base

    def scratch(self) -> Scratch:
        """Return memory to pack draws in, which costs more to make than some draws to pack."""
        return Scratch(self.network, self.frame.levers)

    def part(
        self,
        first: int,
        last: int,
        threads: int = 1,
        progress: Progress | None = None,
        scratch: Scratch | None = None,
    ) -> Part:
        """Return the results of draws ``first`` to ``last`` (excluded).

        ``scratch`` is overwritten; in one thread it can serve part after part.
        """
        return self.compute(self.pack(first, last, scratch), threads, progress)

    def pack(self, first: int, last: int, scratch: Scratch | None = None) -> Packed:
        """Return the draws ``first`` to ``last`` (excluded), ready for the kernel."""
        scratch = scratch or self.scratch()
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
        for (
            _,
            batch,
        ) in packed.apart:  # with a base even where it is one draw: bits may depend on it
            base = base_of(batch.frame, self._wanted)
            parts.append(self._part(batch, threads, progress, base))
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

    def _part(self, batch: Batch, threads: int, progress: Progress | None, base: Base) -> Part:
        found = run(batch, self._wanted, threads, progress, base)
        short = np.zeros((len(self.network.materials), self.network.months), dtype=np.int64)
        if self.by_month:
            short = found.short.sum(axis=0, dtype=np.int64)
        return Part(measures_of(batch.network, found), short, found.series)
