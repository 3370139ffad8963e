"""Every past month judged again with what was known at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.core import periods
from workbench.core.figures import Basis
from workbench.core.problem import DataRefused, Problem
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.warning.days import end_of, month_over
from workbench.core.warning.entries import Bools, Entries, Floats, Ints, entries_of
from workbench.core.warning.grading import grades
from workbench.core.warning.happenings import Happenings, happenings
from workbench.core.warning.judging import Judged, chosen_rules, judge
from workbench.core.warning.limits import Limits, limits_of
from workbench.core.warning.panel import Known
from workbench.core.warning.rules import Case, Rule
from workbench.core.warning.watch import basis_of, homes_of


@dataclass(frozen=True)
class Track:
    """What one rule found, months of the replay x its cases (series or groups)."""

    rule: Rule
    value: Floats
    threshold: Floats
    judged: Bools
    alarm: Bools


@dataclass(frozen=True)
class Replay:
    """The early warning at the end of every month of a span.

    Attributes:
        months: the months at whose end it was asked, without gaps.
        entries: what series and groups there are.
        events: what happened.
        limits: the thresholds.
        basis: what shares and volumes weigh by.
        tracks: by rule.
        newest: months x groups: the newest month known then; -1 for none.
        amount: months x series: the figure of the newest month known then.
        share: months x series: its share of imports.
        points: months x groups.
        counted: months x groups: how many rules on figures could be judged.
        sentences: what a new alarm said, by rule, month and case.
    """

    months: Ints
    since: int
    """Events count from the month after this; 0 where the span was not named, so that all do."""
    entries: Entries
    events: Happenings
    limits: Limits
    basis: Basis
    tracks: Mapping[str, Track]
    newest: Ints
    amount: Floats
    share: Floats
    points: Ints
    counted: Ints
    sentences: Mapping[tuple[str, int, int], str]

    def grades(self) -> pd.DataFrame:
        """Return the grade of every material at every month: home, material, as_of, grade."""
        groups = self.entries.groups
        flat = grades(self.points.ravel(), self.counted.ravel(), self.limits)
        names = [periods.month_name(int(month)) for month in self.months]
        return pd.DataFrame(
            {
                "home": np.tile(groups["home"].to_numpy(dtype=str), len(names)),
                "material": np.tile(groups["material"].to_numpy(dtype=str), len(names)),
                "as_of": np.repeat(np.array(names, dtype=str), len(groups)),
                "grade": flat.astype(str),
            }
        )


def replay(
    project: Project,
    *,
    first: str = "",
    last: str = "",
    home: str = "",
    material: str = "",
    rules: Sequence[str] = (),
    mirror: bool = True,
    basis: Basis | None = None,
    progress: Progress | None = None,
) -> Replay:
    """Judge every month from ``first`` to ``last`` as it would have been judged at its end.

    What a month of the replay says is the same as :func:`workbench.core.warning.watch.watch` says
    with ``as_of`` that month, and the same as from data cut off at its end.

    Args:
        project: the project.
        first: first month, as a period; empty: when the first monthly figure became known.
        last: last month, as a period; empty: when the newest figure became known.
        home: as in ``watch``; ``all`` replays every partner.
        material: only this one; empty for all.
        rules: keys of rules; none for all of them.
        mirror: as in ``watch``.
        basis: as in ``watch``.
        progress: told the months done; may cancel.

    Raises:
        ValueError: if ``first`` or ``last`` is no period.
        KeyError: if a rule is unknown.
        DataRefused: if no home is set, a threshold cannot be used, or the span is empty.
        Cancelled: if ``progress`` says so.
    """
    progress = progress or Progress()
    chosen, limits = chosen_rules(rules), limits_of(project)
    weigh = basis or basis_of(project)
    events = happenings(project)
    homes = homes_of(project, home, mirror=mirror)
    entries = entries_of(project, homes, events, material=material, mirror=mirror)
    months = _span(entries, first, last)
    known = Known(entries, events, limits, weigh)
    taken = _Taken(chosen)
    for number, month in enumerate(months.tolist()):
        progress.step(number, len(months), f"as of {periods.month_name(month)}")
        taken.add(judge(known.at(end_of(month)), chosen))
    progress.step(len(months), len(months), "")
    since = int(months[0]) if first else 0
    return taken.made(months, since, entries, events, limits, weigh)


def _span(entries: Entries, first: str, last: str) -> Ints:
    known = entries.cells.known
    if not len(known):
        known = entries.longer["known"].to_numpy()
    low = periods.span(first)[0] if first else None
    high = sum(periods.span(last)) - 1 if last else None
    if len(known):
        low = month_over(int(known.min())) if low is None else low
        high = month_over(int(known.max())) if high is None else high
    if low is None or high is None or high < low:
        text = "there are no figures of imports to replay"
        if low is not None and high is not None:
            text = f"{periods.month_name(high)} is before {periods.month_name(low)}"
        remedy = "Name a span with --from and --to, or import customs figures"
        raise DataRefused([Problem(text, table="trade", remedy=remedy)])
    return np.arange(low, high + 1, dtype=np.int64)


class _Taken:
    """Collects what was found month by month."""

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        self._rules = rules
        self._found: dict[str, list[tuple[Floats, Floats, Bools, Bools]]] = {
            key: [] for key in rules
        }
        self._months: list[tuple[Ints, Floats, Floats, Ints, Ints]] = []
        self._said: dict[tuple[str, int, int], str] = {}

    def add(self, judged: Judged) -> None:
        """Take in one month."""
        place = len(self._months)
        for key, rule in self._rules.items():
            found, alarm = judged.found[key], judged.alarms[key]
            new = alarm & ~self._found[key][-1][3] if place else alarm
            for case in np.flatnonzero(new).tolist():
                one = Case(judged.panel, case, found.value[case], found.threshold[case])
                self._said[key, place, case] = rule.say(one)
            self._found[key].append((found.value, found.threshold, found.reason == 0, alarm))
        panel = judged.panel
        newest = (panel.newest, panel.amount[:, -1], panel.share[:, -1])
        self._months.append((*newest, judged.points(), judged.judged()))

    def made(
        self,
        months: Ints,
        since: int,
        entries: Entries,
        events: Happenings,
        limits: Limits,
        basis: Basis,
    ) -> Replay:
        """Return everything taken in."""
        tracks = {
            key: Track(rule, *(np.stack(part) for part in zip(*self._found[key], strict=True)))
            for key, rule in self._rules.items()
        }
        newest, amount, share, points, counted = (
            np.stack(part) for part in zip(*self._months, strict=True)
        )
        return Replay(
            months,
            since,
            entries,
            events,
            limits,
            basis,
            tracks,
            newest=newest,
            amount=amount,
            share=share,
            points=points,
            counted=counted,
            sentences=self._said,
        )
