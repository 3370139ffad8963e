"""The steady state: supply meets need in the first month, and every correction is told."""

from __future__ import annotations

from typing import Any

import pytest

from workbench.core.network import Network, build
from workbench.core.network.steady import column
from workbench.core.project import from_records

ROW = {"period": "2021", "reporter": "KOR", "material": "m"}
IMPORTS = [
    ROW | {"flow": "import", "partner": "CHN", "quantity": 900.0},
    ROW | {"flow": "import", "partner": "JPN", "quantity": 300.0},
]


def start(**tables: list[dict[str, Any]]) -> tuple[Network, str]:
    base = {
        "settings": [{"key": "home", "value": "KOR"}],
        "materials": [{"material": "m"}],
        "trade": IMPORTS,
    }
    network, problems = build(from_records(base | tables))
    return network, " | ".join(problem.message for problem in problems)


def volumes(network: Network) -> dict[str, float]:
    return dict(zip(network.sources, network.volume.tolist(), strict=True))


def test_that_apparent_consumption_stands_in_for_a_demand_nobody_gave() -> None:
    exports = [ROW | {"flow": "export", "partner": "USA", "quantity": 240.0}]
    made = [{"period": "2021", "country": "KOR", "material": "m", "quantity": 120.0}]
    network, told = start(trade=IMPORTS + exports, production=made)
    assert network.demand[0] == pytest.approx(10 + 100 - 20)
    assert network.exports_to == {(0, "USA"): 20}
    assert volumes(network) == pytest.approx({"CHN": 75, "JPN": 25, "KOR": 10})
    assert "1080 a year: production 120 (table production) + imports 1200 - exports 240" in told
    assert "of 2021-01 to 2021-12" in told


def test_that_all_imports_are_scaled_by_one_factor_to_the_given_demand() -> None:
    network, told = start(demand=[{"period": "2022", "material": "m", "quantity": 2400.0}])
    assert volumes(network) == pytest.approx({"CHN": 150, "JPN": 50})
    assert "scaled by 2 so that supply meets the need" in told


def test_that_what_goes_over_a_known_capacity_is_taken_by_the_others() -> None:
    named = {"supplier": "s", "country": "CHN", "material": "m"}
    suppliers = [named | {"volume": 900.0, "capacity": 960.0}]
    demand = [{"period": "2022", "material": "m", "quantity": 2400.0}]
    network, _ = start(suppliers=suppliers, demand=demand)
    assert volumes(network) == pytest.approx({"s": 80, "JPN": 120})


def test_that_home_surplus_is_exported_and_orders_keep_their_usual_shares() -> None:
    plant = {"supplier": "s", "country": "KOR", "material": "m"}
    dated = [{"supplier": "s", "period": "2022", "capacity": 1500.0}]
    network, told = start(suppliers=[plant], capacity=dated)
    assert volumes(network) == pytest.approx({"s": 125, "CHN": 0, "JPN": 0})
    assert network.share.tolist() == pytest.approx([0, 0.75, 0.25])
    assert network.usual.tolist() == pytest.approx([125, 75, 25])  # what a ban is relative to
    assert "makes 300 m a year more than it needs; the surplus is exported" in told


def test_that_a_need_nobody_can_meet_is_told() -> None:
    demand = [{"period": "2022", "material": "m", "quantity": 12.0}]
    _, told = start(trade=[], demand=demand)
    assert "home needs 12 m a year more than it can get; there is a shortage from the start" in told


def test_that_use_above_all_supply_leaves_no_outside_demand_and_is_told() -> None:
    network, told = start(
        materials=[{"material": "m"}, {"material": "anode"}],
        suppliers=[{"supplier": "s", "country": "KOR", "material": "anode", "volume": 600.0}],
        recipes=[{"output": "anode", "input": "m", "quantity": 4}],
    )
    assert network.demand[0] == pytest.approx(0)
    assert "outside demand is taken as none" in told
    assert volumes(network)["CHN"] == pytest.approx(150)  # 75 scaled to the use of 200


def test_that_the_stock_target_counts_in_months_of_need() -> None:
    network, told = start(materials=[{"material": "m", "stock_target": 2}])
    assert network.target.tolist() == pytest.approx([200])
    assert network.stock.tolist() == pytest.approx([200])
    assert "begins with the stock aimed at" in told
    network, _ = start(materials=[{"material": "m", "stock": 30}])
    assert (network.stock.tolist(), network.target.tolist()) == ([30], [30])


def test_that_a_column_of_no_sources_is_empty() -> None:
    assert column([], "volume").shape == (0,)
