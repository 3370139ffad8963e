"""The check of a record, and revisions, from a project file to figures."""

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
    shares = [("2020", 0.3, "2021-02-15"), ("2021", 0.2, "2022-02-15"), ("2021", 0.4, "2023-01-15")]
    rows: list[dict[str, Any]] = [
        {
            "period": period,
            "flow": "import",
            "reporter": "KOR",
            "partner": partner,
            "material": "m",
            "release": release,
            "quantity": 100 * part,
        }
        for period, share, release in shares
        for partner, part in (("JPN", share), ("CHN", 1 - share))
    ]
    project = from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": "m", "unit": "t", "lists": "core"}],
            "trade": rows,
        }
    )
    path = tmp_path / "record.scrw"
    project_file.save(project, path)
    return path


def test_that_the_answer_names_the_definitions_under_which_it_is_true(file: Path) -> None:
    asked = ("record", file, "--country", "JPN", "--list", "core", "--json")
    found = json.loads(run(*asked).stdout)
    assert found["verdicts"] == {"true": 1, "false": 1, "unknown": 30}
    verdicts = {
        row["release"]: row["verdict"]
        for row in found["definitions"]
        if (row["grain"], row["basis"], row["denominator"]) == ("year", "quantity", "imports")
    }
    assert verdicts == {"then": "true", "now": "false"}
    assert "depends most on the release" in found["sentence"]
    first = next(row for row in found["definitions"] if row["verdict"] == "true")
    assert [point["period"] for point in first["series"]] == ["2020", "2021"]


def test_that_a_day_before_the_revision_knows_nothing_of_it(file: Path) -> None:
    asked = ("record", file, "--country", "JPN", "--as-of", "2022-06", "--json")
    found = json.loads(run(*asked).stdout)
    assert found["claim"]["about"] == "all materials"
    rows = [row for row in found["definitions"] if row["release"] == "then" and row["series"]]
    assert rows[0]["value"] == pytest.approx(0.2)


def test_that_people_get_a_table_the_notes_and_a_sentence(file: Path) -> None:
    text = run("record", file, "--country", "JPN", "--material", "m").stdout
    assert "verdict" in text
    assert "note: " in text
    assert text.rstrip().splitlines()[-1].startswith("Dependence of South Korea on Japan for m")


def test_that_revisions_show_every_release_and_its_change(file: Path) -> None:
    rows = json.loads(run("revisions", file, "--material", "m", "--json").stdout)
    japan = [row for row in rows if row["partner"] == "JPN"]
    assert [row["release"] for row in japan] == ["2022-02-15", "2023-01-15"]
    assert [row["quantity_change"] for row in japan] == [None, pytest.approx(20.0)]


@pytest.mark.parametrize(
    "words",
    [
        ("record",),
        ("record", "--country", "Atlantis"),
        ("record", "--country", "JPN", "--list", "core", "--material", "m"),
        ("record", "--country", "JPN", "--list", "none"),
        ("record", "--country", "JPN", "--as-of", "soon"),
        ("record", "--country", "JPN", "--period", "soon"),
        ("revisions", "--material", "none"),
    ],
)
def test_that_wrong_words_are_wrong_usage(file: Path, words: tuple[str, ...]) -> None:
    assert run(words[0], file, *words[1:]).exit_code == 2
