"""Jump of the unit price."""

from __future__ import annotations

import numpy as np

from workbench.core.warning.panel import Panel
from workbench.core.warning.robust import Floats, counts, deviations, logs, medians
from workbench.core.warning.rules import Case, Judgement, Rule, _reasons, judged, shown


def threshold(past: Floats, wide: float, least: float) -> Floats:
    """Return the price from which on a jump is told.

    ``exp(median + max(wide x 1.4826 MAD, ln(1 + least)))`` of the logarithm of past prices.

    Args:
        past: series x months of unit prices above zero, NaN where unknown.
        wide: robust standard deviations.
        least: smallest rise that counts, as a share of the median.

    >>> threshold(np.array([[10.0, 10.0, 10.0]]), 3, 0.3).round(6).tolist()
    [13.0]
    """
    known = logs(past)
    centre = medians(known)
    return np.exp(centre + np.maximum(wide * deviations(known, centre), np.log1p(least)))


def judge(panel: Panel) -> Judgement:
    """Return the unit price of every partner in the newest month beside its threshold."""
    limits = panel.limits
    price = panel.price[:, -1]
    past = panel.price[:, -1 - limits.months("price_jump.months") : -1]
    line = threshold(past, limits["price_jump.deviations"], limits["price_jump.least_rise"])
    return judged(
        price,
        line,
        _reasons.no_months(panel),
        _reasons.stale(panel),
        _reasons.small(panel),
        ~np.isfinite(price),
        counts(past) < limits["price_jump.least_months"],
    )


def say(case: Case) -> str:
    """Return the alarm in words."""
    return (
        f"a unit from {case.partner} cost {shown(case.value)} in {case.period}, more than the "
        f"{shown(case.threshold)} that past months let expect at most"
    )


RULE = Rule(
    title="Jump of unit price",
    meaning="what a unit from one country costs rises far above what it used to cost",
    formula="value / quantity >= median x max(exp(3 x 1.4826 MAD of ln price), 1.3), 24 months",
    source="median and MAD as outlier rule: Hampel 1974; Leys et al. 2013",
    series="unit price",
    kind="price",
    reasons=(
        _reasons.NO_MONTHS,
        _reasons.STALE,
        _reasons.SMALL,
        "no value and quantity of the newest month",
        _reasons.SHORT,
    ),
    judge=judge,
    say=say,
)
