"""A country that used to supply no longer does."""

from __future__ import annotations

import numpy as np

from workbench.core.warning.entries import Floats, Ints
from workbench.core.warning.panel import Panel
from workbench.core.warning.rules import Case, Judgement, Rule, _reasons, judged


def gap(amounts: Floats) -> Ints:
    """Return how many of the last months in a row have nothing, by series.

    >>> gap(np.array([[5.0, 0.0, 3.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 2.0]])).tolist()
    [2, 0]
    """
    none = amounts[:, ::-1] == 0
    found = np.argmin(none, axis=1)
    return np.asarray(np.where(none.all(axis=1), amounts.shape[1], found), dtype=np.int64)


def before(amounts: Floats, months: Ints) -> Ints:
    """Return in how many of the 12 months before the gap something came."""
    column = amounts.shape[1] - 1 - months[:, None] - np.arange(12)
    there = amounts[np.arange(len(amounts))[:, None], np.maximum(column, 0)] > 0
    return np.asarray((there & (column >= 0)).sum(axis=1), dtype=np.int64)


def judge(panel: Panel) -> Judgement:
    """Return for how many months nothing has come from a country that used to supply."""
    limits = panel.limits
    months = gap(panel.amount)
    used = before(panel.amount, months) >= limits["supplier_exit.least_months"]
    group = panel.entries.group_of
    year = np.arange(len(months))[:, None], panel.amount.shape[1] - 1 - months[:, None]
    column = np.maximum(year[1] - np.arange(12), 0)
    past = np.nansum(panel.amount[year[0], column], axis=1)
    total = np.nansum(panel.total[group[:, None], column], axis=1)
    small = past < limits["common.least_share"] * total
    worth = np.nansum(panel.value[year[0], column], axis=1)
    small |= worth < limits["common.least_yearly_value"]
    return judged(
        months.astype(np.float64),
        np.full(len(months), limits["supplier_exit.threshold"]),
        _reasons.no_months(panel),
        panel.whole,
        _reasons.stale(panel),
        ~np.isfinite(panel.amount[:, -1]),
        ~used,
        small,
    )


def say(case: Case) -> str:
    """Return the alarm in words."""
    return (
        f"nothing came from {case.partner} for {case.value:.0f} months up to {case.period}, "
        "although its reporter published figures of others; before it was a regular supplier"
    )


RULE = Rule(
    title="Exit of a supplier",
    meaning="a country that used to supply regularly delivers nothing any more",
    formula="months in a row without a delivery >= 2, after deliveries in 9 of 12 months",
    source="choice of this program; a month without a row counts as nothing delivered only where "
    "the reporter published the material for that month",
    series="months without a delivery",
    kind="months",
    reasons=(
        _reasons.NO_MONTHS,
        _reasons.TOTAL_ONLY,
        _reasons.STALE,
        _reasons.UNKNOWN,
        "was no regular supplier",
        _reasons.SMALL,
    ),
    judge=judge,
    say=say,
)
