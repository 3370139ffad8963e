"""Compiled: many draws, each through all months; the only function that is called from outside."""

from __future__ import annotations

import numpy as np

from workbench.core.simulation.kernel._carry import close_month, serve
from workbench.core.simulation.kernel._compiler import part
from workbench.core.simulation.kernel._plan import plan_material
from workbench.core.simulation.records import (
    Memory,
    Output,
    Patches,
    Records,
    Rings,
    Rows,
)


def simulate(
    work: Memory,
    patches: Patches,
    out: Output,
    ramp_limit: float,
    window: tuple[int, int],
    first: int,
    last: int,
    every: bool,
) -> None:
    """Fill ``out`` for the draws ``first`` to ``last`` (excluded), totals over a window of months.

    Without ``every`` only the parts of the network that a draw's patches hit are computed; what
    ``out`` holds for the others stays.
    """
    lists = work.lists
    for d in range(first, last):
        work.hit[:] = every
        for i in range(patches.begin[d], patches.begin[d + 1]):
            choose(work, patches.kind[i], patches.place[i], patches.row[i])
        for k in range(len(work.hit)):
            if work.hit[k]:
                low, high = lists.member_from[k], lists.member_from[k + 1]
                run_part(work, out, ramp_limit, window, d, low, high)
        for i in range(patches.begin[d], patches.begin[d + 1]):
            choose(work, patches.kind[i], patches.place[i], -1)


@part
def run_part(
    work: Memory,
    out: Output,
    ramp_limit: float,
    window: tuple[int, int],
    d: int,
    low: int,
    high: int,
) -> None:
    """Take the materials of one part through all months."""
    lists, materials = work.lists, work.materials
    for i in range(low, high):
        begin(work.sources, materials, work.rings, work.rows, out, d, lists.member[i])
    for t in range(work.rows.table.shape[1]):
        slot = t % work.rings.due.shape[1]
        for i in range(low, high):
            plan_material(work, ramp_limit, lists.member[i], t, slot)
        for i in range(high - 1, low - 1, -1):
            m = lists.member[i]
            due = work.rings.due
            serve(work.sources, materials, work.swaps, lists.input, due, m, slot)
        for i in range(low, high):
            close_month(work, out, window, d, lists.member[i], t, slot)


@part
def begin(
    sources: Records,
    materials: Records,
    rings: Rings,
    rows: Rows,
    out: Output,
    d: int,
    m: int,
) -> None:
    """Set the state before month 0, and empty totals."""
    goods = materials[m]
    goods.stock = goods.opening_stock
    goods.refused_since = np.inf
    goods.replaced, goods.received = 0.0, 0.0
    goods.ranked = False
    goods.steady = True
    for kind in range(2, rows.material.shape[0]):  # all but demand and exports
        goods.steady &= rows.steady[rows.material[kind, m]]
    rings.due[m, :] = 0.0
    for i in range(goods.mine_from, goods.mine_to):
        one = sources[i]
        one.accepted = one.volume
        one.made = 0.0
        one.steady = True
        for kind in range(rows.source.shape[0]):
            one.steady &= rows.steady[rows.source[kind, i]]
        for ahead in range(one.usual_lead):
            rings.due[m, ahead] += one.volume
        if len(rings.arriving):
            rings.arriving[i, :] = 0.0
            rings.arriving[i, : one.usual_lead] = one.volume
        if out.by_source.size:
            out.by_source[d, one.origin] = 0.0
    if out.totals.size:
        out.totals[d, m, :7] = 0.0
        out.totals[d, m, 7:] = np.inf


@part
def choose(work: Memory, kind: int, place: int, row: int) -> None:
    """Put a row in place, or the one of the base (-1), and note the part it touches."""
    rows, base = work.rows, work.base
    by_source, by_material = rows.source.shape[0], rows.material.shape[0]
    m = np.int64(place)
    if kind < by_source:
        i = work.lists.position[place]
        m = work.sources[i].material
        rows.source[kind, i] = row if row >= 0 else base.source[kind, place]
    elif kind < by_source + by_material:
        k = kind - by_source
        rows.material[k, place] = row if row >= 0 else base.material[k, place]
    elif kind == by_source + by_material:
        m = work.swaps[place].material
        rows.swap[place] = row if row >= 0 else base.swap[place]
    else:
        m = work.caps[place].material
        rows.cap[place] = row if row >= 0 else base.cap[place]
    work.hit[work.lists.part[m]] = True
