"""Findings about the past a simulation starts from: figures it does not use, or that are old."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.core import periods
from workbench.core.problem import Problem
from workbench.core.project import Project

OLD = 24
"""Months before the first one after which reference months are called old."""
_NAMED = 5


@dataclass(frozen=True)
class Past:
    """Figures of a material in one table; months as in :mod:`workbench.core.periods`."""

    material: str
    table: str
    months: npt.NDArray[np.int64]
    """Months with figures."""
    start: int
    end: int
    """Reference months; ``end`` excluded."""


def tell(past: list[Past], first: int) -> list[Problem]:
    """Return findings about figures of the simulated months, and about old reference months."""
    late: dict[tuple[str, str], list[str]] = {}
    old: dict[tuple[str, str], list[str]] = {}
    for one in past:
        outside = (one.months < one.start) | (one.months >= one.end)
        unused = one.months[(one.months >= first) & outside]
        if unused.size:
            ends = dict.fromkeys(_name(int(month)) for month in (unused[0], unused[-1]))
            span = " to ".join(ends)
            late.setdefault((one.table, span), []).append(one.material)
        if one.end < first - OLD:
            old.setdefault((one.table, _name(one.end - 1)), []).append(one.material)
    return [
        *(_finding(*key, names, first, "late") for key, names in late.items()),
        *(_finding(*key, names, first, "old") for key, names in old.items()),
    ]


def _finding(table: str, when: str, names: list[str], first: int, kind: str) -> Problem:
    listed = ", ".join(names[:_NAMED])
    if len(names) > _NAMED:
        listed += f" and {len(names) - _NAMED} more"
    begins = f"the simulation begins in {_name(first)}"
    text = f"the newest usable figures of {listed} end in {when}, but {begins}"
    remedy = "Import newer figures, or set an earlier first_period in the sheet settings"
    if kind == "late":
        text = f"figures of {listed} of {when} are not used: {begins} and computes these months"
        remedy = "Set a later first_period in the sheet settings to start from them"
    return Problem(text, severity="warning", table=table, column="period", remedy=remedy)


def _name(month: int) -> str:
    return periods.month_name(month)


def without_quantities(
    project: Project, codes: frozenset[str], quantified: set[str]
) -> list[Problem]:
    """Return an error for every material whose trade of home has values but no quantity.

    ``quantified`` holds the materials with any quantity.
    """
    trade = project["trade"]
    seen = set(trade.loc[trade["reporter"].isin(codes), "material"].astype(str).unique())
    known = set(project["materials"]["material"])
    return [
        Problem(
            f"trade of {name} has values but no quantities; the simulation needs quantities",
            table="trade",
            column="quantity",
            value=name,
            expected="quantities in the unit of the material",
            remedy="Add the quantities, for example from the same customs source",
        )
        for name in sorted((seen & known) - quantified)
    ]
