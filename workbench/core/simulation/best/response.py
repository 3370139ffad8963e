"""The best response: the least shortage anyone could reach who knew the future.

The balances and limits of the market response as a linear programme, solved by HiGHS. What is
minimised is outside demand not served, added up over all months and materials in the unit of each
material (or weighted); what a home producer could not make for lack of inputs is short where it is
missed, in its product. The market response counts what producers lack as well, so its shortage is
never less.

Where shortage leaves a choice the plan follows the usual orders, keeps stocks at what is aimed at
and serves customers abroad, but exports give way before home is short.

A worked case: need 100 a month, China usually 80, Japan 20 and never more than 30, nothing in
stock. China's exports are cut by half from the third month on, which the plan knows from the
start: Japan ships 30 in the first two months, 20 go into stock. From the third month on 40 + 30
arrive and 30 are missing, of which the stock serves 20 once.
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.core.network import Levers
from workbench.core.progress import Progress
from workbench.core.simulation.best.bounds import Price, bounds, shortage_price
from workbench.core.simulation.best.limits import Limits, limits
from workbench.core.simulation.best.programme import Programme, programme, signature
from workbench.core.simulation.best.solver import Solver, parts
from workbench.core.simulation.market import Trajectory

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
_NOISE = 1e-8
"""Part of an amount that is a rounding error of the solver."""
_THREADS = 2


@dataclass(frozen=True)
class Best:
    """The best response to some levers."""

    trajectory: Trajectory
    shipped: FloatArray
    """Source x month of shipping: what left a source, or was made at home."""
    most: FloatArray
    """Source x month: what it could have been."""
    worth: FloatArray
    """Source x month: weighted units of shortage that one more unit of a source, shipped in that
    month, would avoid; 0 for goods that would arrive after the last month."""
    shortage: float
    """What was minimised: weighted outside demand not served."""


class Planner:
    """Finds best responses; programmes and bases are kept for the next call.

    One planner serves one window or one run at a time: calls wait for each other.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._signature: tuple[object, ...] = ()
        self._programme: Programme | None = None
        self._solvers: dict[tuple[object, ...], Solver] = {}
        self._block: IntArray = np.zeros(0, dtype=np.int64)
        self._prices: tuple[FloatArray, ...] = ()
        self._ranks: IntArray = np.zeros((0, 0), dtype=np.int64)

    def respond(
        self, levers: Levers, weights: FloatArray | None = None, progress: Progress | None = None
    ) -> Best:
        """Return the best response to ``levers``; see :func:`best_response`."""
        with self._lock:
            return self._respond(levers, weights, progress)

    def _respond(
        self, levers: Levers, weights: FloatArray | None, progress: Progress | None
    ) -> Best:
        network = levers.network
        weight = np.ones(len(network.materials)) if weights is None else weights
        made = self._built(levers)
        room = limits(levers)
        price = shortage_price(made, weight, self._block)
        whole = bounds(made, levers, room, price.cost, self._ranked(levers))
        values, reduced = np.zeros(made.layout.width), np.zeros(made.layout.width)
        with ThreadPoolExecutor(_THREADS) as pool:  # HiGHS lets the others run meanwhile
            found = pool.map(lambda solver: solver.solve(whole, progress), self._solvers.values())
            for solver, solution in zip(self._solvers.values(), found, strict=True):
                values[solver.part.columns] = solution.values
                reduced[solver.part.columns] = solution.reduced
        return _read(made, levers, room, np.clip(values, 0.0, whole.upper), reduced, weight, price)

    def _ranked(self, levers: Levers) -> IntArray:
        """Return the ranks of the sources, those of the last time if no price changed."""
        now = levers.price, levers.duty
        same = len(self._prices) == 2 and all(
            before.shape == after.shape and np.array_equal(before, after, equal_nan=True)
            for before, after in zip(self._prices, now, strict=True)
        )
        if not same:
            self._ranks = levers.ranks()
            self._prices = tuple(array.copy() for array in now)
        return self._ranks

    def _built(self, levers: Levers) -> Programme:
        """Return the programme; solvers of parts that did not change are kept."""
        now = signature(levers)
        if self._programme is None or now != self._signature:
            made = programme(levers)
            found, rows = parts(made.matrix, made.layout.rows["balance"].stop)
            before = self._solvers
            self._solvers = {}
            for part in found:
                key = part.key
                self._solvers[key] = before.get(key) or Solver(part)
            self._block = rows[:: levers.network.months]
            self._programme, self._signature, self._prices = made, now, ()
        return self._programme


def best_response(
    levers: Levers,
    weights: FloatArray | None = None,
    progress: Progress | None = None,
    planner: Planner | None = None,
) -> Best:
    """Return the least shortage that anyone could reach, and how.

    Args:
        levers: the network and what shocks did to it; not changed.
        weights: of a unit of shortage of each material, at least 0; 1 for all without.
        progress: told how far it is; its :class:`~workbench.core.progress.Cancelled` stops HiGHS.
        planner: of an earlier call for the same or a similar network, which makes this one fast.

    Raises:
        DataRefused: if HiGHS finds no best plan, with its reason in words.
    """
    return (planner or Planner()).respond(levers, weights, progress)


def _read(
    made: Programme,
    levers: Levers,
    room: Limits,
    values: FloatArray,
    reduced: FloatArray,
    weight: FloatArray,
    price: Price,
) -> Best:
    """Turn columns back into amounts."""
    network, columns = levers.network, made.layout.columns
    by_source, by_material = levers.capacity.shape, levers.demand.shape
    unit, scale = made.scale[network.material][:, None], made.scale[:, None]
    usual, extra = (values[columns[name]].reshape(by_source) * unit for name in ("usual", "extra"))
    amounts = {
        name: values[columns[name]].reshape(by_material) * scale
        for name in ("short", "sent", "surplus")
    }
    moved = values[columns["moved"]].reshape(len(levers.substitutions), network.months)
    shipped = np.minimum(usual + extra, room.most)
    trajectory = _trajectory(made, levers, shipped, moved, amounts)
    # What one more beyond the usual amount saves is what its limit costs.
    limit = reduced[columns["extra"]].reshape(by_source)
    worth = -limit / unit * price.unit[network.material][:, None]
    return Best(
        trajectory=trajectory,
        shipped=shipped,
        most=room.most,
        worth=np.where(worth > _NOISE, worth, 0.0),
        shortage=float((weight[:, None] * trajectory.shortage).sum()),
    )


def _trajectory(
    made: Programme,
    levers: Levers,
    shipped: FloatArray,
    moved: FloatArray,
    amounts: dict[str, FloatArray],
) -> Trajectory:
    """Return the months; stocks are added up again, so that the balances hold exactly."""
    network, months = levers.network, levers.network.months
    arrived = _arrivals(made, levers, shipped)
    home = np.where(network.is_home[:, None], shipped, 0.0)
    shape = levers.demand.shape
    imports, production = np.zeros(shape), np.zeros(shape)
    np.add.at(imports, network.material, np.where(network.is_home[:, None], 0.0, arrived))
    np.add.at(production, network.material, home)
    plants = np.flatnonzero(network.is_home)
    used = network.use[:, plants] @ (home * levers.input_factor)[plants]
    asked = levers.demand + used
    for i, one in enumerate(levers.substitutions):
        amount = moved[i] * made.scale[one.material]
        asked[one.material] -= amount
        asked[one.by] += one.ratio * amount
    asked[(asked < 0) & (asked > -_NOISE * made.scale[:, None])] = 0.0
    exports = amounts["sent"] + amounts["surplus"]
    delivered = np.maximum(0.0, asked - amounts["short"])
    stock, before = np.zeros(shape), network.stock
    for t in range(months):
        left = before + production[:, t] + imports[:, t] - exports[:, t] - delivered[:, t]
        lack = np.maximum(0.0, -left)  # a rounding error of the solver is no stock
        taken = np.minimum(lack, delivered[:, t])
        delivered[:, t] -= taken
        exports[:, t] = np.maximum(0.0, exports[:, t] - (lack - taken))
        before = stock[:, t] = np.maximum(0.0, left)
    kept = np.maximum(0.0, production - exports)
    kept = np.divide(kept, production, out=np.zeros(shape), where=production > 0)
    return Trajectory(
        network=network,
        need=asked + levers.exports,
        demand=asked,
        delivered=delivered,
        shortage=_clean(asked - delivered, asked),
        stock=stock,
        production=production,
        imports=imports,
        exports=exports,
        supply=np.where(network.is_home[:, None], home * kept[network.material], arrived),
    )


def _clean(amounts: FloatArray, whole: FloatArray) -> FloatArray:
    """Return amounts without rounding errors of the solver."""
    return np.where(amounts > _NOISE * whole, amounts, 0.0)


def _arrivals(made: Programme, levers: Levers, shipped: FloatArray) -> FloatArray:
    """Return what arrives of every source by month, goods on the way at the start included."""
    network, months = levers.network, levers.network.months
    arrived = np.zeros((len(network.sources), months + 1))
    np.add.at(arrived, (np.arange(len(arrived))[:, None], made.arrival), shipped)
    for s in np.flatnonzero((network.lead > 0) & ~network.is_home):
        arrived[s, : network.lead[s]] += network.volume[s]
    return arrived[:, :months]
