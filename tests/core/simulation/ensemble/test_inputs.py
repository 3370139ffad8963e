"""What is uncertain in a project, and what a draw makes of its shocks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_market import study
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


# --- the same draws --------------------------------------------------------------------------

Rows = list[tuple[str, str]]
"""Countries that restrict, and what is uncertain of each restriction."""

UNCERTAIN = {
    "size": {"spread": "uniform(0.2,0.9)"},
    "other size": {"spread": "triangular(0,0.1,1)", "size": 0.9, "start": "2022-04"},
    "happens": {"probability": 0.4},
    "both": {"probability": 0.4, "spread": "uniform(0.2,0.9)"},
    "wait": {"parameters": {"spreads": {"licence_months": "uniform(0,6)"}}},
    "nothing": {},
}
LINES = st.lists(
    st.tuples(st.sampled_from(["CHN", "JPN"]), st.sampled_from(list(UNCERTAIN))), max_size=4
)


def family(*listed: tuple[str, str, Rows]):
    """A project of scenarios: name, parent, and what happens in each."""
    rows = [
        licence(scenario=name, order=place + 1, country=country, **UNCERTAIN[what])
        for name, _, lines in listed
        for place, (country, what) in enumerate(lines)
    ]
    return scenarios(*rows, parents={name: parent for name, parent, _ in listed})


def dimensions(project, *names: str) -> dict[tuple[str, int, str], int]:
    """The dimension of every input of some scenarios."""
    known = {(one.scenario, one.order, one.name): one for one in uncertain_inputs(project)}
    return {key: one.dimension for key, one in known.items() if key[0] in names}


@given(LINES, LINES, LINES, st.sampled_from(["", "a", "b"]))
def test_that_appended_scenarios_leave_the_draws_of_all_others_as_they_are(one, two, three, parent):
    few = family(("a", "", one), ("b", "a", two))
    many = family(("a", "", one), ("b", "a", two), ("c", parent, three))
    assert dimensions(many, "a", "b") == dimensions(few, "a", "b")


@given(LINES, LINES)
def test_that_copies_of_a_scenario_share_every_draw(lines, others):
    found = uncertain_inputs(family(("a", "", lines), ("x", "", others), ("twin", "", lines)))
    mine = [(one.order, one.name, one.dimension) for one in found if one.scenario == "a"]
    its = [(one.order, one.name, one.dimension) for one in found if one.scenario == "twin"]
    assert its == mine


@given(LINES, LINES, LINES)
def test_that_no_two_inputs_of_a_scenario_and_its_parents_share_a_dimension(one, two, three):
    project = family(("child", "parent", two), ("parent", "", one), ("grandchild", "child", three))
    found = dimensions(project, "parent", "child", "grandchild")
    assert len(set(found.values())) == len(found)


def test_that_neither_strength_nor_start_nor_place_names_an_input_but_whom_it_hits():
    project = family(
        ("a", "", [("CHN", "size")]),
        ("b", "", [("JPN", "size"), ("CHN", "other size"), ("CHN", "size")]),
    )
    found = dimensions(project, "a", "b")
    assert found["b", 2, "size"] == found["a", 1, "size"]
    assert len({found["b", place, "size"] for place in (1, 2, 3)}) == 3


def test_that_two_hs_prefixes_are_two_targets():
    rows = [
        licence(scenario=name, material="", spread="uniform(0,1)", parameters={"hs": prefix})
        for name, prefix in (("a", "38"), ("b", "25"), ("c", 38))
    ]
    one, two, three = uncertain_inputs(scenarios(*rows, parents=dict.fromkeys("abc", "")))
    assert one.dimension == three.dimension != two.dimension


def test_that_ancestors_in_a_circle_share_no_dimension_either():
    project = family(("a", "b", [("CHN", "size")]), ("b", "a", [("CHN", "size")]))
    assert sorted(dimensions(project, "a", "b").values()) == [0, 1]


# --- values that are used --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "least", "most"),
    [
        ({"spread": "normal(0.5,1)"}, 0.0, 1.0),
        ({"kind": "tariff", "spread": "normal(0,1)"}, 0.0, np.inf),
        ({"kind": "demand_change", "country": "", "spread": "normal(0,1)"}, -1.0, np.inf),
        (
            {"kind": "demand_change", "parameters": {"spreads": {"amount": "normal(0,1)"}}},
            -np.inf,
            np.inf,
        ),
        ({"parameters": {"spreads": {"licence_months": "normal(0,1)"}}}, 0.0, np.inf),
        (
            {"kind": "tariff", "parameters": {"spreads": {"elasticity": "normal(5,9)"}}},
            0.0,
            10.0,
        ),
    ],
)
def test_that_values_are_put_into_the_range_of_what_they_are(cells, least, most):
    (one,) = uncertain_inputs(scenarios(licence(scenario="a", **cells), parents={"a": ""}))
    values = one.values(np.linspace(0.001, 0.999, 999))
    assert (values.min() == least) if np.isfinite(least) else (values.min() < -2)
    assert (values.max() == most) if np.isfinite(most) else (values.max() > 2)
    inside = (values > least) & (values < most)
    assert len(np.unique(values[inside])) == inside.sum() > 99


def test_that_the_draw_uses_the_value_that_is_told():
    project = study(licence(spread="normal(0.5,2)"))
    (one,), shocks = uncertain_inputs(project), read_shocks(project, "s")[0]
    drawn = Drawn.at([one], np.array([[0.001], [0.999]]))
    assert drawn.values.ravel().tolist() == [0.0, 1.0]
    assert [drawn.shocks(shocks, draw)[0].size for draw in (0, 1)] == [0.0, 1.0]
