"""Concentration of many mixes at once, against the indicators and what must always hold."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from workbench.core.indicators.cr1 import cr1
from workbench.core.indicators.cr3 import cr3
from workbench.core.indicators.effective_suppliers import effective_suppliers
from workbench.core.indicators.hhi import hhi
from workbench.core.indicators.hhi_normalised import hhi_normalised
from workbench.core.indicators.shannon import shannon
from workbench.core.screening.mix import FIGURES, concentrations

FORMULAS = {
    "hhi": hhi,
    "hhi_normalised": hhi_normalised,
    "effective_suppliers": effective_suppliers,
    "cr1": cr1,
    "cr3": cr3,
    "shannon": shannon,
}
AMOUNTS = st.one_of(st.just(0.0), st.floats(1e-3, 1e9))
SHAPES = st.tuples(st.integers(1, 6), st.integers(1, 7))
TABLES = arrays.arrays(np.float64, SHAPES, elements=AMOUNTS)


@given(TABLES)
def test_that_every_row_is_what_the_indicators_say(table):
    found = concentrations(table)
    for place, amounts in enumerate(table):
        if not amounts.any():
            assert found.top[place] == -1
            assert all(math.isnan(found.values[name][place]) for name in FIGURES)
            continue
        known = amounts[amounts > 0]
        for name, formula in FORMULAS.items():
            assert found.values[name][place] == pytest.approx(
                formula(known / known.sum()), rel=1e-9
            )
        assert found.values["imports"][place] == pytest.approx(amounts.sum())
        assert found.values["suppliers"][place] == len(known)
        assert amounts[found.top[place]] == amounts.max()


@given(TABLES)
def test_that_merging_two_partners_never_lowers_concentration(table):
    if table.shape[1] < 2:
        table = np.hstack([table, table])
    merged = np.column_stack([table[:, 0] + table[:, 1], table[:, 2:]])
    before, after = concentrations(table).values["hhi"], concentrations(merged).values["hhi"]
    known = np.isfinite(before)
    assert (after[known] >= before[known] * (1 - 1e-12)).all()


def test_that_a_total_of_all_partners_counts_and_has_no_share():
    found = concentrations([[70.0, 30.0, 50.0], [0.0, 0.0, 50.0]], total=2)
    assert found.values["imports"].tolist() == [150.0, 50.0]
    assert found.values["cr1"][0] == pytest.approx(0.7)
    assert math.isnan(found.values["hhi"][1])
    assert found.top.tolist() == [0, -1]


def test_that_what_is_not_reported_or_below_zero_does_not_count():
    found = concentrations([[70.0, math.nan, 30.0, -5.0]])
    assert found.values["hhi"][0] == pytest.approx(0.58)
    assert found.values["suppliers"][0] == 2


@pytest.mark.parametrize("table", [[1.0, 2.0], [[math.inf, 1.0]]])
def test_that_no_table_and_the_infinite_are_refused(table):
    with pytest.raises(ValueError, match="finite table"):
        concentrations(table)
