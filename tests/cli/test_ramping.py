"""The commands ramp and lists."""

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
    return str(place)


def ask(*arguments):
    return CliRunner().invoke(main, list(arguments))


def test_that_the_ramp_of_a_plant_is_told_by_month(path):
    outcome = ask("ramp", path, "--project", "B", "--recover", "3", "--draws", "4", "--json")
    assert outcome.exit_code == 0, outcome.output
    document = json.loads(outcome.stdout)
    months = {row["period"]: row for row in document["months"]}
    assert months["2023-08"]["imports_needed_p50"] == pytest.approx(70.0)
    assert document["binding_months"]["p50"] == 12
    text = ask("ramp", path, "--project", "B", "--recover", "3", "--draws", "4").stdout
    assert "imports of anode are needed in 12 of 12 months" in text


def test_that_lists_show_what_is_covered(path):
    rows = json.loads(ask("lists", path, "--json").stdout)
    assert any(row["list"] == "KOR core strategic technologies 2024" for row in rows)
    assert json.loads(ask("lists", path, "--items", "--json").stdout) == []
