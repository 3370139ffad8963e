"""Substitutions of one month, by themselves."""

from __future__ import annotations

import numpy as np
import pytest
from small_market import imports, pulled

from workbench.core.simulation.replacing import Replacing

ANODE, NATURAL, COKE = 0, 1, 2


def replacing(*parts: tuple[str, str, float, str]) -> Replacing:
    """Substitutions of material by material, with share and when."""
    names = ("anode", "natural", "coke")
    rows = [
        {"kind": "substitution", "material": m, "size": share}
        | {"parameters": {"by": by, "when": when, "ratio": 2}}
        for m, by, share, when in parts
    ]
    trade = [row for name in names for row in imports(name, CHN=10)]
    levers, found = pulled(*rows, trade=trade, materials=[{"material": name} for name in names])
    assert found == []
    return Replacing(levers)


def test_that_a_chain_of_substitutes_serves_and_takes_in_step() -> None:
    chain = replacing(("anode", "natural", 0.5, "always"), ("natural", "coke", 0.25, "always"))
    need = np.array([100.0, 0.0, 0.0])
    chain.begin()
    for m in (ANODE, NATURAL, COKE):
        need += np.where(np.arange(3) == m, chain.wanted, 0.0)
        chain.always(np.array([m]), need, 1)
    assert need.tolist() == [100, 100, 50]  # 50 x 2, then 25 x 2
    filled, fulfilled = np.array([1.0, 1.0, 0.5]), np.zeros(3)
    for m in (COKE, NATURAL, ANODE):
        chain.fulfil(np.array([m]), filled, fulfilled)
    assert fulfilled.tolist() == [0.5 + 0.5 * 0.875, 0.75 + 0.25 * 0.5, 0.5]
    taken = chain.taken(fulfilled * np.array([100.0, 0.0, 0.0]), filled, fulfilled)
    assert taken.tolist() == pytest.approx([50, 75, 25])


def test_that_all_shares_together_are_at_most_the_whole_need() -> None:
    two = replacing(("anode", "natural", 0.8, "always"), ("anode", "coke", 0.8, "short"))
    two.begin()
    need = np.array([100.0, 10.0, 10.0])
    two.always(np.array([ANODE]), need, 1)
    two.when_short(np.array([ANODE]), need, np.array([50.0, 0.0, 0.0]), 1)
    assert two.moved[ANODE] == 1
    assert two.wanted.tolist() == [0, 160, pytest.approx(40)]
