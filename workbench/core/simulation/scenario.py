"""From rows of the tables ``scenarios`` and ``shocks`` to levers that are pulled."""

from __future__ import annotations

import json
import math

import numpy as np
import pandas as pd

from workbench.core import periods
from workbench.core.network import Levers, Network
from workbench.core.problem import DataRefused, Problem
from workbench.core.project import Project
from workbench.core.shocks import Parameter, Shock, ShockKind, all_shocks


def read_shocks(project: Project, scenario: str) -> tuple[list[Shock], list[Problem]]:
    """Return the shocks of a scenario, those of its parents first, each in their order.

    ``probability`` and ``spread`` are for ensembles; here every row happens with its own size.

    Raises:
        DataRefused: if there is no such scenario; the finding names those there are.
    """
    table, rows = project["scenarios"], project["shocks"]
    known = dict(zip(table["scenario"], table["parent"], strict=True))
    known |= dict.fromkeys(set(rows["scenario"]) - set(known), "")
    if scenario not in known:
        problem = Problem(
            "there is no such scenario",
            table="scenarios",
            column="scenario",
            value=scenario,
            expected="one of " + ", ".join(sorted(known)) if known else "a scenario; there is none",
            remedy="Choose one of these, or add it to the sheet scenarios",
        )
        raise DataRefused([problem])
    line, problems = _line(known, scenario)
    shocks: list[Shock] = []
    for name in line:
        for _, row in rows[rows["scenario"] == name].sort_values("order").iterrows():
            shock, found = read_shock(row)
            problems += found
            if shock is not None:
                shocks.append(shock)
    return shocks, problems


def _line(parents: dict[str, str], scenario: str) -> tuple[list[str], list[Problem]]:
    """Return the scenario and its parents, the oldest first."""
    line = [scenario]
    problems = []
    while parent := parents[line[0]]:
        if parent not in parents or parent in line:
            why = "is its own ancestor" if parent in line else "does not exist"
            problems.append(
                Problem(
                    f"the parent of scenario {line[0]} {why}; its shocks are left out",
                    table="scenarios",
                    column="parent",
                    value=parent,
                    expected="another scenario, or empty",
                )
            )
            break
        line.insert(0, parent)
    return line, problems


def read_shock(row: pd.Series) -> tuple[Shock | None, list[Problem]]:
    """Return the shock of one row of the table, and findings about it; none if it is left out."""
    shock = Shock(
        scenario=str(row["scenario"]),
        order=int(row["order"]),
        kind=str(row["kind"]),
        country=str(row["country"]),
        material=str(row["material"]),
        supplier=str(row["supplier"]),
        start=periods.span(str(row["start"]))[0],
        duration=math.inf if np.isnan(row["duration"]) else float(row["duration"]),
        size=float(row["size"]),
        parameters=json.loads(str(row["parameters"]) or "{}"),
    )
    kind = all_shocks().get(shock.kind)
    if kind is None:
        known = ", ".join(all_shocks())
        text = f"no such kind of shock, left out; known are {known}"
        return None, [shock.finding(text, "error", "kind", shock.kind)]
    missing = [target for target in kind.required if not getattr(shock, target)]
    if missing:
        text = f"needs a {' and a '.join(missing)}; the shock is left out"
        return None, [shock.finding(text, "error", missing[0])]
    return shock, _check(shock, kind)


def _check(shock: Shock, kind: ShockKind) -> list[Problem]:
    """Return findings about the size and the parameters."""
    declared = {parameter.name: parameter for parameter in kind.parameters}
    found = []
    if kind.size.unit == "0-1" and not (np.isnan(shock.size) or 0 <= shock.size <= 1):
        text = "the size must lie between 0 and 1; the nearer of both is used"
        found.append(shock.finding(text, column="size", value=f"{shock.size:g}"))
    for name, value in shock.parameters.items():
        if name not in declared:
            text = f"the parameter {name} is unknown and not used; known are {', '.join(declared)}"
            found.append(shock.finding(text, column="parameters", value=name))
        elif not _fits(declared[name], value):
            wanted = " or ".join(declared[name].choices) or "a number"
            text = f"the parameter {name} is not used; it must be {wanted}"
            found.append(shock.finding(text, column="parameters", value=str(value)))
    return found


def _fits(parameter: Parameter, value: object) -> bool:
    if parameter.choices:
        return value in parameter.choices
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def pull(network: Network, shocks: list[Shock]) -> tuple[Levers, list[Problem]]:
    """Return the levers once every shock has acted, in order."""
    levers = Levers.of(network)
    problems: list[Problem] = []
    for shock in shocks:
        start, end = _active(network, shock)
        if end <= start:
            text = "lies outside the months of the simulation and changes nothing"
            problems.append(shock.finding(text, column="start", value=_name(shock)))
            continue
        late = not math.isinf(shock.duration) and shock.start + shock.duration > _end(network)
        if shock.start < network.first or late:
            text = "lies partly outside the months of the simulation; the part inside counts"
            problems.append(shock.finding(text, "info", "start", _name(shock)))
        problems += all_shocks()[shock.kind].apply(levers, levers.network, shock)
    return levers, problems


def acting(network: Network, shocks: list[Shock]) -> tuple[int, int] | None:
    """Return the first month in which any shock acts and the month after the last one.

    Counted from 0; None when none acts.
    """
    spans = [_active(network, shock) for shock in shocks]
    spans = [(start, end) for start, end in spans if end > start]
    if not spans:
        return None
    return min(start for start, _ in spans), max(end for _, end in spans)


def _active(network: Network, shock: Shock) -> tuple[int, int]:
    start = shock.start - network.first
    end = (
        min(float(network.months), math.ceil(start + shock.duration))
        if (math.isfinite(shock.duration))
        else float(network.months)
    )
    return max(start, 0), int(end)


def _end(network: Network) -> int:
    return network.first + network.months


def _name(shock: Shock) -> str:
    return periods.month_name(shock.start)
