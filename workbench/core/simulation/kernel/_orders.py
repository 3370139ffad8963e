"""Compiled: orders for imports of one material in one month, as in ``simulation/orders.py``."""

from __future__ import annotations

import numpy as np

from workbench.core.simulation.kernel._compiler import part
from workbench.core.simulation.records import IntArray, Records, UnsignedArray

TINY = 1e-12
_SWEEPS = 100


@part
def split(
    sources: Records,
    goods: Records,
    caps: Records,
    ranked: UnsignedArray,
    capped: IntArray,
    t: int,
    orders: float,
    since: float,
) -> float:
    """Set what each source takes of the orders; return since when orders are refused."""
    total = 0.0
    for i in range(goods.mine_from, goods.abroad_from):
        one = sources[i]
        one.limit = one.most
        one.taken = 0.0
    for i in range(goods.abroad_from, goods.mine_to):
        one = sources[i]
        one.limit = one.most
        one.taken = min(one.share * orders, one.full)
        total += one.taken
    if goods.caps_to > goods.caps_from:
        return split_capped(sources, goods, caps, ranked, capped, t, orders, since)
    refused = orders - total
    if refused > TINY * orders:
        since = min(since, float(t))
        offer(sources, goods, ranked, refused, -1)
    return since


@part
def split_capped(
    sources: Records,
    goods: Records,
    caps: Records,
    ranked: UnsignedArray,
    capped: IntArray,
    t: int,
    orders: float,
    since: float,
) -> float:
    """Hold usual orders, and what sources may take over, to the origin caps; as ``split``."""
    made = -goods.exports
    for i in range(goods.mine_from, goods.abroad_from):
        made += sources[i].made
    refused = orders - cap_orders(sources, goods, caps, capped, orders, made)
    if refused > TINY * orders:
        since = min(since, float(t))
    cap_limits(sources, goods, caps, capped, orders, made)
    if refused > TINY * orders:
        offer(sources, goods, ranked, refused, -1)
    return since


@part
def cap_orders(
    sources: Records,
    goods: Records,
    caps: Records,
    capped: IntArray,
    orders: float,
    made: float,
) -> float:
    """Hold usual orders to the origin caps; return what is taken of them in all."""
    for c in range(goods.caps_from, goods.caps_to):
        if caps[c].share < 1.0:
            most = caps[c].share * max(0.0, orders + (made if caps[c].of_supply else 0.0))
            hold(sources, caps[c], capped, most)
    total = 0.0
    for i in range(goods.abroad_from, goods.mine_to):
        total += sources[i].taken
    return total


@part
def cap_limits(
    sources: Records,
    goods: Records,
    caps: Records,
    capped: IntArray,
    orders: float,
    made: float,
) -> None:
    """Hold what capped sources may take over to what the origin caps leave."""
    for c in range(goods.caps_from, goods.caps_to):
        cap = caps[c]
        if cap.share >= 1.0:
            continue
        total, free = 0.0, 0.0
        for i in range(cap.from_, cap.to):
            one = sources[capped[i]]
            total += one.taken
            free += max(0.0, one.limit - one.taken)
        left = max(0.0, cap.share * max(0.0, orders + (made if cap.of_supply else 0.0)) - total)
        share = min(1.0, left / free) if free > 0.0 else 1.0
        for i in range(cap.from_, cap.to):
            one = sources[capped[i]]
            one.limit = one.taken + max(0.0, one.limit - one.taken) * share


@part
def hold(sources: Records, cap: Records, capped: IntArray, most: float) -> bool:
    """Scale what the sources of a cap take down to ``most``; tell whether it was more."""
    total = 0.0
    for i in range(cap.from_, cap.to):
        total += sources[capped[i]].taken
    if total <= most * (1.0 + TINY):
        return False
    for i in range(cap.from_, cap.to):
        sources[capped[i]].taken *= most / total
    return True


@part
def offer(
    sources: Records,
    goods: Records,
    ranked: UnsignedArray,
    amount: float,
    lead: int,
) -> None:
    """Let sources take over an amount, cheapest first; only those of a lead time unless -1."""
    goods.asked = True
    if not goods.ranked:
        rank(sources, goods, ranked)
        goods.ranked = True
    first, end, step = goods.mine_from, goods.mine_to, np.uint64(1)  # signed ones cost a check
    while first < end:
        last, total = first, 0.0
        present = sources[ranked[first]].rank
        while last < end and sources[ranked[last]].rank == present:
            one = sources[ranked[last]]
            one.room = 0.0
            if lead < 0 or one.lead == lead:
                one.room = max(0.0, one.limit - one.taken)
                total += one.room
            last += step
        if total > 0.0:
            share = min(1.0, amount / total)
            for i in range(first, last):
                one = sources[ranked[i]]
                one.taken += one.room * share
            amount -= total
            if amount <= 0.0:
                return
        first = last


@part
def rank(sources: Records, goods: Records, ranked: UnsignedArray) -> None:
    """Sort the sources of a material by rank, and by place where ranks are equal."""
    first = np.int64(goods.mine_from)
    for i in range(first + 1, np.int64(goods.mine_to)):
        place, k = ranked[i], i
        mine = sources[place].rank
        while k > first:
            other = ranked[k - 1]
            if sources[other].rank < mine or (sources[other].rank == mine and other < place):
                break
            ranked[k] = other
            k -= 1
        ranked[k] = place


@part
def cap_shipped(sources: Records, goods: Records, caps: Records, capped: IntArray) -> None:
    """Hold what is shipped to all origin caps at once."""
    made = -goods.exports
    for i in range(goods.mine_from, goods.abroad_from):
        made += sources[i].made + sources[i].taken
    for _ in range(_SWEEPS):
        broken = False
        for c in range(goods.caps_from, goods.caps_to):
            cap = caps[c]
            if cap.share < 1.0:
                others = others_ship(sources, goods, cap, capped)
                if cap.of_supply:
                    others += max(0.0, made)
                broken |= hold(sources, cap, capped, cap.share / (1.0 - cap.share) * others)
        if not broken:
            return


@part
def others_ship(sources: Records, goods: Records, cap: Records, capped: IntArray) -> float:
    """Return what foreign sources ship that a cap does not hold; both lists are in order."""
    total, k = 0.0, cap.from_
    for i in range(goods.abroad_from, goods.mine_to):
        if k < cap.to and capped[k] == i:
            k += 1
        else:
            total += sources[i].taken
    return total
