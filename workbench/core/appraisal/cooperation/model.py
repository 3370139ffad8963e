"""A cooperation model, from the tables ``projects``, ``partners``, ``support``, ``capacity``."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.core import periods
from workbench.core.problem import DataRefused, Problem
from workbench.core.project import Project

ROLES = ("research", "input", "producer", "evaluator", "customer")
"""Roles in the order in which their gates are passed."""
_READY = 9
_YEAR = 12


@dataclass(frozen=True)
class Link:
    """One partner of the chain and its gate."""

    organisation: str
    role: str
    material: str
    readiness: float
    """Technology readiness level, 1-9; NaN where not given."""
    months: float
    """Months to pass the gate; 0 at readiness 9, NaN where not known."""


@dataclass(frozen=True)
class Phase:
    """Capacity from a month on."""

    month: int
    """Counted as in :mod:`workbench.core.periods`."""
    capacity: float
    """Units a year."""


@dataclass(frozen=True)
class CooperationModel:
    """One project with its chain, its phases and its package."""

    key: str
    name: str
    material: str
    supplier: str
    status: str
    approved: int | None
    """Month of approval; None where not given."""
    investment: float
    """Private money; NaN where not given."""
    state_money: float
    """Public money: the state budget, else the sum of the package; NaN where neither is given."""
    package: dict[str, float]
    """Public money by kind of support; kinds without an amount are NaN."""
    requires: tuple[str, ...]
    excludes: tuple[str, ...]
    links: tuple[Link, ...]
    phases: tuple[Phase, ...]

    @property
    def delivers(self) -> bool:
        """Whether it delivers already, so that its gates are behind it."""
        return self.status in ("running", "complete")

    @property
    def leverage(self) -> float:
        """Private money per unit of public money; NaN where one is not known or none is public."""
        return self.investment / self.state_money if self.state_money > 0 else float("nan")


def cooperation_models(project: Project) -> list[CooperationModel]:
    """Return every cooperation model of a project, in order of the table."""
    return [_read(project, row) for _, row in project["projects"].iterrows()]


def cooperation_model(project: Project, key: str) -> CooperationModel:
    """Return one cooperation model.

    Raises:
        DataRefused: if there is none of this name.
    """
    table = project["projects"]
    rows = table[table["project"] == key]
    if rows.empty:
        known = ", ".join(table["project"].astype(str)) or "none"
        problem = Problem(
            "there is no such project",
            table="projects",
            column="project",
            value=key,
            expected=f"one of {known}",
        )
        raise DataRefused([problem])
    return _read(project, rows.iloc[0])


def _read(project: Project, row: pd.Series) -> CooperationModel:
    key = str(row["project"])
    support = project["support"]
    support = support[support["project"] == key]
    amounts = support.groupby("kind", sort=False)["amount"].sum(min_count=1)
    package = {str(kind): float(amount) for kind, amount in amounts.items()}
    state = float(row["state_budget"])
    given = [amount for amount in package.values() if not np.isnan(amount)]
    return CooperationModel(
        key=key,
        name=str(row["name"]) or key,
        material=str(row["material"]),
        supplier=str(row["supplier"]),
        status=str(row["status"]),
        approved=periods.span(str(row["approved"])[:7])[0] if row["approved"] else None,
        investment=float(row["investment"]),
        state_money=sum(given) if np.isnan(state) and given else state,
        package=package,
        requires=_names(row["requires"]),
        excludes=_names(row["excludes"]),
        links=_links(project, key),
        phases=_phases(project, str(row["supplier"])),
    )


def _names(text: object) -> tuple[str, ...]:
    return tuple(part.strip() for part in str(text).split(";") if part.strip())


def _links(project: Project, key: str) -> tuple[Link, ...]:
    table = project["partners"]
    rows = table[table["project"] == key]
    links = [
        Link(
            organisation=str(row["organisation"]),
            role=str(row["role"]),
            material=str(row["material"]),
            readiness=float(row["readiness"]),
            months=_months(float(row["gate_months"]), float(row["readiness"])),
        )
        for _, row in rows.iterrows()
    ]
    return tuple(sorted(links, key=lambda link: ROLES.index(link.role)))


def _months(given: float, readiness: float) -> float:
    return 0.0 if np.isnan(given) and readiness >= _READY else given


def _phases(project: Project, supplier: str) -> tuple[Phase, ...]:
    table = project["capacity"]
    rows = table[table["supplier"] == supplier] if supplier else table.iloc[:0]
    phases = [
        Phase(periods.span(str(row["period"]))[0], float(row["capacity"]))
        for _, row in rows.iterrows()
    ]
    return tuple(sorted(phases, key=lambda phase: phase.month))
