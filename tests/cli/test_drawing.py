"""The options --draws, --seed and --scheduler of the command run."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from uncertain_studies import licence, scenarios

from workbench.cli import main
from workbench.core.storage import project_file

KEYS = {"draws", "seed", "fan", "chance", "survival", "inputs"}
LISTS = ("balance", "flows", "shift", "summary")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "study.scrw"
    rows = [
        licence(scenario="coin", size=1.0, probability=0.5),
        licence(scenario="coin", country="JPN", size=0.0),
        licence(scenario="sure"),
    ]
    project_file.save(scenarios(*rows, parents={"coin": "", "sure": ""}), place)
    return place


def ask(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["run", *map(str, words)])


def document(*words: str | Path) -> dict[str, Any]:
    done = ask(*words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_that_the_four_lists_stay_and_the_draws_are_added(path: Path) -> None:
    plan = document(path, "--scenario", "coin")
    drawn = document(path, "--scenario", "coin", "--draws", "64", "--seed", "3")
    assert not KEYS & set(plan)
    assert set(plan) | KEYS <= set(drawn)
    for name in LISTS[:3]:
        assert drawn[name] == plan[name]
    assert (drawn["draws"], drawn["seed"]) == (64, 3)
    shortage = next(row for row in drawn["summary"] if row["measure"] == "shortage")
    figures = [shortage[name] for name in ("scenario", "p5", "p50", "p95", "cvar95")]
    assert figures == pytest.approx([160, 0, 0, 160, 160])
    assert {row["period"]: row["chance"] for row in drawn["chance"]}["2022-03"] == 0.5
    assert drawn["survival"][0]["p95"] is None
    assert drawn["inputs"][0]["input"] == "coin 1: happens"


def test_that_scenarios_beside_widen_the_months_that_are_measured(path: Path) -> None:
    rows = [
        licence(scenario="early", size=1.0, spread="uniform(0.2,1)"),
        licence(scenario="late", size=1.0, spread="uniform(0.2,1)", start="2022-05"),
    ]
    place = path.with_name("beside.scrw")
    project_file.save(scenarios(*rows, parents={"early": "", "late": ""}), place)
    draws = ("--draws", "8")
    alone = [document(place, "--scenario", name, *draws) for name in ("early", "late")]
    early = document(place, "--scenario", "early", "--beside", "late", *draws)
    late = document(place, "--scenario", "late", "--beside", "early", "--beside", "", *draws)
    assert alone[0]["window"] != alone[1]["window"] != early["window"]
    assert early["window"] == late["window"] == ["2022-02", alone[1]["window"][1]]
    # The copy of the shock sees the same draws, so both lose as much a month.
    assert early["inputs"][0]["mean"] == late["inputs"][0]["mean"]
    assert [late["survival"][0][name] for name in ("p5", "p95")] == [3.0, 3.0]
    assert [alone[1]["survival"][0][name] for name in ("p5", "p95")] == [0.0, 0.0]
    single = document(place, "--scenario", "early", "--beside", "late")
    assert single["window"] == early["window"]
    assert ask(place, "--scenario", "early", "--beside", "none").exit_code == 2


def test_that_a_scenario_beside_that_is_incomplete_is_refused_as_well(path: Path) -> None:
    rows = [licence(scenario="whole"), licence(scenario="torn", material="none")]
    place = path.with_name("torn.scrw")
    project_file.save(scenarios(*rows, parents={"whole": "", "torn": ""}), place)
    done = ask(place, "--scenario", "whole", "--beside", "torn")
    assert done.exit_code == 3
    assert "torn" in done.stderr
    assert ask(place, "--scenario", "whole", "--beside", "torn", "--partial").exit_code == 0


def test_that_the_same_seed_prints_the_same_bytes(path: Path) -> None:
    words = (path, "--scenario", "coin", "--draws", "20", "--json")
    one, two, other = (ask(*words, "--seed", seed).stdout for seed in ("1", "1", "2"))
    assert one == two != other


def test_that_files_hold_the_draws_too(path: Path) -> None:
    folder = path.parent
    out = ",".join(str(folder / f"a.{ending}") for ending in ("csv", "json", "xlsx"))
    done = ask(path, "--scenario", "coin", "--draws", "8", "--out", out)
    assert done.exit_code == 0, done.output
    assert set(json.loads((folder / "a.json").read_text())) >= KEYS
    for name in ("fan", "chance", "survival", "inputs"):
        text = (folder / f"a-{name}.csv").read_text(encoding="utf-8-sig")
        assert list(csv.DictReader(io.StringIO(text)))
    sheets = openpyxl.load_workbook(folder / "a.xlsx", read_only=True)
    assert {"fan", "chance", "survival", "inputs", "summary"} <= set(sheets.sheetnames)
    sheets.close()
    back = ["import", str(folder / "b.scrw"), str(folder / "a.xlsx")]
    again = CliRunner().invoke(main, back)
    assert again.exit_code == 0
    assert "no table of the workbench" not in again.stderr


def test_that_people_read_chances_and_times(path: Path) -> None:
    shown = ask(path, "--scenario", "coin", "--draws", "64").stdout
    assert "64 draws, seed 0" in shown
    assert "chance of a shortage" in shown
    assert "cvar95" in shown


def test_that_a_certain_scenario_says_so(path: Path) -> None:
    done = ask(path, "--scenario", "sure", "--draws", "4")
    assert done.exit_code == 0
    assert "nothing is uncertain in sure" in done.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--draws", "0"], "--draws"),
        (["--draws", "4", "--seed", "-1"], "--seed"),
        (["--scheduler", "tcp://127.0.0.1:1"], "say how many with --draws"),
        (["--draws", "4", "--response", "best"], "leave out --response best"),
        (["--draws", "4", "--response", "market,best"], "leave out --response best"),
    ],
)
def test_that_wrong_usage_is_told(path: Path, words: list[str], message: str) -> None:
    done = ask(path, "--scenario", "coin", *words)
    assert done.exit_code == 2
    assert message in done.output


def test_that_a_file_of_the_draws_never_replaces_the_study(path: Path) -> None:
    done = ask(path, "--scenario", "coin", "--draws", "4", "--out", str(path.with_suffix(".doc")))
    assert done.exit_code == 2
