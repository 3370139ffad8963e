"""What a run of each scenario would leave out or assume, told before it is run."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.core import periods
from workbench.core.network import Levers, build
from workbench.core.problem import DataRefused, Problem
from workbench.core.project import Project
from workbench.core.simulation.scenario import act, read_shocks


def before_a_run(project: Project) -> Iterator[Problem]:
    """Yield what shocks cannot do: missing materials, months outside, suppliers without capacity.

    Each with the index value of its row of the table ``shocks`` as ``row``. Findings that reading
    the rows alone gives are left to :mod:`workbench.core.checks`; shocks of a parent are told once.
    Nothing is simulated. Where no network can be built, why not is the finding.
    """
    table = project["shocks"]
    if table.empty or not all(_readable(project)):
        return
    try:
        network, _ = build(project)
    except DataRefused as refused:
        yield from (problem for problem in refused.problems if problem.table != "recipes")
        return
    names = zip(table["scenario"], table["order"], strict=True)
    rows = {
        (str(name), int(order)): int(row)
        for (name, order), row in zip(names, table.index, strict=True)
    }
    for scenario in dict.fromkeys(table["scenario"].astype(str)):
        levers = Levers.of(network)
        for shock in read_shocks(project, scenario)[0]:
            for problem in act(levers, shock):
                if shock.scenario == scenario:
                    yield problem.located(row=rows[shock.scenario, shock.order])


def _readable(project: Project) -> Iterator[bool]:
    """Yield whether cells can be read as they stand; others are findings of the schema."""
    table = project["shocks"]
    yield not table["order"].isna().any()
    yield all(periods.is_period(str(start)) for start in table["start"])
