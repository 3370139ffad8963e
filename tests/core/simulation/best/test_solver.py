"""HiGHS part by part: what hangs together, what is solved again, what cannot be solved."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from workbench.core.problem import DataRefused
from workbench.core.simulation.best.bounds import Bounds
from workbench.core.simulation.best.solver import Solver, parts

# Two programmes that share nothing: rows 0 and 2 with columns 0, 1; row 1 with column 2.
MATRIX = sparse.csc_array(np.array([[1.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0], [1.0, 0, 0, 0]]))
WHOLE = Bounds(
    lower=np.zeros(4),
    upper=np.array([5.0, np.inf, 8.0, 1.0]),
    cost=np.array([1.0, 2.0, 3.0, 0.0]),
    short=np.array([0.0, 2.0, 0.0, 0.0]),
    row_lower=np.array([7.0, 2.0, 0.0]),
    row_upper=np.array([7.0, 2.0, 4.0]),
)


def solvers() -> list[Solver]:
    return [Solver(part) for part in parts(MATRIX, 3)[0]]


def test_that_parts_hold_what_hangs_together_and_leave_out_what_touches_nothing() -> None:
    found, belongs = parts(MATRIX, 3)
    assert [part.columns.tolist() for part in found] == [[0, 1], [2]]
    assert [part.rows.tolist() for part in found] == [[0, 2], [1]]
    assert belongs[0] == belongs[2] != belongs[1]


def test_that_each_part_is_solved_and_follows_its_limits() -> None:
    first, second = solvers()
    assert first.solve(WHOLE).values == pytest.approx([4, 3])
    assert second.solve(WHOLE).values == pytest.approx([2])
    tighter = replace(WHOLE, upper=np.array([1.0, np.inf, 8.0, 1.0]))
    before = second.solve(WHOLE)
    assert first.solve(tighter).values == pytest.approx([1, 6])
    assert second.solve(tighter) is before  # nothing of it changed


def test_that_one_more_of_a_column_is_worth_the_shortage_it_takes_the_place_of() -> None:
    first, _ = solvers()
    tighter = replace(WHOLE, upper=np.array([1.0, np.inf, 8.0, 1.0]))
    assert first.solve(tighter).reduced == pytest.approx([-2, 0])  # not -1: its own cost is none


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"row_upper": np.array([6.0, 2.0, 4.0])}, "no plan keeps all limits"),
        ({"cost": np.array([1.0, 2.0, -1.0, 0.0]), "open": True}, "it has no end"),
    ],
)
def test_that_what_cannot_be_solved_is_told_in_words(changed: dict, words: str) -> None:
    if changed.pop("open", False):
        changed |= {"upper": np.full(4, np.inf), "row_upper": np.full(3, np.inf)}
    place = 1 if "cost" in changed else 0
    with pytest.raises(DataRefused, match=words):
        solvers()[place].solve(replace(WHOLE, **changed))


def test_that_a_part_that_failed_can_be_solved_afterwards() -> None:
    first, _ = solvers()
    with pytest.raises(DataRefused):
        first.solve(replace(WHOLE, row_upper=np.array([6.0, 2.0, 4.0])))
    assert first.solve(WHOLE).values == pytest.approx([4, 3])
