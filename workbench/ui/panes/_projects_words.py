"""A cooperation model in words: its facts, the boxes of its chain, the rows of its gates."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping

import pandas as pd

from workbench.core import periods
from workbench.core.appraisal.cooperation.gates import PLANT, Schedule, Step
from workbench.core.appraisal.cooperation.model import ROLES, CooperationModel, Link
from workbench.core.appraisal.cooperation.overview import dated_by, is_dated, month_of
from workbench.core.project import Project
from workbench.ui.texts import number, tr
from workbench.ui.widgets.chain import Box, Line
from workbench.ui.widgets.timeline import Moment, Span

ROLE_WORDS = {
    "research": "institute",
    "input": "input maker",
    "producer": "producer",
    "evaluator": "evaluator",
    "customer": "customer",
}
KIND_WORDS = {
    "rnd": "research (R&D)",
    "regulation": "regulation",
    "tax": "tax",
    "finance": "finance",
    "people": "people",
    "infrastructure": "infrastructure",
}
_TINY = 1e-9
_ROOM = 2  # months


def months_words(months: float) -> str:
    """Return how many months, or that nobody says."""
    if math.isnan(months):
        return tr("months not given")
    return tr("1 month") if months == 1 else tr("{count} months", count=number(months))


def unit_of(project: Project, material: str) -> str:
    """Return the unit of a material; ``units`` where none is given."""
    rows = project["materials"]
    found = rows.loc[rows["material"] == material, "unit"]
    return (str(found.iloc[0]) if len(found) else "") or tr("units")


def worded(table: pd.DataFrame) -> pd.DataFrame:
    """Return the overview with words where something is not known."""
    beside = {"delivers": tr("delivers"), "capacity": tr("capacity only")}
    qualified = [
        f"{month} ({beside[dated]})" if dated in beside else month or tr("not dated")
        for month, dated in zip(table["qualified"], table["dated"], strict=True)
    ]
    return table.assign(
        qualified=qualified,
        material=[name or tr("not given") for name in table["material"]],
        status=[tr(name) if name else tr("not given") for name in table["status"]],
        weakest=[name or tr("not known") for name in table["weakest"]],
    )


def delivery_words(model: CooperationModel, plan: Schedule) -> str:
    """Return from when on goods are qualified, and what that is taken from."""
    month = month_of(plan.qualified)
    match dated_by(model, plan):
        case "delivers":
            return tr("{month}, delivers", month=month)
        case "gates":
            return month
        case "capacity":
            return tr("{month}, capacity only", month=month)
    return tr("not dated")


def sentence(model: CooperationModel, plan: Schedule) -> str:
    """Say which link everything waits for, and why, or why that is not known."""
    step = plan.weakest
    if step is None:
        text = tr("Which link is the weakest is not known: no readiness and no months are given.")
        if any(is_dated(one) for one in plan.steps):
            text = tr("No gate has to be waited for.")
    elif not is_dated(step):
        text = tr("Weakest link: {name}, the least ready.", name=step.organisation)
    else:
        text = tr(
            "Weakest link: {name}, the longest step without slack ({months}).",
            name=step.organisation or tr("the plant"),
            months=months_words(step.end - step.start),
        )
    if model.delivers:
        text += " " + tr("It delivers already: its gates are behind it.")
    for remark in plan.remarks:
        text += " " + remark[:1].upper() + remark[1:] + "."
    for what, names in ((tr("Needs"), model.requires), (tr("Not with"), model.excludes)):
        if names:
            text += f" {what}: {', '.join(names)}."
    return text


def slack_words(step: Step) -> str:
    """Return how much later a step may end."""
    if not is_dated(step):
        return ""
    if step.slack <= _TINY:
        return tr("no slack")
    return tr("slack {months}", months=months_words(step.slack))


def _short_slack(step: Step | None) -> str:
    """Return the slack as it stands behind months."""
    if step is None or not is_dated(step) or step.slack <= _TINY:
        return slack_words(step) if step else ""
    return tr("slack {count}", count=number(round(step.slack, 6)))


def phase_words(project: Project, model: CooperationModel) -> tuple[str, ...]:
    """Return the dated phases of the plant, a line each."""
    unit = unit_of(project, model.material)
    return tuple(
        tr(
            "{month}: {capacity} {unit}/yr",
            capacity=number(phase.capacity),
            unit=unit,
            month=periods.month_name(phase.month),
        )
        for phase in model.phases
    )


def boxes(project: Project, model: CooperationModel, plan: Schedule) -> list[Box]:
    """Return the boxes of the chain in the order of the roles, the plant with its producers."""
    steps = {step.organisation: step for step in plan.steps}
    made = [_link_box(link, steps.get(link.organisation), plan) for link in model.links]
    place = sum(box.stage <= ROLES.index("producer") for box in made)
    plant = steps.get(PLANT)
    lines = phase_words(project, model) or (tr("no dated capacity"),)
    if plant is not None:
        lines = (*lines, slack_words(plant))
    box = Box(
        PLANT,
        ROLES.index("producer"),
        tr("Plant {name}", name=model.supplier) if model.supplier else tr("Plant not given"),
        lines,
        strong=_is_strong(plant),
        badge=tr("weakest link") if plan.weakest is not None and plan.weakest is plant else "",
    )
    return [*made[:place], box, *made[place:]]


def _link_box(link: Link, step: Step | None, plan: Schedule) -> Box:
    role = tr(ROLE_WORDS[link.role])
    ready = link.readiness
    dated = step is not None and is_dated(step)
    months = round(step.end - step.start, 6) if step is not None and dated else link.months
    wait = [months_words(months), _short_slack(step)]
    return Box(
        link.organisation,
        ROLES.index(link.role),
        link.organisation,
        (
            " \N{MIDDLE DOT} ".join(part for part in (role, link.material) if part),
            ", ".join(part for part in wait if part),
        ),
        ready,
        tr("readiness not given") if math.isnan(ready) else tr("TRL {level}", level=int(ready)),
        _is_strong(step),
        tr("weakest link") if plan.weakest is not None and plan.weakest is step else "",
    )


def _is_strong(step: Step | None) -> bool:
    return step is not None and is_dated(step) and step.slack <= _TINY


def lines(shown: list[Box]) -> list[Line]:
    """Return the lines of the chain: each stage to the next one; the plant to who tests."""
    stages = sorted({box.stage for box in shown})
    place = ROLES.index("producer")
    alone = sum(box.stage == place for box in shown) == 1
    found = []
    for first, second in itertools.pairwise(stages):
        found += [
            Line(one.key, other.key, one.strong and other.strong)
            for one in shown
            for other in shown
            if (one.stage, other.stage) == (first, second) and (alone or other.key != PLANT)
        ]
    return found


def spans(
    project: Project, model: CooperationModel, plan: Schedule, before: Schedule | None
) -> list[Span]:
    """Return a row for each gate and the plant; ``before`` is the plan without a delay."""
    old = {step.organisation: step for step in before.steps} if before else {}
    found = [_span(step, old.get(step.organisation)) for step in plan.steps]
    if PLANT not in {span.key for span in found}:
        words = "; ".join(phase_words(project, model)) or tr("no dated capacity")
        month = float(model.phases[0].month) if model.phases else math.nan
        found.append(Span(PLANT, tr("plant"), month, month, words=words))
    return found


def _span(step: Step, old: Step | None) -> Span:
    name = step.organisation or tr("plant")
    if not is_dated(step):
        months = step.link.months if step.link else math.nan
        return Span(step.organisation, name, words=months_words(months))
    moved = old is not None and (abs(old.start - step.start) + abs(old.end - step.end)) > _TINY
    words = f"{months_words(round(step.end - step.start, 6))}, {_short_slack(step)}"
    return Span(
        step.organisation,
        name,
        step.start,
        step.end,
        step.slack,
        _is_strong(step),
        words,
        (old.start, old.end) if moved and old is not None else None,
    )


def moments(plan: Schedule, before: Schedule | None) -> list[Moment]:
    """Return the month of delivery, and where it stood before."""
    if math.isnan(plan.qualified):
        return []
    words = tr("delivers from {month}", month=month_of(plan.qualified))
    found = [Moment(plan.qualified, words)]
    if before is not None and abs(before.qualified - plan.qualified) > _TINY:
        found.append(Moment(before.qualified, month_of(before.qualified), strong=False))
    return found


def last_shown(model: CooperationModel, spans: list[Span], moments: list[Moment]) -> float:
    """Return up to where the gates are drawn; up to the last phase where none is dated."""
    ends = [span.end + span.slack for span in spans if span.dated and span.end > span.start]
    if not ends:
        ends = [float(phase.month) for phase in model.phases]
    return max([*ends, *(moment.at for moment in moments)]) + _ROOM


def moved_words(before: Schedule, after: Schedule, delays: Mapping[str, float]) -> str:
    """Say what a delay does to the delivery."""
    later = after.qualified - before.qualified
    month = month_of(after.qualified)
    if not any(is_dated(step) for step in after.steps):
        return tr("No gate is dated, so that none can be delayed.")
    if not any(delays.values()):
        return tr("Delivery from {month}.", month=month)
    if later <= _TINY:
        return tr("Delivery stays at {month}: the slack takes all of it.", month=month)
    text = tr(
        "Delivery from {month} instead of {before}: {months} later",
        month=month,
        before=month_of(before.qualified),
        months=months_words(round(later, 6)),
    )
    taken = sum(delays.values()) - later
    if taken > _TINY:
        text += tr("; the slack takes {months}", months=months_words(round(taken, 6)))
    return text + "."
