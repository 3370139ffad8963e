"""What a run returns: four tables, the findings, and the project it came from."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from workbench.core.problem import Problem
from workbench.core.project import Project

BALANCE = (
    "period",
    "material",
    "demand",
    "delivered",
    "shortage",
    "stock",
    "production",
    "imports",
    "exports",
)
"""Per material and month, in the unit of the material: ``demand = delivered + shortage`` and
``stock = stock before + production + imports - exports - delivered``."""

FLOWS = ("period", "material", "source", "country", "quantity")
"""What each source supplied to home in the month it arrived (imports), or made and did not
export (home production), in the unit of the material."""

SHIFT = (
    "material",
    "country",
    "base_share",
    "scenario_share",
    "change",
    "base_share_of_imports",
    "scenario_share_of_imports",
    "change_of_imports",
)
"""Shares of supply (imports + home production not exported), and beside them shares of imports;
NaN where there is no supply or no import to have a share of."""

SUMMARY = ("material", "measure", "base", "scenario", "p5", "p50", "p95", "cvar95")
"""One figure per material and measure; quantiles are NaN for a single run."""


@dataclass(frozen=True)
class Result:
    """A finished run. ``scenario`` is empty when the base itself was run."""

    project: Project
    scenario: str
    balance: pd.DataFrame
    base_balance: pd.DataFrame
    flows: pd.DataFrame
    base_flows: pd.DataFrame
    shift: pd.DataFrame
    summary: pd.DataFrame
    problems: tuple[Problem, ...] = ()
    window: tuple[str, str] = ("", "")
    """First and last month over which ``shift`` is taken: those in which the shocks act. ``summary``
    begins with the first of them and goes on to the end of the run."""
