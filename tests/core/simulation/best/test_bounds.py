"""What levers do to the linear programme, in units of the scale of each material."""

from __future__ import annotations

import numpy as np
import pytest
from small_market import imports, pulled, supplier

from workbench.core.simulation.best.bounds import LEAST, SHORT, Bounds, bounds, shortage_price
from workbench.core.simulation.best.limits import limits
from workbench.core.simulation.best.programme import Programme, programme

BAN = {"kind": "export_restriction", "country": "CHN", "size": 1.0}


def made(*shocks: dict[str, object], **tables: list[dict[str, object]]) -> tuple[Programme, Bounds]:
    levers, _ = pulled(*shocks, **tables)
    part, count = programme(levers), len(levers.network.materials)
    price = shortage_price(part, np.ones(count), np.zeros(count, dtype=np.int64))
    return part, bounds(part, levers, limits(levers), price.cost, levers.ranks())


def test_that_goods_on_the_way_and_the_opening_stock_lessen_what_is_needed() -> None:
    sea = supplier("sea", "CHN", volume=80, lead_time=2)
    stocked = [{"material": "anode", "stock": 10}]
    trade = imports("anode", CHN=80, JPN=20)
    part, found = made(trade=trade, suppliers=[sea], materials=stocked)
    wanted = found.row_lower[part.layout.rows["balance"]] * 100
    assert wanted == pytest.approx([100 - 80 - 10, 100 - 80, 100, 100, 100, 100])


def test_that_a_ban_closes_the_columns_of_its_sources_only() -> None:
    part, found = made(BAN)
    shipped = found.upper[part.layout.columns["usual"]].reshape(2, 6) * 100
    assert shipped[0] == pytest.approx([80, 0, 0, 0, 0, 0])
    assert shipped[1] == pytest.approx([20] * 6)


def test_that_every_lesser_wish_costs_far_less_than_any_shortage() -> None:
    part, found = made()
    lesser = np.abs(found.cost - found.short).max()
    short = found.cost[part.layout.columns["short"]]
    assert short.min() >= LEAST
    assert lesser <= 0.01 * LEAST


def test_that_shortage_is_priced_by_amount_within_what_hangs_together() -> None:
    tables = {
        "materials": [{"material": "anode"}, {"material": "urea"}],
        "trade": [*imports("anode", CHN=100), *imports("urea", CHN=1)],
    }
    levers, _ = pulled(**tables)
    part, weights = programme(levers), np.ones(2)
    together = shortage_price(part, weights, np.array([0, 0]))
    apart = shortage_price(part, weights, np.array([0, 1]))
    assert together.cost == pytest.approx([SHORT, SHORT / 100])
    assert apart.cost == pytest.approx([SHORT, SHORT])
    assert apart.unit == pytest.approx([100 / SHORT, 1 / SHORT])
