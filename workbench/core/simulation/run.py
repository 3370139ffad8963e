"""One call: a project and the name of a scenario in, the tables of a result out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from workbench.core.network import Levers, Network, build
from workbench.core.problem import Problem
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.shocks import Shock
from workbench.core.simulation.market import Trajectory, market_response
from workbench.core.simulation.measures import Window, shift_table, summary_table
from workbench.core.simulation.result import BALANCE, FLOWS, Result
from workbench.core.simulation.scenario import acting, pull, read_shocks
from workbench.core.simulation.window import felt

BASE_TABLES = (
    "settings",
    "materials",
    "countries",
    "trade",
    "production",
    "demand",
    "suppliers",
    "capacity",
    "recipes",
)
"""Tables the base is made from; edits of all others, such as shocks, leave it as it is."""


def run(project: Project, scenario: str = "", progress: Progress | None = None) -> Result:
    """Return what happens in the base and under ``scenario``; the base alone without a name.

    Pure: the same project and name give the same result.

    Raises:
        DataRefused: if the scenario does not exist, no home is set, there is nothing to simulate,
            or recipes form a loop.
    """
    return run_all(project, [scenario], progress)[0]


def run_all(
    project: Project, scenarios: Sequence[str], progress: Progress | None = None
) -> list[Result]:
    """Return a result for each scenario, all of them measured over the same months.

    The window begins with the first shock of any of them and ends where the last effect of any
    does, so that sums and shares can be compared. An empty name stands for the base.

    Raises:
        DataRefused: as :func:`run`.
    """
    report = progress or Progress()
    steps = 2 + len(scenarios)
    report.step(0, steps, "building the network")
    read = [read_shocks(project, name) if name else ([], []) for name in scenarios]
    base = _base(_tables(project))
    runs = []
    for place, (shocks, problems) in enumerate(read):
        report.step(1 + place, steps, "simulating")
        runs.append(_respond(base, shocks, problems))
    report.step(steps - 1, steps, "measuring")
    window = _together(base, runs)
    found = [
        _result(project, name, base, one, window) for name, one in zip(scenarios, runs, strict=True)
    ]
    report.step(steps, steps, "done")
    return found


@dataclass(frozen=True)
class _Run:
    """One scenario that was simulated."""

    trajectory: Trajectory
    balance: pd.DataFrame
    flows: pd.DataFrame
    problems: tuple[Problem, ...]
    acting: tuple[int, int] | None


def _respond(base: _Base, shocks: list[Shock], problems: list[Problem]) -> _Run:
    levers, found = pull(base.network, shocks)
    told = (*base.problems, *problems, *found)
    if not shocks:
        return _Run(base.trajectory, base.balance, base.flows, told, None)
    trajectory = market_response(levers.network, levers)
    balance, flows = balance_table(trajectory), flows_table(trajectory)
    return _Run(trajectory, balance, flows, told, acting(base.network, shocks))


def _together(base: _Base, runs: list[_Run]) -> tuple[int, int]:
    """Return the months over which all runs are measured."""
    spans = [felt(base.trajectory, one.trajectory, one.acting) for one in runs if one.acting]
    if not spans:
        return 0, base.network.months
    return min(start for start, _ in spans), max(end for _, end in spans)


def _result(
    project: Project, scenario: str, base: _Base, one: _Run, window: tuple[int, int]
) -> Result:
    network = base.network
    both = Window(base.trajectory, *window), Window(one.trajectory, *window)
    return Result(
        project=project,
        scenario=scenario,
        balance=one.balance,
        base_balance=base.balance,
        flows=one.flows,
        base_flows=base.flows,
        shift=shift_table(*both),
        summary=summary_table(*both),
        problems=one.problems,
        window=(network.month_name(window[0]), network.month_name(window[1] - 1)),
    )


@dataclass(frozen=True, eq=False)
class _Tables:
    """Tables compared by identity, as they are never changed in place."""

    frames: tuple[pd.DataFrame, ...]
    project: Project

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Tables):
            return NotImplemented
        return all(mine is its for mine, its in zip(self.frames, other.frames, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(id(frame) for frame in self.frames))


@dataclass(frozen=True)
class _Base:
    network: Network
    problems: tuple[Problem, ...]
    trajectory: Trajectory
    balance: pd.DataFrame
    flows: pd.DataFrame


def network_of(project: Project) -> Network:
    """Return the network of a project before any shock; that of its last run if it has one.

    Raises:
        DataRefused: as :func:`run`.
    """
    return _base(_tables(project)).network


def _tables(project: Project) -> _Tables:
    return _Tables(tuple(project[name] for name in BASE_TABLES), project)


@lru_cache(maxsize=2)  # every step of a slider asks for the same base again
def _base(tables: _Tables) -> _Base:
    network, problems = build(tables.project)
    trajectory = market_response(network, Levers.of(network))
    balance, flows = balance_table(trajectory), flows_table(trajectory)
    return _Base(network, tuple(problems), trajectory, balance, flows)


def balance_table(run: Trajectory) -> pd.DataFrame:
    """Return the table ``balance``: one row a month and material, months in order."""
    network = run.network
    amounts = {name: getattr(run, name).T.ravel() for name in BALANCE[2:]}
    return pd.DataFrame(
        {
            "period": np.repeat(_periods(network), len(network.materials)),
            "material": np.tile(np.array(network.materials, dtype=object), network.months),
            **amounts,
        },
        columns=list(BALANCE),
    )


def flows_table(run: Trajectory) -> pd.DataFrame:
    """Return the table ``flows``: every month of every source that ever supplied anything."""
    network = run.network
    active = np.flatnonzero((run.supply > 0).any(axis=1))
    count = len(active)
    labels = {
        "material": np.array(network.materials, dtype=object)[network.material[active]],
        "source": np.array(network.sources, dtype=object)[active],
        "country": np.array(network.country, dtype=object)[active],
    }
    return pd.DataFrame(
        {
            "period": np.repeat(_periods(network), count),
            **{name: np.tile(values, network.months) for name, values in labels.items()},
            "quantity": run.supply[active].T.ravel(),
        },
        columns=list(FLOWS),
    )


def _periods(network: Network) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    return np.array([network.month_name(t) for t in range(network.months)], dtype=object)
