"""The command origin on a workbook."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from origin_cases import battery, rule

from workbench.cli import main
from workbench.core.storage import project_file


@pytest.fixture
def path(tmp_path):
    place = tmp_path / "battery.scrw"
    project_file.save(battery(rules=[rule(2024), rule(2025), rule(2026)]), place)
    return place


def ask(*arguments):
    return CliRunner().invoke(main, ["origin", *map(str, arguments)])


@pytest.mark.parametrize(("date", "status"), [("2024-06-30", "pass"), ("2025", "fail")])
def test_that_the_json_says_the_verdict_and_every_row(path, date, status):
    outcome = ask(path, "--product", "battery", "--date", date, "--json")
    assert outcome.exit_code == 0, outcome.output
    document = json.loads(outcome.stdout)
    assert document["status"] == status
    (seen,) = document["rules"]
    assert seen["content"] == pytest.approx(0.65, abs=1e-9)
    assert {row["country"] for row in seen["rows"] if row["excluded"]} == (
        {"CHN"} if status == "fail" else set()
    )


def test_that_people_read_which_source_to_change_or_that_none_can(path):
    text = ask(path, "--product", "battery", "--date", "2025-06-30").stdout
    assert "battery on 2025-06-30: fail" in text
    assert "FEOC excludes" in text
    assert "a new source in USA or FTA-US or JPN is needed" in text


def test_that_a_wrong_date_is_wrong_usage_and_a_wrong_product_is_refused(path):
    assert ask(path, "--product", "battery", "--date", "soon").exit_code == 2
    refused = ask(path, "--product", "sand", "--date", "2025-01-01")
    assert refused.exit_code == 3
    assert "no such product" in refused.stderr
