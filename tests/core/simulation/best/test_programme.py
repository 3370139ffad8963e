"""What stays of the linear programme when a slider moves, and what its coefficients say."""

from __future__ import annotations

import numpy as np
import pytest
from small_market import imports, pulled, supplier

from workbench.core.network import OriginCap
from workbench.core.simulation.best.programme import programme, scales, signature

BAN = {"kind": "export_restriction", "country": "CHN"}


def test_that_limits_and_demand_leave_the_programme_and_delays_do_not() -> None:
    levers, _ = pulled()
    harder, _ = pulled(BAN | {"size": 0.7}, {"kind": "demand_change", "size": 0.5})
    assert signature(levers) == signature(harder)
    harder.delay[0, 2] = 1
    assert signature(levers) != signature(harder)


def test_that_a_cap_changes_the_programme_and_its_share_as_well() -> None:
    levers, _ = pulled()
    before = signature(levers)
    levers.caps.append(OriginCap(0, np.array([0]), np.full(6, 0.5), "imports"))
    capped = signature(levers)
    levers.caps[0] = OriginCap(0, np.array([0]), np.full(6, 0.4), "imports")
    assert len({before, capped, signature(levers)}) == 3


def test_that_goods_enter_the_balance_of_the_month_in_which_they_arrive() -> None:
    sea = supplier("sea", "CHN", volume=80, lead_time=2)
    levers, _ = pulled(trade=imports("anode", CHN=80, JPN=20), suppliers=[sea])
    place = levers.network.sources.index("sea")
    levers.delay[place, 1] = 1
    made = programme(levers)
    start = made.layout.columns["usual"].start + place * 6
    arrived = [made.matrix[:, start + t].nonzero()[0].tolist() for t in range(6)]
    assert arrived == [[2], [4], [4], [5], [], []]  # what comes after the end cannot matter


def test_that_home_uses_its_inputs_in_the_scale_of_both_materials() -> None:
    tables = {
        "materials": [{"material": "anode"}, {"material": "coke"}],
        "recipes": [{"output": "anode", "input": "coke", "quantity": 2}],
        "trade": imports("coke", USA=80),
        "suppliers": [supplier("plant", "KOR", capacity=40, volume=40)],
    }
    levers, _ = pulled(**tables)
    made, network = programme(levers), levers.network
    anode, coke = network.index("anode"), network.index("coke")
    assert scales(network)[[anode, coke]].tolist() == pytest.approx([40, 80])
    column = made.layout.columns["usual"].start + network.sources.index("plant") * 6
    rows = made.layout.rows["balance"].start
    assert made.matrix[rows + anode * 6, column] == 1.0
    assert made.matrix[rows + coke * 6, column] == pytest.approx(-2 * 40 / 80)
