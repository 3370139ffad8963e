"""What the origin rules of a day say of a product."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from origin_cases import VALUES, battery, rule

from workbench.core.appraisal.origin.product import put_to_test
from workbench.core.problem import DataRefused

PUBLISHED = Path(__file__).resolve().parents[5] / "shared" / "oracles" / "ira_30d_test_result.csv"
EXPECTED = {2023: (True, False), 2024: (True, False), 2025: (True, True), 2026: (False, True)}


def checks(project, year):
    """Whether the share is reached, and whether the exclusion bites."""
    (finding,) = put_to_test(project, "battery", f"{year}-06-30").findings
    seen = finding.verification
    low, high = seen.content
    assert low == high == pytest.approx(0.65, abs=1e-12)
    return low >= seen.rule.threshold, any(row.barred for row in seen.rows)


@pytest.mark.parametrize("year", EXPECTED)
def test_that_the_example_of_section_30d_is_reproduced(year):
    assert checks(battery(), year) == EXPECTED[year]


@pytest.mark.parametrize("path", [PUBLISHED] if PUBLISHED.exists() else [])
def test_that_the_whole_published_table_is_reproduced(path):
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
        year = min(int(row["year"]), 2027)  # later thresholds of the table do not differ here
        expected = row["meets_CM_requirement"] == "True"
        barred = row["FEOC_violation_if_no_relief"] == "True"
        assert checks(battery(), year) == (expected, barred)


def test_that_the_same_product_gets_different_answers_in_2024_2025_and_2026():
    relief = {"exempt_materials": "natural graphite;cobalt sulphate"}
    project = battery(rules=[rule(2024), rule(2025), rule(2026, **relief)])
    findings = {
        year: put_to_test(project, "battery", f"{year}-01-01").findings[0]
        for year in (2024, 2025, 2026)
    }
    assert [finding.verification.verdict for finding in findings.values()] == [
        "pass",
        "fail",
        "fail",
    ]
    assert any("FEOC excludes" in reason for reason in findings[2025].verification.reasons)
    assert all("FEOC excludes" not in reason for reason in findings[2026].verification.reasons)
    assert "it is 65.0%" in " ".join(findings[2026].verification.reasons)


def test_that_a_rule_that_has_ended_lets_everything_pass():
    over = {"rule": "minerals", "from": "2025-10-01"}
    project = battery(rules=[rule(2025), over])
    assert put_to_test(project, "battery", "2025-09-30").verdict == "fail"
    assert put_to_test(project, "battery", "2025-10-01").verdict == "pass"


def test_that_a_day_before_any_rule_is_refused_with_the_first_day():
    with pytest.raises(DataRefused, match="2023-01-01"):
        put_to_test(battery(), "battery", "2022-12-31")


def test_that_the_rules_of_a_list_are_about_the_materials_on_it():
    materials = [
        {"material": "battery"},
        *(
            {"material": name, "price": value, "lists": "minerals" if "lithium" in name else ""}
            for name, (value, _) in VALUES.items()
        ),
    ]
    (finding,) = put_to_test(battery(materials=materials), "battery", "2025-06-30").findings
    assert {row.material for row in finding.verification.rows} == {"lithium carbonate"}
    assert finding.verification.verdict == "pass"
