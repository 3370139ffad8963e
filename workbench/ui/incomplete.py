"""What the window says about scenarios that were not run as they are written."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.core.problem import Problem
from workbench.core.project import Project
from workbench.core.shocks import all_shocks
from workbench.core.simulation.left_out import LeftOut
from workbench.ui.texts import number, tr, tr_n


def in_a_line(found: LeftOut, project: Project, most: int = 1000) -> str:
    """Return what is left out of one scenario: how many of its shocks, and why the first.

    Then of how many the uncertainty is not used as it is written: these act in full.

    Of a longer name ``most`` letters are shown.
    """
    said = []
    if found.rows:
        reasons = next(iter(found.rows.values()))
        text = tr_n(
            "{left} of {count} shock left out: {why}",
            "{left} of {count} shocks left out: {why}",
            found.shocks,
            left=number(len(found.rows), 0),
            why=reasons[0],
        )
        said.append(text)
    said += found.others
    if found.certain:
        reasons = next(iter(found.certain.values()))
        text = tr_n(
            "{some} of {count} shock not drawn as written: {why}",
            "{some} of {count} shocks not drawn as written: {why}",
            found.shocks,
            some=number(len(found.certain), 0),
            why=reasons[0],
        )
        said.append(text)
    name = scenario_name(project, found.scenario)
    if len(name) > most:
        name = name[: most - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
    return f"{name}: {'; '.join(said)}" if said else ""


def in_full(found: LeftOut, project: Project) -> str:
    """Return every shock that is left out of one scenario and why, a line each."""
    shocks = project["shocks"]
    lines = [scenario_name(project, found.scenario)]
    for label, reasons in (*found.rows.items(), *found.certain.items()):
        if label in shocks.index:
            key, order = str(shocks.at[label, "kind"]), float(str(shocks.at[label, "order"]))
            kind = tr(all_shocks()[key].title).lower() if key in all_shocks() else key
            name = tr("shock {order}, {kind}", order=number(order, 0), kind=kind)
            lines.append(f"- {name}: {'; '.join(reasons)}")
    return "\n".join([*lines, *(f"- {other}" for other in found.others)])


def of_everything(problems: Sequence[Problem]) -> list[str]:
    """Return what is left out of base and scenarios alike, as a run of the base would say it."""
    return [
        problem.message
        for problem in problems
        if problem.severity == "error" and problem.table not in ("shocks", "scenarios")
    ]


def scenario_name(project: Project, scenario: str) -> str:
    """Return the name of a scenario to show; the base has one too."""
    table = project["scenarios"]
    names = table.loc[table["scenario"] == scenario, "name"]
    return (str(names.iloc[0]) if len(names) else "") or scenario or tr("Base")
