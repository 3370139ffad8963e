"""One call: a project and the name of a scenario in, the tables of a result out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from workbench.core.network import Levers, Network, build
from workbench.core.problem import Problem
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.simulation.market import Trajectory, market_response
from workbench.core.simulation.measures import Window, shift_table, summary_table
from workbench.core.simulation.result import BALANCE, FLOWS, Result
from workbench.core.simulation.scenario import acting, pull, read_shocks
from workbench.core.simulation.window import felt

_TABLES = (
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
    report = progress or Progress()
    report.step(0, 3, "building the network")
    shocks, problems = read_shocks(project, scenario) if scenario else ([], [])
    base = _base(_Tables(tuple(project[name] for name in _TABLES), project))
    report.step(1, 3, "simulating")
    network = base.network
    levers, found = pull(network, shocks)
    problems = [*base.problems, *problems, *found]
    if shocks:
        trajectory = market_response(levers.network, levers)
        balance, flows = balance_table(trajectory), flows_table(trajectory)
    else:
        trajectory, balance, flows = base.trajectory, base.balance, base.flows
    report.step(2, 3, "measuring")
    start, end = felt(base.trajectory, trajectory, acting(network, shocks))
    both = Window(base.trajectory, start, end), Window(trajectory, start, end)
    result = Result(
        project=project,
        scenario=scenario,
        balance=balance,
        base_balance=base.balance,
        flows=flows,
        base_flows=base.flows,
        shift=shift_table(*both),
        summary=summary_table(*both),
        problems=tuple(problems),
        window=(network.month_name(start), network.month_name(end - 1)),
    )
    report.step(3, 3, "done")
    return result


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
