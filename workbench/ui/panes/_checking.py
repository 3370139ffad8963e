"""What an edit did to the data: findings about the tables it changed and who refers to them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from workbench.core import schema, validate
from workbench.core.problem import Problem
from workbench.core.project import Project


def findings(project: Project, news: Collection[str]) -> list[Problem]:
    """Return what is wrong in the tables ``news``, and every name that no row has any more.

    Places are rows of the tables as they stand, since that is what was edited.
    """
    found: list[Problem] = []
    for name in news:
        found += validate.check_values(schema.BY_NAME[name], project[name])
        found += validate.check_keys(schema.BY_NAME[name], project[name])
    found += validate.check_references(project)
    if "settings" in news:
        found += validate.check_settings(project)
    return [_in_table(project, problem) for problem in found]


def _in_table(project: Project, problem: Problem) -> Problem:
    """Turn the index value in ``row`` into the number of the row."""
    if not problem.row:
        return problem
    places = np.flatnonzero(project[problem.table].index == problem.row)
    return replace(problem, row=int(places[0]) + 1 if len(places) else 0)
