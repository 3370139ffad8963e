"""The option --response of the command run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from small_market import imports, study

from workbench.cli import main
from workbench.core.storage import project_file

CUT = {"kind": "export_restriction", "country": "CHN", "size": 0.5}
TABLES = ("balance", "flows", "shift", "summary")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "study.scrw"
    goods, named = [{"material": "anode", "unit": "t"}], [{"scenario": "s"}]
    # Who knows of the cut of February fills the stock in January, as Japan could sell more.
    trade = [*imports("anode", CHN=80, JPN=20), *imports("anode", "2020-05", JPN=30)]
    project_file.save(study(CUT, materials=goods, scenarios=named, trade=trade), place)
    return place


def ask(*words: str | Path) -> Result:
    done = CliRunner().invoke(main, ["run", *map(str, words)])
    assert done.exit_code == 0, done.output
    return done


def document(path: Path, response: str) -> dict[str, Any]:
    return json.loads(ask(path, "--scenario", "s", "--response", response, "--json").stdout)


def short(rows: list[dict[str, Any]]) -> float:
    return sum(row["shortage"] for row in rows)


def test_that_both_stand_in_one_document_and_the_market_keeps_its_keys(path: Path) -> None:
    market, both = document(path, "market"), document(path, "market,best")
    assert "best" not in market
    assert {name: both[name] for name in TABLES} == {name: market[name] for name in TABLES}
    assert set(TABLES) <= set(both["best"])
    assert both["best"]["window"] == both["window"]
    assert both["best"]["least_shortage"] == pytest.approx(short(both["best"]["balance"]))
    assert short(both["best"]["balance"]) <= short(both["balance"]) + 1e-9


def test_that_the_best_response_alone_takes_the_place_of_the_market(path: Path) -> None:
    best, both = document(path, "best"), document(path, "market,best")
    assert {name: best[name] for name in TABLES} == {name: both["best"][name] for name in TABLES}
    assert best["worth"] == both["best"]["worth"]


def test_that_people_read_what_is_missing_at_least_and_what_would_help(path: Path) -> None:
    shown = ask(path, "--scenario", "s", "--response", "market,best").stdout
    assert "at least 140 t of anode are missing" in shown
    assert "One more t a month of anode from CHN would avoid" in shown


def test_that_files_of_both_responses_stand_beside_each_other(path: Path) -> None:
    out = f"{path.parent / 'a.csv'},{path.parent / 'a.json'}"
    ask(path, "--scenario", "s", "--response", "market,best", "--out", out)
    names = {place.name for place in path.parent.glob("a*")}
    assert {"a.csv", "a-flows.csv", "a-best.csv", "a-best-flows.csv", "a.json"} <= names
    assert "a-best.json" not in names
    assert (path.parent / "a.csv").read_text() != (path.parent / "a-best.csv").read_text()
    assert "best" in json.loads((path.parent / "a.json").read_text())


def test_that_another_response_is_wrong_usage(path: Path) -> None:
    done = CliRunner().invoke(main, ["run", str(path), "--response", "worst"])
    assert done.exit_code == 2
    assert "market,best" in done.output
