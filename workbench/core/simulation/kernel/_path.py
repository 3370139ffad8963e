"""Compiled: what a draw shares with the base, before its first change and once it has recovered.

A shock mostly lasts some months of many. Until it begins everything is as in the base; once it is
over, and stocks, orders and goods on their way are those of the base again, everything stays so.
These months are copied from the path of the base instead of being computed.
"""

from __future__ import annotations

import numpy as np

from workbench.core.simulation.kernel._carry import add_up
from workbench.core.simulation.kernel._compiler import part, small
from workbench.core.simulation.records import Memory, Output, Path, Records

_NEAR = 1e-12
"""States are the same up to this part of need and stock, as for what counts as a gap to order."""


@small
def is_same(one: float, other: float) -> bool:
    """Return whether two figures are equal, or both are not known."""
    return one == other or (np.isnan(one) and np.isnan(other))


@part
def keep_state(work: Memory, path: Path, m: int, t: int) -> None:
    """Write down the state of a material before a month."""
    goods, rings = work.materials[m], work.rings
    width = rings.due.shape[1]
    path.stock[t, m], path.refused_since[t, m] = goods.stock, goods.refused_since
    for ahead in range(width):
        path.due[t, m, ahead] = rings.due[m, (t + ahead) % width]
    for i in range(goods.mine_from, goods.mine_to):
        path.accepted[t, i] = work.sources[i].accepted
        if len(rings.arriving):
            for ahead in range(width):
                path.arriving[t, i, ahead] = rings.arriving[i, (t + ahead) % width]


@small
def keep_asked(goods: Records, path: Path, m: int, t: int) -> None:
    """Write down whether sources of a material were asked to take over in a month."""
    if goods.asked:
        path.asked[m] = t
    goods.asked = False


@small
def resume(work: Memory, path: Path, m: int, t: int) -> None:
    """Set the state of a material to that of the base before a month."""
    goods, rings = work.materials[m], work.rings
    width, known = rings.due.shape[1], path.due.shape[2]
    goods.stock, goods.refused_since = path.stock[t, m], path.refused_since[t, m]
    rings.due[m, :] = 0.0
    for ahead in range(known):
        rings.due[m, (t + ahead) % width] = path.due[t, m, ahead]
    for i in range(goods.mine_from, goods.mine_to):
        work.sources[i].accepted = path.accepted[t, i]
        if len(rings.arriving):
            rings.arriving[i, :] = 0.0
            for ahead in range(known):
                rings.arriving[i, (t + ahead) % width] = path.arriving[t, i, ahead]


@small
def is_back(work: Memory, path: Path, low: int, high: int, t: int) -> bool:
    """Return whether the state of all materials of a part is that of the base before a month."""
    for i in range(low, high):  # noqa: SIM110 - compiled code makes no generators
        if not material_is_back(work, path, work.lists.member[i], t):
            return False
    return True


@small
def material_is_back(work: Memory, path: Path, m: int, t: int) -> bool:
    """Return whether the state of a material is that of the base before a month."""
    goods, rings = work.materials[m], work.rings
    near = _NEAR * (path.amounts[t, m, 0] + path.stock[t, m])
    if not abs(goods.stock - path.stock[t, m]) <= near:
        return False
    # Since when orders were refused tells who is qualified; that counts only if somebody is asked.
    if goods.refused_since != path.refused_since[t, m] and path.asked[m] >= t:
        return False
    width, known = rings.due.shape[1], path.due.shape[2]
    for i in range(goods.mine_from, goods.mine_to):
        if not abs(work.sources[i].accepted - path.accepted[t, i]) <= near:
            return False
    for ahead in range(width):
        slot = (t + ahead) % width
        if not abs(rings.due[m, slot] - (path.due[t, m, ahead] if ahead < known else 0.0)) <= near:
            return False
        if len(rings.arriving):
            for i in range(goods.mine_from, goods.mine_to):
                usual = path.arriving[t, i, ahead] if ahead < known else 0.0
                if not abs(rings.arriving[i, slot] - usual) <= near:
                    return False
    return True


@small
def copy_month(
    work: Memory,
    path: Path,
    out: Output,
    window: tuple[int, int],
    d: int,
    low: int,
    high: int,
    t: int,
) -> None:
    """Add a month that is as in the base to the totals; series of the base are there already."""
    if not window[0] <= t < window[1]:
        return
    for i in range(low, high):
        m = work.lists.member[i]
        if out.totals.size:
            a = path.amounts[t, m]
            amounts = a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7]
            add_up(out.totals, d, m, t - window[0], amounts)
        if out.by_source.size:
            goods = work.materials[m]
            for s in range(goods.mine_from, goods.mine_to):
                origin = work.sources[s].origin
                out.by_source[d, origin] += path.supply[t, origin]
