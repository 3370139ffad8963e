"""A supplier fails, and how its capacity comes back."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from small_market import imports, place, pulled, respond, supplier, supply

from workbench.core.shocks import Shock
from workbench.core.shocks.supplier_outage import SHOCK, lasts

ROOM = [supplier("smelter", "USA", capacity=100.0, volume=40.0, recovery_time=2)]
FAILS = {"kind": "supplier_outage", "supplier": "smelter"}


def left(**cells: Any) -> list[float]:
    """Capacity of the smelter by month under an outage of it."""
    levers, _ = pulled(FAILS | cells, suppliers=ROOM)
    return [round(x, 6) for x in levers.capacity[place(levers, "smelter")].tolist()]


def test_that_the_worked_example_of_the_module_comes_out() -> None:
    after = {"profile": "linear", "recovery_months": 2}
    assert left(duration=2, parameters=after) == [100, 0, 0, 25, 75, 100]


def test_that_a_step_comes_back_at_once_and_an_exponential_recovery_by_its_mean() -> None:
    assert left(size=0.5, duration=1, parameters={"recovery_months": 2}) == [
        100,
        50,
        50,
        50,
        100,
        100,
    ]
    found = left(duration=1, parameters={"profile": "exponential", "recovery_months": 3})
    lost = [np.exp(-u) - np.exp(-u - 1) for u in range(4)]  # the mean of exp(-3 u / 3)
    assert found == pytest.approx([100, 0, *(100 * (1 - share) for share in lost)], abs=1e-6)


def test_that_without_a_duration_the_recovery_time_of_the_supplier_counts() -> None:
    assert left() == [100, 0, 0, 100, 100, 100]
    assert left(parameters={"profile": "linear"}) == [100, 25, 75, 100, 100, 100]
    levers, _ = pulled({"kind": "supplier_outage", "country": "JPN"}, suppliers=ROOM)
    japan = levers.capacity[place(levers, "JPN")]  # nothing says when: it stays
    assert japan.tolist()[1:] == [0] * 5


def test_that_the_window_of_the_run_holds_the_recovery() -> None:
    network = build_of(ROOM)
    row = {"country": "", "material": "", "supplier": "smelter", "start": network.first, "size": 1}
    shock = Shock("s", 1, "k", **row, duration=np.inf)  # type: ignore[arg-type]
    assert lasts(network, shock) == 2
    assert SHOCK.lasts is lasts


def build_of(suppliers: list[dict[str, Any]]) -> Any:
    return pulled(suppliers=suppliers)[0].network


def test_that_home_plants_and_whole_countries_can_fail() -> None:
    plant = [supplier("plant", "KOR", capacity=50.0)]
    run = respond({"kind": "supplier_outage", "country": "KOR", "duration": 2}, suppliers=plant)
    assert supply(run, "plant") == [50, 0, 0, 50, 50, 50]
    assert run.shortage[0].max() > 0


def test_that_a_supplier_without_capacity_and_a_missing_one_are_left_out() -> None:
    idle = [supplier("smelter", "USA")]
    _, found = pulled(FAILS, suppliers=idle)
    assert [problem.severity for problem in found] == ["error"]
    assert "neither capacity nor volume" in found[0].message
    _, found = pulled(FAILS, trade=imports("anode", CHN=10))
    assert "no such supplier" in found[0].message
    _, found = pulled({"kind": "supplier_outage"})
    assert "needs a supplier or a country" in found[0].message


def test_that_a_supplier_of_something_else_is_named_as_such() -> None:
    sellers = [supplier("maker", "KOR", "pitch", volume=10.0)]
    _, found = pulled(
        {"kind": "supplier_outage", "supplier": "maker", "material": "anode"},
        materials=[{"material": "anode"}, {"material": "pitch"}],
        suppliers=sellers,
    )
    assert ["maker supplies no anode; the shock" in problem.message for problem in found] == [True]


def test_that_sources_of_one_name_are_told_apart_by_what_they_supply() -> None:
    both = {
        "materials": [{"material": "anode"}, {"material": "natural"}],
        "trade": imports("anode", CHN=80, JPN=20) + imports("natural", CHN=10),
    }
    cut = {"kind": "supplier_outage", "country": "CHN", "duration": 2}
    (found,) = pulled(cut, **both)[1]
    assert "the capacity of CHN (anode, natural) is not known" in found.message
    (found,) = pulled(cut | {"material": "anode"}, **both)[1]
    assert "the capacity of CHN is not known" in found.message
