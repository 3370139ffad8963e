"""A proposed row fits its table, whatever stands there."""

from __future__ import annotations

import pytest

from workbench.core import edit, schema, validate
from workbench.core.project import Project, from_records
from workbench.core.values import Unfit
from workbench.ui.panes._new_row import proposal, shock

NAMES = [table.name for table in schema.TABLES if table.name != "origins"]


def added(project: Project, name: str, like: int | None = None):
    project, label = edit.add_row(project, name, proposal(project, name, like))
    return project, label, project[name].loc[label]


@pytest.mark.parametrize("name", NAMES)
def test_that_three_rows_in_a_row_are_valid_in_every_table(graphite, name):
    project, like = graphite, None
    for _ in range(1 if name == "settings" else 3):  # the sample has nearly every setting
        project, like, _row = added(project, name, like)
    found = [*validate.check(project)]
    assert [problem for problem in found if problem.severity == "error"] == []


def test_that_the_next_row_follows_the_current_one(graphite):
    trade = graphite["trade"]
    like = int(trade.index[trade["period"].astype(str) == "2024-12"][0])
    _, _, row = added(graphite, "trade", like)
    assert row["period"] == "2025-01"
    assert row["material"] == trade.at[like, "material"]
    assert row["partner"] == trade.at[like, "partner"]


def test_that_an_empty_project_says_what_is_needed_first():
    with pytest.raises(Unfit, match="table materials first"):
        proposal(Project(), "demand", None)
    project = from_records({"materials": [{"material": "tar"}]})
    _, _, row = added(project, "demand")
    assert row["material"] == "tar"


def test_that_a_new_restriction_hits_the_main_partner(graphite):
    cells = shock(graphite, "export_restriction", "artificial graphite", "2024-01")
    assert cells["country"] == "CHN"
    assert "country" not in shock(graphite, "demand_change", "artificial graphite", "2024-01")
