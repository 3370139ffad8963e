"""Caps on origins in one month."""

from __future__ import annotations

import numpy as np
import pytest
from small_market import imports, pulled

from workbench.core.simulation.origins import Origins

FOUR = imports("anode", CHN=40, RUS=30, JPN=20, USA=10)


def cap(country: str, size: float) -> dict[str, object]:
    return {"kind": "origin_cap", "country": country, "material": "anode", "size": size}


def test_that_the_worked_example_of_the_module_comes_out() -> None:
    levers, _ = pulled(cap("CHN", 0.6))
    origins = Origins(levers.network, levers)
    accepted = np.array([80.0, 20.0])  # China, Japan
    home, anode = np.zeros(1), np.array([0])
    (one,) = origins.of(anode, 1)
    origins.cut(one, accepted, np.array([100.0]), home, 1)
    assert accepted.tolist() == [60, 20]
    origins.settle(accepted, home, anode, 1)
    assert accepted == pytest.approx([30, 20])
    assert origins.of(anode, 0) == []


def test_that_overlapping_caps_all_hold_in_the_end() -> None:
    rows = [cap("CHN", 0.3), cap("FEOC", 0.5), cap("JPN", 0.25)]
    levers, _ = pulled(*rows, trade=FOUR)
    origins = Origins(levers.network, levers)
    accepted = np.array([40.0, 20.0, 30.0, 10.0])
    origins.settle(accepted, np.zeros(1), np.array([0]), 1)
    for one in levers.caps:
        assert accepted[one.sources].sum() <= one.share[1] * accepted.sum() * (1 + 1e-9)
    assert accepted.min() > 0
