"""From rows of the tables ``scenarios`` and ``shocks`` to levers that are pulled."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable

import numpy as np
import pandas as pd

from workbench.core import periods
from workbench.core.network import Levers, Network
from workbench.core.problem import DataRefused, Problem
from workbench.core.project import Project
from workbench.core.shocks import (
    HS,
    SPREADS,
    IntArray,
    Shock,
    ShockKind,
    all_shocks,
    digits,
)
from workbench.core.simulation.entered import misfits, usable_spreads


def read_shocks(project: Project, scenario: str) -> tuple[list[Shock], list[Problem]]:
    """Return the shocks of a scenario, those of its parents first, each in their order.

    ``probability`` and ``spread`` are for ensembles; here every row happens with its own size.

    Raises:
        DataRefused: if there is no such scenario; the finding names those there are.
    """
    rows = project["shocks"]
    line, problems = lineage(project, scenario)
    shocks: list[Shock] = []
    for name in line:
        for _, row in rows[rows["scenario"] == name].sort_values("order").iterrows():
            shock, found = read_shock(row)
            problems += found
            if shock is not None:
                shocks.append(shock)
    return shocks, problems


def lineage(project: Project, scenario: str) -> tuple[list[str], list[Problem]]:
    """Return a scenario and its parents, the oldest first, and findings about parents.

    Raises:
        DataRefused: if there is no such scenario; the finding names those there are.
    """
    table = project["scenarios"]
    known = dict(zip(table["scenario"], table["parent"], strict=True))
    known |= dict.fromkeys(set(project["shocks"]["scenario"]) - set(known), "")
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
    return _line(known, scenario)


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
    parameters = json.loads(str(row["parameters"]) or "{}")
    spreads = parameters.pop(SPREADS, {})
    spreads = dict(spreads) if isinstance(spreads, dict) else {SPREADS: str(spreads)}
    if row["spread"]:
        spreads["size"] = str(row["spread"])
    chance = float(row["probability"])
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
        parameters=parameters,
        probability=1.0 if math.isnan(chance) else chance,
        spreads={str(name): str(text) for name, text in spreads.items()},
    )
    if unusable := _unusable(shock):
        return None, [unusable]
    usable, found = usable_spreads(shock, all_shocks()[shock.kind])
    return usable, [*misfits(shock, all_shocks()[shock.kind]), *found]


def _unusable(shock: Shock) -> Problem | None:
    """Return why a shock is left out, if it is; an HS prefix that is a number is made a text."""
    kind = all_shocks().get(shock.kind)
    if kind is None:
        known = ", ".join(all_shocks())
        text = f"no such kind of shock, left out; known are {known}"
        return shock.finding(text, "error", "kind", shock.kind)
    prefix = shock.parameters.get(HS.name, "")
    if isinstance(prefix, int) and not isinstance(prefix, bool):
        shock.parameters[HS.name] = str(prefix)
    elif not isinstance(prefix, str) or (prefix and not digits(prefix)):
        # Without the prefix it would hit every material.
        text = "the HS prefix must be a text of digits; the shock is left out"
        return shock.finding(text, "error", "parameters", str(prefix))
    if missing := _missing(shock, kind):
        text = f"needs a {missing}; the shock is left out"
        return shock.finding(text, "error", missing.split(" ")[0])
    for one in kind.parameters:
        if one.positive and shock.number(one.name, one.default) <= 0:
            text = f"the {one.name} must be above 0; the shock is left out"
            return shock.finding(text, "error", "parameters", f"{shock.number(one.name):g}")
    return None


def _missing(shock: Shock, kind: ShockKind) -> str:
    """Return which targets are missing, in words; an HS prefix stands for the material."""
    filled = {name for name in ("country", "material", "supplier") if getattr(shock, name)}
    if shock.text(HS.name, ""):
        filled.add("material")
    lacking = [target for target in kind.required if target not in filled]
    if lacking:
        return " and a ".join(lacking)
    return "" if filled.intersection(kind.any_of) or not kind.any_of else " or a ".join(kind.any_of)


def _hit(network: Network, shock: Shock) -> tuple[IntArray | None, list[Problem]]:
    """Return the places of the materials that its HS prefix stands for.

    None for a shock that names a material, or has no prefix.
    """
    prefix = digits(shock.text(HS.name, ""))
    if shock.material or not prefix:
        return None, []
    places = network.with_prefix(prefix)
    if len(places):
        return places, []
    text = f"no material that is simulated has an HS code that begins with {prefix};"
    left = f"{text} the shock is left out"
    return places, [shock.finding(left, "error", "parameters", prefix)]


def pull(network: Network, shocks: Iterable[Shock]) -> tuple[Levers, list[Problem]]:
    """Return the levers once every shock has acted, in order, and what was left out or assumed."""
    levers = Levers.of(network)
    problems: list[Problem] = []
    for shock in shocks:
        problems += act(levers, shock)
    return levers, problems


def act(levers: Levers, shock: Shock) -> list[Problem]:
    """Let one shock act on the levers; return findings about it."""
    network, kind = levers.network, all_shocks()[shock.kind]
    shock = kind.settled(shock)
    if _active(network, shock) is None:
        return [_never(network, shock)]
    problems = []
    late = not math.isinf(shock.duration) and shock.start + shock.duration > _end(network)
    if shock.start < network.first or late:
        text = "lies partly outside the months of the simulation; the part inside counts"
        problems.append(shock.finding(text, "info", "start", _name(shock)))
    places, found = _hit(network, shock)
    problems += found
    if places is None:
        problems += kind.apply(levers, levers.network, shock)
    elif kind.apply_to is not None and len(places):
        problems += kind.apply_to(levers, levers.network, shock, places)
    else:
        for m in places:
            problems += kind.apply(levers, levers.network, shock.on(network.materials[m]))
    return problems


def acting(network: Network, shocks: list[Shock]) -> tuple[int, int] | None:
    """Return the first month from which any shock was to act and the month after the last one.

    Counted from 0; None when none acts. A delay moves nothing here, so that all draws of an
    uncertain delay lie inside.
    """
    settled = [all_shocks()[shock.kind].settled(shock) for shock in shocks]
    spans = [span for shock in settled if (span := _active(network, shock))]
    if not spans:
        return None
    return min(start for start, _ in spans), max(end for _, end in spans)


def _active(network: Network, shock: Shock) -> tuple[int, int] | None:
    """Return the months over which a settled shock is meant to act, counted from 0.

    None when it acts in none of them, such as one that is later than it is long.
    """
    kind = all_shocks()[shock.kind]
    duration = kind.lasts(network, shock) if kind.lasts else shock.duration
    wait = kind.waits(shock) if kind.waits else 0
    start = float(shock.start - network.first)
    end = min(float(network.months), start + duration)
    if max(start + wait, 0.0) >= end:
        return None
    return int(max(start, 0.0)), math.ceil(end)


def _never(network: Network, shock: Shock) -> Problem:
    """Return why a settled shock acts in no month."""
    kind = all_shocks()[shock.kind]
    duration = kind.lasts(network, shock) if kind.lasts else shock.duration
    wait = kind.waits(shock) if kind.waits else 0
    late = "1 month" if wait == 1 else f"{wait} months"
    if duration <= 0:
        text = f"lasts {duration:g} months; the shock is left out"
        remedy = "Give a duration above 0, or empty the cell: it then lasts to the end"
        return shock.finding(text, "error", "duration", f"{shock.duration:g}", remedy)
    if wait and wait >= duration:
        text = f"begins {late} late and was to last {duration:g}; the shock is left out"
        remedy = "Give a shorter delay, or a longer duration: a delay does not move the end"
        return shock.finding(text, "error", "parameters", str(wait), remedy)
    if wait and network.first <= shock.start + wait and shock.start < _end(network):
        text = f"begins {late} late, after the simulation has ended; the shock is left out"
        remedy = "Give a shorter delay, or raise months in settings"
        return shock.finding(text, "error", "parameters", str(wait), remedy)
    text = "lies outside the months of the simulation; the shock is left out"
    return shock.finding(text, "error", "start", _name(shock), _months(network))


def _end(network: Network) -> int:
    return network.first + network.months


def _months(network: Network) -> str:
    first, last = network.month_name(0), network.month_name(network.months - 1)
    return f"Choose a month from {first} to {last}, or change first_period or months in settings"


def _name(shock: Shock) -> str:
    return periods.month_name(shock.start)
