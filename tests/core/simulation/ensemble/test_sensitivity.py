"""Which uncertain number matters, on markets where that is known by hand."""

from __future__ import annotations

import numpy as np
import pytest
from small_market import imports, study
from uncertain_studies import licence, scenarios, two_shocks

from workbench.core.problem import DataRefused
from workbench.core.simulation.ensemble.run import ensemble, here
from workbench.core.simulation.ensemble.sensitivity import INDICES, TORNADO, sobol_indices, tornado
from workbench.core.simulation.run import run, run_all


def additive():
    """China ships 60, Japan 20, the United States 20 a month; nobody can take over.

    A cut of one of them is missing whatever the others do, so the shortage of two months is
    120 x + 40 y for the cuts x of China and y of Japan, both uniform on 0-1: variances
    120^2 / 12 and 40^2 / 12, of which the first is 0.9.
    """
    rows = [licence(spread="uniform(0,1)"), licence(country="JPN", spread="uniform(0,1)")]
    rows.append(licence(country="USA", size=0.0, duration=12.0))
    return study(*rows, trade=imports("anode", CHN=60, JPN=20, USA=20))


def test_that_a_tornado_moves_one_input_at_a_time_largest_swing_first():
    table = tornado(additive(), "s", "anode")
    assert tuple(table) == TORNADO
    assert table["input"].tolist() == ["s 1: size", "s 2: size"]
    assert table["low"].tolist() == pytest.approx([0.05, 0.05])
    assert table["middle"].tolist() == pytest.approx([80, 80])
    assert table["at_low"].tolist() == pytest.approx([80 - 54, 80 - 18])
    assert table["at_high"].tolist() == pytest.approx([80 + 54, 80 + 18])
    assert table["swing"].tolist() == pytest.approx([108, 36])


def test_that_shocks_that_may_happen_do_while_others_move():
    project = study(
        licence(spread="uniform(0,1)"),
        licence(country="JPN", size=0.5, probability=0.1),
        trade=imports("anode", CHN=60, JPN=20, USA=20),
    )
    table = tornado(project, "s", "anode").set_index("input")
    happens = table.loc["s 2: happens"]
    assert (happens["low"], happens["high"]) == (0.0, 1.0)
    assert happens["at_high"] == happens["middle"] > happens["at_low"]


def test_that_indices_of_an_additive_case_are_shares_of_variance():
    table = sobol_indices(additive(), "s", "anode", points=1024)
    assert tuple(table) == INDICES
    assert table["input"].tolist() == ["s 1: size", "s 2: size"]
    assert table["first_order"].to_numpy() == pytest.approx([0.9, 0.1], abs=0.02)
    assert table["total"].to_numpy() == pytest.approx([0.9, 0.1], abs=0.02)
    assert (table["first_order_error"] > 0).all()
    assert (table["total_error"] < 0.2).all()


def test_that_indices_of_a_measure_that_does_not_vary_are_zero():
    table = sobol_indices(additive(), "s", "anode", "demand", points=64)
    assert not table[list(INDICES[1:])].to_numpy().any()


def test_that_indices_do_not_depend_on_the_seed_beyond_their_error():
    one, two = (sobol_indices(additive(), "s", "anode", points=512, seed=k) for k in (1, 2))
    assert not np.array_equal(one["total"], two["total"])
    assert (abs(one["total"] - two["total"]) <= one["total_error"] + two["total_error"]).all()


def test_that_indices_can_be_computed_elsewhere():
    calls = []

    def elsewhere(task, pieces, progress):
        calls.append(len(pieces))
        yield from here(task, pieces, progress)

    table = sobol_indices(additive(), "s", "anode", points=64, compute=elsewhere)
    assert calls
    assert table.equals(sobol_indices(additive(), "s", "anode", points=64))


@pytest.mark.parametrize("function", [tornado, sobol_indices])
def test_that_a_certain_scenario_and_an_unknown_material_are_refused(function):
    with pytest.raises(DataRefused, match="nothing is uncertain"):
        function(study(licence()), "s", "anode")
    with pytest.raises(DataRefused, match="not simulated"):
        function(two_shocks(), "s", "cell")


def test_that_time_to_survive_can_be_asked_for():
    table = tornado(two_shocks(), "s", "anode", "time_to_survive")
    assert table["middle"].tolist() == [0.0] * 3
    assert ensemble(two_shocks(), "s", 2).survival["p50"].tolist() == [0.0]


@pytest.mark.parametrize("function", [tornado, sobol_indices])
def test_that_scenarios_beside_it_widen_the_months_that_are_measured(function):
    later = licence(scenario="later", start="2022-05", duration=1.0)
    project = scenarios(licence(scenario="s", spread="uniform(0,1)"), later, parents={})
    assert run(project, "s").window[1] < run(project, "later").window[1]
    alone = function(project, "s", "anode", "demand")
    beside = function(project, "s", "anode", "demand", beside=["later"])
    assert list(beside) == list(alone)
    if "middle" in beside:
        months = [run_all(project, names)[0].window for names in (["s"], ["s", "later"])]
        lengths = [int(last[-2:]) - int(first[-2:]) + 1 for first, last in months]
        assert (alone["middle"] / lengths[0]).tolist() == (beside["middle"] / lengths[1]).tolist()
        assert lengths[1] > lengths[0]


def test_that_a_tornado_tells_the_values_that_are_used():
    table = tornado(study(licence(spread="normal(0.5,4)")), "s", "anode")
    assert table[["low", "high"]].iloc[0].tolist() == [0.0, 1.0]
