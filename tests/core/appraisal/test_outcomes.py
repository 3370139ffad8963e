"""Shocks as drawn, and what shortage is worth."""

from __future__ import annotations

from appraisal_cases import two_projects

from workbench.core.appraisal.outcomes import Weighed, draw_shocks, weights_of

CUT = {
    "scenario": "cut",
    "order": 1,
    "kind": "export_restriction",
    "country": "CHN",
    "start": "2023-04",
    "size": 0.5,
}


def test_that_sizes_are_drawn_from_their_spread_and_others_stay():
    shocks = [CUT | {"size": 0.3, "spread": "uniform(0.2,0.4)"}, CUT | {"order": 2}]
    both = [Weighed("", 0.5), Weighed("cut", 0.5)]
    (base, drawn), problems = draw_shocks(two_projects(shocks=shocks), both, 16, seed=1)
    assert not problems
    assert base == [()] * 17
    assert [shock.size for shock in drawn[0]] == [0.3, 0.5]
    sizes = [one.size for one, _ in drawn[1:]]
    assert 0.2 <= min(sizes) < 0.25
    assert 0.35 < max(sizes) <= 0.4
    assert {other.size for _, other in drawn[1:]} == {0.5}


def test_that_a_spread_that_cannot_be_read_is_told_and_the_size_stays():
    shocks = [CUT | {"spread": "uniform(0.9,0.1)"}]
    (drawn,), problems = draw_shocks(two_projects(shocks=shocks), [Weighed("cut", 1.0)], 4, seed=1)
    assert {shock.size for (shock,) in drawn} == {0.5}
    assert any("uniform(0.9,0.1)" in str(problem) for problem in problems)


def test_that_the_margin_counts_before_the_price_and_a_lack_of_both_is_told():
    materials = [
        {"material": "a", "price": 2.0, "margin": 0.5},
        {"material": "b", "price": 3.0},
        {"material": "c"},
    ]
    weights, problems = weights_of(two_projects(materials=materials), ["a", "b", "c"])
    assert weights.tolist() == [0.5, 3.0, 0.0]
    assert "c" in problems[0].message
