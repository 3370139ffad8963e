"""The best response of a scenario as tables beside those of the market response."""

from __future__ import annotations

import pytest
from small_market import imports, study

from workbench.core.problem import DataRefused
from workbench.core.simulation.best import Planner, run_best
from workbench.core.simulation.result import BALANCE, FLOWS, SHIFT, SUMMARY
from workbench.core.simulation.run import run

CUT = {"kind": "export_restriction", "country": "CHN", "size": 0.5, "duration": 2}


def test_that_the_tables_are_those_of_a_result_over_the_window_of_the_market() -> None:
    project = study(CUT)
    market = run(project, "s")
    best = run_best(project, "s", market.window)
    found = best.result
    columns = [tuple(table) for table in (found.balance, found.flows, found.shift, found.summary)]
    assert columns == [BALANCE, FLOWS, SHIFT, SUMMARY]
    assert found.window == market.window == ("2022-02", "2022-03")
    assert best.shortage == pytest.approx(found.balance["shortage"].sum())
    assert best.shortage <= market.balance["shortage"].sum() + 1e-9
    assert (best.worth["avoided"] > 0).all()
    assert found.base_balance["shortage"].sum() == 0


def test_that_the_base_alone_is_run_without_a_name() -> None:
    found = run_best(study(CUT)).result
    assert found.scenario == ""
    assert found.balance.equals(found.base_balance)
    assert (found.shift["change"] == 0).all()


def test_that_an_unknown_scenario_is_refused() -> None:
    with pytest.raises(DataRefused, match="there is no such scenario"):
        run_best(study(CUT), "t")


def test_that_adding_up_different_units_is_told() -> None:
    goods = [{"material": "anode", "unit": "t"}, {"material": "cell", "unit": "GWh", "stock": 0}]
    told = [problem.message for problem in run_best(study(materials=goods)).result.problems]
    assert any("different units as they are: GWh, t" in message for message in told)


def test_that_one_planner_serves_scenarios_in_any_order() -> None:
    """HiGHS does not trust what it finds from the basis of ``s`` here, and has to begin anew."""
    trade = [*imports("anode", CHN=80, JPN=20), *imports("anode", "2020-05", JPN=30)]
    project = study(CUT | {"duration": None}, trade=trade, scenarios=[{"scenario": "s"}])
    planner = Planner()
    found = [run_best(project, name, None, None, planner).shortage for name in ("s", "s", "")]
    assert found == pytest.approx([140, 140, 0])
