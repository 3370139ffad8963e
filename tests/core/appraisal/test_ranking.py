"""Projects set against each other."""

from __future__ import annotations

import pytest
from appraisal_cases import two_projects

from workbench.core.appraisal import ranking
from workbench.core.appraisal.appraise import appraise, weighed


@pytest.fixture(scope="module")
def found():
    project = two_projects()
    return appraise(project, weighed(project, {"cut": 0.5}), draws=4)


def test_that_figures_stand_per_billion_of_public_money(found):
    table = ranking.figures_table(found).set_index(["project", "measure"])
    row = table.loc[("A", "avoided_shortage_value")]
    assert row["per_billion"] == pytest.approx(60.0 / 3e-9, rel=1e-9)
    assert row["unit"] == "currency"
    assert table.loc[("A", "output"), "unit"] == "t"


def test_that_the_project_with_more_per_money_comes_first_and_is_stable(found):
    table = ranking.ranking_table(found)
    best = table[table["rank"] == 1].set_index("measure")["project"]
    assert best.to_dict() == {
        "avoided_shortage_value": "A",  # 60 / 3 against 90 / 9
        "avoided_cvar": "A",
        "import_dependence_change": "A",
    }
    assert (table["stability"] == 1.0).all()


def test_that_a_measure_is_shared_among_the_kinds_of_support_by_their_money(found):
    table = ranking.by_kind_table(found).set_index(["kind", "measure"])
    rnd = table.loc[("rnd", "avoided_shortage_value")]
    assert rnd["value"] == pytest.approx(60.0 + 90.0 / 3, rel=1e-9)
    assert rnd["per_billion"] == pytest.approx(90.0 / 6e-9, rel=1e-9)
    assert rnd["projects"] == 2


def test_that_entered_facts_and_what_lacks_are_listed():
    project = two_projects(support=[])
    bare = [{**row, "state_budget": None} for row in project["projects"].to_dict("records")]
    found = appraise(two_projects(support=[], projects=bare), weighed(project), draws=0)
    table = ranking.money_table(found)
    assert table["private_per_public"].isna().all()
    assert table["qualified_from"].tolist() == ["2023-01", "2023-07"]
    assert table["remarks"].str.contains("no day of approval").all()
    assert ranking.ranking_table(found)["rank"].isna().all()


def test_that_money_is_given_in_the_unit_that_half_of_the_projects_reach(found):
    assert ranking.money_unit([8.7e6, 2e9, 4e6]).name == "million"
    assert ranking.money_unit([3.0, 9.0]).amount == 1.0
    assert ranking.money_unit([float("nan")]).name == "billion"
    table = ranking.per_unit(ranking.figures_table(found), ranking.UNITS_OF_MONEY[1])
    row = table.set_index(["project", "measure"]).loc[("A", "avoided_shortage_value")]
    assert row["per_money"] == pytest.approx(60.0 / 3e-6, rel=1e-9)
    assert not any(str(name).startswith("per_billion") for name in table)


def test_that_shares_of_ranks_add_up_and_the_best_stands_first(found):
    shares = ranking.rank_shares(found, "avoided_shortage_value")
    assert shares.index.tolist() == ["A", "B"]
    assert shares.sum(axis=1).tolist() == pytest.approx([1.0, 1.0])
    assert shares.loc["A", 1] == 1.0
