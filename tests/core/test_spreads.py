from __future__ import annotations

import pytest

from workbench.core.spreads import FORMS, Spread, read_spread


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
