"""A scenario under the best response, as the tables of a result."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from workbench.core.network import Levers, build
from workbench.core.periods import span
from workbench.core.problem import Problem
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.simulation.best.response import Planner
from workbench.core.simulation.best.worth import worth_table
from workbench.core.simulation.measures import Window, shift_table, summary_table
from workbench.core.simulation.result import Result
from workbench.core.simulation.run import balance_table, flows_table
from workbench.core.simulation.scenario import acting, pull, read_shocks
from workbench.core.simulation.window import felt


@dataclass(frozen=True)
class BestRun:
    """The tables of the base and the scenario under the best response."""

    result: Result
    worth: pd.DataFrame
    """What one more unit of each source would avoid, see
    :data:`~workbench.core.simulation.best.worth.WORTH`."""
    shortage: float
    """Outside demand not served in the scenario: all materials, all months, each in its unit."""


def run_best(
    project: Project,
    scenario: str = "",
    window: tuple[str, str] | None = None,
    progress: Progress | None = None,
    planner: Planner | None = None,
) -> BestRun:
    """Return what the least shortage would look like; the base alone without a name.

    ``window`` are the months over which the table ``shift`` and the summary are taken, such as
    those of the market response; ``planner`` one of an earlier call, which makes this one fast.

    Raises:
        DataRefused: as :func:`workbench.core.simulation.run.run`, or if there is no best response.
    """
    shocks, problems = read_shocks(project, scenario) if scenario else ([], [])
    network, assumed = build(project)
    levers, found = pull(network, shocks)
    mind = planner or Planner()
    base = mind.respond(Levers.of(network), progress=progress).trajectory
    best = mind.respond(levers, progress=progress)
    after = best.trajectory
    start, end = felt(base, after, acting(network, shocks))
    if window is not None:
        start, end = (span(period)[0] - network.first for period in window)
        end += 1
    both = Window(base, start, end), Window(after, start, end)
    result = Result(
        project=project,
        scenario=scenario,
        balance=balance_table(after),
        base_balance=balance_table(base),
        flows=flows_table(after),
        base_flows=flows_table(base),
        shift=shift_table(*both),
        summary=summary_table(*both),
        problems=(*assumed, *problems, *found, *_mixed(project, after.network.materials)),
        window=(network.month_name(start), network.month_name(end - 1)),
    )
    return BestRun(result, worth_table(best), best.shortage)


def _mixed(project: Project, materials: tuple[str, ...]) -> list[Problem]:
    """Return a finding if amounts of different units are added up."""
    rows = project["materials"]
    units = sorted(set(rows.loc[rows["material"].isin(materials), "unit"]) - {""})
    if len(units) < 2:
        return []
    return [
        Problem(
            "the best response adds up shortages of materials in different units as they are:"
            f" {', '.join(units)}",
            severity="info",
            table="materials",
            column="unit",
        )
    ]
