"""Strategic lists."""

from __future__ import annotations

import numpy as np
import pytest
from appraisal_cases import two_projects

from workbench.core.appraisal.lists import coverage, items, known_lists

MATERIALS = [
    {"material": "anode", "lists": "KOR core strategic technologies 2020;our list"},
    {"material": "urea", "lists": "our list"},
    {"material": "sand", "lists": "our list"},
]
GRADES = {"anode": "A", "urea": "B", "sand": "D"}


def test_that_listed_items_without_a_project_and_with_a_high_grade_are_named():
    table = coverage(two_projects(materials=MATERIALS), GRADES).set_index("list")
    ours = table.loc["our list"]
    assert ours[["materials", "with_project", "without_project"]].tolist() == [3, 1, 2]
    assert ours["alarming_without"] == "urea"
    assert np.isnan(ours["items"])


def test_that_published_lists_of_home_are_there_even_without_a_material():
    table = coverage(two_projects(materials=MATERIALS), {}).set_index("list")
    technologies = table.loc["KOR core strategic technologies 2020"]
    assert (technologies["items"], technologies["materials"]) == (100, 1)
    successor = table.loc["KOR core strategic technologies 2022"]
    assert successor["follows"] == "KOR core strategic technologies 2020"
    assert (successor["items"], successor["materials"]) == (150, 0)


def test_that_every_item_shows_its_projects_and_money():
    table = items(two_projects(materials=MATERIALS), GRADES).set_index(["list", "material"])
    assert table.loc[("our list", "anode"), "projects"] == "A; B"
    assert table.loc[("our list", "anode"), "state_money"] == pytest.approx(12.0)
    assert table.loc[("our list", "urea"), "projects"] == ""


def test_that_published_lists_follow_each_other():
    table = known_lists()
    assert table["list"].is_unique
    assert set(table["follows"]) - {""} <= set(table["list"])
    assert (table["source"] != "").all()


def test_that_origin_rules_named_in_the_same_column_are_no_lists():
    materials = [{"material": "anode", "lists": "our list;a rule"}]
    rules = [{"rule": "a rule", "from": "2024-01-01"}]
    table = items(two_projects(materials=materials, rules=rules))
    assert table["list"].tolist() == ["our list"]
