"""Answers while a slider moves: holds what does not change from one question to the next.

Of a move only the shocks are read again, and only those parts of the network are computed that a
shock hits (:mod:`workbench.core.simulation.layout`); the rest is copied from the base.
Tables are made when they are asked for, and for one material without those of the others.

Small networks are computed by the reference (:mod:`workbench.core.simulation.market`); large ones
by the compiled kernel, once :meth:`Live.prepare` has made it ready. Base and scenario of one result
always come from the same of the two. They agree to 1e-9 of the largest amount, in fact to its last
digits, so no figure that is shown changes when the kernel takes over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from workbench.core.network import Levers, Network, build
from workbench.core.problem import Problem
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.shocks import Shock
from workbench.core.simulation.batch import Frame, frame_key, frame_of
from workbench.core.simulation.market import Trajectory, market_response
from workbench.core.simulation.measures import Window, shift_table, summary_table
from workbench.core.simulation.result import Result
from workbench.core.simulation.run import BASE_TABLES, balance_table, flows_table
from workbench.core.simulation.scenario import acting, pull, read_shocks
from workbench.core.simulation.window import felt

LARGE = 5_000
"""Sources x months from which on the kernel is worth its loading."""
_MOST_FRAMES = 4


class Live:
    """What is known of one project after the other; its owner asks from one thread at a time."""

    def __init__(self) -> None:
        self._base: _Base | None = None
        self._ready = self._asked = False

    @property
    def wants_kernel(self) -> bool:
        """Whether the present network is large enough for the kernel, and it is not yet there."""
        return not self._asked and self._base is not None and self._base.large

    def prepare(self, progress: Progress | None = None) -> None:
        """Make the kernel ready; takes many seconds where it was never compiled before.

        May run in a thread of its own beside :meth:`result`. Where the kernel cannot be had, the
        reference goes on to answer.

        Raises:
            Cancelled: if ``progress`` says so.
        """
        from workbench.core.simulation.kernel import child  # noqa: PLC0415 - slow to load

        self._ready = child.prepare(progress)
        self._asked = True

    def result(
        self, project: Project, scenario: str = "", progress: Progress | None = None
    ) -> LiveResult:
        """Return what :func:`workbench.core.simulation.run.run` does, its tables made on demand.

        Raises:
            DataRefused: as ``run``.
        """
        return self.results(project, [scenario], progress)[0]

    def results(
        self, project: Project, scenarios: Sequence[str], progress: Progress | None = None
    ) -> list[LiveResult]:
        """Return a result for each scenario (empty: the base), measured over common months.

        Raises:
            DataRefused: as ``run``.
        """
        report = progress or Progress()
        report.step(0, 1 + len(scenarios), "building the network")
        read = [read_shocks(project, name) if name else ([], []) for name in scenarios]
        base = self._base_of(project)
        runs = []
        for place, (shocks, problems) in enumerate(read):
            report.step(1 + place, 1 + len(scenarios), "simulating")
            runs.append(base.respond(shocks, problems))
        spans = [one.span for one in runs if one.span is not None]
        start = min((span[0] for span in spans), default=0)
        end = max((span[1] for span in spans), default=base.network.months)
        report.step(1 + len(scenarios), 1 + len(scenarios), "done")
        return [
            LiveResult(project, name, base.trajectory, one.trajectory, one.problems, (start, end))
            for name, one in zip(scenarios, runs, strict=True)
        ]

    def explore(self, project: Project, shocks: Sequence[Shock]) -> LiveResult:
        """Return what shocks would do that are in no table of the project.

        Raises:
            DataRefused: if no network can be built.
        """
        base = self._base_of(project)
        run = base.respond(list(shocks), [])
        window = run.span or (0, base.network.months)
        name = shocks[0].scenario if shocks else ""
        return LiveResult(project, name, base.trajectory, run.trajectory, run.problems, window)

    def _base_of(self, project: Project) -> _Base:
        """Return the base; made anew when a table it is made from, or the kernel, is another."""
        frames = tuple(project[name] for name in BASE_TABLES)
        base = self._base
        if base is None or any(a is not b for a, b in zip(base.frames, frames, strict=True)):
            network, problems = build(project)
            base = _Base(frames, network, tuple(problems), self._ready)
        elif self._ready and not base.ready:
            base = _Base(frames, base.network, base.problems, self._ready)
        self._base = base
        return base


@dataclass(frozen=True)
class _Run:
    trajectory: Trajectory
    problems: tuple[Problem, ...]
    span: tuple[int, int] | None
    """Months in which shocks are felt; None when none acts."""


@dataclass(frozen=True, eq=False)
class _Base:
    """The network of some tables, what happens there without a shock, and how to compute it."""

    frames: tuple[pd.DataFrame, ...]
    network: Network
    problems: tuple[Problem, ...]
    ready: bool
    known: dict[object, Frame] = field(default_factory=dict)

    @property
    def large(self) -> bool:
        return len(self.network.sources) * self.network.months >= LARGE

    @cached_property
    def trajectory(self) -> Trajectory:
        return self.simulate(Levers.of(self.network), None)

    def simulate(self, levers: Levers, base: Trajectory | None) -> Trajectory:
        """Return what happens; parts that no shock hits are those of ``base``."""
        if not (self.ready and self.large):
            return market_response(levers.network, levers)
        from workbench.core.simulation.kernel.engine import respond  # noqa: PLC0415 - slow to load

        return respond(self.network, levers, self.frame(levers), base)

    def frame(self, levers: Levers) -> Frame:
        key = frame_key(self.network, levers)
        if key not in self.known:
            while len(self.known) >= _MOST_FRAMES:
                self.known.pop(next(iter(self.known)))
            self.known[key] = frame_of(self.network, [levers])
        return self.known[key]

    def respond(self, shocks: list[Shock], problems: list[Problem]) -> _Run:
        levers, found = pull(self.network, shocks)
        told = (*self.problems, *problems, *found)
        base = self.trajectory
        if not shocks:
            return _Run(base, told, None)
        trajectory = self.simulate(levers, base)
        active = acting(self.network, shocks)
        return _Run(trajectory, told, felt(base, trajectory, active) if active else None)


class LiveResult(Result):
    """A result whose tables are made when they are asked for."""

    def __init__(
        self,
        project: Project,
        scenario: str,
        base_run: Trajectory,
        run: Trajectory,
        problems: tuple[Problem, ...],
        months: tuple[int, int],
    ) -> None:
        network = base_run.network
        window = network.month_name(months[0]), network.month_name(months[1] - 1)
        parts = {
            "project": project,
            "scenario": scenario,
            "base_run": base_run,
            "run": run,
            "problems": problems,
            "months": months,
            "window": window,
        }
        for name, value in parts.items():
            object.__setattr__(self, name, value)

    base_run: Trajectory
    run: Trajectory
    """What happened as arrays, material or source x month."""
    months: tuple[int, int]
    """The window in months from 0, the end excluded."""

    @cached_property
    def balance(self) -> pd.DataFrame:
        """The table ``balance`` of the scenario."""
        return balance_table(self.run)

    @cached_property
    def base_balance(self) -> pd.DataFrame:
        """The table ``balance`` of the base."""
        return balance_table(self.base_run)

    @cached_property
    def flows(self) -> pd.DataFrame:
        """The table ``flows`` of the scenario."""
        return flows_table(self.run)

    @cached_property
    def base_flows(self) -> pd.DataFrame:
        """The table ``flows`` of the base."""
        return flows_table(self.base_run)

    @cached_property
    def _windows(self) -> tuple[Window, Window]:
        return Window(self.base_run, *self.months), Window(self.run, *self.months)

    @cached_property
    def shift(self) -> pd.DataFrame:
        """The table ``shift``."""
        return shift_table(*self._windows)

    @cached_property
    def summary(self) -> pd.DataFrame:
        """The table ``summary``."""
        return summary_table(*self._windows)

    def only(self, material: str) -> LiveResult:
        """Return the result of one material alone, for what shows no other; fast.

        Without rows when the material is not simulated.
        """
        runs = [_only(run, material) for run in (self.base_run, self.run)]
        return LiveResult(self.project, self.scenario, runs[0], runs[1], self.problems, self.months)


def _only(run: Trajectory, material: str) -> Trajectory:
    """Return what happened to one material, over a network of which only labels are complete."""
    network = run.network
    m = network.index(material)
    places = network.sources_of(m)
    part = replace(
        network,
        materials=(material,) if m >= 0 else (),
        sources=tuple(network.sources[s] for s in places),
        country=tuple(network.country[s] for s in places),
        material=network.material[places] * 0,
        is_home=network.is_home[places],
        lead=network.lead[places],
    )
    rows = slice(m, m + 1) if m >= 0 else slice(0, 0)
    return Trajectory(
        network=part,
        need=run.need[rows],
        demand=run.demand[rows],
        delivered=run.delivered[rows],
        shortage=run.shortage[rows],
        stock=run.stock[rows],
        production=run.production[rows],
        imports=run.imports[rows],
        exports=run.exports[rows],
        supply=run.supply[places],
    )
