"""What levers do to the programme: limits of its columns and rows, and what each column costs.

Costs order what is wanted, each far below the one before: serve outside demand (weight x amount),
send the exports that others want, keep the stock aimed at, stay with usual amounts, take over
in the order of prices, waste nothing. So the plan is the usual one wherever shortage leaves a
choice. The orders of size are such that a lesser wish does not cost shortage as long as one unit
of a material does not take more than some hundred of another.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.core.network import Levers
from workbench.core.simulation.best.limits import Limits
from workbench.core.simulation.best.programme import Programme

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

SHORT = 1e4
"""Cost of the dearest shortage, of one scale of its material; least is ``LEAST``."""
LEAST = 10.0
_SENT, _KEPT, _EXTRA = -1e-1, -1e-3, 1e-4
_RUN, _SURPLUS, _OVER = -2e-5, 5e-6, 1e-5


@dataclass(frozen=True)
class Bounds:
    """Lower and upper limits of columns and rows, and costs; in scaled units."""

    lower: FloatArray
    upper: FloatArray
    cost: FloatArray
    short: FloatArray
    """The part of the cost that shortage is."""
    row_lower: FloatArray
    row_upper: FloatArray


def bounds(
    made: Programme, levers: Levers, room: Limits, price: FloatArray, ranks: IntArray
) -> Bounds:
    """Return the limits and costs under these levers.

    ``price`` is the cost of shortage of each material, of one scale of it; ``ranks`` in which
    order sources are asked to take over.
    """
    short = np.zeros(made.layout.width)
    short[made.layout.columns["short"]] = np.repeat(price, levers.network.months)
    return Bounds(
        lower=np.zeros(made.layout.width),
        upper=_upper(made, levers, room),
        cost=_costs(made, levers, ranks) + short,
        short=short,
        row_lower=_row_lower(made, levers),
        row_upper=_row_upper(made, levers, room),
    )


@dataclass(frozen=True)
class Price:
    """By material: what one scale of shortage costs, and how much weighted shortage costs 1."""

    cost: FloatArray
    unit: FloatArray


def shortage_price(made: Programme, weights: FloatArray, part: IntArray) -> Price:
    """Return what shortage costs; the dearest of those that hang together costs ``SHORT``.

    ``part`` tells which materials hang together.
    """
    cost = weights * made.scale
    top = np.zeros(int(part.max(initial=-1)) + 1)
    np.maximum.at(top, part, cost)
    top = np.where(top > 0, top, 1.0)[part]
    return Price(np.maximum(SHORT * cost / top, np.where(weights > 0, LEAST, 0.0)), top / SHORT)


def _upper(made: Programme, levers: Levers, room: Limits) -> FloatArray:
    network, columns = levers.network, made.layout.columns
    upper = np.empty(made.layout.width)
    source = made.scale[network.material][:, None]
    material = made.scale[:, None]
    upper[columns["usual"]] = (room.usual / source).ravel()
    upper[columns["extra"]] = (np.maximum(0.0, room.most - room.usual) / source).ravel()
    upper[columns["kept"]] = (levers.target / material).ravel()
    upper[columns["over"]] = np.inf
    short = levers.demand / material
    for one in levers.substitutions:
        short[one.by] = np.inf  # the row "asked" holds it
    upper[columns["short"]] = short.ravel()
    upper[columns["sent"]] = (levers.exports / material).ravel()
    upper[columns["surplus"]] = np.inf
    replaced = made.scale[[one.material for one in levers.substitutions]][:, None]
    upper[columns["moved"]] = (room.movable / replaced).ravel()
    return upper


def _costs(made: Programme, levers: Levers, ranks: IntArray) -> FloatArray:
    """Return what lesser wishes cost."""
    network, columns = levers.network, made.layout.columns
    cost = np.zeros(made.layout.width)
    later = 1.0 + ranks / (ranks.max(initial=0) + 1.0)
    run = np.where(network.is_home, _RUN, 0.0)[:, None]
    cost[columns["usual"]] = np.broadcast_to(run, ranks.shape).ravel()
    cost[columns["extra"]] = (_EXTRA * later).ravel()
    cost[columns["kept"]] = _KEPT
    cost[columns["over"]] = _OVER
    cost[columns["sent"]] = _SENT
    cost[columns["surplus"]] = _SURPLUS
    cost[columns["moved"]] = 10 * _EXTRA
    return cost


def _row_lower(made: Programme, levers: Levers) -> FloatArray:
    network, rows = levers.network, made.layout.rows
    lower = np.full(made.layout.height, -np.inf)
    coming = np.zeros(levers.demand.shape)
    for lead in np.unique(network.lead):
        late = np.flatnonzero((network.lead == lead) & ~network.is_home)
        np.add.at(coming[:, :lead], network.material[late], network.volume[late][:, None])
    coming[:, 0] += network.stock
    lower[rows["balance"]] = ((levers.demand - coming) / made.scale[:, None]).ravel()
    return lower


def _row_upper(made: Programme, levers: Levers, room: Limits) -> FloatArray:
    network, rows = levers.network, made.layout.rows
    upper = np.full(made.layout.height, np.inf)
    upper[rows["balance"]] = _row_lower(made, levers)[rows["balance"]]
    if rows["ramp"].stop > rows["ramp"].start:
        step = room.step.copy()
        step[:, 0] += network.volume
        upper[rows["ramp"]] = (step / made.scale[network.material][:, None]).ravel()
    for i, cap in enumerate(levers.caps):
        home = room.home[cap.material] if cap.basis == "supply" else np.zeros(network.months)
        share = np.where(cap.share < 1.0, cap.share, np.inf)
        most = np.where(np.isfinite(share), share, 0.0) * home / made.scale[cap.material]
        start = rows["cap"].start + i * network.months
        upper[start : start + network.months] = np.where(np.isfinite(share), most, np.inf)
    if rows["draw"].stop > rows["draw"].start:
        # Taken out = stock before - stock; what the first month finds is a constant.
        draw = levers.draw / made.scale[:, None]
        draw[:, 0] -= network.stock / made.scale
        upper[rows["draw"]] = draw.ravel()
    if rows["asked"].stop > rows["asked"].start:
        asked = levers.demand / made.scale[:, None]
        upper[rows["asked"]] = upper[rows["replaced"]] = asked.ravel()
    return upper
