"""Performance impact and time to survive of a small network, as linear programmes.

The two models of Simchi-Levi, Schmidt, Wei, Zhang, Combs, Ge, Gusikhin, Sanders and Zhang,
"Identifying Risks and Mitigating Disruptions in the Automotive Supply Chain", Interfaces 45(5),
2015: over one whole horizon, without months, lead times and costs of re-routing. With u what a
source makes, l lost demand, c capacity, d demand and s stock, r the use of input k per unit:

- time to recover model, t given: least sum of profit x l, with
  made + stock + l >= use by others + d t of every material, u <= c t, 0 <= l <= d t;
- time to survive model: greatest t with made + stock >= use by others + d t, u <= c t.

Sources that fail make nothing; stocks stay. Every source of a material can serve every user of it.
Both are solved per unit of time: divided by t, which keeps their numbers near 1.
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
        self._demand, self._stock = web.demand / self._scale, web.stock / self._scale
        self._matrix = web.balance * unit / self._scale[:, None]
        self._recover, self._survive = self._recovering(), self._surviving()

    def impact(self, failed: Iterable[int], time: float) -> Impact:
        """Return the least profit lost while the sources in ``failed`` make nothing for ``time``.

        A worked case: demand 100 a week, stock 150, one plant of 120 a week, profit 5. The plant
        fails for 4 weeks: 400 are wanted, 150 in stock, 250 lost, the impact is 1250.

        Raises:
            DataRefused: if HiGHS finds no answer.
        """
        materials, sources = self._matrix.shape
        if time <= 0:
            return Impact(0.0, np.zeros(materials))
        columns, rows = np.arange(sources, dtype=np.int32), np.arange(materials, dtype=np.int32)
        highs, most = self._recover, self._left(failed)
        highs.changeColsBounds(sources, columns, np.zeros(sources), most)
        least = self._demand - self._stock / time
        highs.changeRowsBounds(materials, rows, least, np.full(materials, _OPEN))
        highs.run()
        require_optimum(highs, "exposure", "Check capacities, stocks and recipes")
        lost = np.array(highs.getSolution().col_value)[sources:]
        lost = np.where(lost > _SLACK * self._demand, lost, 0.0) * self._scale * time
        return Impact(float(np.maximum(self.web.profit, 0.0) @ lost), lost)

    def survival(self, failed: Iterable[int] = ()) -> float:
        """Return how long all demand can be served while the sources in ``failed`` make nothing.

        Infinite when it can be served for ever, where the model above is unbounded; so its inverse
        1 / t is minimised instead. The worked case of :meth:`impact`: 150 / 100 = 1.5 weeks.

        Raises:
            DataRefused: if HiGHS finds no answer.
        """
        sources = self._matrix.shape[1]
        columns, highs = np.arange(sources, dtype=np.int32), self._survive
        highs.changeColsBounds(sources, columns, np.zeros(sources), self._left(failed))
        highs.run()
        if highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return 0.0  # neither stock nor supply of something that is wanted
        require_optimum(highs, "exposure", "Check capacities, stocks and recipes")
        inverse = float(np.array(highs.getSolution().col_value)[-1])
        return 1.0 / inverse if inverse * FOR_EVER > 1.0 else np.inf

    def _left(self, failed: Iterable[int]) -> FloatArray:
        """Return the capacity that is left, in scaled units."""
        most = self._capacity.copy()
        most[list(failed)] = 0.0
        return most

    def _recovering(self) -> Any:
        """Columns, per unit of time: made by source, lost by material. Rows: materials."""
        materials = len(self._demand)
        matrix = np.hstack([self._matrix, np.eye(materials)])
        worth = np.maximum(self.web.profit, 0.0) * self._scale
        cost = np.append(np.zeros(len(self._capacity)), worth / (worth.max(initial=0.0) or 1.0))
        return _model(matrix, cost, np.append(self._capacity, self._demand), self._demand)

    def _surviving(self) -> Any:
        """Columns: made by source per unit of time, 1 / time. Rows: materials."""
        matrix = np.hstack([self._matrix, self._stock[:, None]])
        cost = np.append(np.zeros(len(self._capacity)), 1.0)
        return _model(matrix, cost, np.append(self._capacity, _OPEN), self._demand)


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
    highs = quiet(1e-9)
    highs.passModel(model)
    return highs
