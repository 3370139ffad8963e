"""The command appraise on a workbook."""

from __future__ import annotations

import json

import pytest
from appraisal_cases import two_projects
from click.testing import CliRunner

from workbench.cli import main
from workbench.core.storage import project_file


@pytest.fixture
def path(tmp_path):
    place = tmp_path / "two.scrw"
    project_file.save(two_projects(), place)
    return place


def ask(path, *arguments):
    return CliRunner().invoke(main, ["appraise", str(path), *arguments])


def test_that_the_json_has_ranking_choice_and_frontier(path):
    outcome = ask(path, "--budget", "9", "--scenario", "cut=0.5", "--draws", "4", "--json")
    assert outcome.exit_code == 0, outcome.output
    document = json.loads(outcome.stdout)
    figures = {(row["project"], row["measure"]): row for row in document["figures"]}
    assert figures["A", "avoided_shortage"]["value"] == pytest.approx(30.0, rel=1e-9)
    assert document["portfolio"]["chosen"] == ["A"]
    assert [point["spent"] for point in document["frontier"]] == [0.0, 3.0]
    assert {row["kind"] for row in document["by_kind"]} == {"rnd", "tax"}


def test_that_people_read_the_choice_in_words(path):
    text = ask(path, "--budget", "9", "--scenario", "cut=0.5", "--draws", "0").stdout
    assert "chosen for the least shortage: A (proven best)" in text
    assert "simulated: expected shortage 300 -> 240" in text


def test_that_wrong_usage_and_unknown_scenarios_are_told(path):
    assert ask(path, "--scenario", "cut").exit_code == 2
    refused = ask(path, "--scenario", "war=0.5")
    assert refused.exit_code == 3
    assert "cut" in refused.stderr
