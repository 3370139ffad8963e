"""What the room Appraisal asks, and what the core answers, worked out beside the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pandas as pd

from workbench.core.problem import DataRefused, Problem
from workbench.core.progress import Progress, Stretch
from workbench.core.project import Project
from workbench.ui.session import SIMULATED_FROM

if TYPE_CHECKING:
    from workbench.core.appraisal.appraise import Appraisal
    from workbench.core.appraisal.portfolio import Portfolio, Simulated
    from workbench.core.appraisal.ranking import MoneyUnit

Objective = Literal["shortage", "cvar", "dependence"]
APPRAISED_FROM = SIMULATED_FROM | {"projects", "partners", "support"}
"""Tables whose change makes an appraisal stale."""
LISTED_FROM = frozenset({"materials", "projects", "support", "trade", "events", "settings"})
"""Tables from which the coverage of lists is drawn up."""
_SECONDS = 60.0


@dataclass(frozen=True)
class Question:
    """What is asked: against which future, for what, with how much money."""

    scenarios: Mapping[str, float] | None = None
    """Probabilities by scenario, the rest is the base; None: all equally likely."""
    draws: int = 32
    objective: Objective = "shortage"
    budget: float = float("inf")
    by_kind: tuple[tuple[str, float], ...] = ()

    def appraises_as(self, other: Question) -> bool:
        """Return whether the same appraisal answers both, so that only the choice differs."""
        return self.scenarios == other.scenarios and self.draws == other.draws


@dataclass(frozen=True)
class Answer:
    """The answer to a question, as tables and values."""

    project: Project
    question: Question
    appraisal: Appraisal
    chosen: Portfolio | None
    unit: MoneyUnit
    money: pd.DataFrame
    figures: pd.DataFrame
    shares: pd.DataFrame
    ranking: pd.DataFrame
    by_kind: pd.DataFrame
    problems: tuple[Problem, ...]
    worst: tuple[str, ...]
    """Scenarios that the worst cases consist of without any project."""

    def is_stale(self, project: Project, question: Question) -> bool:
        """Return whether another project or question has come since."""
        tables = any(self.project[name] is not project[name] for name in APPRAISED_FROM)
        return tables or self.question != question


def answer(
    project: Project, question: Question, before: Answer | None, progress: Progress
) -> Answer:
    """Return the answer to a question; an appraisal that still holds is used again."""
    from workbench.core.appraisal import ranking
    from workbench.core.appraisal.appraise import appraise, weighed
    from workbench.core.appraisal.portfolio import worst_scenarios

    if before is not None and not before.is_stale(project, before.question):
        usable = before.question.appraises_as(question)
    else:
        usable = False
    if before is not None and usable:
        appraisal = before.appraisal
    else:
        scenarios = weighed(project, question.scenarios)
        appraisal = appraise(
            project, scenarios, draws=question.draws, progress=Stretch(progress, 0, 2)
        )
    chosen, told = _chosen(appraisal, question, Stretch(progress, 1, 2))
    unit = ranking.money_unit(each.model.state_money for each in appraisal.projects)
    return Answer(
        project=project,
        question=question,
        appraisal=appraisal,
        chosen=chosen,
        unit=unit,
        money=ranking.money_table(appraisal),
        figures=ranking.per_unit(ranking.figures_table(appraisal), unit),
        shares=ranking.shares_table(appraisal),
        ranking=ranking.per_unit(ranking.ranking_table(appraisal), unit),
        by_kind=ranking.per_unit(ranking.by_kind_table(appraisal), unit),
        problems=(*appraisal.problems, *told),
        worst=worst_scenarios(appraisal),
    )


def _chosen(
    appraisal: Appraisal, question: Question, progress: Progress
) -> tuple[Portfolio | None, tuple[Problem, ...]]:
    from workbench.core.appraisal.choice.instance import Limits
    from workbench.core.appraisal.portfolio import portfolio

    try:
        found = portfolio(
            appraisal,
            Limits(question.budget, question.by_kind),
            question.objective,
            seconds=_SECONDS,
            progress=progress,
        )
    except DataRefused as refused:
        return None, refused.problems
    return found, found.problems


def simulate_set(appraisal: Appraisal, names: tuple[str, ...]) -> tuple[tuple[str, ...], Simulated]:
    """Return a set of projects and what it reaches in the simulation."""
    from workbench.core.appraisal.portfolio import simulated

    return names, simulated(appraisal, names)


def lists_of(project: Project) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the coverage of strategic lists, and every listed material."""
    from workbench.core.appraisal.lists import coverage, items
    from workbench.core.warning.watch import watch

    grades: dict[str, str] = {}
    if project.home and not project["materials"].empty:
        told = watch(project).materials
        grades = dict(zip(told["material"], told["grade"], strict=True))
    return coverage(project, grades), items(project, grades)
