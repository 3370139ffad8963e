"""What is uncertain in a project, and what a draw makes of its shocks."""

from __future__ import annotations

import numpy as np
import pytest
from uncertain_studies import licence, scenarios, two_shocks

from workbench.core.draws import sobol
from workbench.core.simulation.ensemble.inputs import HAPPENS, Drawn, uncertain_inputs
from workbench.core.simulation.scenario import read_shocks


def test_that_probabilities_and_spreads_are_inputs_in_the_order_of_the_shocks():
    names = [(one.order, one.name) for one in uncertain_inputs(two_shocks())]
    assert names == [(1, "size"), (2, HAPPENS), (2, "size")]


def test_that_a_shock_happens_in_as_many_draws_as_its_probability_says():
    project = two_shocks()
    inputs, shocks = uncertain_inputs(project), read_shocks(project, "s")[0]
    drawn = Drawn.at(inputs, sobol(512, len(inputs), 3))
    counts = [len(drawn.shocks(shocks, draw)) for draw in range(512)]
    assert np.mean(counts) == pytest.approx(1.5, abs=0.01)
    sizes = {shock.size for draw in range(512) for shock in drawn.shocks(shocks, draw)[1:]}
    assert sizes == {0.25, 1.0}


def test_that_a_parameter_may_be_uncertain():
    spread = {"spreads": {"licence_months": "uniform(0,2)"}, "licence_months": 1}
    project = scenarios(licence(scenario="a", parameters=spread), parents={"a": ""})
    (one,) = uncertain_inputs(project)
    assert one.label == "a 1: licence_months"
    drawn = Drawn.at([one], np.array([[0.75]]))
    (shock,) = drawn.shocks(read_shocks(project, "a")[0], 0)
    assert shock.number("licence_months") == 1.5


def test_that_a_shock_of_a_scenario_that_is_in_no_table_is_found_too():
    assert {one.scenario for one in uncertain_inputs(two_shocks())} == {"s"}


def test_that_children_share_the_inputs_of_their_parents():
    project = scenarios(
        licence(scenario="parent", spread="uniform(0,1)"),
        licence(scenario="child", country="JPN", spread="uniform(0,1)"),
        parents={"child": "parent", "parent": ""},
    )
    assert [one.scenario for one in uncertain_inputs(project)] == ["parent", "child"]
