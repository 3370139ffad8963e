"""Origin rules in force on a day, from the table ``rules``."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np

from workbench.core import countries
from workbench.core.project import Project
from workbench.core.values import Cell


@dataclass(frozen=True)
class Rule:
    """One rule as it stands on a day.

    ``threshold`` is NaN where no share is asked for. A row with neither a threshold nor excluded
    groups ends its rule.
    """

    name: str
    since: str
    """First day on which this row holds, as the table has it."""
    threshold: float
    required: tuple[str, ...]
    excluded: tuple[str, ...]
    exempt: frozenset[str]
    source: str
    qualifying: frozenset[str]
    """Countries that qualify; everybody who is not excluded where none are required."""
    barred: frozenset[str]
    """Countries that are excluded."""

    @property
    def has_ended(self) -> bool:
        """Whether this row asks for nothing any more."""
        return bool(np.isnan(self.threshold)) and not self.excluded

    def qualifies(self, country: str) -> bool:
        """Return whether what a country makes counts towards the threshold."""
        inside = country in self.qualifying or not self.required
        return inside and country not in self.barred


def day(date: str) -> str:
    """Return a date as its first day: ``2024`` and ``2024-01`` are ``2024-01-01``."""
    parts = date.split("-")
    return "-".join([*parts, *("01" for _ in range(3 - len(parts)))])


def rules_on(project: Project, date: str, name: str = "") -> list[Rule]:
    """Return the rules in force on a day, the newest row of each, in order of the table.

    Args:
        project: the project.
        date: the day, such as ``2024-06-30``; a month or a year means its first day.
        name: only this rule; empty for all.
    """
    table = project["rules"]
    if name:
        table = table[table["rule"] == name]
    found: dict[str, tuple[str, Rule]] = {}
    for row in table.to_dict("records"):
        since = str(row["from"])
        rule = str(row["rule"])
        if day(since) > day(date) or (rule in found and found[rule][0] > day(since)):
            continue
        found[rule] = day(since), _rule(project, row)
    return [rule for _, rule in found.values()]


def template(project: Project, name: str) -> dict[str, Cell]:
    """Return the cells of the newest row of a rule that asks for something: a successor's start.

    Of a rule whose rows all end it, the newest row; empty cells where there is no such rule.
    """
    table = project["rules"]
    rows = sorted(
        table[table["rule"] == name].to_dict("records"), key=lambda row: day(str(row["from"]))
    )
    asking = [row for row in rows if not _rule(project, row).has_ended]
    newest = (asking or rows or [{}])[-1]
    cells: dict[str, Cell] = {"rule": name, "from": "", "threshold": float("nan")}
    for column in ("required_groups", "excluded_groups", "exempt_materials", "source"):
        cells[column] = str(newest.get(column, ""))
    if newest:
        cells["from"], cells["threshold"] = str(newest["from"]), float(newest["threshold"])
    return cells


def _rule(project: Project, row: dict[Hashable, Any]) -> Rule:
    required, excluded = _names(row["required_groups"]), _names(row["excluded_groups"])
    return Rule(
        name=str(row["rule"]),
        since=str(row["from"]),
        threshold=float(row["threshold"]),
        required=required,
        excluded=excluded,
        exempt=frozenset(_names(row["exempt_materials"])),
        source=str(row["source"]),
        qualifying=_countries(project, required),
        barred=_countries(project, excluded),
    )


def _names(text: object) -> tuple[str, ...]:
    return tuple(part.strip() for part in str(text).split(";") if part.strip())


def _countries(project: Project, groups: tuple[str, ...]) -> frozenset[str]:
    return frozenset[str]().union(*(countries.members(project, name) for name in groups))
