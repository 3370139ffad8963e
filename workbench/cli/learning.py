"""What an import is taught on the command line: names of countries, tables of HS codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.core.layout import concordances
from workbench.core.naming import remembered
from workbench.core.naming.concordance import Concordance
from workbench.core.problem import Problem
from workbench.core.project import Project


@dataclass(frozen=True)
class Taught:
    """Answers and tables given with a command, and what is worth knowing about them."""

    answers: dict[str, str]
    concordance: Concordance
    problems: tuple[Problem, ...]


def learn(
    names: Sequence[str],
    tables: Sequence[Path],
    project: Project,
    profile: str | None,
    *,
    keep: bool,
) -> Taught:
    """Return what the options ``--name`` and ``--concordance`` say, and keep it.

    Raises:
        DataRefused: if an answer is none, or a file is no table of codes; nothing is kept then.
    """
    answers = remembered.parse(names, project, profile or "")
    concordance = Concordance()
    for path in tables:
        concordance = concordance.joined(concordances.read(path))
    if keep and answers:
        remembered.keep(answers, profile or "")
    if keep and concordance.pairs:
        concordances.save(concordance)
    told = [_told(old, new) for old, new in sorted(concordance.pairs) if old > new]
    return Taught(answers, concordance, (*told, *concordance.problems))


def _told(old: str, new: str) -> Problem:
    return Problem(f"a table of codes between {old} and {new} is used", "info")
