"""Plants that open, grow, shrink or fail."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from small_market import imports, place, pulled, respond, study, supplier

from workbench.core.checks import check
from workbench.core.network import Levers, Network, build
from workbench.core.project import from_records
from workbench.core.shocks import Shock
from workbench.core.shocks.capacity_change import SHOCK
from workbench.core.simulation.run import run


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
    assert "the yield must lie between" in told[0].message
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


HOME = [{"country": name, "groups": "ALLIES"} for name in ("KOR", "JPN")]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"supplier": "plant", "country": "CHN"}, "plant is not in CHN but in KOR"),
        ({"supplier": "mill", "country": "KOR"}, "mill is not in KOR but in CHN"),
        ({"supplier": "ATL", "country": "DEU", "material": "anode"}, "how ATL delivers anode"),
        ({"supplier": "ATL", "country": "DEU"}, "no material says what it would make"),
        ({"supplier": "mill", "material": "pitch"}, "how mill delivers pitch from abroad"),
    ],
)
def test_that_a_supplier_elsewhere_is_left_out_and_told_by_check_and_run(
    cells: dict[str, Any], told: str
) -> None:
    tables = {
        "materials": [{"material": "anode"}, {"material": "pitch"}],
        "trade": imports("anode", CHN=80, JPN=20) + imports("pitch", USA=10),
        "suppliers": [supplier("plant", "KOR", capacity=50.0), supplier("mill", "CHN", volume=9)],
        "scenarios": [{"scenario": "s"}],
    }
    grows = {"kind": "capacity_change", "size": 600.0} | cells
    project = study(grows, **tables)
    result = run(project, "s")
    assert [told in text for text in result.left_out] == [True]
    assert result.left_out == [one.message for one in check(project) if one.severity == "error"]
    assert result.balance.equals(result.base_balance)


@pytest.mark.parametrize("country", ["", "KOR", "ALLIES"])
@pytest.mark.parametrize("name", ["plant", "new"])
def test_that_home_may_be_named_with_a_plant_and_check_and_run_agree(
    name: str, country: str
) -> None:
    tables = {"countries": HOME, "suppliers": [supplier("plant", "KOR", capacity=50.0)]}
    grows = {"kind": "capacity_change", "supplier": name, "material": "anode", "size": 600.0}
    project = study(grows | {"country": country}, scenarios=[{"scenario": "s"}], **tables)
    result = run(project, "s")
    assert result.left_out == []
    flows = result.flows
    made = flows.loc[(flows["source"] == name) & (flows["period"] == "2022-03"), "quantity"]
    assert made.tolist() == pytest.approx([100.0 if name == "plant" else 50.0])
    said = [one for one in check(project) if one.table == "shocks"]
    assert [one.severity for one in said] == ([] if name == "plant" else ["info"])


def test_that_a_plant_abroad_grows_when_its_own_country_or_group_is_named() -> None:
    rows = [supplier("mill", "JPN", capacity=30.0, volume=10.0)]
    for country in ("JPN", "ALLIES"):
        grows = {"kind": "capacity_change", "supplier": "mill", "country": country, "size": 120}
        levers, found = pulled(grows, suppliers=rows, countries=HOME)
        assert (levers.capacity[place(levers, "mill"), -1], found) == (40, [])


def test_that_a_supplier_at_home_may_take_up_another_material() -> None:
    rows = [supplier("plant", "KOR", "pitch", capacity=50.0, volume=50.0)]
    materials = [{"material": "anode"}, {"material": "pitch"}]
    grows = {"kind": "capacity_change", "supplier": "plant", "material": "anode", "size": 120.0}
    levers, (found,) = pulled(grows, suppliers=rows, materials=materials)
    assert "plant makes pitch: taken as a new plant at home that makes anode" in found.message
    assert levers.capacity[-1, -1] == 10
