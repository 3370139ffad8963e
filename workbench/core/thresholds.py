"""The thresholds that an indicator is judged by or seen beside, and where each comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbench.core.indicators import Indicator
from workbench.core.project import Project
from workbench.core.schema import Setting
from workbench.core.screens import PREFIX, Screen, screens, settings


@dataclass(frozen=True)
class Threshold:
    """One threshold as it holds in a project."""

    setting: Setting
    """The row of the table ``settings`` that takes its place; its default is as published."""
    value: float
    """NaN where it is a country."""
    country: str
    meaning: str
    own: bool
    """Whether the project has set it itself."""
    said_by: str

    @property
    def key(self) -> str:
        """Key of the setting."""
        return self.setting.key

    @property
    def name(self) -> str:
        """Its name in words: ``korea watch grade, grade a``."""
        rule, name = self.key.removeprefix(PREFIX).split(".", 1)
        return f"{rule}, {name}".replace("_", " ")

    @property
    def text(self) -> str:
        """What holds, as it stands in a cell; empty for no particular country."""
        return self.country if self.setting.kind == "country" else f"{self.value:.12g}"


def thresholds_of(project: Project, indicator: Indicator) -> tuple[Threshold, ...]:
    """Return the thresholds that go into an indicator, then those it is only seen beside."""
    return _named(project, (*indicator.thresholds, *indicator.marks))


def marks_of(project: Project, indicator: Indicator) -> tuple[Threshold, ...]:
    """Return the thresholds on the scale of an indicator."""
    return _named(project, indicator.marks)


def _named(project: Project, names: Iterable[str]) -> tuple[Threshold, ...]:
    """Return thresholds by name: ``rule.name``, or ``rule`` for all of a rule."""
    known, rules = {one.key: one for one in settings()}, screens(project)
    found: dict[str, Threshold] = {}
    for name in names:
        key = f"{PREFIX}{name}"
        keys = [key] if key in known else [one for one in known if one.startswith(f"{key}.")]
        for one in keys:
            found.setdefault(one, _threshold(known[one], rules))
    return tuple(found.values())


def _threshold(setting: Setting, rules: Mapping[str, Screen]) -> Threshold:
    rule, name = setting.key.removeprefix(PREFIX).split(".", 1)
    screen = rules[rule]
    is_country = setting.kind == "country"
    return Threshold(
        setting=setting,
        value=float("nan") if is_country else screen[name],
        country=screen.country if is_country else "",
        meaning=setting.meaning.removesuffix(f"; {screen.source}"),
        own=name in screen.own,
        said_by=screen.said_by(name),
    )
