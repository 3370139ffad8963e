"""What stocks will be when everything that was shipped has arrived, if this month goes on.

Buyers know what is on the way and when it arrives. They take this month's need and orders for those
of the coming months, and look as far ahead as the longest lead time of a material's sources. What
could not be served by then is lost and not ordered again: an expected stock never falls below 0.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.core.network import Network
from workbench.core.simulation.orders import TINY, Desk, Month, Tier

FloatArray = npt.NDArray[np.float64]


class Outlook:
    """Expected stocks of the materials of one tier."""

    def __init__(self, network: Network, tier: Tier) -> None:
        self.network, self.tier = network, tier
        count = len(tier.materials)
        place = np.full(len(network.materials), -1)
        place[tier.materials] = np.arange(count)
        self.row = place[network.material[tier.sources]]
        self.lead = network.lead[tier.sources]
        self.longest = np.zeros(count, dtype=np.int64)
        np.maximum.at(self.longest, self.row, self.lead)
        self.width = int(self.longest.max(initial=0)) + 1
        usual = np.flatnonzero((network.volume > 0)[tier.sources])
        self.shortest = self.longest.copy()
        np.minimum.at(self.shortest, self.row[usual], self.lead[usual])

    def by_lead(self, accepted: FloatArray) -> FloatArray:
        """Sum what sources accepted by material and lead time."""
        found = np.zeros((len(self.tier.materials), self.width))
        np.add.at(found, (self.row, self.lead), accepted[self.tier.sources])
        return found

    def gap(
        self, accepted: FloatArray, due: FloatArray, rest: FloatArray, stock: FloatArray
    ) -> FloatArray:
        """Return what to order beyond the need to bring the stock to its target.

        Positive: what the stock will lack. Negative: what it will have too much in every month that
        orders of this month can change, so that ordering less by it leaves nobody short.
        ``accepted`` are the orders for the need alone (by source), ``due`` what arrives from now
        on of what was shipped (material x month), ``rest`` the need beyond home production, and
        ``stock`` the present one (by material of the tier).
        """
        m = self.tier.materials
        target = self.network.target[m]
        monthly = due + np.cumsum(self.by_lead(accepted), axis=1) - rest[:, None]
        path = np.empty(monthly.shape)
        for ahead in range(self.width):
            stock = np.maximum(0.0, stock + monthly[:, ahead])
            path[:, ahead] = stock
        months = np.arange(self.width)
        late, early = months > self.longest[:, None], months < self.shortest[:, None]
        lack = target - np.take_along_axis(path, self.longest[:, None], axis=1)[:, 0]
        excess = np.where(late | early, np.inf, path - target[:, None]).min(axis=1)
        gap = np.where(lack > 0, lack, -np.maximum(0.0, excess))
        scale = rest + target + due.sum(axis=1)
        return np.where(np.abs(gap) > TINY * scale, gap, 0.0)

    def fill_holes(
        self,
        desk: Desk,
        month: Month,
        usual: FloatArray,
        accepted: FloatArray,
        due: FloatArray,
        rest: FloatArray,
        stock: FloatArray,
    ) -> None:
        """Order in time what would be missing before later orders arrive; adds to ``accepted``.

        A month that would run short, as when orders move to sources with a longer way, is served by
        sources with spare capacity whose goods arrive in just that month, as far as those with a
        shorter way cannot do it later. ``usual`` is what is expected to be accepted in the coming
        months; the other arguments are those of :meth:`gap`.
        """
        since = desk.refused_since
        shorter = np.zeros(len(rest))
        later = np.zeros(len(rest))
        usual_by, now_by = self.by_lead(usual), self.by_lead(accepted)
        spare = None
        for ahead in range(self.width):
            stock = stock + due[:, ahead] + now_by[:, ahead] + later - rest
            hole = np.where(stock < -TINY * rest, -stock, 0.0)
            if hole.any() and spare is None:
                ready = desk.ready(self.tier.sources, month, since)
                free = np.zeros(len(accepted))
                free[self.tier.sources] = np.where(
                    ready, np.maximum(0.0, month.limit - usual)[self.tier.sources], 0.0
                )
                spare = self.by_lead(free)
                shorter = spare[:, :ahead].sum(axis=1)
            for row in np.flatnonzero(hole > shorter):
                material = int(self.tier.materials[row])
                lack = float(hole[row] - shorter[row])
                desk.offer(material, lack, accepted, month, since, lead=ahead)
            stock = np.maximum(0.0, stock)
            later = later + usual_by[:, ahead]
            if spare is not None:
                shorter = shorter + spare[:, ahead]
