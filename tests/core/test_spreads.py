from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.draws import quantile
from workbench.core.spreads import FORMS, Spread, about, read_spread, spread_of


@pytest.mark.parametrize(
    ("text", "spread"),
    [
        ("Uniform( 0.3, 0.9 )", Spread("uniform", (0.3, 0.9))),
        ("uniform(1,1)", Spread("uniform", (1.0, 1.0))),
        ("triangular(0,.5,1)", Spread("triangular", (0.0, 0.5, 1.0))),
        ("pert(0,1,1)", Spread("pert", (0.0, 1.0, 1.0))),
        ("normal(-1,0)", Spread("normal", (-1.0, 0.0))),
        ("lognormal(-1,2)", Spread("lognormal", (-1.0, 2.0))),
        ("discrete(1,2)", Spread("discrete", (1.0, 2.0), (0.5, 0.5))),
        ("discrete(0:1,1:3)", Spread("discrete", (0.0, 1.0), (0.25, 0.75))),
    ],
)
def test_that_a_distribution_is_read(text: str, spread: Spread) -> None:
    assert read_spread(text) == spread


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("uniform(0.9,0.3)", "must not fall"),
        ("uniform(0.3)", "uniform(low,high)"),
        ("triangular(0,2,1)", "must not fall"),
        ("pert(0,1)", "pert(low,mode,high)"),
        ("normal(0,-1)", "negative"),
        ("lognormal(0,x)", "'x' is no number"),
        ("uniform(0,nan)", "'nan' is no number"),
        ("normal(0,inf)", "'inf' is no number"),
        ("discrete()", "is no number"),
        ("discrete(1:2:3)", "discrete(value:weight,...)"),
        ("discrete(1:-1,2:3)", "negative"),
        ("discrete(1:0)", "all of them 0"),
        ("gauss(0,1)", "known are uniform(low,high)"),
        ("about half", "no such distribution"),
        ("", "no such distribution"),
    ],
)
def test_that_what_is_no_distribution_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        read_spread(text)
    assert why in str(refused.value)


def test_that_every_distribution_says_how_it_is_written() -> None:
    assert all(form.startswith(f"{name}(") for name, form in FORMS.items())


def _weighted(values: list[int]) -> Spread:
    weights = [1.0 + place for place in range(len(values))]
    shares = tuple(weight / sum(weights) for weight in weights)
    return Spread("discrete", tuple(map(float, values)), shares)


SPREADS = st.one_of(
    st.lists(st.integers(-900, 900), min_size=3, max_size=3).map(
        lambda three: Spread("triangular", tuple(sorted(one / 7 for one in three)))
    ),
    st.tuples(st.integers(-900, 900), st.integers(0, 90)).map(
        lambda pair: Spread("normal", (pair[0] / 7, pair[1] / 7))
    ),
    st.lists(st.integers(-90, 90), min_size=1, max_size=5, unique=True).map(_weighted),
)


@given(spread=SPREADS)
def test_that_what_is_written_is_read_as_the_same(spread: Spread) -> None:
    again = read_spread(str(spread))
    assert again.name == spread.name
    assert again.values == pytest.approx(spread.values, rel=1e-11, abs=1e-11)
    assert again.weights == pytest.approx(spread.weights)


@given(spread=SPREADS, value=st.integers(-500, 500).map(float))
def test_that_a_spread_that_is_moved_lies_around_the_number_as_wide_as_before(
    spread: Spread, value: float
) -> None:
    moved = spread.around(value)
    assert moved.centre == pytest.approx(value, abs=1e-8)
    low, high = spread.reach
    least, largest = moved.reach
    assert largest - least == pytest.approx(high - low, abs=1e-8)
    inside = spread.around(value, -200.0, 200.0)
    if spread.name != "normal" and -200 <= value <= 200:
        assert -200 <= inside.reach[0] <= value + 1e-8
        assert value - 1e-8 <= inside.reach[1] <= 200


def test_that_a_lognormal_spread_is_scaled_and_has_no_place_about_0() -> None:
    spread = read_spread("lognormal(0,0.5)")
    assert spread.centre == 1.0
    assert spread.around(3.0).reach == pytest.approx([3 * end for end in spread.reach])
    with pytest.raises(ValueError, match="above 0"):
        spread.around(0.0)


@pytest.mark.parametrize("name", list(FORMS))
@pytest.mark.parametrize("numbers", [(0.42, 0.56, 0.7), (0.0, 0.0, 10.0), (0.75, 1.0, 1.0)])
def test_that_a_first_guess_of_every_kind_can_be_read_and_lies_between_its_ends(
    name: str, numbers: tuple[float, float, float]
) -> None:
    spread = read_spread(str(spread_of(name, *numbers)))
    low, high = numbers[0], numbers[2]
    assert low <= spread.centre <= high
    if name not in ("normal", "lognormal"):
        assert spread.reach == (low, high)
    elif numbers[0] > 0 and numbers[2] > numbers[1]:
        assert spread.reach == pytest.approx((low, high), rel=0.1)


def test_that_a_first_guess_lies_about_the_number_and_inside_its_range() -> None:
    assert about(0.56, 0.01, 0.0, 1.0) == (0.42, 0.56, 0.7)
    assert about(1.0, 0.01, 0.0, 1.0) == (0.75, 1.0, 1.0)
    assert about(0.0, 1.0, 0.0, 60.0) == (0.0, 0.0, 10.0)
    assert about(6.0, 1.0, 0.0, 60.0) == (4.0, 6.0, 8.0)
    with pytest.raises(ValueError, match="above 0"):
        spread_of("lognormal", -2.0, -1.0, 0.0)


@pytest.mark.parametrize(
    "text", ["uniform(2,6)", "triangular(2,3,6)", "pert(2,3,6)", "normal(4,1)", "lognormal(1,0.3)"]
)
def test_that_the_picture_of_a_density_agrees_with_the_quantiles_that_are_drawn(text: str) -> None:
    spread = read_spread(text)
    low, high = quantile(spread, [1e-9, 1 - 1e-9])
    at = np.linspace(low, high, 4001)
    heights = np.array([spread.density(one) for one in at])
    assert heights.max() == pytest.approx(1.0, abs=1e-4)
    shares = np.cumsum(heights) / heights.sum()
    for point in (0.1, 0.5, 0.9):
        drawn = float(quantile(spread, [point])[0])
        assert np.interp(point, shares, at) == pytest.approx(drawn, abs=0.01)


@pytest.mark.parametrize("text", ["normal(0.5,0.1)", "lognormal(0,0.5)"])
def test_that_an_extent_leaves_out_one_in_ten_thousand_on_each_side(text: str) -> None:
    spread = read_spread(text)
    assert quantile(spread, [1e-4, 1 - 1e-4]) == pytest.approx(spread.extent, rel=1e-4)


def test_that_an_extent_holds_only_what_can_be_drawn() -> None:
    assert read_spread("discrete(0:1,0.5:1,7:0)").extent == (0.0, 0.5)
    assert read_spread("pert(0.2,0.3,0.9)").extent == (0.2, 0.9)
