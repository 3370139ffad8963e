"""The least change of sources that passes."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_testing import a_row, a_rule

from workbench.core.appraisal.origin.change import least_change
from workbench.core.appraisal.origin.testing import verify


def after(rows, change):
    """The rows once the moves are made."""
    shares = {(m.material, m.source): m.after for m in change.moves}
    return [
        replace(
            row,
            origins=tuple(
                replace(o, share=shares.get((row.material, o.source), o.share)) for o in row.origins
            ),
        )
        for row in rows
    ]


def test_that_the_dearest_material_is_moved_first():
    rows = [a_row("dear", 60.0, CHN=1.0, KOR=0.0), a_row("cheap", 40.0, CHN=1.0, KOR=0.0)]
    change = least_change(a_rule(0.5), rows)
    assert {move.material for move in change.moves} == {"dear"}
    assert {move.source: move.after for move in change.moves}["KOR"] == pytest.approx(
        0.5 / 0.6, abs=1e-4
    )


def test_that_an_excluded_source_is_given_up_wholly():
    rows = [a_row("x", 1.0, CHN=0.1, KOR=0.9)]
    change = least_change(a_rule(0.5, excluded=["FEOC"]), rows)
    assert {m.source: m.after for m in change.moves} == pytest.approx({"CHN": 0.0, "KOR": 1.0})


def test_that_capacity_limits_what_can_be_moved():
    row = a_row("x", 1.0, CHN=1.0, KOR=0.0)
    tight = replace(row, origins=(row.origins[0], replace(row.origins[1], most=0.4)))
    change = least_change(a_rule(0.5), [tight])
    assert not change.is_possible
    assert "FRIENDS" in change.reason


def test_that_unknown_sources_are_named_instead_of_guessed():
    change = least_change(a_rule(0.5), [a_row("x", float("nan"), CHN=1.0, KOR=0.0)])
    assert not change.is_possible
    assert "x" in change.reason


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(st.integers(1, 20), st.lists(st.integers(0, 5), min_size=3, max_size=3)),
        min_size=1,
        max_size=3,
    ).filter(lambda cases: all(sum(shares) for _, shares in cases)),
    st.sampled_from([0.3, 0.5, 0.9]),
    st.booleans(),
)
def test_that_it_passes_and_no_smaller_set_of_sources_would(cases, threshold, bars):
    rows = [
        a_row(str(i), float(price), **dict(zip(("CHN", "KOR", "USA"), _parts(shares), strict=True)))
        for i, (price, shares) in enumerate(cases)
    ]
    rule = a_rule(threshold, excluded=["FEOC"] if bars else [])
    change = least_change(rule, rows)
    assert change.is_possible  # KOR can deliver everything
    moved = after(rows, change)
    assert verify(rule, moved).verdict == "pass"
    assert all(sum(o.share for o in row.origins) == pytest.approx(1.0) for row in moved)
    fewest = _brute_force(rule, rows)
    assert len(change.moves) <= fewest


def _parts(shares):
    return [share / sum(shares) for share in shares]


def _brute_force(rule, rows):
    """The fewest changed sources over the corners: each material wholly as now or all to KOR."""
    best = 99
    for choice in itertools.product((False, True), repeat=len(rows)):
        moved, changed = [], 0
        for row, move in zip(rows, choice, strict=True):
            shares = [(0.0, 1.0, 0.0)[i] if move else o.share for i, o in enumerate(row.origins)]
            changed += sum(
                abs(s - o.share) > 1e-9 for s, o in zip(shares, row.origins, strict=True)
            )
            origins = tuple(replace(o, share=s) for s, o in zip(shares, row.origins, strict=True))
            moved.append(replace(row, origins=origins))
        if verify(rule, moved).verdict == "pass":
            best = min(best, changed)
    return best
