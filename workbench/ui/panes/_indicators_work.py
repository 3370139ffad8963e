"""What the room of the indicators asks the core for, beside the window."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.core.dependence import Dependence, Judgement, dependence, judged
from workbench.core.indicators import all_indicators
from workbench.core.measure import explain
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.thresholds import thresholds_of
from workbench.ui.panes._indicators_form import Asked
from workbench.ui.panes._indicators_words import Told


@dataclass(frozen=True)
class Found:
    """What was computed about one indicator, and of which figures."""

    asked: Asked
    told: Told
    judgement: Judgement | None


def measured(project: Project, asked: Asked, progress: Progress) -> Dependence:
    """Return every indicator of the figures that are wanted."""
    return dependence(
        project,
        asked.material,
        basis=asked.basis,
        grain=asked.grain,
        groups=asked.groups,
        as_of=asked.as_of,
        progress=progress,
    )


def explained(
    project: Project, asked: Asked, every: Dependence, key: str, period: str, subject: str
) -> Found:
    """Return how one indicator of a period is computed, and what it judged in all of them."""
    indicator = all_indicators()[key]
    told = explain(
        project,
        key,
        material=asked.material,
        period=period,
        basis=asked.basis,
        groups=asked.groups,
        as_of=asked.as_of,
    )
    judgement = judged(
        project,
        key,
        material=asked.material,
        basis=asked.basis,
        grain=every.grain,
        groups=asked.groups,
        as_of=asked.as_of,
    )
    thresholds = thresholds_of(project, indicator)
    return Found(asked, Told(key, subject, indicator, told, thresholds), judgement)
