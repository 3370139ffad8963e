"""The thresholds of the early warning: data with sources, which settings of a project override."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from workbench.core.problem import DataRefused, Problem
from workbench.core.project import Project
from workbench.paths import resources

PREFIX = "warning."
"""Beginning of the settings that override a limit: ``warning.share_level.threshold``."""


_KINDS = "warning.backtest.kinds"


@dataclass(frozen=True)
class Limit:
    """One number that a rule depends on, and where it comes from."""

    key: str
    """``rule.name``, as in the settings after the prefix."""
    value: float
    unit: str
    meaning: str
    source: str
    low: float
    high: float


@dataclass(frozen=True)
class Limits:
    """All limits of one project."""

    entries: Mapping[str, Limit]
    points: Mapping[str, int]
    """Points of a rule that warns."""
    kinds: frozenset[str]
    """Kinds of events that the back-test wants to be warned of."""

    def __getitem__(self, key: str) -> float:
        """Return a limit by ``rule.name``."""
        return self.entries[key].value

    def months(self, key: str) -> int:
        """Return a limit that counts months."""
        return round(self[key])


@cache
def reference() -> Mapping[str, Any]:
    """Return the content of the file of thresholds; do not change it."""
    path = resources() / "reference" / "warning_rules.json"
    content: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


@cache
def _defaults() -> Mapping[str, Limit]:
    data = reference()
    groups = {name: data[name] for name in ("common", "grading", "backtest")} | data["rules"]
    found = {
        f"{group}.{name}": Limit(f"{group}.{name}", **entry)
        for group, entries in groups.items()
        for name, entry in entries.items()
        if isinstance(entry, dict)
    }
    return MappingProxyType(found)


def limits_of(project: Project) -> Limits:
    """Return the limits that hold for a project: its settings, then the file of thresholds.

    Raises:
        DataRefused: naming every setting of ours that is unknown or out of range.
    """
    found, problems = dict(_defaults()), []
    table = project["settings"]
    rows = zip(table["key"].astype(str), table["value"].astype(str), strict=True)
    for row, (key, text) in enumerate(rows, start=1):
        if not key.startswith(PREFIX) or not text.strip() or key == _KINDS:
            continue
        name = key.removeprefix(PREFIX)
        changed = _changed(found.get(name), text)
        if changed is None:
            problems.append(_unfit(key, text, row, found.get(name)))
        else:
            found[name] = changed
    if problems:
        raise DataRefused(problems)
    data = reference()
    points = {rule: int(entry["points"]) for rule, entry in data["rules"].items()}
    return Limits(MappingProxyType(found), points, _kinds(project))


def _kinds(project: Project) -> frozenset[str]:
    table = project["settings"]
    own = table.loc[table["key"] == _KINDS, "value"].astype(str)
    named = [kind.strip() for text in own for kind in text.split(";") if kind.strip()]
    return frozenset(named or reference()["backtest"]["kinds"])


def _changed(limit: Limit | None, text: str) -> Limit | None:
    if limit is None:
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    if not limit.low <= value <= limit.high:
        return None
    source = "setting of this project"
    return Limit(limit.key, value, limit.unit, limit.meaning, source, limit.low, limit.high)


def _unfit(key: str, text: str, row: int, limit: Limit | None) -> Problem:
    place: dict[str, str | int] = {"table": "settings", "column": "value", "row": row}
    place["value"] = text
    if limit is None:
        names = ", ".join(PREFIX + name for name in _defaults())
        problem = Problem(f"the early warning has no limit {key}", expected=f"one of {names}")
        return problem.located(**place)
    return Problem(
        f"the setting {key} cannot be used",
        expected=f"a number from {limit.low:g} to {limit.high:g} ({limit.unit})",
        remedy="Correct it, or delete the row to use the default",
    ).located(**place)
