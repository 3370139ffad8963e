"""What the user once said of names that nobody knows, kept in a file that a person can read."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench.core import countries
from workbench.core.naming import text as texts
from workbench.core.naming.countries import CountryNames
from workbench.core.naming.country_table import normal
from workbench.core.problem import DataRefused, Problem
from workbench.core.project import Project
from workbench.paths import user_profiles

LEAVE_OUT = "-"
"""Answer for a name that is no country: its rows are left out, and counted."""

Answers = Mapping[str, str]
"""Codes of countries or groups, or ``LEAVE_OUT``, by the names or numbers that a file writes."""

_ABOUT = "What names in imported files stand for. Numbers are those of one source: its profile."


@dataclass(frozen=True)
class Remembered:
    """Answers of the user.

    ``names`` hold for every file. A number means another country with every office (124 is Canada
    for the United Nations, Pakistan for Japan's customs), so ``numbers`` holds them by profile.
    ``problems`` says why the file of answers could not be read.
    """

    names: Answers = field(default_factory=dict)
    numbers: Mapping[str, Answers] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def for_source(self, source: str, project: Project) -> dict[str, str]:
        """Return the answers for files of a profile, those whose code the project knows.

        Args:
            source: name of the profile; empty for a guess, for which no numbers are known.
            project: knows its countries and groups. A name whose code it lacks is asked again.
        """
        known = codes(project)
        every = {**self.names, **self.numbers.get(source, {})}
        return {text: code for text, code in every.items() if code in known}

    def joined(self, answers: Answers, source: str = "") -> Remembered:
        """Return these answers and newer ones, which take the place of older ones."""
        numbers = {text: code for text, code in answers.items() if is_number(text)}
        names = {text: code for text, code in answers.items() if text not in numbers}
        all_numbers = dict(self.numbers)
        if numbers:
            all_numbers[source] = _newer(self.numbers.get(source, {}), numbers)
        return Remembered(_newer(self.names, names), all_numbers, self.problems)


def _newer(old: Answers, new: Answers) -> dict[str, str]:
    again = {normal(text) for text in new}
    return {**{text: code for text, code in old.items() if normal(text) not in again}, **new}


def is_number(text: str) -> bool:
    """Return whether a name is a number, whose meaning depends on who wrote it."""
    return texts.plain(text).strip("'").isdigit()


def codes(project: Project) -> frozenset[str]:
    """Return everything that an answer may say: countries, groups, ``WLD`` and ``LEAVE_OUT``."""
    known = frozenset(countries.known(project).index.astype(str))
    return known | countries.groups(project) | {"WLD", LEAVE_OUT}


def parse(words: Iterable[str], project: Project, source: str = "") -> dict[str, str]:
    """Return the answers that texts such as ``Korea DPR=PRK`` give.

    Args:
        words: ``NAME=CODE``; the code is that of a country or group, or ``-`` to leave rows out.
        project: knows its countries and groups.
        source: the profile whose numbers are meant.

    Raises:
        DataRefused: naming every text that is no answer.
    """
    answers, problems, known = {}, [], codes(project)
    for word in words:
        name, sign, code = (part.strip() for part in word.rpartition("="))
        if sign and name:
            answers[name] = code.upper() if code.upper() in known else code
        else:
            problems.append(
                Problem("this is no answer", value=word, expected='NAME=CODE, as "Korea DPR=PRK"')
            )
    problems += check(answers, project, source)
    if problems:
        raise DataRefused(problems)
    return answers


def check(answers: Answers, project: Project, source: str = "") -> list[Problem]:
    """Return what is wrong with answers: codes that nobody knows, numbers of no source."""
    known, names = codes(project), CountryNames(project)
    found = []
    for text, code in answers.items():
        if code not in known:
            near = names.code(code)
            likely = [near.code] if near is not None else names.suggest(code)
            perhaps = f"; perhaps {', '.join(likely[:3])}" if likely else ""
            found.append(
                Problem(
                    f"{text!r} cannot stand for what is no country",
                    value=code,
                    expected="the code of a country or group, or - to leave its rows out" + perhaps,
                )
            )
        elif is_number(text) and not source:
            found.append(
                Problem(
                    f"the number {text} means another country with every office",
                    value=f"{text}={code}",
                    expected="the profile of the office that writes it",
                    remedy="Name it as well: --profile NAME",
                )
            )
    return found


def folder() -> Path:
    """Return the folder in which answers and tables of codes are kept, beside the profiles."""
    return user_profiles() / "remembered"


def load() -> Remembered:
    """Return what is remembered; nothing if there is no file, and a finding if it is broken."""
    path = _path()
    try:
        return _from_json(json.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return Remembered()
    except (OSError, ValueError, TypeError, AttributeError, RecursionError) as problem:
        return Remembered(
            problems=(
                Problem(
                    f"the remembered names cannot be read, so none is used: {problem}",
                    "warning",
                    file=str(path),
                    remedy="Mend or delete the file",
                ),
            )
        )


def keep(answers: Answers, source: str = "") -> Path:
    """Add answers to what is remembered; return the file.

    Args:
        answers: codes by name, checked before with ``check``.
        source: the profile whose numbers are among them.

    Raises:
        DataRefused: if the file there is broken; it is not overwritten.
        OSError: if it cannot be written.
    """
    before = load()
    if before.problems:
        raise DataRefused(before.problems)
    after = before.joined(answers, source)
    data = {"about": _ABOUT, "names": after.names, "numbers": after.numbers}
    path = _path()
    put(path, json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    return path


def put(path: Path, text: str) -> None:
    """Write a text beside ``path`` and move it into place, so that no half of it is ever read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    try:
        draft.write_text(text, "utf-8")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _path() -> Path:
    return folder() / "names.json"


def _from_json(data: Any) -> Remembered:
    names, numbers = data.get("names", {}), data.get("numbers", {})
    parts = [names, *numbers.values()]
    if not all(isinstance(part, dict) for part in parts):
        raise ValueError("names and the numbers of each profile must be objects")
    if not all(isinstance(code, str) for part in parts for code in part.values()):
        raise ValueError("every answer must be a text")
    return Remembered(names, numbers)
