"""Conditional value at risk of a discrete loss, by the definition of Rockafellar and Uryasev.

The table (2000, 2002, exact arithmetic) also holds two readings that are often taken for it.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench.core.simulation.ensemble.statistics import Sorted
from workbench.core.tail_risk import conditional_value_at_risk, value_at_risk

HERE = Path(__file__).resolve()
NAME = "cvar_discrete.csv"
OFFICE = HERE.parents[2].parent / "shared" / "oracles" / NAME
LOSSES, PROBABILITY = [0.0, 100.0, 300.0, 1000.0], [0.90, 0.06, 0.03, 0.01]
ROWS = [
    row
    for path in (HERE.parent / NAME, OFFICE)
    if path.is_file()
    for row in pd.read_csv(path).itertuples(index=False)
]


def test_that_the_table_has_its_four_levels() -> None:
    assert [row.alpha for row in ROWS[:4]] == [0.90, 0.95, 0.97, 0.99]


@pytest.mark.parametrize("row", ROWS)
def test_that_both_ways_of_reckoning_give_the_published_tail(row) -> None:
    assert value_at_risk(LOSSES, PROBABILITY, row.alpha) == row.VaR
    published = pytest.approx(row.CVaR_RockafellarUryasev, rel=1e-9, abs=1e-6)
    assert conditional_value_at_risk(LOSSES, PROBABILITY, row.alpha) == published
    draws = np.repeat(LOSSES, [90, 6, 3, 1])
    assert Sorted(draws).tail(low=False, alpha=row.alpha) == published
    if row.alpha in (0.95, 0.97):  # neither E[L | L >= VaR] nor E[L | L > VaR]
        assert row.naive_E_L_given_L_ge_VaR != published != row.naive_E_L_given_L_gt_VaR
