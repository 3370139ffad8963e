"""Apparent consumption: what outside demand is taken to be where none is given.

Production + imports - exports - use by home producers, all of the reference months. What home made
then is what the table ``production`` shows; where it shows nothing of the material, the volumes of
the plants, and of those without a volume the capacity they had when the reference months began.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.core.network.monthly import YEAR
from workbench.core.network.steady import Flows
from workbench.core.problem import Problem
from workbench.core.project import Project

FloatArray = npt.NDArray[np.float64]
_TINY = 1e-9


def apparent_demand(project: Project, flows: Flows) -> tuple[FloatArray, list[Problem]]:
    """Return apparent consumption less the use by home producers, units per month.

    Findings say how it was formed, for every material whose demand is not given.
    """
    past = np.where(flows.is_home, flows.reference, 0.0)
    made, used = flows.total(past), flows.use @ past
    bought = flows.imported(flows.volume)
    left = made + bought - flows.exports - used
    given = set(project["demand"].dropna(subset=["quantity"])["material"])
    problems = []
    for m, name in enumerate(flows.materials):
        whole = left[m] + used[m] + flows.exports[m]
        short = left[m] < -_TINY * max(whole, 1.0)
        lack = left[m]
        if left[m] < _TINY * whole:  # what is left is rounding
            left[m] = 0.0
        if name in given:
            continue
        if short:
            problems.append(_none_left(name, float(lack)))
        amounts = (left[m], made[m], bought[m], flows.exports[m], used[m])
        problems.append(_formed(flows, name, *(float(amount) * YEAR for amount in amounts)))
    return left, problems


def _formed(
    flows: Flows, name: str, left: float, made: float, bought: float, sold: float, used: float
) -> Problem:
    basis = "table production" if name in flows.shown else "plants as they stood then"
    months = flows.months.get(name, "")
    return Problem(
        f"outside demand of {name} is not given; apparent consumption stands in, {left:g} a year:"
        f" production {made:g} ({basis}) + imports {bought:g} - exports {sold:g} - use by home"
        f" producers {used:g}" + (f", of {months}" if months else ""),
        severity="info",
        table="demand",
        column="quantity",
        remedy="Give the demand in the table demand if it is another",
    )


def _none_left(name: str, lack: float) -> Problem:
    return Problem(
        f"home uses and exports more {name} than it makes and imports; its outside demand is taken"
        " as none",
        severity="warning",
        table="demand",
        column="quantity",
        value=f"{lack * YEAR:g} a year",
        remedy="Check the recipe and its unit, or add the demand to the table demand",
    )
