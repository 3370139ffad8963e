"""Pass, fail or unknown."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.appraisal.origin.bill import BillRow, Origin
from workbench.core.appraisal.origin.rules import Rule
from workbench.core.appraisal.origin.testing import verify

nan = float("nan")


def a_rule(threshold=0.5, *, excluded=(), exempt=()):
    return Rule(
        name="rule",
        since="2024-01-01",
        threshold=threshold,
        required=("FRIENDS",),
        excluded=tuple(excluded),
        exempt=frozenset(exempt),
        source="",
        qualifying=frozenset({"KOR", "JPN"}),
        barred=frozenset({"CHN"} if excluded else ()),
    )


def a_row(material, price, **shares):
    origins = tuple(Origin(c, c, share, nan, 1.0) for c, share in shares.items())
    return BillRow(material, 1.0, price, origins, is_direct=True)


def test_that_a_share_is_weighed_by_value_and_not_by_quantity():
    rows = [a_row("dear", 90.0, KOR=1.0), a_row("cheap", 10.0, CHN=1.0)]
    assert verify(a_rule(), rows).content == (0.9, 0.9)


def test_that_a_threshold_that_is_just_reached_passes():
    assert verify(a_rule(0.7), [a_row("x", 10.0, KOR=0.7, CHN=0.3)]).verdict == "pass"


def test_that_one_source_of_concern_fails_however_small():
    rows = [a_row("x", 1.0, KOR=0.999, CHN=0.001)]
    seen = verify(a_rule(excluded=["FEOC"]), rows)
    assert seen.verdict == "fail"
    assert [row.origin.country for row in seen.rows if row.binding] == ["CHN"]
    assert verify(a_rule(excluded=["FEOC"], exempt=["x"]), rows).verdict == "pass"


@pytest.mark.parametrize(
    ("row", "content", "verdict"),
    [
        (a_row("x", 1.0), (0.0, 1.0), "unknown"),
        (a_row("x", 1.0, KOR=nan, CHN=nan), (0.0, 1.0), "unknown"),
        (a_row("x", 1.0, KOR=nan, JPN=nan), (1.0, 1.0), "pass"),
        (a_row("x", 1.0, KOR=0.3, XXX=0.3, CHN=0.4), (0.3, 0.6), "unknown"),
        (a_row("x", 1.0, KOR=0.6, XXX=0.4), (0.6, 1.0), "pass"),
        (a_row("x", nan, KOR=0.6, CHN=0.4), (0.6, 0.6), "pass"),
    ],
)
def test_that_what_is_not_known_is_taken_at_its_best_and_worst(row, content, verdict):
    seen = verify(a_rule(), [row])
    assert seen.content == pytest.approx(content)
    assert seen.verdict == verdict


def test_that_a_material_without_a_price_may_weigh_anything():
    rows = [a_row("known", 10.0, KOR=1.0), a_row("open", nan, CHN=1.0)]
    seen = verify(a_rule(), rows)
    assert (seen.content, seen.verdict) == ((0.0, 1.0), "unknown")
    assert "open" in seen.reasons[0]


@given(
    st.lists(
        st.tuples(st.floats(0.1, 100), st.floats(0, 1), st.booleans(), st.booleans()),
        min_size=1,
        max_size=6,
    ),
    st.lists(st.floats(0.1, 100), min_size=6, max_size=6),
)
def test_that_knowing_more_never_leaves_the_range_told_before(cases, later):
    """Filling in what was unknown gives a content between the least and the largest."""
    vague, sure = [], []
    for place, (price, share, priced, mixed) in enumerate(cases):
        known = a_row(str(place), price if priced else later[place], KOR=share, CHN=1 - share)
        sure.append(known)
        shares = (share, 1 - share) if mixed else (nan, nan)
        vague.append(a_row(str(place), price if priced else nan, KOR=shares[0], CHN=shares[1]))
    low, high = verify(a_rule(), vague).content
    exact = verify(a_rule(), sure).content[0]
    assert low - 1e-9 <= exact <= high + 1e-9
    assert not np.isnan(exact)
