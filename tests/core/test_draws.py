"""Random draws and quantiles."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from workbench.core.draws import quantile, sobol
from workbench.core.spreads import read_spread

CASES = {
    "uniform(0.3,0.9)": stats.uniform(0.3, 0.6),
    "triangular(1,2,5)": stats.triang(0.25, 1, 4),
    "pert(0,1,4)": stats.beta(2, 4, 0, 4),
    "normal(3,2)": stats.norm(3, 2),
    "lognormal(0.5,0.25)": stats.lognorm(0.25, scale=np.exp(0.5)),
}
POINTS = np.linspace(0.001, 0.999, 41)


@pytest.mark.parametrize("text", CASES)
def test_that_quantiles_are_those_of_scipy(text):
    np.testing.assert_allclose(
        quantile(read_spread(text), POINTS), CASES[text].ppf(POINTS), rtol=1e-9
    )


def test_that_a_discrete_value_has_its_weight():
    values = quantile(read_spread("discrete(1:3,7:1)"), np.array([0.1, 0.74, 0.76, 0.999]))
    assert values.tolist() == [1.0, 1.0, 7.0, 7.0]


@pytest.mark.parametrize(
    "text", ["uniform(2,2)", "triangular(2,2,2)", "pert(2,2,2)", "normal(2,0)"]
)
def test_that_a_distribution_without_width_is_its_value(text):
    np.testing.assert_allclose(quantile(read_spread(text), POINTS), 2.0)


@given(st.sampled_from([*CASES, "discrete(1:3,0:1)"]), st.floats(0.001, 0.999))
def test_that_quantiles_never_fall(text, point):
    spread = read_spread(text)
    if spread.name != "discrete":
        assert quantile(spread, point) <= quantile(spread, min(point + 1e-3, 0.9995))


def test_that_points_are_the_same_for_a_seed_and_spread_evenly():
    points = sobol(256, 3, seed=5)
    assert (points == sobol(256, 3, seed=5)).all()
    assert (points[:100] == sobol(100, 3, seed=5)).all()
    assert (points != sobol(256, 3, seed=6)).any()
    counts = [np.histogram(column, bins=16, range=(0, 1))[0] for column in points.T]
    assert (np.array(counts) == 16).all()
    assert ((points > 0) & (points < 1)).all()


def test_that_nothing_uncertain_needs_no_points():
    assert sobol(8, 0, seed=1).shape == (8, 0)
