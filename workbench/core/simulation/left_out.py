"""Which shocks of a scenario a run leaves out, or does not draw as written, and why, row by row.

A result tells the same as messages (:attr:`workbench.core.simulation.result.Result.left_out`); here
every message belongs to the row it is about, so that the row can be marked.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from workbench.core import periods
from workbench.core.network import Levers, Network
from workbench.core.problem import Problem, errors
from workbench.core.project import Project
from workbench.core.simulation.scenario import act, lineage, read_shock


@dataclass(frozen=True)
class LeftOut:
    """What a run of one scenario leaves out; nothing at all where the scenario is whole."""

    scenario: str
    shocks: int = 0
    """How many shocks the scenario has, those of its parents among them."""
    rows: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Why, by index value of the shock in the table ``shocks``, in words that do not name it."""
    others: tuple[str, ...] = ()
    """What else: a parent that does not exist, with all its shocks."""
    certain: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Shocks that act in full, but of whose uncertainty something is not used, and why."""

    def __bool__(self) -> bool:
        return bool(self.rows or self.others or self.certain)


class LeftOuts:
    """What every scenario leaves out; asks anew only where its shocks or the network changed."""

    def __init__(self) -> None:
        self._network: Network | None = None
        self._known: dict[str, tuple[list[str], LeftOut]] = {}

    def of(self, project: Project, network: Network) -> dict[str, LeftOut]:
        """Return by scenario what :func:`left_out` says, for all scenarios of the project."""
        if network is not self._network:
            self._network, self._known = network, {}
        table, known = project["shocks"], {}
        for scenario in project["scenarios"]["scenario"].astype(str):
            line, found = lineage(project, scenario)
            mine = table[table["scenario"].isin(line)]
            written = [*line, *map(repr, mine.itertuples()), *map(repr, found)]
            before = self._known.get(scenario)
            if before is not None and before[0] == written:
                known[scenario] = before
            else:
                known[scenario] = written, left_out(project, network, scenario)
        self._known = known
        return {scenario: found for scenario, (_, found) in known.items()}


def left_out(project: Project, network: Network, scenario: str) -> LeftOut:
    """Return what a run of a scenario leaves out; nothing is simulated.

    Args:
        project: the project.
        network: the network made from it.
        scenario: key of the scenario; empty: the base, which has no shocks.

    Raises:
        DataRefused: if there is no such scenario.
    """
    if not scenario:
        return LeftOut(scenario)
    line, found = lineage(project, scenario)
    table = project["shocks"]
    levers = Levers.of(network)
    rows, certain = dict[int, tuple[str, ...]](), dict[int, tuple[str, ...]]()
    count = 0
    for name in line:
        for label, row in table[table["scenario"] == name].sort_values("order").iterrows():
            count += 1
            left, unused = _reasons(levers, row)
            if left:
                rows[int(str(label))] = (*left, *unused)
            elif unused:
                certain[int(str(label))] = unused
    others = tuple(problem.message for problem in errors(found))
    return LeftOut(scenario, count, rows, others, certain)


def _reasons(levers: Levers, row: pd.Series) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Let the shock of a row act; return why it was left out, and what else is not used of it."""
    if math.isnan(row["order"]) or not periods.is_period(str(row["start"])):
        return ("its order or start cannot be read",), ()
    shock, read = read_shock(row)
    if shock is None:
        return _worded(row, read), ()
    # A shock that could be read acts, whatever is wrong with its probability or distributions.
    return _worded(row, act(levers, shock)), _worded(row, read)


def _worded(row: pd.Series, problems: Sequence[Problem]) -> tuple[str, ...]:
    """Return the errors about the shock of a row, in words that do not name it."""
    known = f"scenario {row['scenario']}, shock {int(row['order'])} ({row['kind']}): "
    found = []
    for problem in errors(problems):
        text = problem.message.removeprefix(known).removesuffix("; the shock is left out")
        unsaid = problem.value and problem.value not in text
        found.append(f"{text} ({problem.value})" if unsaid else text)
    return tuple(found)
