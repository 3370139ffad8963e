"""Orders for imports in one month: split by usual shares, and what is refused is offered on."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from workbench.core.network import Levers, Network
from workbench.core.simulation.origins import Origins

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
TINY = 1e-12


class Tier:
    """Materials that do not use each other, and the places of their sources."""

    def __init__(self, network: Network, materials: tuple[int, ...]) -> None:
        self.materials: IntArray = np.array(materials, dtype=np.int64)
        mine = np.isin(network.material, self.materials)
        self.sources: IntArray = np.flatnonzero(mine)
        self.home: IntArray = np.flatnonzero(mine & network.is_home)
        self.foreign: IntArray = np.flatnonzero(mine & ~network.is_home)
        self.abroad: IntArray = network.material[self.foreign]
        self.inputs, places = np.nonzero(network.use[:, self.home] > 0)
        self.users: IntArray = self.home[places]


@dataclass(frozen=True)
class Month:
    """What limits the sources of a tier in one month; all by source, units per month."""

    t: int
    limit: FloatArray
    """The most a foreign source ships; of a home source what it can make beyond its plan."""
    making: FloatArray
    """Planned home production; a plant at work needs no qualification."""
    at_home: FloatArray
    """By material: planned home production that is not for usual exports."""


class Desk:
    """Takes orders for imports; remembers since when any order for a material was refused."""

    def __init__(self, network: Network, levers: Levers) -> None:
        self.network, self.levers = network, levers
        self.quota = levers.quota()
        self.share = levers.order_shares()
        self.rank = levers.ranks()
        self.lead = levers.ways()[0]
        self.origins = Origins(network, levers)
        self.refused_since = np.full(len(network.materials), np.inf)
        self.places = [network.sources_of(m) for m in range(len(network.materials))]

    def limits(self, tier: Tier, need: FloatArray, before: FloatArray, t: int) -> FloatArray:
        """Return the most each foreign source of a tier ships this month."""
        network, s = self.network, tier.foreign
        kept = np.maximum(network.shown[s], network.supply_share[s] * need[tier.abroad])
        known = self.levers.capacity[s, t]
        capacity = np.where(np.isnan(known), np.maximum(kept, network.volume[s]), known)
        limit: FloatArray = np.minimum(capacity, self.quota[s, t])
        if np.isfinite(network.ramp_limit):
            limit = np.minimum(limit, before[s] + network.ramp_limit * capacity)
        most = np.minimum(self.quota[s, t], np.where(np.isnan(known), np.inf, known))
        return np.asarray(np.maximum(limit, np.minimum(most, limit + self.levers.aid[s, t])))

    def split(
        self, tier: Tier, orders: FloatArray, month: Month, since: FloatArray
    ) -> tuple[FloatArray, Month]:
        """Return what each source accepts of the orders for the materials of a tier.

        ``since`` tells by material since which month orders are refused; it is brought up to date.
        The month that is returned has the limits that origin caps leave.
        """
        accepted = np.zeros(len(month.limit))
        s, m = tier.foreign, tier.abroad
        accepted[s] = np.minimum(self.share[s, month.t] * orders[m], month.limit[s])
        caps = self.origins.of(tier.materials, month.t)
        for cap in caps:
            self.origins.cut(cap, accepted, orders, month.at_home, month.t)
        refused = orders - np.bincount(m, accepted[s], len(orders))
        short = tier.materials[(refused > TINY * orders)[tier.materials]]
        since[short] = np.minimum(since[short], month.t)
        if caps:
            limit = month.limit.copy()
            for cap in caps:
                most = self.most(cap.sources, replace(month, limit=limit), since)
                room = np.maximum(0.0, most - accepted[cap.sources])
                most_of_all = self.origins.most(cap, orders, month.at_home, month.t)
                left = max(0.0, most_of_all - accepted[cap.sources].sum())
                part = min(1.0, left / room.sum()) if room.sum() > 0 else 1.0
                limit[cap.sources] = accepted[cap.sources] + room * part
            month = replace(month, limit=limit)
        for i in short:
            self.offer(int(i), float(refused[i]), accepted, month, since)
        return accepted, month

    def most(self, group: IntArray, month: Month, since: FloatArray) -> FloatArray:
        """Return the most that sources can take over; without qualification only their aid."""
        limit = month.limit[group]
        aid = self.levers.aid[group, month.t]
        return np.where(self.ready(group, month, since), limit, np.minimum(limit, aid))

    def ready(self, group: IntArray, month: Month, since: FloatArray) -> npt.NDArray[np.bool_]:
        """Return which sources are qualified to take over."""
        network = self.network
        wait = network.qualification[group]
        waited = month.t - since[network.material[group]]
        return np.asarray((wait <= 0) | (wait <= waited) | (month.making[group] > 0))

    def offer(
        self,
        material: int,
        amount: float,
        accepted: FloatArray,
        month: Month,
        since: FloatArray,
        lead: int | None = None,
    ) -> None:
        """Let qualified sources take over an amount, cheapest first; adds to ``accepted``.

        With ``lead`` only the sources are asked whose goods arrive after so many months.
        """
        places = self.places[material]
        if lead is not None:
            places = places[self.lead[places, month.t] == lead]
        rank = self.rank[places, month.t]
        for one in np.unique(rank):
            group = places[rank == one]
            room = np.maximum(0.0, self.most(group, month, since) - accepted[group])
            total = float(room.sum())
            if total <= 0:
                continue
            accepted[group] += room * min(1.0, amount / total)
            amount -= total
            if amount <= 0:
                return
