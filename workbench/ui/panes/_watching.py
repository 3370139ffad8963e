"""What the pane of the early warning asks the core for, beside the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from workbench.core import countries
from workbench.core.figures import Basis
from workbench.core.progress import Progress
from workbench.core.project import Project

if TYPE_CHECKING:
    from workbench.core.warning.backtest import Backtest
    from workbench.core.warning.timeline import Timeline
    from workbench.core.warning.watch import Watch

EVERY = "all"
"""Stands for every country whose imports are told of."""


@dataclass(frozen=True)
class Seen:
    """What may be asked for, and what stood at the month that was."""

    months: tuple[str, ...]
    homes: tuple[tuple[str, str], ...]
    """Code and name."""
    watch: Watch


def look(project: Project, as_of: str, home: str, basis: Basis, progress: Progress) -> Seen:
    """Return what stood at the end of a month; of the newest where there is no such month."""
    from workbench.core.warning.homes import all_homes
    from workbench.core.warning.months import months_known
    from workbench.core.warning.watch import watch

    homes, months = all_homes(project, mirror=True), months_known(project)
    found = watch(
        project,
        as_of=as_of if as_of in months else "",
        home=home if home == EVERY or home in homes else project.home,
        basis=basis,
        progress=progress,
    )
    return Seen(months, tuple((code, name_of(project, code)) for code in homes), found)


def behind(project: Project, labels: dict[str, str], basis: Basis) -> Timeline | None:
    """Return the series behind an alarm, given its home, material, partner and rule."""
    from workbench.core.warning.timeline import timeline

    return timeline(
        project,
        home=labels["home"],
        material=labels["material"],
        partner=labels["partner"],
        rule=labels["rule"],
        basis=basis,
    )


def replayed(project: Project, home: str, basis: Basis, progress: Progress) -> Backtest:
    """Return the back-test of a home, or of every one."""
    from workbench.core.warning.backtest import backtest

    return backtest(project, home=home, basis=basis, progress=progress)


def name_of(project: Project, code: str) -> str:
    """Return the name of a country to show; empty for none."""
    return countries.display_name(project, code) if code else ""


def named(project: Project, rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with the names of countries in place of their codes."""
    names = [name for name in ("home", "partner") if name in rows]
    shown = {name: rows[name].map(lambda code: name_of(project, code)) for name in names}
    return rows.assign(**{name: column.astype("str") for name, column in shown.items()})
