"""Demand at home and abroad."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from workbench.core.network import Levers, Network, build
from workbench.core.project import from_records
from workbench.core.shocks import Shock
from workbench.core.shocks.demand_change import SHOCK


@pytest.fixture
def network() -> Network:
    row = {"period": "2021", "reporter": "KOR"}
    bought, sold = row | {"flow": "import"}, row | {"flow": "export", "material": "cell"}
    tables = {
        "settings": [{"key": "home", "value": "KOR"}, {"key": "months", "value": "3"}],
        "materials": [{"material": "anode"}, {"material": "cell"}],
        "suppliers": [{"supplier": "s", "country": "KOR", "material": "cell", "volume": 1200.0}],
        "recipes": [{"output": "cell", "input": "anode", "quantity": 0.1}],
        "trade": [
            bought | {"partner": "CHN", "material": "anode", "quantity": 120.0},
            sold | {"partner": "USA", "quantity": 240.0},
            sold | {"partner": "DEU", "quantity": 120.0},
        ],
    }
    return build(from_records(tables))[0]


def hit(network: Network, **cells: Any) -> tuple[Levers, list[str]]:
    own = {"country": "", "material": "cell", "supplier": "", "start": network.first}
    row = own | {"duration": np.inf, "size": np.nan, "parameters": {}} | cells
    levers = Levers.of(network)
    problems = SHOCK.apply(levers, network, Shock(scenario="s", order=1, kind="k", **row))
    return levers, [f"{problem.message} {problem.remedy}" for problem in problems]


@pytest.mark.parametrize("country", ["", "KOR"])
def test_that_outside_demand_at_home_changes_by_a_share_and_an_amount(
    network: Network, country: str
) -> None:
    parameters = {"amount": 12.0, "ramp_months": 2}
    levers, told = hit(network, country=country, size=0.5, parameters=parameters)
    assert levers.demand[1] == pytest.approx([70 * 1.25 + 0.5, 70 * 1.5 + 1, 70 * 1.5 + 1])
    assert told == []


def test_that_another_country_changes_only_what_it_buys(network: Network) -> None:
    levers, told = hit(network, country="USA", size=0.5, duration=1.0)
    assert levers.exports[1] == pytest.approx([40, 30, 30])
    assert levers.demand.tolist() == network.demand.tolist()
    assert told == []
    group, _ = hit(network, country="EU", size=-1.0)
    assert group.exports[1] == pytest.approx([20] * 3)


def test_that_what_can_have_no_effect_is_told_with_a_remedy(network: Network) -> None:
    _, told = hit(network, material="anode", size=0.3)
    assert "only used by home producers" in told[0]
    assert "further down the chain" in told[0]
    _, told = hit(network, country="FRA", size=0.3)
    assert "home exports no cell to FRA" in told[0]
    levers, told = hit(network, country="FRA", parameters={"amount": 120.0})
    assert levers.exports[1] == pytest.approx([40] * 3)
    assert told == []


def test_that_demand_never_falls_below_nothing(network: Network) -> None:
    levers, told = hit(network, size=-2.0)
    assert levers.demand[1].tolist() == [0] * 3
    assert "below 0" in told[0]


@pytest.mark.parametrize("country", ["", "USA", "FRA"])
@pytest.mark.parametrize("parameters", [{}, {"amount": 12.0, "ramp_months": 2}])
@pytest.mark.parametrize("size", [0.3, -2.0])
def test_that_several_materials_at_once_are_as_one_after_the_other(
    network: Network, country: str, parameters: dict[str, Any], size: float
) -> None:
    shock = Shock("s", 1, "k", country, "", "", network.first, np.inf, size, parameters)
    single, every = Levers.of(network), Levers.of(network)
    told = [p for name in network.materials for p in SHOCK.apply(single, network, shock.on(name))]
    assert SHOCK.apply_to is not None
    found = SHOCK.apply_to(every, network, shock, np.arange(2))
    assert every.demand.tobytes() == single.demand.tobytes()
    assert every.exports.tobytes() == single.exports.tobytes()
    assert {p.message for p in found} == {p.message for p in told}
