"""What every origin rule says of a product through the years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from workbench.core.appraisal.origin.product import put_to_test
from workbench.core.appraisal.origin.rules import day, rules_on
from workbench.core.appraisal.origin.testing import Verdict
from workbench.core.progress import Progress
from workbench.core.project import Project

Standing = Verdict | Literal["ended", "none"]
"""``ended``: the rule asks for nothing any more; ``none``: it has not begun."""


@dataclass(frozen=True)
class Span:
    """One rule from a day on, until the next span of the same rule."""

    rule: str
    since: str
    """First day, such as ``2025-01-01``."""
    standing: Standing
    threshold: float
    """Share asked for, 0-1; NaN where none is."""


def days_of_change(project: Project, first: int, last: int) -> list[str]:
    """Return the days of some years on which an answer may change: New Year, and when rows of the
    table ``rules`` begin.

    Sources are those of the twelve months before a day, so they change within a year as well; New
    Year stands for that.
    """
    years = {f"{year}-01-01" for year in range(first, last + 1)}
    rows = {day(str(since)) for since in project["rules"]["from"]}
    return sorted(years | {since for since in rows if first <= int(since[:4]) <= last})


def over_time(
    project: Project, product: str, days: Sequence[str], progress: Progress | None = None
) -> list[Span]:
    """Test a product under every rule on some days; verdicts that stay the same are one span.

    A row of a rule that asks for another share begins a span of its own.

    Args:
        project: the project.
        product: the material whose recipe is the bill.
        days: days in order, such as those of :func:`days_of_change`.
        progress: told how far it is; may cancel it.

    Returns:
        Spans in order of the table ``rules``, then of time.

    Raises:
        DataRefused: if the bill cannot be drawn up.
        Cancelled: if ``progress`` says so.
    """
    report = progress or Progress()
    names = dict.fromkeys(str(name) for name in project["rules"]["rule"])
    found: dict[str, list[Span]] = {name: [] for name in names}
    for number, date in enumerate(days):
        report.step(number, len(days), f"testing {product} on {date}")
        now = _standings(project, product, date)
        for name, spans in found.items():
            span = Span(name, date, *now.get(name, _NOT_YET))
            if not spans or not _alike(spans[-1], span):
                spans.append(span)
    return [span for spans in found.values() for span in spans]


_NOT_YET: tuple[Standing, float] = ("none", float("nan"))


def _alike(one: Span, other: Span) -> bool:
    same = one.threshold == other.threshold or one.threshold != one.threshold
    return one.standing == other.standing and same


def _standings(project: Project, product: str, date: str) -> dict[str, tuple[Standing, float]]:
    rules = rules_on(project, date)
    found: dict[str, tuple[Standing, float]] = {
        rule.name: ("ended", rule.threshold) for rule in rules if rule.has_ended
    }
    if len(found) == len(rules):
        return found
    for finding in put_to_test(project, product, date).findings:
        seen = finding.verification
        found.setdefault(seen.rule.name, (seen.verdict, seen.rule.threshold))
    return found


def products(project: Project) -> list[str]:
    """Return the materials that have a recipe, those no recipe uses first: what is sold."""
    outputs = dict.fromkeys(_texts(project["recipes"]["output"]))
    used = set(_texts(project["recipes"]["input"]))
    known = set(_texts(project["materials"]["material"]))
    there = [name for name in outputs if name in known]
    return [n for n in there if n not in used] + [n for n in there if n in used]


def _texts(column: Iterable[object]) -> list[str]:
    return [str(value) for value in column]
