"""Compiled: what is carried out in one month, and what is written down of it."""

from __future__ import annotations

from workbench.core.simulation.kernel._compiler import part, small
from workbench.core.simulation.kernel._plan import used
from workbench.core.simulation.records import (
    FloatArray,
    IntArray,
    Memory,
    Output,
    Records,
)

_TINY = 1e-12
_ROUNDING = 1e-14
_SHORT = 1e-9
Eight = tuple[float, float, float, float, float, float, float, float]


@small
def serve(
    sources: Records,
    materials: Records,
    swaps: Records,
    inputs: IntArray,
    due: FloatArray,
    m: int,
    slot: int,
) -> None:
    """Make what the inputs allow, and set the proportion in which all are served."""
    goods = materials[m]
    arrived, production = due[m, slot], 0.0
    for i in range(goods.mine_from, goods.abroad_from):
        one = sources[i]
        limit = 1.0
        for k in range(one.inputs_from, one.inputs_to):
            limit = min(limit, materials[inputs[k]].met)
        one.made *= limit
        production += one.made
    goods.arrived, goods.production = arrived, production
    available = min(goods.stock, goods.draw) + arrived + production
    goods.filled = 1.0
    if available < goods.need * (1.0 - _TINY):
        goods.filled = available / (goods.need if goods.need > 0.0 else 1.0)
    goods.met = goods.filled
    if goods.moved > 0.0:
        goods.met = (1.0 - goods.moved) * goods.filled
        for i in range(goods.swaps_from, goods.swaps_to):
            goods.met += swaps[i].moved * materials[swaps[i].by].met


@small
def close_month(
    work: Memory, out: Output, window: tuple[int, int], d: int, m: int, t: int, slot: int
) -> None:
    """Serve a material, bring its stock up to date, and write the month down."""
    sources, goods = work.sources, work.materials[m]
    used_up = used(sources, goods, work.lists.user, work.lists.user_amount)
    taken = goods.met * goods.demand + used_up + goods.received
    if goods.moved > 0.0:
        taken = pass_on(work.materials, goods, work.swaps, taken)
    sent = goods.filled * goods.exports
    production, arrived = goods.production, goods.arrived
    left = production - taken - sent - max(0.0, goods.gap)
    exports = sent + (left if left > _TINY * production else 0.0)
    change = arrived + production - taken - exports
    if abs(change) <= _ROUNDING * (arrived + production):
        change = 0.0
    goods.stock = max(0.0, goods.stock + change)
    shortage = (1.0 - goods.filled) * ((1.0 - goods.moved) * goods.whole)
    demand, stock = taken + shortage, goods.stock
    amounts = (goods.need, demand, taken, shortage, stock, production, arrived, exports)
    place = out.material_of[m]
    if place >= 0:
        for k in range(8):
            if out.series_of[k] >= 0:
                out.series[d, out.series_of[k], place, t] = amounts[k]
    if out.short.size:
        out.short[d, m, t] = shortage > _SHORT * demand
    inside = window[0] <= t < window[1]
    if out.totals.size and inside:
        add_up(out.totals, d, m, t - window[0], amounts)
    kept = max(0.0, production - exports) / production if production > 0.0 else 0.0
    rings = work.rings
    if len(rings.arriving):
        write_supply(sources, goods, rings.arriving, out, d, t, slot, kept, inside)
    rings.due[m, slot] = 0.0
    goods.replaced, goods.received = 0.0, 0.0


@part
def pass_on(materials: Records, goods: Records, swaps: Records, taken: float) -> float:
    """Let other materials serve what they replace; return what is left for this one."""
    if goods.met <= 0.0:
        return 0.0
    for i in range(goods.swaps_from, goods.swaps_to):
        swap = swaps[i]
        by = materials[swap.by]
        by.received += taken * (swap.ratio * swap.moved * by.met / goods.met)
    left: float = taken * ((1.0 - goods.moved) * goods.filled / goods.met)
    return left


@small
def add_up(totals: FloatArray, d: int, m: int, t: int, amounts: Eight) -> None:
    """Add one month of a material to its totals, which stand in the order of ``TOTALS``."""
    need, demand, delivered, shortage, stock, production, imports, exports = amounts
    totals[d, m, 0] += demand
    totals[d, m, 1] += delivered
    totals[d, m, 2] += shortage
    totals[d, m, 3] += production
    totals[d, m, 4] += imports
    totals[d, m, 5] += exports
    if shortage > _SHORT * demand:
        totals[d, m, 6] += 1.0
        totals[d, m, 7] = min(totals[d, m, 7], float(t))
    totals[d, m, 8] = min(totals[d, m, 8], stock)
    if need > 0.0:
        totals[d, m, 9] = min(totals[d, m, 9], stock / need)


@part
def write_supply(
    sources: Records,
    goods: Records,
    arriving: FloatArray,
    out: Output,
    d: int,
    t: int,
    slot: int,
    kept: float,
    inside: bool,
) -> None:
    """Write down what each source supplied, and clear its arrivals of this month."""
    for i in range(goods.mine_from, goods.mine_to):
        amount = sources[i].made * kept if sources[i].home else arriving[i, slot]
        if out.supply.size:
            out.supply[d, sources[i].origin, t] = amount
        if inside and out.by_source.size:
            out.by_source[d, sources[i].origin] += amount
        arriving[i, slot] = 0.0
