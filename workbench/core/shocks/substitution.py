"""Another material takes the place of a part of one, such as natural for artificial graphite.

What replaces it is itself ordered, made and served like any need for it; demand that was moved
counts with the material that serves it. Either always, or only what would be missing in a month.
Exports are not replaced.
"""

from __future__ import annotations

from workbench.core.network import Levers, Network, Substitution
from workbench.core.problem import Problem
from workbench.core.shocks import HS, RAMP, Parameter, Shock, ShockKind
from workbench.core.shocks._targets import no_figures

_SIZE = Parameter(
    name="size",
    label="Up to",
    meaning="largest share of the need at home that can be replaced",
    unit="0-1",
    default=0.2,
)
_BY = Parameter(
    name="by",
    label="Replaced by",
    meaning="the material that takes its place",
    refers="materials",
)
_RATIO = Parameter(
    name="ratio",
    label="Ratio",
    meaning="units of it that take the place of one unit",
    default=1.0,
    low=0.001,
    high=10.0,
    floor=True,
    positive=True,
)
_WHEN = Parameter(
    name="when",
    label="When",
    meaning="short: only what would be missing in a month; always: the whole share",
    choices=("short", "always"),
)


def apply(levers: Levers, network: Network, shock: Shock) -> list[Problem]:
    """Let a part of the need for a material be met by another one."""
    m, by = network.index(shock.material), network.index(shock.text("by", ""))
    if m < 0:
        return [no_figures(shock)]
    if by == m and shock.text(HS.name, ""):
        text = f"{shock.material} has the HS prefix as well; it is not replaced by itself"
        return [shock.finding(text, "info", "parameters", shock.material)]
    if by < 0 or by == m:
        name = shock.text("by", "")
        text = f"there are no figures of {name} to simulate" if name else "no substitute is named"
        text = "a material cannot replace itself" if by == m else text
        remedy = "Name a material with trade, production or suppliers in the parameter by"
        left = f"{text}; the shock is left out"
        return [shock.finding(left, "error", "parameters", name, remedy)]
    ratio = shock.number("ratio", _RATIO.default)
    weights = network.weights(shock.start, shock.duration, shock.number("ramp_months"))
    size = shock.number("size", _SIZE.default)
    short = shock.text("when", "short") == "short"
    try:
        levers.substitute(Substitution(m, by, size * weights, ratio, short))
    except ValueError as loop:
        path = " -> ".join(network.materials[i] for i in loop.args[0])
        text = f"these materials would be made of, or replaced by, each other: {path}"
        left = f"{text}; the shock is left out"
        return [shock.finding(left, "error", "parameters", network.materials[by])]
    return []


SHOCK = ShockKind(
    title="Substitution",
    meaning="Another material takes the place of a part of one, always or when it is short",
    size=_SIZE,
    required=("material",),
    optional=(),
    apply=apply,
    parameters=(_BY, _RATIO, _WHEN, RAMP, HS),
)
