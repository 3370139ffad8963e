"""Drop of the volume against what the season lets expect."""

from __future__ import annotations

import numpy as np

from workbench.core.warning.panel import Panel
from workbench.core.warning.robust import Floats, counts
from workbench.core.warning.rules import Case, Judgement, Rule, _reasons, judged, shown
from workbench.core.warning.season import expect


def threshold(expected: Floats, spread: Floats, wide: float, least: float) -> Floats:
    """Return the amount from which on downwards a drop is told.

    ``expected x exp(-max(wide x spread, -ln(1 - least)))``.

    Args:
        expected: amounts that the season lets expect.
        spread: robust standard deviations of the logarithm; unknown counts as none.
        wide: how many of them.
        least: smallest drop that counts, as a share of the expected amount.

    >>> threshold(np.array([100.0]), np.array([0.1]), 3, 0.5).tolist()
    [50.0]
    """
    deep = -np.log1p(-least) if least < 1 else np.inf
    return expected * np.exp(-np.maximum(wide * np.nan_to_num(spread), deep))


def judge(panel: Panel) -> Judgement:
    """Return the amount from every partner in the newest month beside its threshold."""
    limits = panel.limits
    amount, past = panel.amount[:, -1], panel.amount[:, :-1]
    reasons = (
        _reasons.no_months(panel),
        _reasons.stale(panel),
        _reasons.small(panel),
        ~np.isfinite(amount),
        counts(past) < limits["volume_drop.least_months"],
    )
    wanted = ~np.logical_or.reduce(reasons)
    found = expect(past, wanted, stl_months=limits.months("volume_drop.stl_months"))
    wide, least = limits["volume_drop.deviations"], limits["volume_drop.least_drop"]
    line = threshold(found.amount, found.spread, wide, least)
    return judged(amount, line, *reasons, ~(line > 0))


def say(case: Case) -> str:
    """Return the alarm in words."""
    return (
        f"imports from {case.partner} by {case.panel.basis} fell to {shown(case.value)} in "
        f"{case.period}; at least {shown(case.threshold)} were to be expected for the season"
    )


RULE = Rule(
    title="Drop of volume",
    meaning="far less comes from one country than the season lets expect",
    formula="amount <= expected x min(exp(-3 x 1.4826 MAD of ln amount), 0.5); expected: STL trend "
    "and season from 36 unbroken months on, else the median of the same month of earlier years, "
    "else of the last 12 months",
    source="Cleveland, Cleveland, McRae, Terpenning 1990 (STL); Hampel 1974 (MAD)",
    series="imports",
    kind="amount",
    reasons=(
        _reasons.NO_MONTHS,
        _reasons.STALE,
        _reasons.SMALL,
        _reasons.UNKNOWN,
        _reasons.SHORT,
        "nothing is expected in this month",
    ),
    judge=judge,
    say=say,
    above=False,
)
