"""Rules in force on a day."""

from __future__ import annotations

import numpy as np
import pytest
from origin_cases import battery, rule

from workbench.core.appraisal.origin.rules import day, rules_on, template


@pytest.mark.parametrize(
    ("date", "since"),
    [
        ("2022-12-31", None),
        ("2023-01-01", "2023-01-01"),
        ("2024-12-31", "2024-01-01"),
        ("2025", "2025-01-01"),
        ("2031-05", "2027-01-01"),
    ],
)
def test_that_the_newest_row_not_after_the_day_holds(date, since):
    found = rules_on(battery(), date)
    assert [each.since for each in found] == ([since] if since else [])


def test_that_the_order_of_rows_does_not_matter():
    rows = [rule(2026), rule(2023), rule(2024)]
    (found,) = rules_on(battery(rules=rows), "2024-02-01")
    assert found.since == "2024-01-01"


def test_that_groups_and_countries_qualify_and_the_excluded_never_do():
    (found,) = rules_on(battery(rules=[rule(2025, required_groups="JPN;FEOC")]), "2025-01-01")
    assert found.qualifies("JPN")
    assert not found.qualifies("CHN")
    assert not found.qualifies("KOR")


def test_that_a_month_or_a_year_means_its_first_day():
    assert (day("2024"), day("2024-07"), day("2024-07-09")) == (
        "2024-01-01",
        "2024-07-01",
        "2024-07-09",
    )


def test_that_a_row_that_asks_for_nothing_ends_its_rule():
    (found,) = rules_on(battery(rules=[{"rule": "r", "from": "2025-10-01"}]), "2026-01-01")
    assert found.has_ended
    assert np.isnan(found.threshold)


def test_that_a_successor_begins_with_the_newest_row_that_asks_for_something():
    over = {"rule": "minerals", "from": "2027-07-01"}
    cells = template(battery(rules=[rule(2026), over, rule(2025)]), "minerals")
    assert (cells["from"], cells["threshold"]) == ("2026-01-01", 0.7)
    assert cells["excluded_groups"] == "FEOC"
    new = template(battery(), "none such")
    assert (new["rule"], new["from"], new["required_groups"]) == ("none such", "", "")
