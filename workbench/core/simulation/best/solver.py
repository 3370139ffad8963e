"""HiGHS for each part of a programme that hangs together; parts start again from their last basis.

Materials that no recipe, substitution or cap links are programmes of their own. A part whose
limits, demand and costs are those of the last time is not solved again.
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from workbench.core.progress import Cancelled, Progress
from workbench.core.simulation.best.bounds import Bounds
from workbench.core.simulation.highs import quiet, require_optimum

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

_TEXT = "searching the best response"
_REMEDY = "Look at the findings about capacities, demand and shocks; use the market response"


@dataclass(frozen=True)
class Solution:
    """Values of all columns, and what one more of each adds to the cost of shortage; scaled."""

    values: FloatArray
    reduced: FloatArray


@dataclass(frozen=True)
class Part:
    """One part that hangs together: its places in the whole, and its coefficients."""

    columns: IntArray
    rows: IntArray
    matrix: sparse.csc_array

    @property
    def key(self) -> tuple[object, ...]:
        """What tells whether a solver of this part can be used again."""
        coefficients = self.matrix.indptr, self.matrix.indices, self.matrix.data
        return tuple(hash(a.tobytes()) for a in (*coefficients, self.columns, self.rows))


def parts(matrix: sparse.csc_array, balances: int) -> tuple[list[Part], IntArray]:
    """Return the parts of a matrix, and to which of them each of the first rows belongs."""
    height = matrix.shape[0]
    links = sparse.block_array([[None, matrix], [matrix.T, None]], format="csr")
    count, label = connected_components(links, directed=False)
    rows, columns = label[:height], label[height:]
    used = np.flatnonzero(
        np.bincount(columns, minlength=count) * np.bincount(rows, minlength=count)
    )
    by_row, by_column = np.argsort(rows, kind="stable"), np.argsort(columns, kind="stable")
    first_row, first_column = (
        np.searchsorted(found[order], np.arange(count + 1))
        for found, order in ((rows, by_row), (columns, by_column))
    )
    found = []
    for one in used:
        mine = by_column[first_column[one] : first_column[one + 1]]
        lines = by_row[first_row[one] : first_row[one + 1]]
        found.append(Part(mine, lines, sparse.csc_array(matrix[:, mine][lines])))
    return found, np.asarray(rows[:balances], dtype=np.int64)


class Solver:
    """One HiGHS instance; remembers what it solved last."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.solution: Solution | None = None
        self._last: tuple[FloatArray, ...] = ()
        self._highs = quiet(1e-9)

    def solve(self, whole: Bounds, progress: Progress | None = None) -> Solution:
        """Return the best values of the columns of this part.

        Raises:
            DataRefused: if HiGHS finds no best plan, with its reason in words.
            Cancelled: if ``progress`` says so.
        """
        part = self.part
        now = (
            whole.lower[part.columns],
            whole.upper[part.columns],
            whole.cost[part.columns],
            whole.row_lower[part.rows],
            whole.row_upper[part.rows],
        )
        if self.solution is not None and all(map(np.array_equal, now, self._last)):
            return self.solution
        self.solution = None
        if self._last:
            self._change(now)
        else:
            self._pass(now)
        self._last = now
        self._run(progress)
        values = np.array(self._highs.getSolution().col_value)
        self.solution = Solution(values, self._reduced(whole.short[part.columns]))
        return self.solution

    def _reduced(self, cost: FloatArray) -> FloatArray:
        """Return reduced costs at the basis found, counting only ``cost``: no lesser wishes."""
        if not cost.any():
            return cost
        basic = np.asarray(self._highs.getBasicVariables()[1])
        inside = np.where(basic >= 0, cost[np.maximum(basic, 0)], 0.0)
        dual = np.asarray(self._highs.getBasisTransposeSolve(inside)[1])
        return np.asarray(cost - self.part.matrix.T @ dual)

    def _pass(self, now: tuple[FloatArray, ...]) -> None:
        matrix, model = self.part.matrix, highspy.HighsLp()
        model.num_row_, model.num_col_ = matrix.shape
        model.col_lower_, model.col_upper_, model.col_cost_ = now[0], now[1], now[2]
        model.row_lower_, model.row_upper_ = now[3], now[4]
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_ = matrix.indptr
        model.a_matrix_.index_ = matrix.indices
        model.a_matrix_.value_ = matrix.data
        self._highs.passModel(model)

    def _change(self, now: tuple[FloatArray, ...]) -> None:
        places = np.flatnonzero((now[0] != self._last[0]) | (now[1] != self._last[1]))
        if places.size:
            some = places.astype(np.int32)
            self._highs.changeColsBounds(len(some), some, now[0][places], now[1][places])
        places = np.flatnonzero(now[2] != self._last[2])
        if places.size:
            self._highs.changeColsCost(len(places), places.astype(np.int32), now[2][places])
        places = np.flatnonzero((now[3] != self._last[3]) | (now[4] != self._last[4]))
        if places.size:
            some = places.astype(np.int32)
            self._highs.changeRowsBounds(len(some), some, now[3][places], now[4][places])

    def _run(self, progress: Progress | None) -> None:
        self._search(progress)
        if self._highs.getModelStatus() == highspy.HighsModelStatus.kUnknown:
            # From some bases HiGHS ends with duals it does not trust; without one it finds them.
            self._highs.clearSolver()
            self._search(progress)
        require_optimum(self._highs, "best response", _REMEDY)

    def _search(self, progress: Progress | None) -> None:
        stopped = False

        def look(*news: object) -> None:
            nonlocal stopped
            assert progress is not None
            try:
                progress.step(0, 0, _TEXT)
            except Cancelled:
                stopped = True
                news[3].user_interrupt = True  # type: ignore[attr-defined]

        if progress is not None:
            progress.step(0, 0, _TEXT)
            self._highs.setCallback(look, None)
            self._highs.startCallback(highspy.cb.HighsCallbackType.kCallbackSimplexInterrupt)
        try:
            self._highs.run()
        finally:
            if progress is not None:
                self._highs.stopCallback(highspy.cb.HighsCallbackType.kCallbackSimplexInterrupt)
        if stopped:
            raise Cancelled
