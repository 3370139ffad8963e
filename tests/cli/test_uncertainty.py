"""The command tornado."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from uncertain_studies import licence, scenarios

from workbench.cli import main
from workbench.core.storage import project_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "study.scrw"
    rows = [
        licence(scenario="a", country="JPN", spread="uniform(0,1)"),
        licence(scenario="a", spread="uniform(0,1)"),
        licence(scenario="sure"),
    ]
    project_file.save(scenarios(*rows, parents={"a": "", "sure": ""}), place)
    return place


def ask(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["tornado", *map(str, words)])


def test_that_the_largest_swing_comes_first(path: Path) -> None:
    done = ask(path, "--scenario", "a", "--material", "anode", "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert [row["input"] for row in found["tornado"]] == ["a 2: size", "a 1: size"]
    assert found["tornado"][0]["swing"] == pytest.approx(144)
    assert "sobol" not in found


def test_that_indices_are_added_when_asked_for(path: Path) -> None:
    words = (path, "--scenario", "a", "--material", "anode", "--sobol", "--points", "256")
    found = json.loads(ask(*words, "--json").stdout)
    shares = {row["input"]: row["first_order"] for row in found["sobol"]}
    assert shares["a 2: size"] == pytest.approx(160**2 / (160**2 + 40**2), abs=0.05)
    (first, *_) = csv.DictReader(io.StringIO(ask(*words, "--format", "csv").stdout))
    assert {"swing", "total", "total_error"} <= set(first)
    assert "shares of the variance" in ask(*words).stdout


def test_that_scenarios_beside_widen_the_months_that_are_measured(path: Path) -> None:
    rows = [licence(scenario="a", spread="uniform(0,1)"), licence(scenario="b", start="2022-05")]
    project_file.save(scenarios(*rows, parents={"a": "", "b": ""}), path)
    words = (path, "--scenario", "a", "--material", "anode", "--measure", "demand")
    alone, beside = (ask(*words, *more).stdout for more in ((), ("--beside", "b")))
    assert "2022-02 to 2022-03" in alone
    assert "2022-02 to 2022-06" in beside
    (row,) = json.loads(ask(*words, "--beside", "b", "--json").stdout)["tornado"]
    assert row["middle"] == pytest.approx(500)
    assert ask(*words, "--beside", "none").exit_code == 2


def test_that_what_cannot_be_answered_is_refused_with_its_reason(path: Path) -> None:
    sure = ask(path, "--scenario", "sure", "--material", "anode")
    assert sure.exit_code == 3
    assert "nothing is uncertain" in sure.stderr
    assert ask(path, "--scenario", "none", "--material", "anode").exit_code == 2
    assert ask(path, "--scenario", "a", "--material", "none").exit_code == 2
    here = ask(path, "--scenario", "a", "--material", "anode", "--scheduler", "tcp://127.0.0.1:1")
    assert here.exit_code == 2
    assert "--sobol" in here.output
