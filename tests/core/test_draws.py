"""Random draws and quantiles."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from workbench.core import draws
from workbench.core.draws import MOST_COORDINATES, coordinates, quantile, sobol
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


def test_that_a_coordinate_does_not_depend_on_those_it_is_drawn_with():
    wanted = [0, 3, 63, 64, 130, 300]
    together = coordinates(200, wanted, seed=5)
    for place, number in enumerate(wanted):
        np.testing.assert_array_equal(together[:, [place]], coordinates(200, [number], seed=5))
    np.testing.assert_array_equal(coordinates(64, wanted, seed=5), together[:64])
    assert (together != coordinates(200, wanted, seed=6)).any(axis=0).all()


def test_that_coordinates_spread_evenly_and_are_all_different():
    points = coordinates(256, range(140), seed=1)
    counts = [np.histogram(column, bins=16, range=(0, 1))[0] for column in points.T]
    assert (np.array(counts) == 16).all()
    assert len(np.unique(points, axis=1).T) == 140
    # Pairs of them spread evenly as well, also across the width of a sequence.
    for pair in ([0, 1], [2, 3], [63, 64], [1, 130]):
        cells = np.histogram2d(*points[:, pair].T, bins=4, range=((0, 1), (0, 1)))[0]
        assert cells.min() > 4


def test_that_coordinates_drawn_in_blocks_are_those_drawn_at_once(monkeypatch):
    whole = coordinates(300, [0, 70], seed=2)
    monkeypatch.setattr(draws, "_BLOCK", 64 * 32)
    np.testing.assert_array_equal(coordinates(300, [0, 70], seed=2), whole)


@pytest.mark.parametrize("number", [-1, MOST_COORDINATES])
def test_that_a_coordinate_that_does_not_exist_is_refused(number):
    with pytest.raises(ValueError, match="no coordinate"):
        coordinates(4, [number], seed=0)
    assert coordinates(4, [], seed=0).shape == (4, 0)
