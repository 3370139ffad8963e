"""Performance impact and time to survive of a small network, as linear programmes.

The two models of Simchi-Levi, Schmidt, Wei, Zhang, Combs, Ge, Gusikhin, Sanders and Zhang,
"Identifying Risks and Mitigating Disruptions in the Automotive Supply Chain", Interfaces 45(5),
2015: over one whole horizon, without months, lead times and costs of re-routing. With u what a
source makes, l lost demand, c capacity, d demand and s stock, r the use of input k per unit:

- time to recover model, t given: least sum of profit x l, with
  made + stock + l >= use by others + d t of every material, u <= c t, 0 <= l <= d t;
- time to survive model: greatest t with made + stock >= use by others + d t, u <= c t.

Sources that fail make nothing; stocks stay. Every source of a material can serve every user of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt

from workbench.core.simulation.highs import quiet, require_optimum

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

FOR_EVER = 1e5
"""Weeks (1,900 years) that count as for ever."""
_SLACK = 1e-9
_OPEN = highspy.kHighsInf


@dataclass(frozen=True)
class Web:
    """A network without months; any unit of time, the same for capacity and demand."""

    material: IntArray
    """What each source makes."""
    capacity: FloatArray
    """By source, units per unit of time."""
    use: FloatArray
    """Material x source: units of input per unit made."""
    stock: FloatArray
    """By material, wherever it lies."""
    demand: FloatArray
    """By material, units per unit of time."""
    profit: FloatArray
    """By material: lost with every unit of demand that is not served."""

    @property
    def balance(self) -> FloatArray:
        """Material x source: what one unit made adds to each material."""
        made = np.arange(len(self.stock))[:, None] == self.material
        return np.asarray(made - self.use, dtype=np.float64)

    @property
    def scale(self) -> FloatArray:
        """Units of each material that count as 1 in the programmes."""
        made = np.bincount(self.material, self.capacity, len(self.stock))
        found = np.maximum(np.maximum(made, self.demand), self.use @ self.capacity)
        least = _SLACK * float(found.max(initial=0.0)) or 1.0
        return np.asarray(np.maximum(found, least))


@dataclass(frozen=True)
class Impact:
    """What a failure costs until it is over."""

    impact: float
    """Profit lost."""
    lost: FloatArray
    """Units of each material not served."""


class Stress:
    """Both models of one network; every question starts from the answer to the last one."""

    def __init__(self, web: Web) -> None:
        self.web, self._scale = web, web.scale
        unit = self._scale[web.material]
        self._capacity = web.capacity / unit
        self._matrix = web.balance * unit / self._scale[:, None]
        worth = np.maximum(web.profit, 0.0) * self._scale
        self._dearest = float(worth.max(initial=0.0)) or 1.0
        self._worth = worth / self._dearest
        self._recover = self._recovering()
        self._survive, self._nearly = self._surviving(1.0), self._surviving(1.0 - _SLACK)

    def impact(self, failed: Iterable[int], time: float) -> Impact:
        """Return the least profit lost while the sources in ``failed`` make nothing for ``time``.

        A worked case: demand 100 a week, stock 150, one plant of 120 a week, profit 5. The plant
        fails for 4 weeks: 400 are wanted, 150 in stock, 250 lost, the impact is 1250.

        Raises:
            DataRefused: if HiGHS finds no answer.
        """
        sources, materials = self._matrix.shape[1], self._matrix.shape[0]
        most = self._capacity * time
        most[list(failed)] = 0.0
        demand = self.web.demand / self._scale * time
        columns = np.arange(sources + materials, dtype=np.int32)
        upper = np.concatenate([most, demand])
        self._recover.changeColsBounds(len(columns), columns, np.zeros(len(columns)), upper)
        rows = np.arange(materials, dtype=np.int32)
        least = demand - self.web.stock / self._scale
        self._recover.changeRowsBounds(materials, rows, least, np.full(materials, _OPEN))
        lost = _solved(self._recover)[sources:] * self._scale
        lost[lost <= _SLACK * self.web.demand * time] = 0.0
        profit = np.maximum(self.web.profit, 0.0)
        return Impact(float(profit @ lost), lost)

    def survival(self, failed: Iterable[int] = ()) -> float:
        """Return how long all demand can be served while the sources in ``failed`` make nothing.

        Infinite when it can be served for ever, which is what the linear programme calls
        unbounded. The worked case of :meth:`impact`: 150 / 100 = 1.5 weeks.

        Raises:
            DataRefused: if HiGHS finds no answer.
        """
        if not (self.web.demand > 0).any():
            return np.inf
        sources = self._matrix.shape[1]
        most = np.full(sources, _OPEN)
        most[list(failed)] = 0.0
        columns = np.arange(sources, dtype=np.int32)
        time = np.inf
        # A rounding error in the tables must not end a life that would last for ever.
        for model in (self._survive, self._nearly):
            model.changeColsBounds(sources, columns, np.zeros(sources), most)
            found = float(_solved(model)[-1])
            if found >= FOR_EVER * (1 - _SLACK):
                return np.inf
            time = min(time, found)
        return max(0.0, time)

    def _recovering(self) -> Any:
        """Columns: made by source, lost by material. Rows: balance by material."""
        materials, sources = self._matrix.shape
        matrix = np.hstack([self._matrix, np.eye(materials)])
        cost = np.concatenate([np.zeros(sources), self._worth])
        width = sources + materials
        return _model(matrix, cost, np.full(width, _OPEN), np.full(materials, -_OPEN))

    def _surviving(self, part: float) -> Any:
        """Columns: made by source, time. Rows: balance by material, capacity by source.

        ``part`` of the demand is to be served.
        """
        sources = self._matrix.shape[1]
        demand = self.web.demand / self._scale * part
        top = np.hstack([self._matrix, -demand[:, None]])
        bottom = np.hstack([-np.eye(sources), self._capacity[:, None]])
        cost = np.append(np.zeros(sources), -1.0)
        upper = np.append(np.full(sources, _OPEN), FOR_EVER)
        least = np.concatenate([-self.web.stock / self._scale, np.zeros(sources)])
        return _model(np.vstack([top, bottom]), cost, upper, least)


def _model(matrix: FloatArray, cost: FloatArray, upper: FloatArray, least: FloatArray) -> Any:
    """Return HiGHS with ``min cost x, matrix x >= least, 0 <= x <= upper``."""
    columns, rows = np.nonzero(matrix.T)
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = matrix.shape
    model.col_cost_, model.col_lower_, model.col_upper_ = cost, np.zeros(len(cost)), upper
    model.row_lower_, model.row_upper_ = least, np.full(len(least), _OPEN)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.searchsorted(columns, np.arange(len(cost) + 1))
    model.a_matrix_.index_, model.a_matrix_.value_ = rows, matrix[rows, columns]
    highs = quiet(1e-10)
    highs.passModel(model)
    return highs


def _solved(highs: Any) -> FloatArray:
    """Return the best values of all columns."""
    highs.run()
    require_optimum(highs, "exposure", "Check capacities, stocks and recipes")
    return np.array(highs.getSolution().col_value)
