"""Sums by material, period and partner."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.core.project import from_records
from workbench.core.screening.reading import Trade
from workbench.core.screening.sums import Axes, ruled_sums, simple_sums


def test_that_simple_sums_are_what_the_rules_give():
    rows = [
        {
            "period": period,
            "flow": "import",
            "reporter": "KOR",
            "partner": partner,
            "material": material,
            "value": amount,
        }
        for material, period, partner, amount in (
            ("a", "2021-01", "CHN", 3.0),
            ("a", "2021-02", "CHN", 4.0),
            ("a", "2022-01", "JPN", None),
            ("b", "2021-01", "JPN", 5.0),
        )
    ]
    project = from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": "a"}, {"material": "b"}],
            "trade": rows,
        }
    )
    trade = Trade.of(project, "value", 12, "")
    axes = Axes.of(trade, 12)
    both = np.arange(2)
    (simple,) = simple_sums(trade, axes, both)
    ruled = ruled_sums(project, trade, axes, both, "value", "")
    assert simple.amounts == pytest.approx(ruled.amounts)
    assert simple.amounts[0].tolist() == [[7.0, 0.0], [0.0, 0.0]]
    assert simple.covered.tolist() == ruled.covered.tolist() == [[3, 1], [1, 0]]
