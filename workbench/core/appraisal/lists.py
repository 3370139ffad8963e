"""Strategic lists: how far materials and projects of a study cover them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
import pandas as pd

from workbench.core.project import Project
from workbench.paths import resources

COVERAGE = (
    "list",
    "date",
    "items",
    "materials",
    "with_project",
    "without_project",
    "alarming_without",
    "follows",
)
"""``items``: published number (NaN where not known); ``materials``: how many of them are in the
study; ``alarming_without``: names without a project and with a high grade of warning."""
ITEMS = ("list", "material", "name", "grade", "projects", "state_money")
"""A row a list and material; ``grade`` is empty where the warning could not be judged."""

HIGH = frozenset({"A", "B"})
"""Grades of warning that call for action: checked weekly and fortnightly in Korea's system."""


@cache
def known_lists() -> pd.DataFrame:
    """Return the published lists: ``list``, ``country``, ``date``, ``items``, ``follows``,
    ``kind``, ``source``. Read once; do not change it."""
    path = resources() / "reference" / "lists.csv"
    frame = pd.read_csv(path, comment="#", dtype=str, keep_default_na=False)
    return frame.assign(items=pd.to_numeric(frame["items"], errors="coerce").astype(float))


def items(project: Project, grades: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Return every material of every list with its projects: the columns :data:`ITEMS`.

    Names of origin rules stand in the same column; they are no lists.

    Args:
        project: the project.
        grades: grade of warning by material, where it could be judged.
    """
    projects = project["projects"]
    grade = grades or {}
    rules = set(project["rules"]["rule"].astype(str))
    rows = []
    for row in project["materials"].itertuples():
        mine = projects[projects["material"] == row.material]
        money = float(mine["state_budget"].sum(min_count=1)) if len(mine) else 0.0
        names = "; ".join(mine["project"].astype(str))
        for text in str(row.lists).split(";"):
            if text.strip() and text.strip() not in rules:
                key, shown = str(row.material), str(row.name)
                rows.append((text.strip(), key, shown, grade.get(key, ""), names, money))
    frame = pd.DataFrame(rows, columns=list(ITEMS)).astype({"state_money": float})
    return frame.sort_values(["list", "material"], kind="stable", ignore_index=True)


def coverage(project: Project, grades: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Return how far each list is covered: the columns :data:`COVERAGE`.

    Lists are those a material of the project names, and those that are published for home.
    """
    found = items(project, grades)
    published = known_lists().set_index("list")
    mine = published.index[published["country"] == project.home]
    rows = []
    for name in dict.fromkeys([*mine, *found["list"]]):
        part = found[found["list"] == name]
        bare = part[part["projects"] == ""]
        alarming = bare[bare["grade"].isin(HIGH)]["material"]
        known = name in published.index
        rows.append(
            (
                name,
                published.at[name, "date"] if known else "",
                published.at[name, "items"] if known else np.nan,
                len(part),
                len(part) - len(bare),
                len(bare),
                "; ".join(alarming),
                published.at[name, "follows"] if known else "",
            )
        )
    frame = pd.DataFrame(rows, columns=list(COVERAGE))
    return frame.astype({"items": float})
