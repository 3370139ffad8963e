"""What was computed of cooperation models and origin rules, as tables for sheets of a workbook."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from workbench.core import periods
from workbench.core.appraisal import ranking
from workbench.core.appraisal.appraise import appraise, weighed
from workbench.core.appraisal.choice.instance import Limits
from workbench.core.appraisal.origin.product import Finding, put_to_test
from workbench.core.appraisal.origin.rules import day
from workbench.core.appraisal.origin.timeline import days_of_change, products
from workbench.core.appraisal.portfolio import portfolio
from workbench.core.problem import DataRefused, Problem
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.report.extra_sheets import APPRAISAL, ORIGIN, PORTFOLIO, RANKING

Tables = dict[str, pd.DataFrame]

_SECONDS = 20.0
_PORTFOLIO = ("spent", "shortage_left", "chosen", "gap")
_ORIGIN = (
    "product",
    "date",
    "rule",
    "rule_from",
    "verdict",
    "threshold",
    "content_low",
    "content_high",
    "reasons",
    "binding",
    "change",
)
_NUMBERS = ("spent", "shortage_left", "gap", "threshold", "content_low", "content_high")


def appraisal_sheets(
    project: Project, progress: Progress | None = None
) -> tuple[Tables, list[Problem]]:
    """Return the sheets of cooperation models and origin rules, and what could not be computed.

    ``appraisal``: each measure of each project with its 5-95 % band, the base and every scenario
    equally likely; ``ranking``: ranks per billion of public money; ``portfolio``: the best sets
    from no money to all that is of use, by expected value of shortage; ``origin results``: what
    every rule says of every product that is sold, on the days on which the answer may change. A
    project without models or rules has no such sheets.

    Raises:
        Cancelled: if ``progress`` says so.
    """
    report = progress or Progress()
    found: Tables = {}
    problems: list[Problem] = []
    if len(project["projects"]):
        problems += _appraised(project, found, report)
    if len(project["rules"]):
        problems += _tested(project, found, report)
    return found, problems


def _appraised(project: Project, found: Tables, progress: Progress) -> Sequence[Problem]:
    """Add the sheets of the appraisal, as far as it can be made; return why not."""
    try:
        made = appraise(project, weighed(project), progress=progress)
        figures = ranking.figures_table(made)
        currency = project.setting("currency")
        found[APPRAISAL] = figures.assign(unit=figures["unit"].replace("currency", currency))
        found[RANKING] = ranking.ranking_table(made)
        chosen = portfolio(made, Limits(float("inf")), seconds=_SECONDS, progress=progress)
    except DataRefused as refused:
        return refused.problems
    rows = [(c.spent, c.objective, "; ".join(c.chosen), c.gap) for c in chosen.frontier]
    found[PORTFOLIO] = _frame(rows, _PORTFOLIO)
    return list(chosen.problems)


def _tested(project: Project, found: Tables, progress: Progress) -> Sequence[Problem]:
    """Add the sheet of the origin rules; return why a product could not be tested."""
    days = _days(project)
    sold = _sold(project)
    rows: list[tuple[object, ...]] = []
    problems: list[Problem] = []
    for done, product in enumerate(sold):
        last: dict[str, tuple[object, ...]] = {}
        for date in days:
            progress.step(done, len(sold), f"testing {product} on {date}")
            try:
                test = put_to_test(project, product, date)
            except DataRefused as refused:
                problems += refused.problems
                continue
            for finding in test.findings:
                name, row = finding.verification.rule.name, _told(finding)
                if last.get(name) != row:
                    rows.append((product, date, name, *row))
                last[name] = row
    found[ORIGIN] = _frame(rows, _ORIGIN)
    return list(dict.fromkeys(problems))


def _days(project: Project) -> list[str]:
    """Return the days on which an answer may change: while there are rules or figures of trade."""
    first = min(day(str(since)) for since in project["rules"]["from"])
    last = max(str(since)[:4] for since in project["rules"]["from"])
    traded = [str(period) for period in project["trade"]["period"].unique()]
    ends = [sum(periods.span(period)) // 12 for period in traded]
    days = days_of_change(project, int(first[:4]), max(int(last), *ends, 0))
    return [date for date in days if date >= first]


def _sold(project: Project) -> list[str]:
    """Return the products that no recipe uses; all that are made where there is none."""
    made = products(project)
    used = set(project["recipes"]["input"].astype(str))
    return [name for name in made if name not in used] or made


def _told(finding: Finding) -> tuple[object, ...]:
    """Return the figures of one rule on one day; numbers that are not known as None."""
    seen, rule = finding.verification, finding.verification.rule
    binding = [
        f"{row.material} from {row.origin.source} ({row.origin.country})"
        for row in seen.rows
        if row.binding
    ]
    moves = [
        f"{one.material} from {one.source} ({one.country}) {one.before:.1%} -> {one.after:.1%}"
        for one in finding.change.moves
    ]
    numbers = (rule.threshold, *seen.content)
    return (
        rule.since,
        "ended" if rule.has_ended else seen.verdict,
        *(None if np.isnan(number) else number for number in numbers),
        "; ".join(seen.reasons),
        "; ".join(binding),
        "; ".join(moves) or finding.change.reason,
    )


def _frame(rows: Sequence[tuple[object, ...]], columns: tuple[str, ...]) -> pd.DataFrame:
    kinds = {name: "float64" if name in _NUMBERS else "str" for name in columns}
    return pd.DataFrame(rows, columns=list(columns)).astype(kinds)
