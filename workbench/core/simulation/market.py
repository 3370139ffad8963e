"""Market response: one run through the months, the default answer of buyers and sources.

Every month is planned from final materials upstream, then carried out from raw materials
downstream. Amounts are units per month.

*Planning.* Need = outside demand + planned use by home producers + usual exports. Home sources make
their usual volume plus capacity added since month 0. Orders for imports close the rest and the gap
between desired and actual inventory position (stock and everything on the way); the desired one is
the stock target plus a pipeline as long as the lead times of the sources that took last month's
orders. So a steady state stays exactly as it is. Orders are split by usual shares. A source takes
what its capacity, a restriction and the ramp limit let through; one of unknown capacity keeps its
usual share of the present need, but beyond that takes over only up to the largest volume it has
shown. What is refused is offered to qualified sources with spare capacity, home included, cheapest
first, at one price in proportion to spare capacity. The rest is not backlogged: the gap in the
position orders it again.

*Carrying out.* Stock, arrivals and production serve outside demand, every use and usual exports in
one proportion. A home producer is limited by its scarcest input; what it leaves of the others stays
in stock. Home production beyond what is taken and what rebuilds the stock is exported.

*Balance.* Shortage of a material = (1 - proportion) x (outside demand + planned use); delivered =
what was served and taken; demand = delivered + shortage. What a producer held up by another input
leaves untouched is therefore not demanded in that month. Stock = stock before + production +
imports - exports - delivered.

A worked month: need 100, China usually 80, Japan 20 and never more than 30. With China's exports
cut by half, orders of 80 and 20 go out; China ships 40; of the refused 40 Japan, at 20 of the 30 it
has shown, takes 10; 30 are missing. Without stock, delivered = 40 + 30 = 70 and shortage = 30.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.core.network import Levers, Network

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
_TINY = 1e-12
_ROUNDING = 1e-14


@dataclass(frozen=True)
class Trajectory:
    """What happened, material x month, and by source x month; units per month."""

    network: Network
    need: FloatArray
    """Outside demand, planned use and usual exports."""
    demand: FloatArray
    delivered: FloatArray
    shortage: FloatArray
    stock: FloatArray
    production: FloatArray
    imports: FloatArray
    exports: FloatArray
    supply: FloatArray
    """Source x month: what arrived, or was made at home and not exported."""


def market_response(network: Network, levers: Levers) -> Trajectory:
    """Return what happens month by month; changes neither argument."""
    market = _Market(network, levers)
    for t in range(network.months):
        market.plan(t)
        market.carry_out(t)
    return market.trajectory()


class _Tier:
    """Materials that do not use each other, and the places of their sources."""

    def __init__(self, network: Network, materials: tuple[int, ...]) -> None:
        self.materials = np.array(materials, dtype=np.int64)
        mine = np.isin(network.material, self.materials)
        self.home: IntArray = np.flatnonzero(mine & network.is_home)
        self.foreign: IntArray = np.flatnonzero(mine & ~network.is_home)
        self.abroad: IntArray = network.material[self.foreign]
        self.inputs, places = np.nonzero(network.use[:, self.home] > 0)
        self.users: IntArray = self.home[places]


class _Market:
    """The state between months and the arrays that are filled."""

    def __init__(self, network: Network, levers: Levers) -> None:
        self.network, self.levers = network, levers
        self.tiers = [_Tier(network, materials) for materials in network.order]
        self.offers = [_by_price(network, m) for m in range(len(network.materials))]
        self.usual_made = _usual_made(network, levers)
        self.capacity_known = np.nan_to_num(levers.capacity)
        self.home_made = np.zeros(levers.demand.shape)
        home = np.flatnonzero(network.is_home)
        np.add.at(self.home_made, network.material[home], self.usual_made[home])
        self.quota = _quota(network, levers)
        self.stock = network.stock.copy()
        self.accepted = network.volume.copy()
        longest = int(network.lead.max(initial=0))
        self.arriving = np.zeros((len(network.sources), network.months + longest + 1))
        for s, lead in enumerate(network.lead):
            self.arriving[s, :lead] = network.volume[s]
        self.on_the_way = self.by_material(network.volume * network.lead)
        self.pipeline = self.by_material(network.share * network.lead)
        self.refused_since = np.full(len(network.materials), np.inf)
        self.rows = {name: np.zeros(levers.demand.shape) for name in _ROWS}
        self.supply = np.zeros((len(network.sources), network.months))

    def by_material(self, amounts: FloatArray) -> FloatArray:
        """Sum amounts of all sources by material."""
        count = len(self.network.materials)
        return np.bincount(self.network.material, amounts, count).astype(np.float64)

    def plan(self, t: int) -> None:
        """Set need, gap, planned home production and what foreign sources ship."""
        network, levers = self.network, self.levers
        self.need = levers.demand[:, t] + levers.exports[:, t]
        self.gap = np.zeros(len(self.need))
        self.made = self.usual_made[:, t].copy()
        before, self.accepted = self.accepted, np.zeros(len(self.made))
        for place, tier in enumerate(self.tiers):
            m = tier.materials
            if place:
                self.need[m] += network.use[m] @ self.made
            made = self.home_made[m, t]
            steady = np.maximum(0.0, self.need[m] - made)
            desired = network.target[m] + self.pipeline[m] * steady
            self.gap[m] = desired - self.stock[m] - self.on_the_way[m]
            self.hold_idle(tier, made, t)
            orders = np.zeros(len(self.need))
            orders[m] = np.maximum(0.0, self.need[m] - made + self.gap[m])
            self.place_orders(tier, orders, before, t)
        self.ship(t)

    def hold_idle(self, tier: _Tier, made: FloatArray, t: int) -> None:
        """Take back planned production that nobody needs where it is to stay idle."""
        idle = np.minimum(self.levers.idle[:, t], self.made)
        if not idle[tier.home].any():
            return
        m = tier.materials
        total = self.by_material(idle)
        surplus = np.zeros(len(self.need))
        surplus[m] = np.maximum(0.0, made - self.need[m] - np.maximum(0.0, self.gap[m]))
        part = np.minimum(1.0, surplus / np.where(total > 0, total, 1.0))
        self.made[tier.home] -= (idle * part[self.network.material])[tier.home]

    def place_orders(self, tier: _Tier, orders: FloatArray, before: FloatArray, t: int) -> None:
        """Split orders by usual shares and offer what is refused to others."""
        s, m = tier.foreign, tier.abroad
        wanted = self.network.share[s] * orders[m]
        limit = self.limits(tier, before, t)
        taken = np.minimum(wanted, limit)
        self.accepted[s] = taken
        filled = np.bincount(m, taken, len(orders))
        refused = orders - filled
        short = tier.materials[(refused > _TINY * orders)[tier.materials]]
        if not short.size:
            return
        spare = np.zeros(len(self.accepted))
        spare[s] = limit - taken
        spare[tier.home] = self.home_spare(tier.home, before, t)
        self.refused_since[short] = np.minimum(self.refused_since[short], t)
        for i in short[self.by_material(spare)[short] > 0]:
            self.offer(int(i), float(refused[i]), spare, t)

    def limits(self, tier: _Tier, before: FloatArray, t: int) -> FloatArray:
        """Return the most each foreign source of a tier ships this month."""
        network, s = self.network, tier.foreign
        kept = np.maximum(network.shown[s], network.supply_share[s] * self.need[tier.abroad])
        known = self.levers.capacity[s, t]
        capacity = np.where(np.isnan(known), np.maximum(kept, network.volume[s]), known)
        limit: FloatArray = np.minimum(capacity, self.quota[s, t])
        if np.isfinite(network.ramp_limit):
            limit = np.minimum(limit, before[s] + network.ramp_limit * capacity)
        return limit

    def home_spare(self, s: IntArray, before: FloatArray, t: int) -> FloatArray:
        """Return what home sources could make beyond their usual volume; 0 where unknown."""
        most = capacity = self.capacity_known[s, t]
        if np.isfinite(self.network.ramp_limit):
            most = np.minimum(capacity, before[s] + self.network.ramp_limit * capacity)
        return np.asarray(np.maximum(0.0, most - self.usual_made[s, t]))

    def offer(self, material: int, refused: float, spare: FloatArray, t: int) -> None:
        """Let qualified sources take over ``refused``, cheapest first."""
        network = self.network
        waited = t - self.refused_since[material]
        for group in self.offers[material]:
            ready = (network.qualification[group] <= waited) | (self.made[group] > 0)
            room = np.where(ready, spare[group], 0.0)
            total = float(room.sum())
            if total <= 0:
                continue
            part = min(1.0, refused / total)
            home = network.is_home[group]
            self.accepted[group] += room * part
            self.made[group] += np.where(home, room * part, 0.0)
            refused -= total * part
            if refused <= 0:
                return

    def ship(self, t: int) -> None:
        """Send off what was accepted, and remember how long the way of it is."""
        network = self.network
        total = self.by_material(self.accepted)
        length = self.by_material(self.accepted * network.lead)
        np.divide(length, total, out=self.pipeline, where=total > 0)
        abroad = np.where(network.is_home, 0.0, self.accepted)
        self.arriving[np.arange(len(abroad)), t + network.lead] += abroad
        self.on_the_way += self.by_material(abroad)
        self.accepted = np.where(network.is_home, self.made, self.accepted)

    def carry_out(self, t: int) -> None:
        """Serve what can be served, and write the month down."""
        network, levers = self.network, self.levers
        arrived = self.by_material(self.arriving[:, t])
        self.on_the_way = np.maximum(0.0, self.on_the_way - arrived)
        planned_use = network.use @ self.made
        filled = np.ones(len(self.need))
        production = np.zeros(len(self.need))
        for tier in reversed(self.tiers):
            m = tier.materials
            limit = np.ones(len(self.made))
            np.minimum.at(limit, tier.users, filled[tier.inputs])
            self.made *= limit
            production[m] = self.by_material(self.made)[m]
            available = self.stock[m] + arrived[m] + production[m]
            wanted = self.need[m]
            enough = available >= wanted * (1 - _TINY)
            part = available / np.where(wanted > 0, wanted, 1.0)
            filled[m] = np.where(enough, 1.0, part)
        delivered = filled * levers.demand[:, t] + network.use @ self.made
        sent = filled * levers.exports[:, t]
        left = production - delivered - sent - np.maximum(0.0, self.gap)
        exports = sent + np.where(left > _TINY * production, left, 0.0)
        change = arrived + production - delivered - exports
        # A rounding error is no stock: it would add up over the months.
        change[np.abs(change) <= _ROUNDING * (arrived + production)] = 0.0
        self.stock = np.maximum(0.0, self.stock + change)
        shortage = (1.0 - filled) * (levers.demand[:, t] + planned_use)
        month = (self.need, delivered + shortage, delivered, shortage, self.stock)
        for name, amounts in zip(_ROWS, (*month, production, arrived, exports), strict=True):
            self.rows[name][:, t] = amounts
        kept = np.maximum(0.0, production - exports)
        kept = np.divide(kept, production, out=np.zeros(len(kept)), where=production > 0)
        home = self.made * kept[network.material]
        self.supply[:, t] = np.where(network.is_home, home, self.arriving[:, t])

    def trajectory(self) -> Trajectory:
        """Return what was written down."""
        return Trajectory(network=self.network, supply=self.supply, **self.rows)


_ROWS = (
    "need",
    "demand",
    "delivered",
    "shortage",
    "stock",
    "production",
    "imports",
    "exports",
)


def _usual_made(network: Network, levers: Levers) -> FloatArray:
    """Return what home sources plan to make by month: usual volume plus capacity added since."""
    start = network.base_capacity[:, None]
    usual = network.volume[:, None]
    capacity = np.where(np.isnan(levers.capacity), usual, levers.capacity)
    made = np.minimum(capacity, usual + np.maximum(0.0, capacity - start))
    return np.where(network.is_home[:, None], made, 0.0)


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
