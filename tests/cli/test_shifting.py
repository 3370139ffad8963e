"""The shift with its ledger, and shift-share, from a project file to figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from workbench.cli import main
from workbench.core.project import from_records
from workbench.core.storage import project_file


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    shares = {("2020", "m"): (0.6, 0.4), ("2021", "m"): (0.9, 0.1), ("2021", "n"): (1.0, 0.0)}
    rows: list[dict[str, Any]] = [
        {
            "period": period,
            "flow": "import",
            "reporter": "KOR",
            "partner": partner,
            "material": material,
            "quantity": 100 * share,
            "value": 1000 * share,
        }
        for (period, material), parts in shares.items()
        for partner, share in zip(("CHN", "JPN"), parts, strict=True)
    ]
    made = [
        {"period": period, "country": "KOR", "material": "m", "quantity": amount}
        for period, amount in (("2020", 0.0), ("2021", 50.0))
    ]
    project = from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [
                {"material": "m", "unit": "t", "lists": "core"},
                {"material": "n", "unit": "t", "lists": "core;lead"},
            ],
            "trade": rows,
            "production": made,
        }
    )
    path = tmp_path / "shift.scrw"
    project_file.save(project, path)
    return path


PERIODS = ("--material", "m", "--from", "2020", "--to", "2021", "--basis", "quantity")


def test_that_the_ledger_is_one_document_and_the_shift_alone_stays_a_list(file: Path) -> None:
    alone = json.loads(run("shift", file, *PERIODS, "--json").stdout)
    found = json.loads(run("shift", file, *PERIODS, "--ledger", "--json").stdout)
    assert isinstance(alone, list)
    assert found["shift"] == alone
    assert set(found) >= {"shift", "ledger", "hhi", "replaced", "rule", "notes"}
    parts = [row[name] for row in found["ledger"] for name in ("demand", "home_production")]
    assert sum(parts) == pytest.approx(0.0)
    (japan,) = (row for row in found["ledger"] if row["country"] == "JPN")
    total = japan["demand"] + japan["home_production"] + japan["source_shares"]
    assert total == pytest.approx(-30.0)
    assert japan["imports"] is None


def test_that_a_shift_alone_says_why_shares_of_supply_are_not_known(file: Path) -> None:
    pair = ("--from", "2020", "--to", "2021", "--basis", "value", "--json")
    done = run("shift", file, "--material", "m", *pair)
    assert all(row["base_share"] is None for row in json.loads(done.stdout))
    assert "home production is known by quantity only" in done.stderr


def test_that_the_tables_name_the_rule(file: Path) -> None:
    text = run("shift", file, *PERIODS, "--ledger").stdout
    assert "accounting" in text
    assert "contributions to the change of the HHI" in text


def test_that_figures_not_yet_known_are_not_compared(file: Path) -> None:
    asked = (*PERIODS, "--ledger", "--as-of", "2021-12-31", "--json")
    found = json.loads(run("shift", file, *asked).stdout)
    assert {row["after"] for row in found["ledger"]} == {None}
    assert {row["scenario_share_of_imports"] for row in found["shift"]} == {None}


def test_that_shift_share_adds_up_and_names_what_is_left_out(file: Path) -> None:
    asked = ("--country", "CHN", "--from", "2020", "--to", "2021")
    done = run("shift-share", file, *asked, "--list", "core", "--json")
    (row,) = json.loads(done.stdout)
    assert row["within"] == pytest.approx(0.3)
    assert "n in 2020" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("shift", "--ledger", "--from", "2020", "--to", "2021"),
        ("shift", *PERIODS, "--ledger", "--format", "csv"),
        ("shift-share", "--country", "CHN", "--from", "2020", "--to", "x"),
        ("shift-share", "--country", "CHN", "--from", "2020", "--to", "2021", "--list", "none"),
    ],
)
def test_that_wrong_words_are_wrong_usage(file: Path, words: tuple[str, ...]) -> None:
    assert run(words[0], file, *words[1:]).exit_code == 2
