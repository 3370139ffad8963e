"""The peer of the kernel: the market response of one tier in NumPy, all draws of a chunk at once.

It knows only what :func:`_large.one_tier` needs (no home production, recipes, substitution, caps,
ramp limit), which is in its favour. Arrays are material x draw x source, so that sums over sources
and over lead times are batched matrix products or run along memory; what is refused is offered on
only in the rows where something is refused.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from _large import COUNTRIES, HIT, Dice

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
TINY = 1e-12


class Chunk:
    """Some draws, from month to month."""

    def __init__(self, dice: Dice, first: int, last: int) -> None:
        network, width = dice.network, len(COUNTRIES)
        shape = len(network.materials), 1, width
        self.months = network.months
        self.allowed, self.demand = dice.allowed[first:last], dice.demand[first:last]
        self.draws = last - first

        def grid(values: npt.NDArray[np.generic]) -> FloatArray:
            return np.asarray(values, dtype=np.float64).reshape(shape)

        self.volume, self.share = grid(network.volume), grid(network.share)
        self.known = np.isfinite(network.capacity[:, 0]).reshape(shape)
        self.capacity = np.where(self.known, grid(network.capacity[:, 0]), 0.0)
        self.usual_most = np.maximum(grid(network.shown), self.volume)
        self.supply_share, self.wait = grid(network.supply_share), grid(network.qualification)
        self.price, self.lead = grid(network.price), grid(network.lead)
        self.ranks = np.unique(network.price)
        self.width = int(network.lead.max()) + 1
        leads = np.arange(self.width)
        self.by_lead = (self.lead[:, 0, :, None] == leads).astype(np.float64)
        self.longest = self.lead.max(axis=2)
        usual = np.where(self.volume > 0, self.lead, np.inf)
        self.shortest = np.minimum(usual.min(axis=2), self.longest)
        self.base = network.demand[:, :1]
        self.target = network.target[:, None]
        self.stock = np.repeat(network.stock[:, None], self.draws, axis=1)
        self.since = np.full(self.stock.shape, np.inf)
        coming = (self.volume[:, 0, :, None] * (self.lead[:, 0, :, None] > leads)).sum(axis=1)
        self.due = np.repeat(coming[:, None, :], self.draws, axis=1)
        self.total = np.zeros(self.stock.shape)
        self.lowest = np.full(self.stock.shape, np.inf)

    def run(self) -> tuple[FloatArray, FloatArray]:
        """Return the shortage over all months and the lowest stock, draw x material."""
        for t in range(self.months):
            self.step(t)
        return self.total.T, self.lowest.T

    def step(self, t: int) -> None:
        """Plan and carry out one month."""
        need = self.base * (self.demand if t >= 6 else np.ones(self.draws))
        limit = np.maximum(self.usual_most, self.supply_share * need[:, :, None])
        limit = np.where(self.known, self.capacity, limit)
        quota = self.allowed[:, :, t] * self.volume[:, :, :HIT].clip(1e-300)
        limit[:, :, :HIT] = np.minimum(limit[:, :, :HIT], quota)
        usual, refused = self.split(need, limit, t, self.since)
        gap = self.gap(usual, need)
        wanted = np.maximum(0.0, need + gap)
        taken = usual
        if (wanted != need).any():
            taken, refused = self.split(wanted, limit, t, self.since)
        self.since = refused
        taken = self.fill_holes(usual, taken, need, limit, t)
        self.due += taken @ self.by_lead
        self.carry_out(need)

    def split(
        self, orders: FloatArray, limit: FloatArray, t: int, since: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """Return what each source accepts, and since when orders are refused."""
        taken = np.minimum(self.share * orders[:, :, None], limit)
        left = orders - taken.sum(axis=2)
        short = left > TINY * orders
        since = np.where(short, np.minimum(since, t), since)
        if short.any():
            self.offer(taken, limit, short, left[short], t, since, None)
        return taken, since

    def offer(
        self,
        taken: FloatArray,
        limit: FloatArray,
        where: BoolArray,
        amount: FloatArray,
        t: int,
        since: FloatArray,
        lead: int | None,
    ) -> None:
        """Let sources take over in the rows ``where``, cheapest first."""
        m = np.nonzero(where)[0]
        mine, most = taken[where], limit[where]
        able = self.wait[m, 0] <= np.maximum(0.0, t - since[where])[:, None]
        if lead is not None:
            able &= self.lead[m, 0] == lead
        price = self.price[m, 0]
        for rank in self.ranks:
            room = np.where(able & (price == rank), np.maximum(0.0, most - mine), 0.0)
            total = room.sum(axis=1)
            part = np.divide(amount, total, out=np.zeros_like(total), where=total > 0)
            mine += room * np.clip(part, 0.0, 1.0)[:, None]
            amount = np.maximum(0.0, amount - total)
        taken[where] = mine

    def gap(self, usual: FloatArray, need: FloatArray) -> FloatArray:
        """Return what to order beyond the need to bring the stock to its target."""
        change = self.due + np.cumsum(usual @ self.by_lead, axis=2) - need[:, :, None]
        stock, lack = self.stock, np.zeros(need.shape)
        excess = np.full(need.shape, np.inf)
        for ahead in range(self.width):
            stock = np.maximum(0.0, stock + change[:, :, ahead])
            lack = np.where(self.longest == ahead, self.target - stock, lack)
            counts = (self.shortest <= ahead) & (ahead <= self.longest)
            excess = np.where(counts, np.minimum(excess, stock - self.target), excess)
        gap = np.where(lack > 0, lack, -np.maximum(0.0, excess))
        scale = need + self.target + self.due.sum(axis=2)
        return np.where(np.abs(gap) > TINY * scale, gap, 0.0)

    def fill_holes(
        self, usual: FloatArray, taken: FloatArray, need: FloatArray, limit: FloatArray, t: int
    ) -> FloatArray:
        """Return orders, with what would be missing before later ones arrive."""
        usual_by, now_by = usual @ self.by_lead, taken @ self.by_lead
        stock, later = self.stock, np.zeros(need.shape)
        shorter, spare = np.zeros(need.shape), None
        for ahead in range(self.width):
            stock = stock + self.due[:, :, ahead] + now_by[:, :, ahead] + later - need
            hole = np.where(stock < -TINY * need, -stock, 0.0)
            if spare is None and hole.any():
                able = self.wait <= np.maximum(0.0, t - self.since)[:, :, None]
                spare = np.where(able, np.maximum(0.0, limit - usual), 0.0) @ self.by_lead
                shorter = spare[:, :, :ahead].sum(axis=2)
                taken = taken.copy()
            where = (hole > shorter) & (ahead <= self.longest)
            if where.any():
                amount = (hole - shorter)[where]
                self.offer(taken, limit, where, amount, t, self.since, ahead)
            stock = np.maximum(0.0, stock)
            later = later + usual_by[:, :, ahead]
            if spare is not None:
                shorter = shorter + spare[:, :, ahead]
        return taken

    def carry_out(self, need: FloatArray) -> None:
        """Serve what can be served, and bring the stock up to date."""
        arrived = self.due[:, :, 0]
        available = self.stock + arrived
        filled = np.where(available >= need * (1 - TINY), 1.0, available / need)
        change = arrived - filled * need
        change[np.abs(change) <= 1e-14 * arrived] = 0.0
        self.stock = np.maximum(0.0, self.stock + change)
        self.total += (1.0 - filled) * need
        self.lowest = np.minimum(self.lowest, self.stock)
        self.due[:, :, :-1] = self.due[:, :, 1:]
        self.due[:, :, -1] = 0.0
