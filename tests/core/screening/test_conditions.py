"""The conditions of rules as arrays: 1, 0, or not known with the reason."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.core.screening.conditions import Condition, State
from workbench.core.screening.entries import Entries
from workbench.core.screens import screens

NONE = Entries(np.empty(0, dtype=np.int64), np.empty(0), 2)


def state(bought=(), sold=(), currency="USD", months=12) -> State:
    """Return one slot: amounts of CHN and WLD, None for a partner that has no row."""

    def side(amounts):
        there = [(at, x) for at, x in enumerate(amounts) if x is not None]
        if not there:
            return NONE
        return Entries(np.array([at for at, _ in there]), np.array([x for _, x in there]), 2)

    one = side(bought)
    return State("value", one, one, side(sold), ("CHN", "WLD"), 1, months, currency)


def told(key, **given):
    return {one.name: one for one in state(**given).conditions(screens()[key])}


@pytest.mark.parametrize(
    ("value", "above", "holds"),
    [(0.5, False, 1.0), (0.5, True, 0.0), (0.5 - 1e-12, False, 1.0), (0.4, False, 0.0)],
)
def test_that_a_threshold_is_reached_or_exceeded(value, above, holds):
    one = Condition("share", np.array([value]), 0.5, lambda _slot: "", above=above)
    assert one.holds().tolist() == [holds]


def test_that_a_missing_figure_is_no_answer_and_has_a_reason():
    deficit = told("kiet_concern", bought=(9e6,), sold=(np.nan,))["deficit with {}"]
    assert np.isnan(deficit.holds()).all()
    assert str(deficit.at(0, "CHN")) == (
        "deficit with CHN not known (the value of trade with CHN is not reported)"
    )
    unsplit = told("kiet_concern", bought=(9e6,), sold=(None, 5.0))["deficit with {}"]
    assert "only as a total of all partners" in str(unsplit.at(0, "CHN"))


def test_that_no_row_of_exports_is_no_exports():
    assert told("kiet_concern", bought=(9e6,))["deficit with {}"].holds().tolist() == [1.0]
    world = told("kita_vulnerable", bought=(9e6,))["deficit with all the world"]
    assert world.holds().tolist() == [1.0]
    silent = told("kita_vulnerable", bought=(9e6,), sold=(np.nan,))["deficit with all the world"]
    assert np.isnan(silent.holds()).all()


def test_that_a_threshold_in_dollars_does_not_fit_another_currency():
    one = told("motie_absolute", bought=(9e7,), currency="KRW")["imports"]
    assert np.isnan(one.holds()).all()
    assert "the threshold is in USD, values are in KRW" in str(one.at(0, "CHN"))


def test_that_a_yearly_sum_is_asked_for_in_part_of_shorter_periods():
    one = told("kita_vulnerable", bought=(3e6,), months=6)["imports from {}"]
    assert (one.threshold, one.holds().tolist()) == (2.5e6, [1.0])
