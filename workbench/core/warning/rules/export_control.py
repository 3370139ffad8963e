"""An export control that has become known."""

from __future__ import annotations

import numpy as np

from workbench.core.warning.entries import Bools
from workbench.core.warning.happenings import EXPORT_CONTROL
from workbench.core.warning.panel import Panel
from workbench.core.warning.rules import Case, Judgement, Rule, judged


def standing(panel: Panel) -> Bools:
    """Return the events that warn now: export controls known and not older than the limit."""
    events = panel.events
    since = panel.month - panel.limits.months("export_control.months")
    found: Bools = (
        (events.kind == EXPORT_CONTROL) & (events.known <= panel.day) & (events.month > since)
    )
    return found


def touched(panel: Panel, event: int) -> Bools:
    """Return the series that one event is about.

    An event that names a material is about that one; one that names none is about everything the
    country supplies more than a little of.
    """
    series = panel.entries.series
    country = (series["partner"] == panel.events.country[event]).to_numpy()
    material = panel.events.material[event]
    if material:
        of_material: Bools = country & (series["material"] == material).to_numpy()
        return of_material
    supplies: Bools = country & panel.counts
    return supplies


def judge(panel: Panel) -> Judgement:
    """Return how many export controls stand against each partner."""
    number = np.zeros(len(panel.entries.series))
    for event in np.flatnonzero(standing(panel)):
        number += touched(panel, int(event))
    needed = np.full(len(number), panel.limits["export_control.threshold"])
    return judged(number, needed)


def about(case: Case) -> list[int]:
    """Return the events that an alarm is about."""
    return [
        int(event)
        for event in np.flatnonzero(standing(case.panel))
        if touched(case.panel, int(event))[case.place]
    ]


def known(case: Case) -> int:
    """Return the day on which the newest of the events was known."""
    return int(case.panel.events.known[about(case)].max())


def say(case: Case) -> str:
    """Return the alarm in words."""
    events = case.panel.events
    return "; ".join(f"{events.date[event]}: {events.text[event]}" for event in about(case))


RULE = Rule(
    title="Export control",
    meaning="a country that supplies has announced or begun to control its exports",
    formula="export controls in the table events, known by the day, not older than 6 months >= 1",
    source="table events; each of its rows names its source",
    series="export controls",
    kind="events",
    reasons=(),
    judge=judge,
    say=say,
    reads_events=True,
    known=known,
)
