"""Compiled: orders for imports of one material in one month, as in ``simulation/orders.py``."""

from __future__ import annotations

from workbench.core.simulation.kernel._compiler import part, small
from workbench.core.simulation.kernel._records import IntArray, Records

TINY = 1e-12
_SWEEPS = 100


@part
def split(
    sources: Records,
    goods: Records,
    caps: Records,
    mine: IntArray,
    ranked: IntArray,
    capped: IntArray,
    t: int,
    orders: float,
    since: float,
) -> float:
    """Set what each source takes of the orders; return since when orders are refused."""
    total = 0.0
    for i in range(goods.mine_from, goods.abroad_from):
        one = sources[mine[i]]
        one.limit = one.full
        one.taken = 0.0
    for i in range(goods.abroad_from, goods.mine_to):
        one = sources[mine[i]]
        one.limit = one.full
        one.taken = min(one.share * orders, one.full)
        total += one.taken
    if goods.caps_to > goods.caps_from:
        return split_capped(sources, goods, caps, mine, ranked, capped, t, orders, since)
    refused = orders - total
    if refused > TINY * orders:
        since = min(since, float(t))
        offer(sources, goods, ranked, t, refused, since, -1)
    return since


@part
def split_capped(
    sources: Records,
    goods: Records,
    caps: Records,
    mine: IntArray,
    ranked: IntArray,
    capped: IntArray,
    t: int,
    orders: float,
    since: float,
) -> float:
    """Hold usual orders, and what sources may take over, to the origin caps; as ``split``."""
    made = -goods.exports
    for i in range(goods.mine_from, goods.abroad_from):
        made += sources[mine[i]].made
    refused = orders - cap_orders(sources, goods, caps, mine, capped, orders, made)
    if refused > TINY * orders:
        since = min(since, float(t))
    cap_limits(sources, goods, caps, capped, t, orders, made, since)
    if refused > TINY * orders:
        offer(sources, goods, ranked, t, refused, since, -1)
    return since


@part
def cap_orders(
    sources: Records,
    goods: Records,
    caps: Records,
    mine: IntArray,
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
        total += sources[mine[i]].taken
    return total


@part
def cap_limits(
    sources: Records,
    goods: Records,
    caps: Records,
    capped: IntArray,
    t: int,
    orders: float,
    made: float,
    since: float,
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
            free += room(one, one.taken, t, since)
        left = max(0.0, cap.share * max(0.0, orders + (made if cap.of_supply else 0.0)) - total)
        share = min(1.0, left / free) if free > 0.0 else 1.0
        for i in range(cap.from_, cap.to):
            one = sources[capped[i]]
            one.limit = one.taken + room(one, one.taken, t, since) * share


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


@small
def room(one: Records, taken: float, t: int, since: float) -> float:
    """Return what a source could take over beyond ``taken``; before it is qualified, its aid."""
    most: float = one.limit
    wait = one.qualification
    if not (wait <= 0.0 or wait <= t - since or one.made > 0.0):
        most = min(most, one.aid)
    return max(0.0, most - taken)


@part
def offer(
    sources: Records,
    goods: Records,
    ranked: IntArray,
    t: int,
    amount: float,
    since: float,
    lead: int,
) -> None:
    """Let sources take over an amount, cheapest first; only those of a lead time unless -1."""
    if not goods.ranked:
        rank(sources, goods, ranked)
        goods.ranked = True
    first = goods.mine_from
    while first < goods.mine_to:
        last, total = first, 0.0
        present = sources[ranked[first]].rank
        while last < goods.mine_to and sources[ranked[last]].rank == present:
            one = sources[ranked[last]]
            one.room = 0.0
            if lead < 0 or one.lead == lead:
                one.room = room(one, one.taken, t, since)
                total += one.room
            last += 1
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
def rank(sources: Records, goods: Records, ranked: IntArray) -> None:
    """Sort the sources of a material by rank, and by place where ranks are equal."""
    for i in range(goods.mine_from + 1, goods.mine_to):
        place, k = ranked[i], i
        mine = sources[place].rank
        while k > goods.mine_from:
            other = ranked[k - 1]
            if sources[other].rank < mine or (sources[other].rank == mine and other < place):
                break
            ranked[k] = other
            k -= 1
        ranked[k] = place


@part
def cap_shipped(
    sources: Records, goods: Records, caps: Records, mine: IntArray, capped: IntArray
) -> None:
    """Hold what is shipped to all origin caps at once."""
    made = -goods.exports
    for i in range(goods.mine_from, goods.abroad_from):
        made += sources[mine[i]].made + sources[mine[i]].taken
    for _ in range(_SWEEPS):
        broken = False
        for c in range(goods.caps_from, goods.caps_to):
            cap = caps[c]
            if cap.share < 1.0:
                others = others_ship(sources, goods, cap, mine, capped)
                if cap.of_supply:
                    others += max(0.0, made)
                broken |= hold(sources, cap, capped, cap.share / (1.0 - cap.share) * others)
        if not broken:
            return


@part
def others_ship(
    sources: Records, goods: Records, cap: Records, mine: IntArray, capped: IntArray
) -> float:
    """Return what foreign sources ship that a cap does not hold; both lists are in order."""
    total, k = 0.0, cap.from_
    for i in range(goods.abroad_from, goods.mine_to):
        if k < cap.to and capped[k] == mine[i]:
            k += 1
        else:
            total += sources[mine[i]].taken
    return total
