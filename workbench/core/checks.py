"""Every finding about a project: those of the schema, and those a simulation would stumble over."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from workbench.core import periods, schema, validate
from workbench.core.problem import Problem
from workbench.core.project import Project
from workbench.core.shocks import all_shocks
from workbench.core.simulation.before import before_a_run
from workbench.core.simulation.scenario import read_shock


def check(project: Project) -> list[Problem]:
    """Return every finding about ``project``, with file, sheet and cell where they are known."""
    return [
        *validate.check(project),
        *(validate.located(project, problem) for problem in check_model(project)),
        *(validate.located(project, problem) for problem in before_a_run(project)),
        *nothing_to_study(project),
    ]


def check_model(project: Project) -> list[Problem]:
    """Return what would keep scenarios or recipes from being simulated as they are written.

    ``row`` of each finding is the index value of the row, not its number.
    """
    return [*_shocks(project), *_plants(project), *_parents(project), *_recipes(project)]


def nothing_to_study(project: Project) -> list[Problem]:
    """Return a warning where no table says who supplies anything."""
    if any(len(project[name]) for name in ("trade", "production", "suppliers")):
        return []
    problem = Problem(
        "there is nothing to study yet: no trade, no production and no suppliers",
        severity="warning",
        expected="rows in one of the sheets trade, production and suppliers",
        remedy="Fill in one of them, or import customs figures",
    )
    return [problem]


def _shocks(project: Project) -> Iterator[Problem]:
    """Yield unknown kinds, missing targets, and sizes and parameters that a kind does not take."""
    known = all_shocks()
    for label, row in project["shocks"].iterrows():
        if not row["kind"]:
            continue  # a required cell; the schema says so
        # Cells that do not fit are findings of the schema; the others of the row still count.
        order = 1.0 if np.isnan(row["order"]) else row["order"]
        start = row["start"] if periods.is_period(str(row["start"])) else "2000-01"
        for problem in read_shock(pd.Series({**row, "order": order, "start": start}))[1]:
            if problem.column == "probability":
                continue  # out of range; the schema says so
            near = difflib.get_close_matches(problem.value, known, n=1)
            told = problem.located(row=int(str(label)))
            if problem.column == "kind":
                told = replace(
                    told,
                    expected="one of " + ", ".join(known),
                    remedy=f"Did you mean {near[0]}?" if near else "Choose one of these",
                )
            yield told


def _plants(project: Project) -> Iterator[Problem]:
    """Yield new plants whose name is nearly that of a supplier there is."""
    table, known = project["shocks"], set(project["suppliers"]["supplier"].astype(str))
    column = schema.BY_NAME["shocks"].column("supplier")
    other, value = column.new_where
    names = table.loc[table[other] == value, "supplier"]
    for label, name in names.items():
        near = [] if name in known else difflib.get_close_matches(str(name), known, n=1)
        if name and near:
            yield Problem(
                "no supplier of this name is in the table suppliers",
                severity="warning",
                table="shocks",
                column="supplier",
                row=int(str(label)),
                value=str(name),
                remedy=f"Did you mean {near[0]}?",
            )


def _parents(project: Project) -> Iterator[Problem]:
    """Yield scenarios that are their own ancestors; parents that do not exist are references."""
    table = project["scenarios"]
    parents = dict(zip(table["scenario"], table["parent"], strict=True))
    for label, name in table["scenario"].items():
        line = [str(name)]
        while (parent := parents.get(line[-1], "")) and parent not in line:
            line.append(parent)
        if parent == name:
            yield Problem(
                f"the scenario {name} is its own ancestor: {' -> '.join([*line, parent])}",
                table="scenarios",
                column="parent",
                row=int(str(label)),
                value=line[1] if len(line) > 1 else parent,
                expected="another scenario, or an empty cell",
                remedy="Empty the cell of one of them",
            )


def _recipes(project: Project) -> Iterator[Problem]:
    """Yield yields of 0, and materials that are made of each other."""
    table = project["recipes"]
    for label in table.index[table["yield"] == 0]:
        row = table.loc[label]
        yield Problem(
            f"a yield of 0 makes no {row['output']} from any {row['input']}",
            table="recipes",
            column="yield",
            row=int(label),
            value="0",
            expected="a number above 0, up to 1",
            remedy="Correct the cell; empty means no loss",
        )
    used = table[table["quantity"] > 0]
    edges = list(zip(used.index, used["input"], used["output"], strict=True))
    for label, loop in _loops([(int(label), str(a), str(b)) for label, a, b in edges]).items():
        yield Problem(
            f"these materials are made of each other: {' -> '.join(loop)}",
            table="recipes",
            column="input",
            row=label,
            value=loop[0],
            expected="a chain without loops",
            remedy="Delete one of these recipes",
        )


def _loops(edges: list[tuple[int, str, str]]) -> dict[int, list[str]]:
    """Return, by row, the shortest loop of materials that a recipe stands in."""
    before = -1
    while len(edges) != before:  # what nobody uses, or what uses nothing, stands in no loop
        before = len(edges)
        inside = {used for _, used, _ in edges} & {made for _, _, made in edges}
        edges = [edge for edge in edges if {edge[1], edge[2]} <= inside]
    makes: dict[str, list[str]] = {}
    for _, used, made in edges:
        makes.setdefault(used, []).append(made)
    found = {}
    for label, used, made in edges:
        paths = {made: [used, made]}
        waiting = [made]
        while waiting and used not in paths:
            here = waiting.pop(0)
            for further in makes.get(here, []):
                if further not in paths:
                    paths[further] = [*paths[here], further]
                    waiting.append(further)
        if used in paths:
            found[label] = paths[used]
    return found
