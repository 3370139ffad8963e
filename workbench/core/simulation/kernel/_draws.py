"""Compiled: many draws, each through all months; the only function that is called from outside."""

from __future__ import annotations

from typing import Any

import numpy as np

from workbench.core.simulation.kernel._carry import close_month, serve
from workbench.core.simulation.kernel._compiler import part, small
from workbench.core.simulation.kernel._path import (
    copy_month,
    is_back,
    is_same,
    keep_asked,
    keep_state,
    resume,
)
from workbench.core.simulation.kernel._plan import plan_material
from workbench.core.simulation.records import (
    FloatArray,
    IntArray,
    Memory,
    Output,
    Patches,
    Path,
    Records,
    Rings,
    Rows,
)


def simulate(
    work: Memory,
    path: Path,
    patches: Patches,
    out: Output,
    ramp_limit: float,
    window: tuple[int, int],
    first: int,
    last: int,
    every: bool,
) -> None:
    """Fill ``out`` for the draws ``first`` to ``last`` (excluded), totals over a window of months.

    With ``every`` all parts of the network are computed, all months of them, and ``path`` is
    written. Without it only those that a draw's patches hit are; what ``out`` holds for the others
    stays. Where ``path`` has months, only those are computed that differ from it.
    """
    months = work.rows.table.shape[1]
    known = len(path.stock) > 0
    for d in range(first, last):
        work.since[:], work.until[:] = months, 0
        for i in range(patches.begin[d], patches.begin[d + 1]):
            choose(work, patches.kind[i], patches.place[i], patches.row[i])
        for k in range(len(work.since)):
            if every or (work.since[k] < months and not known):
                work.since[k], work.until[k] = 0, months
            if work.since[k] < months:
                run_part(work, path, out, ramp_limit, window, d, k, every and known)
        for i in range(patches.begin[d], patches.begin[d + 1]):
            choose(work, patches.kind[i], patches.place[i], -1)


@small
def run_part(
    work: Memory,
    path: Path,
    out: Output,
    ramp_limit: float,
    window: tuple[int, int],
    d: int,
    k: int,
    keep: bool,
) -> None:
    """Take the materials of one part through all months; with ``keep`` write their path."""
    lists, months, width = work.lists, work.rows.table.shape[1], work.rings.due.shape[1]
    low, high, t = lists.member_from[k], lists.member_from[k + 1], work.since[k]
    for i in range(low, high):
        begin(work.sources, work.materials, work.rings, work.rows, out, d, lists.member[i])
        if t > 0:
            resume(work, path, lists.member[i], t)
    for past in range(t):
        copy_month(work, path, out, window, d, low, high, past)
    while t < months and not (t >= work.until[k] and is_back(work, path, low, high, t)):
        if keep:
            for i in range(low, high):
                keep_state(work, path, lists.member[i], t)
        run_month(work, out, ramp_limit, window, d, low, high, t, t % width)
        if keep:
            for i in range(low, high):
                keep_asked(work.materials[lists.member[i]], path, lists.member[i], t)
        t += 1
    for rest in range(t, months):
        copy_month(work, path, out, window, d, low, high, rest)


@small
def place(members: Any, i: int) -> Any:
    """Return an entry without a sign: with one every use of it costs a check."""
    return np.uint64(members[i])


@small
def run_month(
    work: Memory,
    out: Output,
    ramp_limit: float,
    window: tuple[int, int],
    d: int,
    low: int,
    high: int,
    t: int,
    slot: int,
) -> None:
    """Plan, carry out and write down one month of the materials of one part."""
    lists = work.lists
    for i in range(low, high):
        plan_material(work, ramp_limit, place(lists.member, i), t, slot)
    for i in range(high - 1, low - 1, -1):
        m = place(lists.member, i)
        serve(work.sources, work.materials, work.swaps, lists.input, work.rings.due, m, slot)
    for i in range(low, high):
        close_month(work, out, window, d, place(lists.member, i), t, slot)


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
    goods.ranked, goods.loaded, goods.asked = False, False, False
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


@small
def choose(work: Memory, kind: int, place: int, row: int) -> None:
    """Put a row in place, or the one of the base (-1), and note which months of a part differ."""
    rows, base = work.rows, work.base
    by_source, by_material = rows.source.shape[0], rows.material.shape[0]
    m, usual = np.int64(place), np.int64(0)
    if kind < by_source:
        i = work.lists.position[place]
        m, usual = work.sources[i].material, base.source[kind, place]
        rows.source[kind, i] = row if row >= 0 else usual
    elif kind < by_source + by_material:
        k = kind - by_source
        usual = base.material[k, place]
        rows.material[k, place] = row if row >= 0 else usual
    elif kind == by_source + by_material:
        m, usual = work.swaps[place].material, base.swap[place]
        rows.swap[place] = row if row >= 0 else usual
    else:
        m, usual = work.caps[place].material, base.cap[place]
        rows.cap[place] = row if row >= 0 else usual
    if row >= 0:
        note(rows.table, work.since, work.until, work.lists.part[m], row, usual)


@small
def note(table: FloatArray, since: IntArray, until: IntArray, k: int, row: int, usual: int) -> None:
    """Widen the months in which a part differs by those in which a row is not the usual one."""
    first, end = np.int64(0), np.int64(table.shape[1])
    while first < since[k] and is_same(table[row, first], table[usual, first]):
        first += 1
    while end > until[k] and is_same(table[row, end - 1], table[usual, end - 1]):
        end -= 1
    since[k] = min(since[k], first)
    until[k] = max(until[k], end)
