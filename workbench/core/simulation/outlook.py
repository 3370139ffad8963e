"""What stocks will be when everything that was shipped has arrived, if this month goes on.

Buyers know what is on the way and when it arrives. They take this month's need and orders for those
of the coming months, and look as far ahead as the longest lead time of a material's sources. What
could not be served by then is lost and not ordered again: an expected stock never falls below 0.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.core.network import Levers, Network
from workbench.core.simulation.orders import TINY, Desk, Month, Tier

FloatArray = npt.NDArray[np.float64]


class Outlook:
    """Expected stocks of the materials of one tier."""

    def __init__(self, network: Network, levers: Levers, tier: Tier) -> None:
        self.levers, self.tier = levers, tier
        m = tier.materials
        place = np.full(len(network.materials), -1)
        place[m] = np.arange(len(m))
        self.row = place[network.material[tier.sources]]
        lead, longest, shortest = levers.ways()
        self.lead, self.longest, self.shortest = lead[tier.sources], longest[m], shortest[m]
        self.width = int(self.longest.max(initial=0)) + 1

    def by_lead(self, accepted: FloatArray, t: int) -> FloatArray:
        """Sum what sources accepted in month ``t`` by material and months until it arrives."""
        found = np.zeros((len(self.tier.materials), self.width))
        np.add.at(found, (self.row, self.lead[:, t]), accepted[self.tier.sources])
        return found

    def gap(
        self, accepted: FloatArray, due: FloatArray, rest: FloatArray, stock: FloatArray, t: int
    ) -> FloatArray:
        """Return what to order beyond the need to bring the stock to its target.

        Positive: what the stock will lack. Negative: what it will have too much in every month that
        orders of this month can change, so that ordering less by it leaves nobody short.
        ``accepted`` are the orders for the need alone (by source), ``due`` what arrives from now
        on of what was shipped (material x month), ``rest`` the need beyond home production, and
        ``stock`` the present one (by material of the tier).
        """
        m = self.tier.materials
        target, draw = self.levers.target[m, t], self.levers.draw[m, t]
        longest, shortest = self.longest[:, t, None], self.shortest[:, t, None]
        monthly = due + np.cumsum(self.by_lead(accepted, t), axis=1) - rest[:, None]
        path = np.empty(monthly.shape)
        for ahead in range(self.width):
            stock = _next(stock, monthly[:, ahead], draw)
            path[:, ahead] = stock
        months = np.arange(self.width)
        outside = (months > longest) | (months < shortest)
        lack = target - np.take_along_axis(path, longest, axis=1)[:, 0]
        excess = np.where(outside, np.inf, path - target[:, None]).min(axis=1)
        most = np.where(outside, np.inf, monthly + draw[:, None]).min(axis=1)
        excess = np.minimum(excess, np.maximum(0.0, most))
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
        sources, t = self.tier.sources, month.t
        draw = self.levers.draw[self.tier.materials, t]
        shorter = np.zeros(len(rest))
        later = np.zeros(len(rest))
        usual_by, now_by = self.by_lead(usual, t), self.by_lead(accepted, t)
        spare = None
        for ahead in range(self.width):
            change = due[:, ahead] + now_by[:, ahead] + later - rest
            lacking = -change - np.minimum(stock, draw)
            hole = np.where(lacking > TINY * rest, lacking, 0.0)
            if hole.any() and spare is None:
                free = np.zeros(len(accepted))
                most = desk.most(sources, month, desk.refused_since)
                free[sources] = np.maximum(0.0, most - usual[sources])
                spare = self.by_lead(free, t)
                shorter = spare[:, :ahead].sum(axis=1)
            for row in np.flatnonzero(hole > shorter):
                material = int(self.tier.materials[row])
                lack = float(hole[row] - shorter[row])
                desk.offer(material, lack, accepted, month, desk.refused_since, lead=ahead)
            stock = _next(stock, change, draw)
            later = later + usual_by[:, ahead]
            if spare is not None:
                shorter = shorter + spare[:, ahead]


def _next(stock: FloatArray, change: FloatArray, draw: FloatArray) -> FloatArray:
    """Return the stock a month later; what cannot be drawn from it is not served."""
    return np.maximum(np.maximum(0.0, stock + change), stock - draw)
