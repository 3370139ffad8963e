"""Who can be chosen."""

from __future__ import annotations

import pytest
from appraisal_cases import two_projects

from workbench.core.appraisal.appraise import appraise, weighed
from workbench.core.appraisal.choice.instance import Limits
from workbench.core.appraisal.portfolio import instance_of, portfolio, simulated


def found(rows):
    project = two_projects(projects=rows, support=[])
    return appraise(project, weighed(project, {"cut": 0.5}), draws=0)


def project(key, plant, money, **more):
    row = {"project": key, "status": "proposed", "state_budget": money, **more}
    return row | ({"material": "anode", "supplier": f"plant {plant}"} if plant else {})


def test_that_projects_of_one_plant_make_its_goods_once():
    shared = found([project("A", "A", 3.0), project("tax for A", "A", 2.0)])
    assert any("one plant in common" in problem.message for problem in shared.problems)
    assert simulated(shared, ["A", "tax for A"]) == simulated(shared, ["A"])
    choice = portfolio(shared, Limits()).choice
    assert choice.chosen == ("tax for A",)  # one is enough, and this one is cheaper
    # The plant of B is no project here: it avoids 90 of the 300 anyhow, A's one plant another 120.
    assert choice.objective == pytest.approx(300.0 - 90.0 - 120.0)


def test_that_of_one_plant_the_second_that_requires_the_first_adds_nothing():
    built = found([project("A", "A", 3.0), project("more", "A", 2.0, requires="A")])
    instance, _ = instance_of(built)
    assert instance.excludes == ()
    assert instance.output[0].sum() == pytest.approx(240.0)
    assert instance.output[1].sum() == 0
    assert portfolio(built, Limits()).choice.chosen == ("A",)


def test_that_what_makes_nothing_is_paid_for_where_others_require_it():
    rows = [
        project("A", "A", 3.0, requires="test centre"),
        project("B", "B", 9.0),
        project("test centre", "", 4.0),
    ]
    whole = found(rows)
    assert portfolio(whole, Limits(6.0)).choice.chosen == ()
    choice = portfolio(whole, Limits(8.0)).choice
    assert choice.chosen == ("A", "test centre")
    assert choice.spent == pytest.approx(7.0)
    rich = portfolio(whole, Limits()).choice
    assert rich.chosen == ("A", "B", "test centre")


def test_that_a_project_nobody_requires_and_that_makes_nothing_is_left_out():
    alone = found([project("A", "A", 3.0), project("study", "", 1.0)])
    assert instance_of(alone)[0].projects == ("A",)
