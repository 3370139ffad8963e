"""What HiGHS could not solve is told in words."""

from __future__ import annotations

import highspy
import pytest

from workbench.core.problem import DataRefused
from workbench.core.simulation.highs import quiet, require_optimum


def solved(cost: float, lower: float, upper: float, least: float, seconds: float = 10.0):
    """Minimise ``cost * x`` with ``lower <= x <= upper`` and ``x >= least``."""
    highs = quiet(1e-9)
    highs.setOptionValue("time_limit", seconds)
    highs.addVar(lower, upper)
    highs.changeColCost(0, cost)
    highs.addRow(least, highspy.kHighsInf, 1, [0], [1.0])
    highs.run()
    return highs


def test_that_an_answer_passes_without_a_word(capfd) -> None:
    highs = solved(1.0, 0.0, 5.0, 2.0)
    require_optimum(highs, "answer", "")
    assert highs.getSolution().col_value[0] == pytest.approx(2.0)
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((1.0, 0.0, 5.0, 7.0), "there is no plan: no plan keeps all limits"),
        ((-1.0, 0.0, highspy.kHighsInf, 2.0), "it has no end: a limit is missing"),
    ],
)
def test_that_no_answer_is_told_with_its_reason(numbers, words) -> None:
    with pytest.raises(DataRefused, match=words) as refused:
        require_optimum(solved(*numbers), "plan", "Look at the limits")
    assert refused.value.problems[0].remedy == "Look at the limits"
