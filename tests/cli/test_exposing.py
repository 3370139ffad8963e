"""The command exposure: rows for programs, words for people."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from toy_network import SUPPLIERS, toy

from workbench.cli import main
from workbench.core.storage import project_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "toy.scrw"
    project_file.save(toy(), place)
    return place


def ask(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["exposure", *map(str, words)])


def test_that_json_is_one_list_of_rows_and_for_ever_is_null(path: Path) -> None:
    done = ask(path, "--json")
    rows = {(row["kind"], row["supplier"]): row for row in json.loads(done.stdout)}
    kept = rows["supplier", "COKE"]
    wanted = {"supplier", "impact", "time_to_survive", "risk_exposure_index"}
    assert wanted <= set(kept)
    assert (kept["time_to_survive"], kept["impact"], kept["exposed"]) == (None, 0.0, False)


def test_that_people_read_for_ever_and_yes(path: Path) -> None:
    shown = ask(path).stdout
    assert "for ever" in shown
    assert "yes" in shown
    assert "1,300" in shown


def test_that_csv_holds_the_same_rows(path: Path) -> None:
    rows = list(csv.DictReader(ask(path, "--format", "csv").stdout.splitlines()))
    assert [row["supplier"] for row in rows][:2] == ["EV plant", "ESS plant"]


def test_that_only_sources_of_a_material_can_be_asked_for(path: Path) -> None:
    rows = json.loads(ask(path, "--json", "--material", "coke").stdout)
    assert [row["supplier"] for row in rows] == ["COKE"]
    assert ask(path, "--material", "cocoa").exit_code == 2


@pytest.mark.parametrize("words", ["", "AN_CN,COKE=soon", "AN_CN=-1"])
def test_that_a_combination_that_cannot_be_read_is_wrong_usage(path: Path, words: str) -> None:
    done = ask(path, "--together", words)
    assert done.exit_code == 2
    assert "is not like" in done.output


def test_that_a_combination_with_an_unknown_supplier_is_refused(path: Path) -> None:
    done = ask(path, "--together", "AN_CN,NOBODY", "--json")
    assert done.exit_code == 3
    assert json.loads(done.stdout)["refused"][0]["value"] == "NOBODY"


def test_that_a_recovery_time_can_be_assumed_for_those_without(tmp_path: Path) -> None:
    rows = [{k: v for k, v in row.items() if k != "recovery_time"} for row in SUPPLIERS]
    place = tmp_path / "bare.scrw"
    project_file.save(toy(suppliers=rows), place)
    bare = ask(place, "--json")
    assert "no recovery time" in bare.stderr
    for row in json.loads(bare.stdout):  # nothing is lost where survival is for ever (null)
        assert row["impact"] == (0.0 if row["time_to_survive"] is None else None)
    rows = json.loads(ask(place, "--json", "--recovery", "8").stdout)
    assert next(r for r in rows if r["supplier"] == "AN_CN")["impact"] == pytest.approx(1300)
