"""Judging a small trade by one rule."""

from __future__ import annotations

import pytest

from workbench.core.warning.watch import watch


@pytest.fixture
def judged():
    """Return (partner, value, threshold) of every alarm of one rule, and why it found nothing."""

    def judge(project, rule, **asked):
        found = watch(project, rules=[rule], **asked)
        rows = found.alarms[["partner", "value", "threshold"]].itertuples(index=False)
        reasons = found.unjudged["reason"].tolist()
        return [tuple(row) for row in rows], reasons

    return judge
