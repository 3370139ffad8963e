"""No figures where there used to be some."""

from __future__ import annotations

import numpy as np

from workbench.core import periods
from workbench.core.warning.panel import Panel
from workbench.core.warning.rules import Case, Judgement, Rule, _reasons, judged


def judge(panel: Panel) -> Judgement:
    """Return by how many months the figures of each material are overdue."""
    limits = panel.limits
    regular = panel.published[:, -12:].sum(axis=1) >= limits["silence.least_months"]
    return judged(
        panel.behind.astype(np.float64),
        np.full(len(panel.behind), limits["silence.threshold"]),
        panel.newest < 0,
        ~regular,
    )


def say(case: Case) -> str:
    """Return the alarm in words."""
    last = periods.month_name(int(case.panel.newest[case.place]))
    return (
        f"figures are overdue by {case.value:.0f} months: the last known month is {last}; this may "
        "hide anything, also that trade has stopped"
    )


RULE = Rule(
    title="Silence",
    meaning="no figures of the material come any more, although there used to be some every month",
    formula="months since the newest figures, less the usual delay >= 2, after figures in 9 of 12 "
    "months",
    source="choice of this program: missing figures are never taken for calm",
    series="months overdue",
    kind="months",
    reasons=(_reasons.NO_MONTHS, "there were never regular monthly figures"),
    judge=judge,
    say=say,
    scope="group",
)
