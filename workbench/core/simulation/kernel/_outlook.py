"""Compiled: expected stocks of one material, as in ``simulation/outlook.py``."""

from __future__ import annotations

import numpy as np

from workbench.core.simulation.kernel._compiler import part, small
from workbench.core.simulation.kernel._orders import TINY, offer
from workbench.core.simulation.records import FloatArray, Records, UnsignedArray


@small
def keep_usual(sources: Records, goods: Records, by_lead: FloatArray) -> None:
    """Keep the present orders as the usual ones, and sum them by lead time."""
    for ahead in range(goods.longest + 1):
        by_lead[0, ahead] = 0.0
    for i in range(goods.mine_from, goods.mine_to):
        one = sources[i]
        one.usual = one.taken
        by_lead[0, one.lead] += one.taken


@part
def sum_orders(sources: Records, goods: Records, by_lead: FloatArray) -> None:
    """Sum the present orders by lead time."""
    for ahead in range(goods.longest + 1):
        by_lead[1, ahead] = 0.0
    for i in range(goods.mine_from, goods.mine_to):
        one = sources[i]
        by_lead[1, one.lead] += one.taken


@small
def gap_of(
    goods: Records, due: FloatArray, by_lead: FloatArray, m: int, slot: int, rest: float
) -> float:
    """Return what to order beyond the need to bring the stock to its target."""
    target, stock, width = goods.target, goods.stock, due.shape[1]
    total, ordered, excess, lack, least = 0.0, 0.0, np.inf, 0.0, np.inf
    for ahead in range(goods.longest + 1):
        coming = due[m, slot]
        slot = slot + 1 if slot + 1 < width else 0
        total += coming
        ordered += by_lead[0, ahead]
        change = coming + ordered - rest
        stock = max(0.0, stock + change, stock - goods.draw)
        lack = target - stock
        if ahead >= goods.shortest:
            excess = min(excess, stock - target)
            least = min(least, change)
    excess = min(excess, max(0.0, goods.draw + least))
    gap = lack if lack > 0.0 else -max(0.0, excess)
    return gap if abs(gap) > TINY * (rest + target + total) else 0.0


@part
def fill_holes(
    sources: Records,
    goods: Records,
    ranked: UnsignedArray,
    due: FloatArray,
    by_lead: FloatArray,
    m: int,
    slot: int,
    rest: float,
    now: int,
) -> None:
    """Order in time what would be missing before later orders arrive; adds to ``taken``.

    ``now`` is the row of ``by_lead`` with the orders of this month.
    """
    stock, shorter, later, known = goods.stock, 0.0, 0.0, False
    for ahead in range(goods.longest + 1):
        change = due[m, slot] + by_lead[now, ahead] + later - rest
        slot = slot + 1 if slot + 1 < due.shape[1] else 0
        hole = -change - min(stock, goods.draw)
        if hole > TINY * rest:
            if not known:
                known = True
                spare(sources, goods, by_lead)
                for month in range(ahead):
                    shorter += by_lead[2, month]
            if hole > shorter:
                offer(sources, goods, ranked, hole - shorter, ahead)
        stock = max(0.0, stock + change, stock - goods.draw)
        later += by_lead[0, ahead]
        if known:
            shorter += by_lead[2, ahead]


@part
def spare(sources: Records, goods: Records, by_lead: FloatArray) -> None:
    """Sum by lead time what sources could supply beyond the usual orders."""
    goods.asked = True
    for ahead in range(goods.longest + 1):
        by_lead[2, ahead] = 0.0
    for i in range(goods.mine_from, goods.mine_to):
        one = sources[i]
        by_lead[2, one.lead] += max(0.0, one.limit - one.usual)
