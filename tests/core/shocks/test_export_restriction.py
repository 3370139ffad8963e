"""What a country no longer lets out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from small_market import pulled, respond, supplier, supply

from workbench.core.network import Levers, Network, build
from workbench.core.project import from_records
from workbench.core.shocks import Shock
from workbench.core.shocks.export_restriction import SHOCK


@pytest.fixture
def network() -> Network:
    row = {"period": "2021", "flow": "import", "reporter": "KOR"}
    trade = [
        row | {"partner": partner, "material": material, "quantity": 12.0}
        for partner in ("CHN", "RUS", "JPN")
        for material in ("anode", "pitch")
    ]
    tables = {
        "settings": [{"key": "home", "value": "KOR"}, {"key": "months", "value": "4"}],
        "materials": [{"material": "anode"}, {"material": "pitch"}],
        "suppliers": [{"supplier": "s", "country": "CHN", "material": "anode", "volume": 6.0}],
        "trade": trade,
    }
    return build(from_records(tables))[0]


def hit(network: Network, **cells: Any) -> tuple[dict[tuple[str, str], list[float]], list[str]]:
    """Apply one shock; return what is limited, by source and material, and the findings."""
    own = {"country": "CHN", "material": "", "supplier": "", "start": network.first}
    row = own | {"duration": np.inf, "size": np.nan, "parameters": {}} | cells
    levers = Levers.of(network)
    problems = SHOCK.apply(levers, network, Shock(scenario="s", order=1, kind="k", **row))
    limited = {
        (network.sources[s], network.materials[network.material[s]]): levers.allowed[s].tolist()
        for s in range(len(network.sources))
        if np.isfinite(levers.allowed[s]).any()
    }
    return limited, [problem.message for problem in problems]


def test_that_everything_from_the_country_is_cut_unless_narrowed_down(network: Network) -> None:
    everything, told = hit(network, size=0.25)
    assert set(everything) == {("s", "anode"), ("CHN", "anode"), ("CHN", "pitch")}
    assert everything["CHN", "pitch"] == [0.75] * 4
    assert told == []
    assert set(hit(network, material="pitch")[0]) == {("CHN", "pitch")}
    assert set(hit(network, supplier="s")[0]) == {("s", "anode")}


def test_that_a_group_of_countries_can_restrict(network: Network) -> None:
    hit_countries = {source for source, _ in hit(network, country="FEOC", material="pitch")[0]}
    assert hit_countries == {"CHN", "RUS"}


def test_that_without_a_size_it_is_a_ban_and_size_0_restricts_nothing(network: Network) -> None:
    assert hit(network, material="pitch")[0]["CHN", "pitch"] == [0] * 4
    assert hit(network, material="pitch", size=0.0)[0] == {}


def test_that_the_cut_is_phased_in_and_ends(network: Network) -> None:
    cells = {"size": 0.8, "duration": 3.0, "parameters": {"phase_in_months": 2}}
    limited, _ = hit(network, material="pitch", **cells)
    assert limited["CHN", "pitch"] == pytest.approx([0.6, 0.2, 0.2, np.inf])


@pytest.mark.parametrize("cells", [{"country": "FRA"}, {"country": "KOR"}, {"supplier": "x"}])
def test_that_a_target_that_hits_nothing_is_told_and_changes_nothing(
    network: Network, cells: dict[str, str]
) -> None:
    limited, told = hit(network, **cells)
    assert limited == {}
    assert len(told) == 1
    assert "changes nothing" in told[0] or "left out" in told[0]


QUOTA = {"kind": "export_restriction", "country": "CHN"}


def test_that_a_quota_is_an_amount_of_each_material_shared_by_usual_volumes() -> None:
    sellers = [supplier("a", "CHN", volume=60.0), supplier("b", "CHN", volume=20.0)]
    form = {"parameters": {"form": "quota", "quota": 480}}
    run = respond(QUOTA | form, suppliers=sellers)
    assert (supply(run, "a")[1:], supply(run, "b")[1:]) == ([30] * 5, [10] * 5)
    loose = {"parameters": {"form": "quota", "quota": 12000}}
    assert supply(respond(QUOTA | loose), "CHN") == [80] * 6


def test_that_nothing_is_shipped_while_licences_are_waited_for() -> None:
    run = respond(QUOTA | {"size": 0.25, "duration": 4, "parameters": {"licence_months": 2}})
    assert supply(run, "CHN") == [80, 0, 0, 60, 60, 80]


def test_that_a_ban_needs_no_size() -> None:
    run = respond(QUOTA | {"size": 0.1, "parameters": {"form": "ban"}})
    assert supply(run, "CHN") == [80, 0, 0, 0, 0, 0]


@pytest.mark.parametrize("parameters", [{"form": "quota"}, {"form": "quota", "quota": "many"}])
def test_that_a_quota_without_an_amount_is_no_ban_but_left_out(parameters: dict[str, Any]) -> None:
    levers, found = pulled(QUOTA | {"parameters": parameters})
    assert np.isinf(levers.ceiling).all()
    assert [problem.message for problem in found if problem.severity == "error"] == [
        "scenario s, shock 1 (export_restriction): no quota is given; the shock is left out"
    ]


def test_that_nothing_is_ever_shipped_back() -> None:
    minus = QUOTA | {"parameters": {"form": "quota", "quota": -480}}
    _, found = pulled(minus)
    assert [problem.message.split(": ")[1] for problem in found] == [
        "quota cannot be -480; 0 is used"
    ]
    assert supply(respond(minus), "CHN") == [80, 0, 0, 0, 0, 0]
