"""Compiled: what is planned for one material in one month, as in ``simulation/market.py``."""

from __future__ import annotations

import numpy as np

from workbench.core.simulation.kernel._compiler import part, small
from workbench.core.simulation.kernel._orders import cap_shipped, split
from workbench.core.simulation.kernel._outlook import (
    fill_holes,
    gap_of,
    keep_usual,
    sum_orders,
)
from workbench.core.simulation.records import (
    FloatArray,
    IntArray,
    Memory,
    PlaceArray,
    Records,
)

_TINY = 1e-12


@small
def load_home(
    one: Records, goods: Records, table: FloatArray, row: PlaceArray, s: int, t: int
) -> None:
    """Set the levers of a home source in a month; rows in the order of ``BY_SOURCE``."""
    one.capacity = table[row[0, s], t]
    one.input_factor = table[row[7, s], t]
    one.idle = table[row[8, s], t]
    load_rank(one, goods, table[row[6, s], t])


@small
def load_abroad(
    one: Records, goods: Records, table: FloatArray, row: PlaceArray, s: int, t: int
) -> None:
    """Set the levers of a foreign source in a month; rows in the order of ``BY_SOURCE``."""
    one.capacity = table[row[0, s], t]
    allowed = table[row[1, s], t]
    share = allowed * one.usual_volume if allowed < np.inf else np.inf
    one.quota = min(share, table[row[2, s], t])
    one.aid = table[row[3, s], t]
    one.share = table[row[4, s], t]
    one.lead = np.int64(table[row[5, s], t])
    load_rank(one, goods, table[row[6, s], t])


@small
def load_rank(one: Records, goods: Records, rank: float) -> None:
    """Set the rank of a source; note when it is another one."""
    if one.rank != np.int64(rank):
        one.rank = np.int64(rank)
        goods.ranked = False


@small
def load_material(goods: Records, table: FloatArray, row: PlaceArray, m: int, t: int) -> None:
    """Set the levers of a month; rows in the order of ``BY_MATERIAL``."""
    goods.demand = table[row[0, m], t]
    goods.exports = table[row[1, m], t]
    if goods.steady and goods.loaded:
        return
    goods.target = table[row[2, m], t]
    goods.draw = table[row[3, m], t]
    goods.longest = np.int64(table[row[4, m], t])
    goods.shortest = np.int64(table[row[5, m], t])


@small
def used(sources: Records, goods: Records, user: IntArray, amount: FloatArray) -> float:
    """Return what home producers use of a material."""
    total = 0.0
    for i in range(goods.users_from, goods.users_to):
        one = sources[user[i]]
        total += amount[i] * (one.made * one.input_factor)
    return total


@small
def plan_material(work: Memory, ramp_limit: float, m: int, t: int, slot: int) -> None:
    """Set need, gap, what home makes and what foreign sources take for one material."""
    sources, goods, lists, rings = work.sources, work.materials[m], work.lists, work.rings
    table = work.rows.table
    load_material(goods, table, work.rows.material, m, t)
    if goods.swaps_to > goods.swaps_from or goods.caps_to > goods.caps_from:
        load_terms(work.swaps, work.caps, goods, table, work.rows.swap, work.rows.cap, t)
    used_up = used(sources, goods, lists.user, lists.user_amount)
    goods.whole = goods.demand + used_up + goods.replaced
    swap_always(work.materials, goods, work.swaps)
    goods.need = goods.whole * (1.0 - goods.always) + goods.exports
    made = plan_sources(sources, goods, table, work.rows.source, t, ramp_limit)
    rest = goods.need - made
    orders = max(0.0, rest)
    ranked, capped, caps = lists.ranked, lists.capped, work.caps
    since = goods.refused_since
    refused = split(sources, goods, caps, ranked, capped, t, orders, since)
    keep_usual(sources, goods, rings.by_lead)
    goods.gap = gap_of(goods, rings.due, rings.by_lead, m, slot, orders)
    wanted = max(0.0, rest + goods.gap)
    row = 0
    if wanted != orders:
        refused = split(sources, goods, caps, ranked, capped, t, wanted, since)
        sum_orders(sources, goods, rings.by_lead)
        row = 1
    goods.refused_since = refused
    fill_holes(sources, goods, ranked, rings.due, rings.by_lead, m, slot, orders, row)
    if goods.idle > 0.0:
        hold_idle(sources, goods, rest)
    if goods.caps_to > goods.caps_from:
        cap_shipped(sources, goods, caps, capped)
    ship(sources, goods, rings.arriving, rings.due, m, slot)
    if goods.swaps_to > goods.swaps_from:
        swap_short(work.materials, goods, work.swaps, sources, rings.due[m, slot])


@part
def load_terms(
    swaps: Records,
    caps: Records,
    goods: Records,
    table: FloatArray,
    swap: PlaceArray,
    cap: PlaceArray,
    t: int,
) -> None:
    """Set the substitutions and origin caps of a material in a month."""
    for i in range(goods.swaps_from, goods.swaps_to):
        swaps[i].share = table[swap[i], t]
        swaps[i].moved = 0.0
    for i in range(goods.caps_from, goods.caps_to):
        caps[i].share = table[cap[i], t]


@part
def swap_always(materials: Records, goods: Records, swaps: Records) -> None:
    """Move what is always replaced to the materials that replace it."""
    goods.always = 0.0
    for i in range(goods.swaps_from, goods.swaps_to):
        swap = swaps[i]
        if not swap.short_only:
            swap.moved = max(0.0, min(swap.share, 1.0 - goods.always))
            goods.always += swap.moved
            materials[swap.by].replaced += swap.ratio * swap.moved * goods.whole
    goods.moved = goods.always


@part
def swap_short(
    materials: Records,
    goods: Records,
    swaps: Records,
    sources: Records,
    arrived: float,
) -> None:
    """Move what would be missing to the materials that replace it only then."""
    have = min(goods.stock, goods.draw) + arrived
    for i in range(goods.mine_from, goods.mine_to):
        have += sources[i].made
    if have >= goods.need * (1.0 - _TINY) or goods.whole <= 0.0:
        return
    lack = goods.need - have
    for i in range(goods.swaps_from, goods.swaps_to):
        swap = swaps[i]
        if swap.short_only and lack > 0.0:
            most = min(lack / goods.whole, 1.0 - goods.moved)
            swap.moved = max(0.0, min(swap.share, most))
            goods.moved += swap.moved
            amount = swap.moved * goods.whole
            lack -= amount
            goods.need -= amount
            materials[swap.by].replaced += swap.ratio * amount


@small
def plan_sources(
    sources: Records,
    goods: Records,
    table: FloatArray,
    row: PlaceArray,
    t: int,
    ramp_limit: float,
) -> float:
    """Set plans and limits of all sources of a material; return what home plans to make."""
    ratio = goods.need / goods.first_need if goods.first_need > 0.0 else 1.0
    if abs(ratio - 1.0) <= _TINY:
        ratio = 1.0
    # An order refused this month changes nothing in this month: nobody waits less than none.
    made, goods.idle, waited = 0.0, 0.0, float(t) - goods.refused_since
    for i in range(goods.mine_from, goods.abroad_from):
        one = sources[i]
        if not (goods.loaded and one.steady):
            load_home(one, goods, table, row, i, t)
        plan_home(one, ratio, ramp_limit)
        one.most = one.full if ready(one, waited) else 0.0
        made += one.made
        goods.idle += min(one.idle, one.new)
    for i in range(goods.abroad_from, goods.mine_to):
        one = sources[i]
        if not (goods.loaded and one.steady):
            load_abroad(one, goods, table, row, i, t)
        limit_abroad(one, goods.need, ramp_limit)
        one.most = one.full if ready(one, waited) else min(one.full, one.aid)
    goods.loaded = True
    return made


@small
def ready(one: Records, waited: float) -> bool:
    """Return whether a source is qualified to take over; a plant at work needs none."""
    if one.qualification <= 0.0 or one.qualification <= waited:
        return True
    return bool(one.home and one.made > 0.0)


@small
def plan_home(one: Records, ratio: float, ramp_limit: float) -> None:
    """Set the plan of a home source, and what it could make beyond it."""
    before, wanted, capacity = one.accepted, one.volume * ratio, one.capacity
    if np.isnan(capacity):
        one.new = 0.0
        one.made = wanted
        if ramp_limit < np.inf:
            one.made = min(wanted, before + ramp_limit * wanted)
        one.full = 0.0
        return
    one.new = max(0.0, capacity - one.base_capacity)
    made = min(wanted, capacity, one.base_capacity)
    most = capacity
    if ramp_limit < np.inf:
        made = min(made, before + ramp_limit * capacity)
        most = min(most, before + one.new + ramp_limit * most)
    one.made = made + one.new
    one.full = max(0.0, most - one.made)


@small
def limit_abroad(one: Records, need: float, ramp_limit: float) -> None:
    """Set the most a foreign source ships this month."""
    capacity, known = one.capacity, one.capacity
    if np.isnan(capacity):
        capacity = max(one.shown, one.supply_share * need, one.volume)
        known = np.inf
    limit = min(capacity, one.quota)
    if ramp_limit < np.inf:
        limit = min(limit, one.accepted + ramp_limit * capacity)
    one.full = max(limit, min(one.quota, known, limit + one.aid))


@part
def hold_idle(sources: Records, goods: Records, rest: float) -> None:
    """Take back planned production that nobody needs where it is to stay idle."""
    held = min(1.0, max(0.0, -rest - max(0.0, goods.gap)) / goods.idle)
    for i in range(goods.mine_from, goods.abroad_from):
        one = sources[i]
        idle = min(one.idle, one.new) * held
        one.made -= idle
        one.new -= idle


@small
def ship(
    sources: Records,
    goods: Records,
    arriving: FloatArray,
    due: FloatArray,
    m: int,
    now: int,
) -> None:
    """Send off what was taken, and keep what sources did for the next month."""
    for i in range(goods.mine_from, goods.abroad_from):
        one = sources[i]
        one.made += one.taken
        one.accepted = one.made - one.new
    for i in range(goods.abroad_from, goods.mine_to):
        one = sources[i]
        one.accepted = one.taken
        slot = now + one.lead
        if slot >= due.shape[1]:
            slot -= due.shape[1]
        due[m, slot] += one.taken
        if len(arriving):
            arriving[i, slot] += one.taken
