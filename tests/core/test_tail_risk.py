"""Tail risk, against exact arithmetic."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.tail_risk import conditional_value_at_risk, value_at_risk

# Exact arithmetic by the definition of Rockafellar and Uryasev (2000, 2002).
LOSSES, PROBABILITY = [0, 100, 300, 1000], [0.90, 0.06, 0.03, 0.01]
EXACT = [(0.90, 0, 250.0), (0.95, 100, 400.0), (0.97, 300, 1600 / 3), (0.99, 300, 1000.0)]


@pytest.mark.parametrize(("alpha", "var", "cvar"), EXACT)
def test_that_the_discrete_example_is_reproduced(alpha, var, cvar):
    assert value_at_risk(LOSSES, PROBABILITY, alpha) == var
    assert conditional_value_at_risk(LOSSES, PROBABILITY, alpha) == pytest.approx(cvar, rel=1e-9)


LISTS = st.lists(st.tuples(st.floats(-50, 50), st.floats(0.01, 1)), min_size=1, max_size=8)


@given(LISTS, st.floats(0, 0.99))
def test_that_it_lies_between_the_mean_and_the_worst(pairs, alpha):
    loss, weight = (np.array(part) for part in zip(*pairs, strict=True))
    found = conditional_value_at_risk(loss, weight, alpha)
    mean = float(np.average(loss, weights=weight))
    assert mean - 1e-9 <= found <= loss.max() + 1e-9
    assert conditional_value_at_risk(loss, weight, 0.0) == pytest.approx(mean, abs=1e-9)


@given(LISTS, st.floats(0, 0.99))
def test_that_splitting_an_outcome_in_two_changes_nothing(pairs, alpha):
    loss, weight = (np.array(part) for part in zip(*pairs, strict=True))
    split = np.append(loss, loss[0]), np.append(weight, weight[0] / 2)
    split[1][0] /= 2
    assert conditional_value_at_risk(*split, alpha) == pytest.approx(
        conditional_value_at_risk(loss, weight, alpha), abs=1e-9
    )


def test_that_a_level_of_one_is_refused():
    with pytest.raises(ValueError, match="below 1"):
        conditional_value_at_risk(LOSSES, PROBABILITY, 1.0)
