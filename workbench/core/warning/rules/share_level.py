"""Level of the share of one country."""

from __future__ import annotations

import numpy as np

from workbench.core.warning.panel import Panel
from workbench.core.warning.rules import Case, Judgement, Rule, _reasons, judged


def judge(panel: Panel) -> Judgement:
    """Return the share of every partner in the newest month beside the threshold."""
    share = panel.share[:, -1]
    return judged(
        share,
        np.full(len(share), panel.limits["share_level.threshold"]),
        _reasons.no_months(panel),
        panel.whole,
        _reasons.one_side(panel),
        _reasons.stale(panel),
        ~np.isfinite(share),
    )


def say(case: Case) -> str:
    """Return the alarm in words."""
    return (
        f"{case.partner} supplied {case.value:.1%} of imports by {case.panel.basis} in "
        f"{case.period}; the threshold is {case.threshold:.0%}"
    )


RULE = Rule(
    title="Level of share",
    meaning="one country supplies so much of the imports that it counts as dependence",
    formula="imports from the country / all imports of the month >= threshold",
    source="Korea, early warning system of December 2021: items with single-country dependence "
    "of 50 % and more",
    series="share of imports",
    kind="share",
    reasons=(
        _reasons.NO_MONTHS,
        _reasons.TOTAL_ONLY,
        _reasons.ONE_SIDE,
        _reasons.STALE,
        _reasons.UNKNOWN,
    ),
    judge=judge,
    say=say,
)
