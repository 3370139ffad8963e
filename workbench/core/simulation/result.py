"""What a run returns: four tables, the findings, and the project it came from.

``shift`` and ``summary`` are both taken over :attr:`Result.window`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from workbench.core.problem import Problem, errors
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
    """First and last month over which ``shift`` and ``summary`` are taken.

    It begins in the first month in which a shock acts and ends where its effects do: in the last
    month in which one acts plus the longest lead time of all sources, or in the last month whose
    shortage differs from the base if that is later, within the run. All months of the run when no
    shock acts."""

    def only(self, material: str) -> Result:
        """Return the result with the rows of one material."""

        def part(rows: pd.DataFrame) -> pd.DataFrame:
            return rows[rows["material"] == material].reset_index(drop=True)

        return replace(
            self,
            balance=part(self.balance),
            base_balance=part(self.base_balance),
            flows=part(self.flows),
            base_flows=part(self.base_flows),
            shift=part(self.shift),
            summary=part(self.summary),
        )

    @property
    def incomplete(self) -> bool:
        """Whether an error was found, so that a part of what was asked is not in the tables.

        Such as a shock that was left out, or a material whose trade has no quantities.
        """
        return bool(self.left_out)

    @property
    def left_out(self) -> list[str]:
        """What was left out of the tables, and why: the messages of all errors found.

        The other findings say what was assumed.
        """
        return [problem.message for problem in errors(self.problems)]
