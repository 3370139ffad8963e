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
    Parameter,
    Shock,
    ShockKind,
    all_shocks,
)
from workbench.core.spreads import read_spread


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
    return shock, _check(shock, all_shocks()[shock.kind])


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
    elif not isinstance(prefix, str):
        # Without the prefix it would hit every material.
        text = "the HS prefix must be a text of digits; the shock is left out"
        return shock.finding(text, "error", "parameters", str(prefix))
    if missing := _missing(shock, kind):
        text = f"needs a {missing}; the shock is left out"
        return shock.finding(text, "error", missing.split(" ")[0])
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


def _check(shock: Shock, kind: ShockKind) -> list[Problem]:
    """Return findings about the size, the parameters and their distributions."""
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
            wanted = _wanted(declared[name])
            text = f"the parameter {name} is not used; it must be {wanted}"
            found.append(shock.finding(text, column="parameters", value=str(value)))
    for name, nearest in _outside(shock, kind).items():
        text = f"{name} cannot be {shock.number(name):g}; {nearest:g} is used"
        found.append(shock.finding(text, column="parameters", value=f"{shock.number(name):g}"))
    if shock.material and shock.text(HS.name, ""):
        text = "a material is named, so its HS prefix is not used"
        found.append(shock.finding(text, column="parameters", value=shock.text(HS.name, "")))
    return found + _check_spreads(shock, declared)


def _outside(shock: Shock, kind: ShockKind) -> dict[str, float]:
    """Return the parameters that are numbers which make no sense, and the nearest that do."""
    found = {}
    for parameter in kind.parameters:
        value = shock.number(parameter.name, math.nan)
        nearest = parameter.nearest(value)
        if not math.isnan(value) and nearest != value and not _is_text(parameter):
            found[parameter.name] = nearest
    return found


def _check_spreads(shock: Shock, declared: dict[str, Parameter]) -> list[Problem]:
    """Return findings about distributions of parameters; that of the size is a cell of its own."""
    found = []
    for name, text in shock.spreads.items():
        why = ""
        if name != "size" and (name not in declared or _is_text(declared[name])):
            why = f"{name} is no number that this kind takes"
        elif name != "size":
            try:
                read_spread(text)
            except ValueError as error:
                why = str(error)
        if why:
            message = f"the distribution of {name} is not used: {why}"
            found.append(shock.finding(message, column="parameters", value=text))
    return found


def _is_text(parameter: Parameter) -> bool:
    return bool(parameter.choices or parameter.refers)


def _wanted(parameter: Parameter) -> str:
    if parameter.refers:
        return {"materials": "the name of a material", "hs": "digits"}[parameter.refers]
    return " or ".join(parameter.choices) or "a number"


def _fits(parameter: Parameter, value: object) -> bool:
    if parameter.choices:
        return value in parameter.choices
    if parameter.refers == "hs":
        return isinstance(value, str) and (not value or _digits(value).isdecimal())
    if parameter.refers:
        return isinstance(value, str)
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _digits(code: str) -> str:
    return code.replace(".", "").replace(" ", "")


def _hit(network: Network, shock: Shock) -> tuple[IntArray | None, list[Problem]]:
    """Return the places of the materials that its HS prefix stands for.

    None for a shock that names a material, or has no prefix.
    """
    prefix = _digits(shock.text(HS.name, ""))
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
    network = levers.network
    start, end = _active(network, shock)
    if end <= start:
        text = "lies outside the months of the simulation; the shock is left out"
        return [shock.finding(text, "error", "start", _name(shock), _months(network))]
    problems = []
    late = not math.isinf(shock.duration) and shock.start + shock.duration > _end(network)
    if shock.start < network.first or late:
        text = "lies partly outside the months of the simulation; the part inside counts"
        problems.append(shock.finding(text, "info", "start", _name(shock)))
    kind = all_shocks()[shock.kind]
    if nearest := _outside(shock, kind):
        shock = shock.drawn(**nearest)
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
    """Return the first month in which any shock acts and the month after the last one.

    Counted from 0; None when none acts.
    """
    spans = [_active(network, shock) for shock in shocks]
    spans = [(start, end) for start, end in spans if end > start]
    if not spans:
        return None
    return min(start for start, _ in spans), max(end for _, end in spans)


def _active(network: Network, shock: Shock) -> tuple[int, int]:
    """Return the months of the simulation in which a shock acts, counted from 0."""
    kind = all_shocks()[shock.kind]
    duration = kind.lasts(network, shock) if kind.lasts else shock.duration
    start = float(shock.start - network.first)
    end = min(float(network.months), start + duration)
    return int(max(start, 0.0)), math.ceil(end)


def _end(network: Network) -> int:
    return network.first + network.months


def _months(network: Network) -> str:
    first, last = network.month_name(0), network.month_name(network.months - 1)
    return f"Choose a month from {first} to {last}, or change first_period or months in settings"


def _name(shock: Shock) -> str:
    return periods.month_name(shock.start)
