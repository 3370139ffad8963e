"""Market response: one run through the months, the default answer of buyers and sources.

Every month is planned from final materials upstream, then carried out from raw materials
downstream. Amounts are units per month.

*Home plans.* Need = outside demand + planned use by home producers + usual exports. Capacity that
is new since month 0 runs full and serves need first. Existing home sources make their usual volume
x need / need in month 0, within their capacity and the ramp limit; one of unknown capacity keeps
that share of the need.

*Orders.* Imports are ordered for the rest of the need, and for what the stock will lack of its
target once everything on the way has arrived (less, if it will have too much throughout); see
:mod:`workbench.core.simulation.outlook`. What could not be served is lost and not ordered again; so
a steady state stays exactly as it is and nothing rings after a shortage. Orders are split by usual
shares. A source takes what its capacity, a restriction and the ramp limit let through; one of
unknown capacity keeps its usual share of the present need, but beyond that takes over only up to
the largest volume it has shown. What is refused is offered to qualified sources with spare
capacity, home included, cheapest first, at one price in proportion to spare capacity. A coming
month that would run short before later orders arrive is filled in time by spare capacity with a
shorter way.

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
from workbench.core.simulation.homeplans import HomePlans
from workbench.core.simulation.orders import TINY, Desk, Month, Tier
from workbench.core.simulation.outlook import Outlook
from workbench.core.simulation.replacing import Replacing

FloatArray = npt.NDArray[np.float64]
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


class _Market:
    """The state between months and the arrays that are filled."""

    def __init__(self, network: Network, levers: Levers) -> None:
        self.network, self.levers = network, levers
        self.tiers = [Tier(network, materials) for materials in network.order]
        self.outlooks = [Outlook(network, levers, tier) for tier in self.tiers]
        self.desk = Desk(network, levers)
        self.plans = HomePlans(network, levers)
        self.replacing = Replacing(levers)
        self.stock = network.stock.copy()
        self.accepted = network.volume.copy()
        lead, longest, _ = levers.ways()
        self.lead = lead
        months = network.months + int(max(longest.max(initial=0), lead.max(initial=0))) + 1
        self.arriving = np.zeros((len(network.sources), months))
        for s, usual in enumerate(network.lead):
            self.arriving[s, :usual] = network.volume[s]
        self.due = np.zeros((len(network.materials), months))
        np.add.at(self.due, network.material, self.arriving)
        self.rows = {name: np.zeros(levers.demand.shape) for name in _ROWS}
        self.supply = np.zeros((len(network.sources), network.months))

    def by_material(self, amounts: FloatArray) -> FloatArray:
        """Sum amounts of all sources by material."""
        count = len(self.network.materials)
        return np.bincount(self.network.material, amounts, count).astype(np.float64)

    def used(self, t: int) -> FloatArray:
        """Return what home producers use of every material for what they make."""
        return np.asarray(self.network.use @ (self.made * self.levers.input_factor[:, t]))

    def plan(self, t: int) -> None:
        """Set need, gap, planned home production and what foreign sources ship."""
        levers, replacing = self.levers, self.replacing
        count = len(levers.demand)
        self.at_home, self.need, self.gap = np.zeros(count), np.zeros(count), np.zeros(count)
        self.made, self.new = np.zeros(len(self.accepted)), self.plans.new[:, t].copy()
        before, self.accepted = self.accepted, np.zeros(len(self.made))
        replacing.begin()
        for place, tier in enumerate(self.tiers):
            m = tier.materials
            self.at_home[m] = (levers.demand[:, t] + self.used(t) + replacing.wanted)[m]
            replacing.always(m, self.at_home, t)
            self.need[m] = (self.at_home * (1.0 - replacing.moved) + levers.exports[:, t])[m]
            old = self.plans.existing(tier.home, self.need, before, t)
            self.made[tier.home] = old + self.new[tier.home]
            self.order(tier, self.outlooks[place], before, t)
            self.replace_missing(tier, t)
        self.ship(t)

    def order(self, tier: Tier, outlook: Outlook, before: FloatArray, t: int) -> None:
        """Place the orders for the materials of a tier; take-overs add to home production."""
        m, desk = tier.materials, self.desk
        rest = np.zeros(len(self.need))
        planned = self.by_material(self.made)
        rest[m] = (self.need - planned)[m]
        limit = np.zeros(len(self.made))
        limit[tier.foreign] = desk.limits(tier, self.need, before, t)
        limit[tier.home] = self.plans.spare(tier.home, self.made, before + self.new, t)
        month = Month(t, limit, self.made, planned - self.levers.exports[:, t])
        orders = np.maximum(0.0, rest)
        usual, _ = desk.split(tier, orders, month, desk.refused_since.copy())
        due = self.due[m, t : t + outlook.width]
        self.gap[m] = outlook.gap(usual, due, orders[m], self.stock[m], t)
        wanted = np.maximum(0.0, rest + self.gap)
        accepted, month = desk.split(tier, wanted, month, desk.refused_since)
        outlook.fill_holes(desk, month, usual, accepted, due, orders[m], self.stock[m])
        self.hold_idle(tier, rest, t)
        self.made[tier.home] += accepted[tier.home]
        at_home = self.by_material(self.made) - self.levers.exports[:, t]
        desk.origins.settle(accepted, at_home, m, t)
        self.accepted[tier.foreign] = accepted[tier.foreign]

    def hold_idle(self, tier: Tier, rest: FloatArray, t: int) -> None:
        """Take back planned production that nobody needs where it is to stay idle."""
        idle = np.minimum(self.levers.idle[:, t], self.new)
        if not idle[tier.home].any():
            return
        total = self.by_material(idle)
        surplus = np.maximum(0.0, -rest - np.maximum(0.0, self.gap))
        part = np.minimum(1.0, surplus / np.where(total > 0, total, 1.0))
        held = (idle * part[self.network.material])[tier.home]
        self.made[tier.home] -= held
        self.new[tier.home] -= held

    def replace_missing(self, tier: Tier, t: int) -> None:
        """Move what will be missing this month to what may replace it."""
        m = tier.materials
        near = np.where((self.lead[:, t] == 0) & ~self.network.is_home, self.accepted, 0.0)
        have = (self.drawable(t) + self.due[:, t] + self.by_material(near + self.made))[m]
        lack = np.zeros(len(self.need))
        lack[m] = np.where(have < self.need[m] * (1 - TINY), self.need[m] - have, 0.0)
        before = self.replacing.moved[m].copy()
        self.replacing.when_short(m, self.at_home, lack, t)
        self.need[m] -= (self.replacing.moved[m] - before) * self.at_home[m]

    def drawable(self, t: int) -> FloatArray:
        """Return what may be taken out of the stock this month."""
        return np.minimum(self.stock, self.levers.draw[:, t])

    def ship(self, t: int) -> None:
        """Send off what was accepted, and note when it arrives."""
        network = self.network
        abroad = np.where(network.is_home, 0.0, self.accepted)
        month = t + self.lead[:, t]
        self.arriving[np.arange(len(abroad)), month] += abroad
        np.add.at(self.due, (network.material, month), abroad)
        self.accepted = np.where(network.is_home, self.made - self.new, self.accepted)

    def carry_out(self, t: int) -> None:
        """Serve what can be served, and write the month down."""
        levers, replacing = self.levers, self.replacing
        arrived = self.by_material(self.arriving[:, t])
        stock = self.drawable(t)
        filled, fulfilled = np.ones(len(self.need)), np.ones(len(self.need))
        production = np.zeros(len(self.need))
        for tier in reversed(self.tiers):
            m = tier.materials
            limit = np.ones(len(self.made))
            np.minimum.at(limit, tier.users, fulfilled[tier.inputs])
            self.made *= limit
            production[m] = self.by_material(self.made)[m]
            available = stock[m] + arrived[m] + production[m]
            wanted = self.need[m]
            enough = available >= wanted * (1 - TINY)
            part = available / np.where(wanted > 0, wanted, 1.0)
            filled[m] = np.where(enough, 1.0, part)
            replacing.fulfil(m, filled, fulfilled)
        served = fulfilled * levers.demand[:, t] + self.used(t)
        delivered = replacing.taken(served, filled, fulfilled)
        sent = filled * levers.exports[:, t]
        left = production - delivered - sent - np.maximum(0.0, self.gap)
        exports = sent + np.where(left > TINY * production, left, 0.0)
        change = arrived + production - delivered - exports
        # A rounding error is no stock: it would add up over the months.
        change[np.abs(change) <= _ROUNDING * (arrived + production)] = 0.0
        self.stock = np.maximum(0.0, self.stock + change)
        shortage = (1.0 - filled) * (1.0 - replacing.moved) * self.at_home
        month = (self.need, delivered + shortage, delivered, shortage, self.stock)
        for name, amounts in zip(_ROWS, (*month, production, arrived, exports), strict=True):
            self.rows[name][:, t] = amounts
        self.write_supply(production, exports, t)

    def write_supply(self, production: FloatArray, exports: FloatArray, t: int) -> None:
        """Write down what each source supplied: arrivals, and what home made and kept."""
        kept = np.maximum(0.0, production - exports)
        kept = np.divide(kept, production, out=np.zeros(len(kept)), where=production > 0)
        home = self.made * kept[self.network.material]
        self.supply[:, t] = np.where(self.network.is_home, home, self.arriving[:, t])

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
