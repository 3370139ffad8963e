"""What an import is told on the command line: names, tables of HS codes, what a file leaves out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click

from workbench.core.layout import concordances, saying
from workbench.core.layout.saying import Said
from workbench.core.naming import remembered
from workbench.core.naming.concordance import Concordance
from workbench.core.problem import Problem
from workbench.core.project import Project

_OPTIONS = (
    click.option(
        "--name",
        "names",
        multiple=True,
        metavar="NAME=CODE",
        help="Say which country a name is (- leaves it out); it is remembered.",
    ),
    click.option(
        "--concordance",
        "tables",
        type=click.Path(path_type=Path),
        multiple=True,
        metavar="TABLE",
        help="Use and keep a table between two HS revisions (.xlsx, .csv).",
    ),
    click.option(
        "--set",
        "sayings",
        multiple=True,
        metavar="KEY=VALUE",
        help="Say what holds for all rows where FILE does not (flow=import, reporter=KOR, unit=t).",
    ),
)
_Command = TypeVar("_Command", bound=Callable[..., object])


def teaching(command: _Command) -> _Command:
    """Give a command the options by which an import is told what a file does not say."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True)
class Taught:
    """Answers and tables given with a command, and what is worth knowing about them."""

    answers: dict[str, str]
    said: Said
    concordance: Concordance
    problems: tuple[Problem, ...]


def learn(
    names: Sequence[str],
    tables: Sequence[Path],
    sayings: Sequence[str],
    project: Project,
    profile: str | None,
    *,
    keep: bool,
) -> Taught:
    """Return what the options ``--name``, ``--concordance`` and ``--set`` say; keep the first two.

    Raises:
        DataRefused: if an answer is none, or a file is no table of codes; nothing is kept then.
    """
    said = saying.parse(sayings, project)
    answers = remembered.parse(names, project, profile or "")
    concordance = Concordance()
    for path in tables:
        concordance = concordance.joined(concordances.read(path))
    if keep and answers:
        remembered.keep(answers, profile or "")
    if keep and concordance.pairs:
        concordances.save(concordance)
    told = [_told(old, new) for old, new in sorted(concordance.pairs) if old > new]
    return Taught(answers, said, concordance, (*told, *concordance.problems))


def _told(old: str, new: str) -> Problem:
    return Problem(f"a table of codes between {old} and {new} is used", "info")
