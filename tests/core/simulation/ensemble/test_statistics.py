"""Quantiles and tails, against their definitions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.simulation.ensemble.statistics import Sorted, bands, quantiles
from workbench.core.tail_risk import conditional_value_at_risk, value_at_risk

values = st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=60).map(np.array)
levels = st.floats(0.01, 0.99)


@given(values, levels)
def test_that_a_quantile_is_the_least_value_not_exceeded(drawn, level):
    equal = np.full(len(drawn), 1 / len(drawn))
    assert quantiles(drawn, [level])[0] == value_at_risk(drawn, equal, level)


@given(values, levels)
def test_that_the_tail_follows_the_exact_definition(drawn, alpha):
    found = Sorted(drawn).tail(low=False, alpha=alpha)
    assert found == pytest.approx(conditional_value_at_risk(drawn, 1.0, alpha), abs=1e-9)
    low = Sorted(drawn).tail(low=True, alpha=alpha)
    assert low == pytest.approx(-conditional_value_at_risk(-drawn, 1.0, alpha), abs=1e-9)


def test_that_the_discrete_example_comes_out_of_its_draws():
    losses = np.repeat([0.0, 100.0, 300.0, 1000.0], [90, 6, 3, 1])
    found = [Sorted(losses).tail(low=False, alpha=alpha) for alpha in (0.90, 0.95, 0.97, 0.99)]
    assert found == pytest.approx([250.0, 400.0, 1600 / 3, 1000.0], rel=1e-9)


def test_that_the_tail_lies_at_the_bad_end_of_a_measure():
    drawn = np.arange(1.0, 101.0)
    assert bands("shortage", drawn)["cvar95"] == pytest.approx(98.0)
    assert bands("time_to_survive", drawn)["cvar95"] == pytest.approx(3.0)


def test_that_missing_values_are_left_out_and_infinite_ones_are_kept():
    found = bands("minimum_cover", np.array([[np.nan, 2.0, 1.0], [np.nan, np.nan, np.nan]]))
    assert found["p50"].tolist()[0] == 1.0
    assert np.isnan([column[1] for column in found.values()]).all()
    survive = bands("time_to_survive", np.array([[3.0] + [np.inf] * 39, [np.inf] * 40]))
    assert survive["p50"].tolist() == [np.inf, np.inf]
    assert survive["p5"].tolist() == [np.inf, np.inf]
    assert survive["cvar95"].tolist() == [np.inf, np.inf]
