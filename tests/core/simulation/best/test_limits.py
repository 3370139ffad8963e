"""What sources could deliver at most, in months that can be recomputed by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from random_networks import Tables, networks, scale, shocks
from random_networks import pulled as levers_of
from small_market import imports, pulled, supplier

from workbench.core.network import Substitution
from workbench.core.project import from_records
from workbench.core.simulation.best.limits import limits
from workbench.core.simulation.market import market_response

BAN = {"kind": "export_restriction", "country": "CHN", "size": 0.5}


def test_that_a_source_is_held_to_what_it_has_shown_and_to_restrictions() -> None:
    trade = [*imports("anode", CHN=80, JPN=20), *imports("anode", "2020-05", JPN=30)]
    levers, _ = pulled(BAN, trade=trade)
    found = limits(levers)
    china, japan = (levers.network.sources.index(name) for name in ("CHN", "JPN"))
    assert found.most[china].tolist() == pytest.approx([80, 40, 40, 40, 40, 40])
    assert found.most[japan].tolist() == pytest.approx([30] * 6)
    assert found.usual[japan].tolist() == pytest.approx([20] * 6)
    assert found.usual[china].tolist() == pytest.approx([80, 40, 40, 40, 40, 40])


def test_that_qualification_and_aid_decide_when_an_idle_source_may_deliver() -> None:
    idle = supplier("new", "VNM", capacity=50, volume=0, qualification_time=3)
    levers, _ = pulled(suppliers=[idle])
    place = levers.network.sources.index("new")
    assert limits(levers).most[place].tolist() == pytest.approx([0, 0, 0, 50, 50, 50])
    levers.aid[place, 1] = 20.0
    assert limits(levers).most[place].tolist() == pytest.approx([0, 20, 0, 50, 50, 50])


def test_that_home_plans_show_in_the_need_for_their_inputs() -> None:
    plant = supplier("plant", "KOR", capacity=60, volume=40)
    tables: dict[str, Any] = {
        "materials": [{"material": "anode"}, {"material": "coke"}],
        "recipes": [{"output": "anode", "input": "coke", "quantity": 2}],
        "trade": [*imports("anode", CHN=60), *imports("coke", USA=80)],
        "suppliers": [plant],
    }
    levers, _ = pulled(**tables)
    found = limits(levers)
    plant_at, coke_at = (levers.network.sources.index(name) for name in ("plant", "USA"))
    assert (found.usual[plant_at, 0], found.most[plant_at, 0]) == pytest.approx((40, 60))
    assert found.usual[coke_at, 0] == pytest.approx(80)
    assert found.most[coke_at, 0] == pytest.approx(120)  # it keeps its share of the widest need
    assert found.home[levers.network.index("anode"), 0] == pytest.approx(60)


def test_that_only_a_share_of_the_need_can_be_replaced() -> None:
    tables = {
        "materials": [{"material": "anode"}, {"material": "natural"}],
        "trade": [*imports("anode", CHN=100), *imports("natural", BRA=50)],
    }
    levers, _ = pulled(**tables)
    share = np.linspace(0, 1, 6)
    levers.substitute(Substitution(0, 1, share, ratio=2.0, short_only=True))
    found = limits(levers)
    assert found.movable[0] == pytest.approx(100 * share)
    brazil = levers.network.sources.index("BRA")
    assert found.usual[brazil] == pytest.approx([50] * 6)  # only what would be missing moves
    assert found.most[brazil, -1] == pytest.approx(50 + 2 * 100)


@given(networks(), shocks())
@settings(max_examples=25, deadline=None)
def test_that_the_market_stays_within_the_limits(
    tables: Tables, rows: list[dict[str, Any]]
) -> None:
    network, levers = levers_of(from_records(tables | {"shocks": rows}))
    room, run = limits(levers), market_response(levers.network, levers)
    network = levers.network
    shown = np.zeros(levers.capacity.shape)  # what could have arrived in each month
    lead = levers.ways()[0]
    for s, t in np.argwhere(room.most > 0):
        if t + lead[s, t] < network.months:
            shown[s, t + lead[s, t]] += room.most[s, t]
    for s in range(len(network.sources)):
        shown[s, : network.lead[s]] += network.volume[s]
    assert (run.supply <= shown + 1e-9 * scale(tables)).all()
