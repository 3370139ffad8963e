"""What every source could deliver at most, and what it would deliver if nobody were short.

The limits are those of the market response, seen by somebody who knows the future: qualification
begins in the first month, and home may plan as much as it can make. So whatever the market does
stays within them. Amounts are units per month.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.core.network import Levers
from workbench.core.simulation.homeplans import HomePlans

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Limits:
    """Source x month, unless said otherwise."""

    most: FloatArray
    """The most a source ships, or makes at home."""
    usual: FloatArray
    """What it ships or makes when the need is met in the usual way; never above ``most``."""
    step: FloatArray
    """Of foreign sources: the most a month's shipment can exceed the one before; may be
    infinite."""
    movable: FloatArray
    """Substitution x month: the most of the replaced material that can be replaced."""
    home: FloatArray
    """Material x month: the most that home could make and does not owe to customers abroad."""


def limits(levers: Levers) -> Limits:
    """Return what bounds every source in every month, whatever the others do."""
    reader = _Reader(levers)
    for materials in levers.network.order:
        reader.tier(np.array(materials, dtype=np.int64))
    network = levers.network
    made = np.zeros(levers.demand.shape)
    np.add.at(made, network.material[reader.homes], reader.most[reader.homes])
    return Limits(
        most=reader.most,
        usual=np.minimum(reader.usual, reader.most),
        step=reader.step,
        movable=reader.movable,
        home=np.maximum(0.0, made - levers.exports),
    )


class _Reader:
    """Goes through the tiers, final materials first, as their plans make the need of the others."""

    def __init__(self, levers: Levers) -> None:
        self.network, self.levers = levers.network, levers
        network = levers.network
        self.plans = HomePlans(network, levers)
        shape = levers.capacity.shape
        self.most, self.usual = np.zeros(shape), np.zeros(shape)
        self.step = np.full(shape, np.inf)
        self.movable = np.zeros((len(levers.substitutions), network.months))
        self.replaced = np.zeros((2, *levers.demand.shape))
        self.quota, self.shares = levers.quota(), levers.order_shares()
        wait = np.where(network.volume > 0, 0.0, network.qualification)
        self.ready = wait[:, None] <= np.arange(network.months)
        self.homes = np.flatnonzero(network.is_home)

    def tier(self, m: IntArray) -> None:
        """Fill in the sources of the materials of one tier."""
        network, levers = self.network, self.levers
        usual = levers.demand[m] + self.replaced[0, m]
        most = levers.demand[m] + self.replaced[1, m]
        users = self.homes[(network.use[np.ix_(m, self.homes)] > 0).any(axis=0)]
        if users.size:
            use, factor = network.use[np.ix_(m, users)], levers.input_factor[users]
            usual = usual + use @ (factor * self.usual[users])
            most = most + use @ (factor * self.most[users])
        usual = self._replace(m, usual, most) + levers.exports[m]
        most = most + levers.exports[m]
        place = np.full(len(network.materials), -1)
        place[m] = np.arange(len(m))
        mine = place[network.material]
        home = np.flatnonzero((mine >= 0) & network.is_home)
        abroad = np.flatnonzero((mine >= 0) & ~network.is_home)
        self._home(home, usual[mine[home]], most[mine[home]])
        planned = np.zeros(usual.shape)
        np.add.at(planned, mine[home], self.usual[home])
        orders = np.maximum(0.0, usual - planned)
        self.usual[abroad] = self.shares[abroad] * orders[mine[abroad]]
        self._abroad(abroad, most[mine[abroad]])

    def _replace(self, m: IntArray, usual: FloatArray, most: FloatArray) -> FloatArray:
        """Move what substitutes take over; return the usual need that is left."""
        left = np.ones(usual.shape)
        for i, one in enumerate(self.levers.substitutions):
            if one.material not in m:
                continue
            row = int(np.flatnonzero(m == one.material)[0])
            self.movable[i] = np.clip(one.share, 0.0, 1.0) * most[row]
            self.replaced[1, one.by] += one.ratio * self.movable[i]
            if not one.short_only:
                part = np.minimum(one.share, left[row])
                self.replaced[0, one.by] += one.ratio * part * usual[row]
                left[row] -= part
        return np.asarray(usual * left)

    def _home(self, home: IntArray, need: FloatArray, most: FloatArray) -> None:
        """Set what home sources plan and could make; both needs by home source."""
        plans = self.plans
        known = np.isfinite(plans.most[home])
        self.usual[home] = self._existing(home, need) + plans.new[home]
        widest = self._existing(home, most)
        ready = self.ready[home] | (plans.new[home] > 0)
        path = self._ramped(home, np.where(ready, plans.most[home], 0.0), plans.capacity[home])
        could = np.minimum(plans.capacity[home], path + plans.new[home])
        self.most[home] = np.maximum(np.where(known, could, widest), self.usual[home])

    def _existing(self, home: IntArray, need: FloatArray) -> FloatArray:
        first = self.network.first_need[self.network.material[home]][:, None]
        ratio = np.divide(need, first, out=np.ones(need.shape), where=first > 0)
        wanted = self.network.volume[home][:, None] * ratio
        most = self.plans.most[home]
        whole = np.where(np.isinf(most), wanted, self.plans.capacity[home])
        return self._ramped(home, np.minimum(wanted, most), whole)

    def _ramped(self, places: IntArray, amounts: FloatArray, whole: FloatArray) -> FloatArray:
        """Return ``amounts`` held back to growing by the ramp limit a month."""
        if not np.isfinite(self.network.ramp_limit):
            return amounts
        held = amounts.copy()
        before = self.network.volume[places]
        for t in range(held.shape[1]):
            before = np.minimum(held[:, t], before + self.network.ramp_limit * whole[:, t])
            held[:, t] = before
        return held

    def _abroad(self, s: IntArray, need: FloatArray) -> None:
        """Set what foreign sources could ship; ``need`` is the widest need, by source."""
        network, aid = self.network, self.levers.aid[s]
        kept = np.maximum(network.shown[s][:, None], network.supply_share[s][:, None] * need)
        known = self.levers.capacity[s]
        free = np.maximum(kept, network.volume[s][:, None])
        capacity = np.where(np.isnan(known), free, known)
        limit = np.minimum(capacity, self.quota[s])
        beyond = np.minimum(np.where(np.isnan(known), np.inf, known), limit + aid)
        full = np.maximum(limit, np.minimum(self.quota[s], beyond))
        self.most[s] = np.where(self.ready[s], full, np.minimum(full, aid))
        if np.isfinite(network.ramp_limit):
            self.step[s] = network.ramp_limit * capacity + aid
