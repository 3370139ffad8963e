"""Orders for imports in one month: split by usual shares, and what is refused is offered on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.core.network import Levers, Network

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


class Desk:
    """Takes orders for imports; remembers since when any order for a material was refused."""

    def __init__(self, network: Network, levers: Levers) -> None:
        self.network, self.levers = network, levers
        self.quota = _quota(network, levers)
        self.refused_since = np.full(len(network.materials), np.inf)
        self.offers = [_by_price(network, m) for m in range(len(network.materials))]

    def limits(self, tier: Tier, need: FloatArray, before: FloatArray, t: int) -> FloatArray:
        """Return the most each foreign source of a tier ships this month."""
        network, s = self.network, tier.foreign
        kept = np.maximum(network.shown[s], network.supply_share[s] * need[tier.abroad])
        known = self.levers.capacity[s, t]
        capacity = np.where(np.isnan(known), np.maximum(kept, network.volume[s]), known)
        limit: FloatArray = np.minimum(capacity, self.quota[s, t])
        if np.isfinite(network.ramp_limit):
            limit = np.minimum(limit, before[s] + network.ramp_limit * capacity)
        return limit

    def split(self, tier: Tier, orders: FloatArray, month: Month, since: FloatArray) -> FloatArray:
        """Return what each source accepts of the orders for the materials of a tier.

        ``since`` tells by material since which month orders are refused; it is brought up to date.
        """
        accepted = np.zeros(len(month.limit))
        s, m = tier.foreign, tier.abroad
        accepted[s] = np.minimum(self.network.share[s] * orders[m], month.limit[s])
        refused = orders - np.bincount(m, accepted[s], len(orders))
        short = tier.materials[(refused > TINY * orders)[tier.materials]]
        since[short] = np.minimum(since[short], month.t)
        for i in short:
            self.offer(int(i), float(refused[i]), accepted, month, since)
        return accepted

    def ready(self, group: IntArray, month: Month, since: FloatArray) -> npt.NDArray[np.bool_]:
        """Return which of the sources of one material are qualified to take over."""
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
        for places in self.offers[material]:
            group = places if lead is None else places[self.network.lead[places] == lead]
            spare = np.maximum(0.0, month.limit[group] - accepted[group])
            room = np.where(self.ready(group, month, since), spare, 0.0)
            total = float(room.sum())
            if total <= 0:
                continue
            accepted[group] += room * min(1.0, amount / total)
            amount -= total
            if amount <= 0:
                return


def _quota(network: Network, levers: Levers) -> FloatArray:
    """Return the most a restriction lets each source ship; infinite without one."""
    limited = np.isfinite(levers.allowed)
    allowed = np.where(limited, levers.allowed, 0.0) * network.usual[:, None]
    return np.where(limited, allowed, np.inf)


def _by_price(network: Network, material: int) -> list[IntArray]:
    """Return the sources of a material in groups of one price, cheapest first, unknown last."""
    places = network.sources_of(material)
    price = np.where(np.isnan(network.price[places]), np.inf, network.price[places])
    return [places[price == one] for one in np.unique(price)]
