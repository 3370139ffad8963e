"""What a row of the table ``shocks`` says that its kind of shock does not take, or not so."""

from __future__ import annotations

import math
from dataclasses import replace

from workbench.core.problem import Problem
from workbench.core.shocks import HS, Parameter, Shock, ShockKind
from workbench.core.spreads import FORMS, Spread, read_spread


def misfits(shock: Shock, kind: ShockKind) -> list[Problem]:
    """Return findings about the parameters, the size and the probability of a shock.

    Numbers out of range act as the nearest in range, see
    :meth:`workbench.core.shocks.ShockKind.settled`.
    """
    declared, found = kind.declared, []
    for name, value in shock.parameters.items():
        if name not in declared:
            text = f"the parameter {name} is unknown and not used; known are {', '.join(declared)}"
            found.append(shock.finding(text, column="parameters", value=name))
        elif not declared[name].fits(value):
            text = f"the parameter {name} is not used; it must be {_wanted(declared[name])}"
            found.append(shock.finding(text, column="parameters", value=str(value)))
    for one in (*declared.values(), kind.size):
        value = shock.number(one.name, math.nan)
        if one.is_number and not math.isnan(value) and one.nearest(value) != value:
            found.append(_out_of_range(shock, one, value))
    if shock.material and shock.text(HS.name, ""):
        text = "a material is named, so its HS prefix is not used"
        found.append(shock.finding(text, column="parameters", value=shock.text(HS.name, "")))
    if not 0.0 <= shock.probability <= 1.0:
        text = "the probability must lie between 0 and 1; the shock counts as certain"
        value = f"{shock.probability:g}"
        found.append(shock.finding(text, "error", "probability", value, "Correct the cell"))
    return found


def _out_of_range(shock: Shock, one: Parameter, value: float) -> Problem:
    text = f"{one.name} cannot be {value:g}; {one.nearest(value):g} is used"
    if one.unit == "0-1":
        limits = f"{one.low:g} and {one.high:g}"
        text = f"the {one.name} must lie between {limits}; the nearer of both is used"
    column = "size" if one.name == "size" else "parameters"
    return shock.finding(text, column=column, value=f"{value:g}")


def usable_spreads(shock: Shock, kind: ShockKind) -> tuple[Shock, list[Problem]]:
    """Return a shock with those distributions that can be drawn from, and findings about all.

    One that cannot be used is an error: draws would take the number of the row as certain.
    """
    spreads, found = {}, []
    for name, text in shock.spreads.items():
        parameter = kind.numbers.get(name)
        if parameter is None:
            why = f"{name} is no number that this kind takes"
            found.append(_unusable(shock, name, why, expected=", ".join(kind.numbers)))
            continue
        try:
            spread = read_spread(text)
        except ValueError as wrong:
            found.append(_unusable(shock, name, str(wrong), expected=", ".join(FORMS.values())))
            continue
        spreads[name] = text
        found += _odd(shock, kind, parameter, spread)
    chance = shock.probability if 0.0 <= shock.probability <= 1.0 else 1.0
    return replace(shock, spreads=spreads, probability=chance), found


def _unusable(shock: Shock, name: str, why: str, expected: str) -> Problem:
    problem = _about(shock, name, f"the distribution of {name} is not used: {why}")
    remedy = "Correct the cell, or empty it"
    return replace(problem, severity="error", expected=f"one of {expected}", remedy=remedy)


def _about(shock: Shock, name: str, message: str) -> Problem:
    """Return a warning about a distribution; that of the size mostly has a cell of its own."""
    column = "spread" if name == "size" else "parameters"
    return shock.finding(message, column=column, value=shock.spreads[name])


def _odd(shock: Shock, kind: ShockKind, one: Parameter, spread: Spread) -> list[Problem]:
    """Return findings about a distribution that draws what cannot be, or not what is entered."""
    found = []
    (low, high), (least, most) = spread.extent, one.allowed
    if low < least or high > most:
        limits = f"{least:g} to {most:g}" if math.isfinite(most) else f"{least:g} on"
        text = (
            f"the distribution of {one.name} reaches from {low:.4g} to {high:.4g}, but only values"
            f" from {limits} make sense; others that are drawn are put to the nearest"
        )
        found.append(_about(shock, one.name, text))
    choice, wanted = one.only_with
    if choice and shock.text(choice, kind.declared[choice].choices[0]) != wanted:
        text = f"the distribution of {one.name} changes nothing: {choice} is not {wanted}"
        return [*found, _about(shock, one.name, text)]
    value = shock.number(one.name, math.nan)
    if math.isnan(value) and one.name == "size" and one.default == 0.0:
        return found  # no size at all is another matter
    value = one.default if math.isnan(value) else value
    low, high = spread.reach
    if not low <= value <= high:
        text = (
            f"{one.name} is {value:g}, outside its distribution, {low:.4g} to {high:.4g}: a run"
            " without draws is like none of the draws"
        )
        found.append(_about(shock, one.name, text))
    return found


def _wanted(parameter: Parameter) -> str:
    if parameter.refers:
        return {"materials": "the name of a material", "hs": "digits"}[parameter.refers]
    return " or ".join(parameter.choices) or "a number"
