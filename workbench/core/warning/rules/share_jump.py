"""Jump of the share of one country."""

from __future__ import annotations

import numpy as np

from workbench.core.warning.panel import Panel
from workbench.core.warning.robust import Floats, counts, deviations, medians
from workbench.core.warning.rules import Case, Judgement, Rule, _reasons, judged


def threshold(past: Floats, wide: float, least: float) -> Floats:
    """Return the share from which on a jump is told: median + max(wide x 1.4826 MAD, least).

    Args:
        past: series x months of shares, NaN where unknown.
        wide: robust standard deviations.
        least: smallest rise that counts.

    >>> threshold(np.array([[0.4, 0.5, 0.6]]), 3, 0.05).round(4).tolist()
    [0.9448]
    """
    centre = medians(past)
    return centre + np.maximum(wide * deviations(past, centre), least)


def judge(panel: Panel) -> Judgement:
    """Return the share of every partner in the newest month beside its threshold."""
    limits = panel.limits
    share = panel.share[:, -1]
    past = panel.share[:, -1 - limits.months("share_jump.months") : -1]
    line = threshold(past, limits["share_jump.deviations"], limits["share_jump.least_rise"])
    return judged(
        share,
        line,
        _reasons.no_months(panel),
        panel.whole,
        _reasons.one_side(panel),
        _reasons.stale(panel),
        ~np.isfinite(share),
        counts(past) < limits["share_jump.least_months"],
    )


def say(case: Case) -> str:
    """Return the alarm in words."""
    return (
        f"{case.partner} supplied {case.value:.1%} of imports by {case.panel.basis} in "
        f"{case.period}, more than the {case.threshold:.1%} that past months let expect at most"
    )


RULE = Rule(
    title="Jump of share",
    meaning="the share of one country rises far above what it used to be",
    formula="share >= median + max(3 x 1.4826 MAD, 5 percentage points) of the past 24 months",
    source="median and MAD as outlier rule: Hampel 1974; Leys et al. 2013",
    series="share of imports",
    kind="share",
    reasons=(
        _reasons.NO_MONTHS,
        _reasons.TOTAL_ONLY,
        _reasons.ONE_SIDE,
        _reasons.STALE,
        _reasons.UNKNOWN,
        _reasons.SHORT,
    ),
    judge=judge,
    say=say,
)
