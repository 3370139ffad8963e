"""Plants that open, grow, shrink or fail."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from small_market import imports, place, pulled, respond, supplier

from workbench.core.network import Levers, Network, build
from workbench.core.project import from_records
from workbench.core.shocks import Shock
from workbench.core.shocks.capacity_change import SHOCK


@pytest.fixture
def network() -> Network:
    row = {"period": "2021", "flow": "import", "reporter": "KOR", "material": "anode"}
    plants = [
        {"supplier": "big", "country": "CHN", "material": "anode", "capacity": 360.0},
        {"supplier": "small", "country": "CHN", "material": "anode", "capacity": 120.0},
        {"supplier": "plant", "country": "KOR", "material": "anode", "capacity": 120.0},
    ]
    tables = {
        "settings": [{"key": "home", "value": "KOR"}, {"key": "months", "value": "4"}],
        "materials": [{"material": "anode"}],
        "suppliers": plants,
        "trade": [row | {"partner": "JPN", "quantity": 240.0}],
    }
    return build(from_records(tables))[0]


def hit(network: Network, **cells: Any) -> tuple[Levers, list[tuple[str, str]]]:
    own = {"country": "", "material": "", "supplier": "", "start": network.first}
    row = own | {"duration": np.inf, "size": np.nan, "parameters": {}} | cells
    levers = Levers.of(network)
    problems = SHOCK.apply(levers, network, Shock(scenario="s", order=1, kind="k", **row))
    return levers, [(problem.severity, problem.message) for problem in problems]


def capacity(levers: Levers) -> dict[str, list[float]]:
    return dict(zip(levers.network.sources, levers.capacity.tolist(), strict=True))


@pytest.mark.parametrize(
    ("size", "parameters", "expected"),
    [
        (60.0, {"ramp_months": 2}, [12.5, 15, 15, 15]),
        (-60.0, {}, [5, 5, 5, 5]),
        (240.0, {"change": "set"}, [20, 20, 20, 20]),
        (0.5, {"change": "factor"}, [5, 5, 5, 5]),
    ],
)
def test_that_capacity_is_added_set_or_multiplied(
    network: Network, size: float, parameters: dict[str, Any], expected: list[float]
) -> None:
    levers, told = hit(network, supplier="plant", size=size, parameters=parameters)
    assert capacity(levers)["plant"] == pytest.approx(expected)
    assert told == []


def test_that_a_country_shares_a_change_in_proportion_to_capacity(network: Network) -> None:
    levers, _ = hit(network, material="anode", country="CHN", size=-240.0, duration=1.0)
    assert capacity(levers)["big"] == pytest.approx([15, 30, 30, 30])
    assert capacity(levers)["small"] == pytest.approx([5, 10, 10, 10])


def test_that_the_largest_volume_shown_stands_in_for_an_unknown_capacity(
    network: Network,
) -> None:
    half = {"size": 0.5, "duration": 2.0, "parameters": {"change": "factor"}}
    levers, told = hit(network, material="anode", country="JPN", **half)
    assert capacity(levers)["JPN"] == pytest.approx([10, 10, np.nan, np.nan], nan_ok=True)
    assert told[0][0] == "info"
    assert "JPN is not known" in told[0][1]


def test_that_an_unknown_supplier_with_a_material_is_a_new_plant_at_home(network: Network) -> None:
    levers, told = hit(network, supplier="new", material="anode", size=24.0)
    assert capacity(levers)["new"] == [2] * 4
    assert levers.network.is_home[-1]
    assert [severity for severity, _ in told] == ["info"]
    levers, told = hit(network, supplier="new", size=24.0)
    assert levers.network is network
    assert told[0][0] == "error"


def test_that_capacity_added_at_home_without_a_name_stands_under_home(network: Network) -> None:
    levers, told = hit(network, material="anode", size=24.0, parameters={"surplus": "idle"})
    assert capacity(levers)["KOR"] == [2] * 4
    assert levers.idle[-1].tolist() == [2] * 4
    assert told == []


def test_that_capacity_never_falls_below_nothing(network: Network) -> None:
    levers, told = hit(network, supplier="plant", size=-240.0)
    assert capacity(levers)["plant"] == [0] * 4
    assert "would fall below 0" in told[0][1]


@pytest.mark.parametrize(
    ("cells", "severity"),
    [
        ({"supplier": "plant"}, "error"),  # no size
        ({"size": 1.0}, "error"),  # no target
        ({"size": 1.0, "material": "cell"}, "error"),
        ({"size": 1.0, "material": "anode", "country": "FRA"}, "warning"),
    ],
)
def test_that_a_change_without_a_target_or_size_is_told(
    network: Network, cells: dict[str, Any], severity: str
) -> None:
    levers, told = hit(network, **cells)
    assert [found for found, _ in told] == [severity]
    np.testing.assert_array_equal(levers.capacity, network.capacity)


def test_that_a_delay_moves_the_beginning_and_a_yield_costs_output_and_inputs() -> None:
    plant = {"kind": "capacity_change", "supplier": "new", "material": "anode", "size": 1200}
    tables = {
        "materials": [{"material": "anode"}, {"material": "tar"}],
        "trade": imports("anode", CHN=80, JPN=20) + imports("tar", USA=300),
        "recipes": [{"output": "anode", "input": "tar", "quantity": 2}],
    }
    late = plant | {"parameters": {"delay_months": 2, "yield": 0.5}}
    run = respond(late, **tables)
    anode, tar = (run.network.index(name) for name in ("anode", "tar"))
    assert run.production[anode] == pytest.approx([0, 0, 0, 50, 50, 50])
    assert run.delivered[tar] == pytest.approx([300, 300, 300, 500, 500, 500])  # 2 x 100 made
    levers, told = pulled(late | {"parameters": {"yield": 0}}, **tables)
    assert "the yield must lie between" in told[-1].message
    assert levers.capacity[-1, -1] == pytest.approx(1)


def test_that_only_what_is_added_to_a_plant_makes_waste() -> None:
    grown = {"kind": "capacity_change", "supplier": "plant", "size": 1200}
    suppliers = [supplier("plant", "KOR", capacity=50.0)]
    levers, _ = pulled(grown | {"parameters": {"yield": 0.5}}, suppliers=suppliers)
    s = place(levers, "plant")
    assert levers.capacity[s, -1] == pytest.approx(100)
    assert levers.input_factor[s] == pytest.approx([1, *[1.5] * 5])  # 50 + 100 for 100 good ones


def test_that_nothing_can_be_multiplied_where_no_capacity_is_known() -> None:
    ghost = {"kind": "capacity_change", "supplier": "ghost", "size": 2}
    sellers = [supplier("ghost", "CHN")]
    _, found = pulled(ghost | {"parameters": {"change": "factor"}}, suppliers=sellers)
    assert [problem.severity for problem in found] == ["error"]
    assert "ghost has neither capacity nor volume; the shock is left out" in found[0].message
    _, found = pulled(ghost | {"parameters": {"change": "set"}}, suppliers=sellers)
    assert "error" not in [problem.severity for problem in found]
