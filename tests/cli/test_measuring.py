"""The command that computes indicators and explains them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from workbench.cli import main
from workbench.core.indicators import all_indicators
from workbench.core.project import from_records
from workbench.core.storage import project_file


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    trade = [
        {
            "period": f"2021-{month:02d}",
            "flow": "import",
            "reporter": "KOR",
            "partner": partner,
            "material": "anode",
            "quantity": amount,
            "value": amount * 10,
        }
        for month in (1, 2, 3, 7)
        for partner, amount in (("CHN", 6.0), ("DEU", 2.0), ("FRA", 2.0))
    ]
    project = from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": "anode", "unit": "t"}],
            "trade": trade,
        }
    )
    path = tmp_path / "study.scrw"
    project_file.save(project, path)
    return path


def test_that_months_are_added_up_to_any_length_and_gaps_are_told(study: Path) -> None:
    done = run("indicators", study, "--grain", "quarter", "--indicator", "hhi", "--json")
    rows = json.loads(done.stdout)
    assert [(row["period"], row["basis"]) for row in rows[:2]] == [
        ("2021Q1", "value"),
        ("2021Q3", "value"),
    ]
    assert "only 1 of 3 months reported" in rows[1]["note"]


def test_that_a_material_without_any_figure_is_listed_with_the_reason(tmp_path: Path) -> None:
    bought = {"period": "2021", "flow": "import", "reporter": "KOR", "partner": "CHN"}
    project = from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": "cobalt"}, {"material": "germanium"}],
            "trade": [{**bought, "material": "cobalt", "quantity": 1.0}],
        }
    )
    path = tmp_path / "silent.scrw"
    project_file.save(project, path)
    words = ["--indicator", "hhi", "--basis", "quantity", "--json"]
    _, silent = json.loads(run("indicators", path, *words).stdout)
    assert (silent["material"], silent["period"], silent["value"]) == ("germanium", "", None)
    assert (silent["status"], silent["note"]) == (
        "missing",
        "no trade of KOR and no production there is reported",
    )
    (alone,) = json.loads(run("indicators", path, "--material", "germanium", *words).stdout)
    assert alone == silent


def test_that_a_group_counts_as_one_partner(study: Path) -> None:
    words = ["--indicator", "hhi", "--basis", "quantity", "--period", "2021-01", "--json"]
    (single,) = json.loads(run("indicators", study, *words).stdout)
    (as_one,) = json.loads(run("indicators", study, *words, "--group", "EU").stdout)
    assert single["value"] == pytest.approx(0.36 + 2 * 0.04)
    assert as_one["value"] == pytest.approx(0.36 + 0.16)


def test_that_an_explanation_prints_formula_numbers_and_inputs(study: Path) -> None:
    about = ["--material", "anode", "--period", "2021-01", "--basis", "quantity", "--explain"]
    text = run("indicators", study, *about, "--indicator", "hhi").stdout
    assert "0.6² + 0.2² + 0.2² = 0.44" in text
    assert "imports from CHN" in text
    document = json.loads(run("indicators", study, *about, "--json").stdout)
    assert {row["indicator"] for row in document} == set(all_indicators())
    unknown = next(row for row in document if row["indicator"] == "self_sufficiency")
    assert (unknown["outcome"]["value"], unknown["outcome"]["status"]) == (None, "missing")


def test_that_values_stay_in_sight_beside_long_notes(study: Path) -> None:
    text = run("indicators", study, "--period", "2021-01", "--material", "anode").stdout
    assert "0.44" in text
    assert "kita_vulnerable" in text


@pytest.mark.parametrize(
    "words", [["--group", "Mars"], ["--indicator", "hhii"], ["--explain"], ["--as-of", "soon"]]
)
def test_that_wrong_usage_is_told(study: Path, words: list[str]) -> None:
    done = CliRunner().invoke(main, ["indicators", str(study), *words])
    assert done.exit_code == 2
