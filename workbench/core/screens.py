"""Thresholds of published screening rules: data with a source, each overridable by the project.

A row ``screen.<rule>.<name>`` of the table ``settings`` takes the place of the published value.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from workbench.core.project import Project
from workbench.core.schema import Kind, Setting
from workbench.paths import resources

PREFIX = "screen."


@dataclass(frozen=True)
class Screen:
    """The thresholds of one rule: numbers, and the country it looks at.

    ``country`` is empty where the rule looks at the largest partner. ``own`` names the thresholds
    that the project has set itself.
    """

    key: str
    source: str
    numbers: Mapping[str, float]
    country: str = ""
    own: frozenset[str] = frozenset()

    def __getitem__(self, name: str) -> float:
        """Return a threshold.

        Raises:
            KeyError: if the rule has no such threshold.
        """
        return self.numbers[name]

    def get(self, name: str) -> float | None:
        """Return a threshold, None where the rule has no such one."""
        return self.numbers.get(name)

    def said_by(self, name: str) -> str:
        """Return where a threshold comes from, in words."""
        return f"settings, {PREFIX}{self.key}.{name}" if name in self.own else self.source


@dataclass(frozen=True)
class _Threshold:
    rule: str
    name: str
    default: str
    kind: Kind
    unit: str
    meaning: str


@cache
def _published() -> tuple[dict[str, str], tuple[_Threshold, ...]]:
    """Return the source of every rule, and all thresholds."""
    path = resources() / "reference" / "screens.json"
    rules = json.loads(path.read_text(encoding="utf-8"))["rules"]
    thresholds = tuple(
        _Threshold(
            rule,
            name,
            str(told["value"]),
            told.get("kind", "number"),
            told.get("unit", ""),
            told["meaning"],
        )
        for rule, about in rules.items()
        for name, told in about["thresholds"].items()
    )
    return {rule: about["source"] for rule, about in rules.items()}, thresholds


@cache
def settings() -> tuple[Setting, ...]:
    """Return the keys of the table ``settings`` that set a threshold."""
    sources, thresholds = _published()
    return tuple(
        Setting(
            key=f"{PREFIX}{one.rule}.{one.name}",
            kind=one.kind,
            default=one.default,
            meaning=f"{one.meaning}{f' ({one.unit})' if one.unit else ''}; {sources[one.rule]}",
            low=None if one.kind == "country" else 0.0,
            high=1.0 if one.unit in ("0-1", "0 or 1") else None,
        )
        for one in thresholds
    )


def screens(project: Project | None = None) -> Mapping[str, Screen]:
    """Return every rule by its key, with the thresholds that hold in a project.

    A setting that is no number of its range is not used; the checks of the project tell about it.
    """
    own: dict[str, str] = {}
    if project is not None:
        table = project["settings"]
        pairs = zip(table["key"].tolist(), table["value"].tolist(), strict=True)
        own = {str(key): str(value) for key, value in pairs if str(key).startswith(PREFIX)}
    sources, thresholds = _published()
    ranges = {setting.key: setting for setting in settings()}
    found: dict[str, Screen] = {}
    for rule, source in sources.items():
        numbers: dict[str, float] = {}
        country, used = "", set()
        for one in (threshold for threshold in thresholds if threshold.rule == rule):
            key = f"{PREFIX}{rule}.{one.name}"
            given = own.get(key)
            if one.kind == "country":
                country = one.default if given is None else given
                used |= {one.name} if given is not None else set()
                continue
            number = _number(given, ranges[key]) if given else None
            numbers[one.name] = float(one.default) if number is None else number
            used |= {one.name} if number is not None else set()
        found[rule] = Screen(rule, source, MappingProxyType(numbers), country, frozenset(used))
    return MappingProxyType(found)


def _number(text: str, setting: Setting) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    low, high = setting.low, setting.high
    fits = (low is None or number >= low) and (high is None or number <= high)
    return number if fits else None
