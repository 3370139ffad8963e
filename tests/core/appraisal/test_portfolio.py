"""The choice under a budget, from tables to a set."""

from __future__ import annotations

import pytest
from appraisal_cases import two_projects

from workbench.core.appraisal.appraise import appraise, weighed
from workbench.core.appraisal.choice.instance import Limits
from workbench.core.appraisal.portfolio import (
    instance_of,
    portfolio,
    simulated,
    worst_scenarios,
)
from workbench.core.problem import DataRefused


def found(**tables):
    project = two_projects(**tables)
    return appraise(project, weighed(project, {"cut": 0.5}), draws=0)


# Six months lack 50: A makes 20 in each of them, B 30 in the last three; at 2 each, half the time.
@pytest.mark.parametrize(
    ("budget", "chosen", "value"),
    [(2.0, (), 300.0), (9.0, ("A",), 300.0 - 120.0), (12.0, ("A", "B"), 300.0 - 210.0)],
)
def test_that_the_best_set_under_a_budget_is_found(budget, chosen, value):
    choice = portfolio(found(), Limits(budget)).choice
    assert choice.chosen == chosen
    assert choice.objective == pytest.approx(value, rel=1e-6)
    assert choice.is_proven


def test_that_a_budget_by_kind_of_support_holds():
    limits = Limits(by_kind=(("tax", 5.0),))
    assert portfolio(found(), limits).choice.chosen == ("A",)


def test_that_the_frontier_names_the_set_behind_every_point():
    line = portfolio(found(), Limits(12.0)).frontier
    assert [(point.spent, point.chosen) for point in line] == [
        (0.0, ()),
        (3.0, ("A",)),
        (12.0, ("A", "B")),
    ]


def test_that_the_chosen_set_is_simulated_as_well():
    both = portfolio(found(), Limits(12.0))
    assert both.without.expected_shortage == pytest.approx(300.0)
    assert both.without.cvar == pytest.approx(600.0)
    # Alone, A leaves 240 short (see test_appraise).
    assert simulated(found(), ["A"]).expected_shortage == pytest.approx(240.0)
    assert both.with_choice.import_dependence["anode"] == pytest.approx(1 - 0.2 - 0.15)


def test_that_what_a_project_requires_has_to_be_there():
    rows = two_projects()["projects"].to_dict("records")
    needy = [rows[0] | {"requires": "C"}, rows[1] | {"requires": "A"}]
    with pytest.raises(DataRefused, match="requires C") as refused:
        instance_of(found(projects=needy))
    assert any("requires A" in problem.message for problem in refused.value.problems)
    linked = [rows[0], rows[1] | {"requires": "A"}]
    instance, problems = instance_of(found(projects=linked))
    assert instance.requires == ((1, 0),)
    assert not problems


def test_that_the_worst_cases_are_named_with_few_scenarios():
    assert worst_scenarios(found()) == ("cut",)
    project = two_projects()
    rare = appraise(project, weighed(project, {"cut": 0.01}), draws=0)
    assert worst_scenarios(rare) == ("cut",)  # nothing is short in the base
    calm = two_projects(shocks=[])
    assert worst_scenarios(appraise(calm, weighed(calm), draws=0)) == ()
