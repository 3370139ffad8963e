"""What the rules say through the years."""

from __future__ import annotations

import math

from origin_cases import battery, rule

from workbench.core.appraisal.origin.timeline import days_of_change, over_time, products

OVER = {"rule": "minerals", "from": "2027-07-01"}


def spans(project, first=2022, last=2028):
    return over_time(project, "battery", days_of_change(project, first, last))


def test_that_years_and_beginnings_of_rows_are_the_days_of_change():
    project = battery(rules=[rule(2025), OVER])
    days = ["2025-01-01", "2026-01-01", "2027-01-01", "2027-07-01"]
    assert days_of_change(project, 2025, 2027) == days


def test_that_every_year_gets_its_verdict_and_its_threshold():
    calm = [rule(2024), rule(2025, excluded_groups=""), rule(2026, excluded_groups=""), OVER]
    found = [(s.since, s.standing) for s in spans(battery(rules=calm))]
    assert found == [
        ("2022-01-01", "none"),
        ("2024-01-01", "pass"),
        ("2025-01-01", "pass"),
        ("2026-01-01", "fail"),
        ("2027-07-01", "ended"),
    ]
    assert [s.threshold for s in spans(battery(rules=calm))][1:4] == [0.5, 0.6, 0.7]


def test_that_an_ended_rule_does_not_hide_the_others():
    other = rule(2026) | {"rule": "as if"}
    found = spans(battery(rules=[rule(2025), OVER, other]))
    last = {span.rule: span for span in found}
    assert (last["minerals"].standing, last["as if"].standing) == ("ended", "fail")
    assert math.isnan(last["minerals"].threshold)


def test_that_what_no_recipe_uses_is_the_first_product():
    more = [
        {"output": "cobalt sulphate", "input": "natural graphite", "quantity": 1.0},
        {"output": "battery", "input": "cobalt sulphate", "quantity": 1.0},
    ]
    assert products(battery(recipes=more)) == ["battery", "cobalt sulphate"]
