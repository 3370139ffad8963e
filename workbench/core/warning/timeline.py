"""What one rule judged of one partner over time: figure, threshold and alarms, for a chart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.core.figures import Basis
from workbench.core.project import Project
from workbench.core.warning.entries import Bools, Floats, Ints
from workbench.core.warning.replay import replay
from workbench.core.warning.rules import Rule
from workbench.core.warning.watch import units_of
from workbench.core.warning.wording import unit_of


@dataclass(frozen=True)
class Timeline:
    """One place in every array is one month in which the question was asked.

    Attributes:
        home, material, partner, key: what it is about; no partner where the rule has none.
        rule: the rule.
        unit: of figure and threshold.
        months: the months at whose end it was asked.
        value, threshold: NaN where the rule could not be judged.
        alarm: where it warned.
    """

    home: str
    material: str
    partner: str
    key: str
    rule: Rule
    unit: str
    months: Ints
    value: Floats
    threshold: Floats
    alarm: Bools


def timeline(
    project: Project,
    *,
    home: str,
    material: str,
    partner: str,
    rule: str,
    last: str = "",
    mirror: bool = True,
    basis: Basis | None = None,
) -> Timeline | None:
    """Return what a rule judged up to a month, each time with what was known then.

    Args:
        project: the project.
        home: whose imports.
        material: of what.
        partner: from whom; does not matter for a rule on whole materials.
        rule: key of the rule.
        last: last month, as a period; empty: the newest.
        mirror: as in ``watch``.
        basis: as in ``watch``.

    Returns:
        None where there is no such partner.

    Raises:
        KeyError: if the rule is unknown.
        DataRefused: if there are no figures at all.
    """
    done = replay(
        project, home=home, material=material, rules=[rule], last=last, mirror=mirror, basis=basis
    )
    track, series = done.tracks[rule], done.entries.series
    if track.rule.scope == "group":
        places = np.array([0])
    else:
        places = np.flatnonzero((series["partner"] == partner).to_numpy())
    if not len(places):
        return None
    place = int(places[0])
    unit = units_of(project).get(material, "")
    return Timeline(
        home=home,
        material=material,
        partner=partner if track.rule.scope == "series" else "",
        key=rule,
        rule=track.rule,
        unit=unit_of(track.rule, done.basis, unit, project.setting("currency")),
        months=done.months,
        value=track.value[:, place],
        threshold=track.threshold[:, place],
        alarm=track.alarm[:, place],
    )
