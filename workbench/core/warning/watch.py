"""The early warning as it stood at a day: alarms, grades, and what could not be judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import pandas as pd

from workbench.core.figures import Basis
from workbench.core.problem import DataRefused, Problem
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.warning.days import as_day, day_name
from workbench.core.warning.entries import Entries, entries_of
from workbench.core.warning.happenings import Happenings, happenings
from workbench.core.warning.homes import all_homes
from workbench.core.warning.judging import chosen_rules, judge
from workbench.core.warning.limits import limits_of
from workbench.core.warning.panel import Known
from workbench.core.warning.wording import (
    ALARMS,
    MATERIALS,
    UNJUDGED,
    alarm_rows,
    framed,
    material_rows,
    unjudged_rows,
)

ALL = "all"
"""Watch every country whose imports are told of."""


@dataclass(frozen=True)
class Watch:
    """What the early warning said at a day.

    Attributes:
        as_of: the day at whose end things stood so; empty where nothing was ever known.
        basis: what shares and volumes weigh by.
        alarms: one row an alarm (columns ``ALARMS`` of :mod:`~workbench.core.warning.wording`).
        materials: one row a material and home: grade, or status ``too thin`` and the reason.
        unjudged: one row for each rule that could be judged for no partner of a material.
    """

    as_of: str
    basis: Basis
    alarms: pd.DataFrame
    materials: pd.DataFrame
    unjudged: pd.DataFrame


def watch(
    project: Project,
    *,
    as_of: str = "",
    home: str = "",
    material: str = "",
    rules: Sequence[str] = (),
    mirror: bool = True,
    basis: Basis | None = None,
    progress: Progress | None = None,
) -> Watch:
    """Return the early warnings as they would have stood at a day.

    Only figures and events known by then count: rows with a release date from that day on, others
    ``publication_lag`` months (a setting) after their month; events from their date on.

    Args:
        project: the project.
        as_of: a day, or a period that stands for its last day; empty: when the newest figure of
            the project became known.
        home: whose imports are watched: a country, a group, or ``all``; empty: home of the project.
        material: only this one; empty for all.
        rules: keys of rules; none for all of them.
        mirror: let exports that others report to a home stand in where it reports no imports
            of the material itself (China's exports to Korea as Korea's imports from China).
        basis: what shares and volumes weigh by; None: as the project says.
        progress: told what goes on.

    Raises:
        ValueError: if ``as_of`` is neither a day nor a period.
        KeyError: if a rule is unknown.
        DataRefused: if no home is set, or a setting of a threshold cannot be used.
    """
    progress = progress or Progress()
    chosen, limits = chosen_rules(rules), limits_of(project)
    weigh = basis or basis_of(project)
    events = happenings(project)
    progress.step(0, 3, "choosing the figures that were known")
    homes = homes_of(project, home, mirror=mirror)
    entries = entries_of(project, homes, events, material=material, mirror=mirror)
    day = as_day(as_of) if as_of else newest_day(entries, events)
    panel = Known(entries, events, limits, weigh).at(day)
    progress.step(1, 3, "applying the rules")
    found = judge(panel, chosen)
    progress.step(2, 3, "putting it into words")
    currency = project.setting("currency")
    return Watch(
        as_of=day_name(day),
        basis=weigh,
        alarms=framed(alarm_rows(found, units_of(project), currency), ALARMS),
        materials=framed(material_rows(found), MATERIALS),
        unjudged=framed(unjudged_rows(found), UNJUDGED),
    )


def homes_of(project: Project, home: str, *, mirror: bool) -> tuple[str, ...]:
    """Return the homes that are watched.

    Raises:
        DataRefused: if none is named or set.
    """
    if home == ALL:
        return all_homes(project, mirror=mirror)
    chosen = home or project.home
    if not chosen:
        raise DataRefused(
            [
                Problem(
                    "nobody's imports can be watched: no home is set",
                    table="settings",
                    expected="a setting home such as KOR",
                    remedy="Set home, or name a country (or all) to be watched",
                )
            ]
        )
    return (chosen,)


def basis_of(project: Project) -> Basis:
    """Return what shares weigh by in this project."""
    text = project.setting("basis")
    return cast("Basis", text) if text in ("value", "quantity") else "value"


def units_of(project: Project) -> dict[str, str]:
    """Return the unit of every material."""
    table = project["materials"]
    return dict(zip(table["material"].astype(str), table["unit"].astype(str), strict=True))


def newest_day(entries: Entries, events: Happenings) -> int:
    """Return the day when the newest figure became known; without figures, the newest event."""
    if len(entries.cells.known):
        return int(entries.cells.known.max())
    if len(entries.longer):
        return int(entries.longer["known"].max())
    return int(events.known.max(initial=0)) or 1
