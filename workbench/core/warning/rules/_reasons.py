"""Words that several rules use for why a case cannot be judged."""

from __future__ import annotations

import numpy as np

from workbench.core.warning.entries import Bools
from workbench.core.warning.panel import Panel

NO_MONTHS = "no monthly figures"
STALE = "the newest figures are too old"
ONE_SIDE = "only one exporter's figures are known, so shares of imports are not"
TOTAL_ONLY = "only the total of all partners is known"
SMALL = "a small part of the imports"
SHORT = "too few months before"
UNKNOWN = "the newest month is not reported"


def no_months(panel: Panel) -> Bools:
    """Return the series without any monthly figure."""
    known = np.isfinite(panel.value) | np.isfinite(panel.quantity)
    return np.asarray(~known.any(axis=1))


def stale(panel: Panel) -> Bools:
    """Return the series whose newest figures are too old to warn of anything."""
    found: Bools = ~panel.fresh[panel.entries.group_of]
    return found


def one_side(panel: Panel) -> Bools:
    """Return the series whose share cannot be known."""
    found: Bools = ~panel.shares_known[panel.entries.group_of]
    return found


def small(panel: Panel) -> Bools:
    """Return the series too small to be judged one by one."""
    return ~panel.counts
