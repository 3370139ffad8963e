"""What an outage of some industries costs them and all others, day by day.

The loss of an industry on a day has two parts, which add up to what it made less than usual:

- *direct*: what its own lost capacity explains, at most lost share x usual production;
- *indirect*: the rest. It lacks what others did not deliver, or others order less of it.

What is made above usual later, to catch up, is counted by itself: loss = direct + indirect -
caught up. Amounts are in the money of the table; a day is a 365th of the year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from workbench.core.problem import DataRefused, Problem, errors
from workbench.core.progress import Progress
from workbench.core.simulation.ario import DAYS, Course, FloatArray, Habits, respond
from workbench.core.simulation.industries import InputOutput
from workbench.core.simulation.outage import Hit, Span, lost_capacity

FELT = 0.001
"""Share of usual production from which on a loss counts as felt: for the first day of it."""
WEEK = 7
_LISTED = 5
PARTS = ("direct", "indirect", "caught_up", "loss", "unmet")
"""Columns of amounts that add up over industries."""


@dataclass(frozen=True, eq=False)
class Indirect:
    """An outage and what follows from it."""

    table: InputOutput
    hits: tuple[Hit, ...]
    span: Span
    habits: Habits
    lost: FloatArray
    """Industry x day: share of capacity that is lost."""
    course: Course
    problems: tuple[Problem, ...] = ()

    @cached_property
    def usual(self) -> FloatArray:
        """What each industry makes on a usual day."""
        return self.table.economy.output / DAYS

    @cached_property
    def parts(self) -> dict[str, FloatArray]:
        """Industry x day: ``direct``, ``indirect``, ``caught_up``, ``loss`` and ``unmet``."""
        usual = self.usual[:, None]
        gap = usual - self.course.production
        gap = np.where(np.abs(gap) <= 1e-12 * usual, 0.0, gap)  # the last digits of a sum
        below = np.maximum(gap, 0.0)
        direct = np.minimum(below, self.lost * usual)
        parts = (direct, below - direct, np.maximum(-gap, 0.0), gap, self.course.unmet)
        return dict(zip(PARTS, parts, strict=True))

    @cached_property
    def industries(self) -> pd.DataFrame:
        """A row for each industry, the largest loss first.

        ``industry``, ``region``, ``sector``; ``usual`` (money a year); ``direct``, ``indirect``,
        ``caught_up``, ``loss`` and ``unmet`` (final demand that was not served), money, all days
        together; ``share``, the loss as a part of what is usual in these days; ``first_day`` of a
        loss of at least a thousandth, ``worst_day`` and ``worst``, the production on it as a part
        of the usual one (missing where no loss is felt).
        """
        frame = pd.DataFrame(
            {
                "industry": self.table.names,
                "region": [one.region for one in self.table.industries],
                "sector": [one.sector for one in self.table.industries],
                "usual": self.table.economy.output,
            }
        )
        for name in PARTS:
            frame[name] = self.parts[name].sum(axis=1)
        frame["share"] = _ratio(frame["loss"], self.usual * self.span.horizon)
        worst = _ratio(self.parts["loss"], self.usual[:, None])
        felt = worst >= FELT
        ever = felt.any(axis=1)
        frame["first_day"] = np.where(ever, felt.argmax(axis=1), np.nan)
        frame["worst_day"] = np.where(ever, worst.argmax(axis=1), np.nan)
        frame["worst"] = np.where(ever, 1.0 - worst.max(axis=1), np.nan)
        return frame.sort_values("loss", ascending=False, kind="stable", ignore_index=True)

    @cached_property
    def regions(self) -> pd.DataFrame:
        """The amounts of ``industries`` by region, the largest loss first."""
        sums = self.industries.groupby("region", sort=False)[["usual", *PARTS]].sum().reset_index()
        sums["share"] = _ratio(sums["loss"], sums["usual"] * self.span.horizon / DAYS)
        return sums.sort_values("loss", ascending=False, kind="stable", ignore_index=True)

    @property
    def total(self) -> dict[str, float]:
        """``usual`` (a year) and the amounts of all industries together, all days together."""
        names = ["usual", *PARTS]
        return {name: float(self.industries[name].sum()) for name in names}

    def course_by(self, days: int = 1) -> pd.DataFrame:
        """Return production and loss of every industry, in steps of so many days.

        Args:
            days: 1 for days, 7 for weeks; a last step that is shorter is kept.

        Returns:
            ``day`` (the first of the step), ``days`` (of the step), ``industry``, ``region``,
            ``sector``; ``production``, ``usual``, ``direct``, ``indirect``, ``caught_up``,
            ``loss``, ``unmet`` (money in the step); ``relative``, production / usual;
            ``overproduction`` (times usual capacity) and ``stock_days`` on the last day of the
            step: days of usual use that the shortest stock holds, and ``shortest``, the input it
            is of (missing where an industry uses nothing).
        """
        starts = np.arange(0, self.span.horizon, days)
        lengths = np.diff(np.append(starts, self.span.horizon))
        ends = starts + lengths - 1
        count, steps = len(self.table.names), len(starts)
        made = np.add.reduceat(self.course.production, starts, axis=1)
        usual = self.usual[:, None] * lengths
        least = self.course.stock_days[:, ends]
        inputs = np.append(np.array(self.table.products, dtype=object), "")
        which = np.where(np.isfinite(least), self.course.shortest[:, ends], len(inputs) - 1)
        columns: dict[str, object] = {
            "day": np.repeat(starts, count),
            "days": np.repeat(lengths, count),
            "industry": np.tile(self.table.names, steps),
            "region": np.tile([one.region for one in self.table.industries], steps),
            "sector": np.tile([one.sector for one in self.table.industries], steps),
            "production": made.T.ravel(),
            "usual": usual.T.ravel(),
        }
        for name, part in self.parts.items():
            columns[name] = np.add.reduceat(part, starts, axis=1).T.ravel()
        columns["relative"] = _ratio(made, usual).T.ravel()
        columns["overproduction"] = self.course.overproduction[:, ends].T.ravel()
        columns["stock_days"] = np.where(np.isfinite(least), least, np.nan).T.ravel()
        columns["shortest"] = inputs[which].T.ravel()
        return pd.DataFrame(columns)


def indirect_losses(
    table: InputOutput,
    hits: Sequence[Hit],
    span: Span | None = None,
    habits: Habits | None = None,
    progress: Progress | None = None,
) -> Indirect:
    """Let industries lose capacity, and return what it costs them and all others.

    Args:
        table: who sells what to whom, money a year.
        hits: who loses what share of capacity; of several for one industry the largest counts.
        span: when.
        habits: how industries keep stocks, order and catch up; the model ARIO of ``respond``.
        progress: told the days that are done.

    Raises:
        DataRefused: if an industry is not in the table, or a share or a number of days is
            impossible; all findings at once.
        Cancelled: if ``progress`` stops it.

    A worked example: a seller makes 100 a day, of which a buyer that makes 200 uses 60. It loses
    90 % of its capacity for one day: direct loss 90, unmet final demand 36; the buyer lives on its
    stock, its indirect loss is 0.
    """
    span, habits = span or Span(), habits or Habits()
    lost, problems = lost_capacity(table, hits, span)
    if errors(problems):
        raise DataRefused(problems)
    course = respond(table.economy, lost, habits, progress)
    found = Indirect(table, tuple(hits), span, habits, lost, course)
    return Indirect(
        table, tuple(hits), span, habits, lost, course, (*problems, *_still_lost(found))
    )


def _still_lost(found: Indirect) -> list[Problem]:
    """Say how many industries make less than usual on the last day."""
    last = _ratio(found.parts["loss"][:, -1], found.usual) >= FELT
    if not last.any():
        return []
    names = [found.table.names[place] for place in np.flatnonzero(last)[:_LISTED]]
    return [
        Problem(
            f"on the last day {int(last.sum())} of the industries still make less than usual; what"
            " they lose later is not counted",
            severity="warning",
            value=", ".join(names),
            remedy="Choose a longer horizon",
        )
    ]


def _ratio(part: object, whole: object) -> FloatArray:
    """Return part / whole; 0 where nothing is usual."""
    upper, lower = np.broadcast_arrays(np.asarray(part, float), np.asarray(whole, float))
    found: FloatArray = np.divide(upper, lower, out=np.zeros(upper.shape), where=lower > 0)
    return found
