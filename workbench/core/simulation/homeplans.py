"""What home sources plan to make: new capacity in full, existing one in step with the need."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.core.network import Levers, Network

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
_TINY = 1e-12


class HomePlans:
    """Plans of the home sources; amounts by source, units per month."""

    def __init__(self, network: Network, levers: Levers) -> None:
        self.network = network
        start = network.base_capacity[:, None]
        home = network.is_home[:, None]
        known = ~np.isnan(levers.capacity)
        capacity = np.where(known, levers.capacity, 0.0)
        self.capacity: FloatArray = capacity
        """Source x month; 0 where unknown, as nothing beyond the plan can be counted on."""
        self.new: FloatArray = np.where(home & known, np.maximum(0.0, capacity - start), 0.0)
        """Source x month: capacity added since month 0, by the base or by shocks."""
        self.most: FloatArray = np.where(known, np.minimum(capacity, start), np.inf)
        """Source x month: what is there of the capacity of month 0; infinite where unknown."""

    def existing(self, home: IntArray, need: FloatArray, before: FloatArray, t: int) -> FloatArray:
        """Return what existing capacity makes: its usual share of the need, as far as it can.

        ``before`` is what existing capacity made in the month before.
        """
        network = self.network
        first = network.first_need
        ratio = np.divide(need, first, out=np.ones(len(need)), where=first > 0)
        ratio = np.where(np.abs(ratio - 1.0) <= _TINY, 1.0, ratio)
        wanted = network.volume[home] * ratio[network.material[home]]
        made: FloatArray = np.minimum(wanted, self.most[home, t])
        if np.isfinite(network.ramp_limit):
            whole = np.where(np.isinf(self.most[home, t]), wanted, self.capacity[home, t])
            made = np.minimum(made, before[home] + network.ramp_limit * whole)
        return made

    def spare(self, home: IntArray, made: FloatArray, before: FloatArray, t: int) -> FloatArray:
        """Return what home sources could make beyond their plan; 0 where that is unknown."""
        most = self.capacity[home, t]
        if np.isfinite(self.network.ramp_limit):
            most = np.minimum(most, before[home] + self.network.ramp_limit * most)
        return np.asarray(np.maximum(0.0, most - made[home]))
