"""From a figure of an appraisal back to its rows."""

from __future__ import annotations

import pytest
from appraisal_cases import two_projects

from workbench.core.appraisal.appraise import MEASURES, appraise, weighed
from workbench.core.appraisal.behind import FORMULAS, formula, inputs_of


@pytest.fixture(scope="module")
def study():
    project = two_projects()
    return project, appraise(project, weighed(project, {"cut": 0.5}), draws=0)


def test_that_every_measure_has_a_formula():
    assert set(MEASURES) <= set(FORMULAS)
    assert "worst 10 %" in formula("avoided_cvar", alpha=0.9)


def test_that_the_value_avoided_leads_to_capacity_price_trade_shocks_and_money(study):
    inputs = inputs_of(*study, "A", "avoided_shortage_value")
    found = {one.table: one for one in inputs}
    assert set(found) == {"capacity", "materials", "trade", "shocks", "projects"}
    assert (found["capacity"].value, found["projects"].value) == (240.0, 3.0)
    project = study[0]
    for one in inputs:
        assert set(one.labels) <= set(project[one.table].index)
        assert one.origin == "typed by hand"
    capacity = project["capacity"].loc[list(found["capacity"].labels)]
    assert capacity["supplier"].tolist() == ["plant A"]


def test_that_output_does_not_depend_on_trade_nor_money(study):
    assert {one.table for one in inputs_of(*study, "B", "output")} == {"capacity"}


def test_that_money_leads_to_the_support_where_no_budget_is_given():
    bare = [
        {"project": "A", "material": "anode", "supplier": "plant A", "status": "proposed"}
        | {"investment": 30.0}
    ]
    project = two_projects(projects=bare, support=[{"project": "A", "kind": "rnd", "amount": 3.0}])
    found = appraise(project, weighed(project), draws=0)
    (money,) = inputs_of(project, found, "A", "state_money")
    assert (money.table, money.value) == ("support", 3.0)
    both = inputs_of(project, found, "A", "private_per_public")
    assert [one.value for one in both] == [30.0, 3.0]


def test_that_only_shocks_of_scenarios_that_are_likely_at_all_count(study):
    project, _ = study
    calm = appraise(project, weighed(project, {"cut": 0.0}), draws=0)
    tables = {one.table for one in inputs_of(project, calm, "A", "avoided_shortage")}
    assert "shocks" not in tables
