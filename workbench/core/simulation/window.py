"""The months over which a scenario is compared with the base."""

from __future__ import annotations

import numpy as np

from workbench.core.simulation.market import Trajectory

_TINY = 1e-9


def felt(base: Trajectory, scenario: Trajectory, acting: tuple[int, int] | None) -> tuple[int, int]:
    """Return the first month of the window and the month after its last one, from 0.

    ``acting`` are the months in which shocks act. What was not shipped is missing a lead time
    later, so the window goes on by the longest lead time, and as long as the shortage of any
    material is not that of the base; the whole run when nothing acts.
    """
    network = base.network
    if acting is None:
        return 0, network.months
    start, end = acting
    end += int(scenario.network.lead.max(initial=0))
    scale = np.maximum(base.demand, scenario.demand)
    differs = np.abs(scenario.shortage - base.shortage) > _TINY * scale
    changed = np.flatnonzero(differs.any(axis=0))
    if changed.size:
        end = max(end, int(changed[-1]) + 1)
    return start, min(end, network.months)
