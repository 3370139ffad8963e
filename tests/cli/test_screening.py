"""The command that screens all materials."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
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


def test_that_rules_that_hold_are_named_and_open_ones_have_a_reason(file: Path) -> None:
    pitch, tar = json.loads(run("screen", file, "--json").stdout)
    assert (pitch["kiet_vulnerable"], pitch["kita_single_country"]) == (1.0, 1.0)
    assert (tar["kiet_concern"], tar["kiet_vulnerable"]) == (1.0, 0.0)
    assert pitch["kita_vulnerable"] == 0.0  # 1,000 USD is less than 5 million in every year
    assert pitch["rules"] == "KIET, KITA"
    assert run("screen", file).stdout.splitlines()[0].split()[-2:] == ["rules", "basis"]


def test_that_files_have_the_rules_and_their_thresholds(file: Path, tmp_path: Path) -> None:
    names = [tmp_path / name for name in ("many.xlsx", "many.csv", "many.json")]
    result = run("screen", file, "--out", ",".join(map(str, names)))
    assert result.stdout.count("wrote") == 3
    book = openpyxl.load_workbook(names[0])
    head, first, *_ = book["screening"].iter_rows(values_only=True)
    row = dict(zip(head, first, strict=True))
    assert (row["material"], row["kiet_concern"], row["rules"]) == ("pitch", 1, "KIET, KITA")
    told = {one[:2]: one[2] for one in book["rules"].iter_rows(values_only=True)}
    assert told["motie_absolute", "imports"] == "10000000"
    assert "kita_vulnerable" in names[1].read_text("utf-8-sig").splitlines()[0]
    assert json.loads(names[2].read_text("utf-8"))[0]["kita_single_country"] == 1.0


@pytest.mark.parametrize("words", [("screen",), ("shift", "--scenario", "s")])
def test_that_a_project_without_home_is_refused_with_a_remedy(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    path = tmp_path / "nowhere.scrw"
    project_file.save(from_records({"materials": [{"material": "tar"}]}), path)
    result = run(words[0], path, *words[1:])
    assert result.exit_code == 3
    assert "settings: no home is set" in result.stderr
    assert "Add a row with the key home" in result.stderr


@pytest.mark.parametrize("words", [("--period", "soon"), ("--top", "0"), ("--basis", "colour")])
def test_that_wrong_words_are_wrong_usage(file: Path, words: tuple[str, ...]) -> None:
    assert run("screen", file, *words).exit_code == 2
