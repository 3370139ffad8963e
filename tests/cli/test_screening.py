"""The command that screens all materials."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from workbench.cli import main
from workbench.core.project import from_records
from workbench.core.storage import project_file


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows = [
        {
            "period": period,
            "flow": "import",
            "reporter": "KOR",
            "partner": partner,
            "material": material,
            "value": 10.0 * amount,
            "quantity": amount,
        }
        for period, material, chinese in (
            ("2021", "pitch", 60.0),
            ("2022", "pitch", 95.0),
            ("2022", "tar", 55.0),
        )
        for partner, amount in (("CHN", chinese), ("JPN", 100.0 - chinese))
    ]
    project = from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}, {"key": "basis", "value": "quantity"}],
            "materials": [{"material": "tar"}, {"material": "pitch"}],
            "trade": rows,
        }
    )
    path = tmp_path / "many.scrw"
    project_file.save(project, path)
    return path


def test_that_the_gravest_material_comes_first(file: Path) -> None:
    rows = json.loads(run("screen", file, "--json").stdout)
    assert [(row["material"], row["grade"]) for row in rows] == [("pitch", "A"), ("tar", "D")]
    assert rows[0]["change"] == pytest.approx(0.35)
    assert rows[1]["change"] is None
    assert {row["basis"] for row in rows} == {"quantity"}
    assert rows[0]["imports"] == pytest.approx(100.0)
    assert rows[0]["import_value"] == pytest.approx(1000.0)


def test_that_another_period_basis_and_number_of_lines_can_be_asked_for(file: Path) -> None:
    words = ("screen", file, "--period", "2021", "--basis", "value", "--top", "1", "--json")
    (row,) = json.loads(run(*words).stdout)
    assert (row["material"], row["period"], row["basis"]) == ("pitch", "2021", "value")
    assert row["top_share"] == pytest.approx(0.6)


def test_that_the_table_goes_to_a_spreadsheet(file: Path) -> None:
    lines = run("screen", file, "--format", "csv").stdout.splitlines()
    assert lines[0].lstrip("\ufeff").startswith("grade,material,name,hs,top_partner,top_share")
    assert len(lines) == 3


@pytest.mark.parametrize("words", [("--period", "soon"), ("--top", "0"), ("--basis", "colour")])
def test_that_wrong_words_are_wrong_usage(file: Path, words: tuple[str, ...]) -> None:
    assert run("screen", file, *words).exit_code == 2
