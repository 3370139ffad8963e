"""Levers, and the terms that follow from them."""

from __future__ import annotations

import numpy as np
import pytest
from small_market import imports, pulled, supplier

from workbench.core.network import Substitution
from workbench.core.network.levers import OriginCap


def test_that_without_a_shock_all_terms_are_those_of_the_network() -> None:
    offers = [supplier("sea", "USA", volume=5.0, lead_time=2, price=1.0)]
    levers, _ = pulled(suppliers=offers)
    network = levers.network
    assert np.isinf(levers.quota()).all()
    np.testing.assert_array_equal(levers.order_shares(), np.repeat(network.share[:, None], 6, 1))
    assert levers.ranks()[:, 0].tolist() == [0, 1, 1]  # the known price first
    lead, longest, shortest = levers.ways()
    assert (network.lead == lead.T).all()
    assert (longest[0].tolist(), shortest[0].tolist()) == ([2] * 6, [0] * 6)


def test_that_a_leaning_material_keeps_the_sum_of_its_shares_and_others_stay() -> None:
    trade = imports("anode", CHN=80, JPN=20) + imports("tar", CHN=7, USA=3)
    levers, _ = pulled(trade=trade, materials=[{"material": "anode"}, {"material": "tar"}])
    before = levers.order_shares()
    levers.lean[0, 2] = 0.25
    shares = levers.order_shares()
    assert shares[:2, 2] == pytest.approx([0.5, 0.5])
    assert (shares[2:] == before[2:]).all()
    assert (shares[:, 1] == before[:, 1]).all()


def test_that_buyers_look_as_far_ahead_as_anything_delayed_is_still_on_its_way() -> None:
    levers, _ = pulled()
    levers.delay[0, 1] = 3
    lead, longest, shortest = levers.ways()
    assert lead[0].tolist() == [0, 3, 0, 0, 0, 0]
    assert longest[0].tolist() == [0, 3, 2, 1, 0, 0]
    assert shortest[0].tolist() == [0] * 6


def test_that_quotas_are_the_tighter_of_share_and_amount() -> None:
    levers, _ = pulled()
    levers.allowed[0, 1:] = 0.5
    levers.ceiling[0, 2:] = 10.0
    assert levers.quota()[0].tolist() == [np.inf, 40, 10, 10, 10, 10]


def test_that_a_substitute_stands_in_a_later_tier_and_loops_are_refused() -> None:
    trade = imports("anode", CHN=1) + imports("natural", CHN=1)
    levers, _ = pulled(trade=trade, materials=[{"material": "natural"}, {"material": "anode"}])
    assert levers.network.order == ((0, 1),)
    levers.substitute(Substitution(1, 0, np.ones(6), 1.0, short_only=False))
    assert levers.network.order == ((1,), (0,))
    with pytest.raises(ValueError, match="0"):
        levers.substitute(Substitution(0, 1, np.ones(6), 1.0, short_only=True))
    assert len(levers.substitutions) == 1


def test_that_a_new_plant_has_a_row_in_every_lever_of_sources() -> None:
    levers, _ = pulled()
    count = len(levers.network.sources)
    before = {name for name, value in vars(levers).items() if is_of_sources(value, count)}
    levers.plant("new", 0)
    after = {name for name, value in vars(levers).items() if is_of_sources(value, count + 1)}
    assert before == after
    assert len(before) == 10
    cap = OriginCap(0, np.array([0]), np.ones(6), "imports")
    assert cap.sources.max() < count


def is_of_sources(value: object, count: int) -> bool:
    return isinstance(value, np.ndarray) and value.shape == (count, 6)
