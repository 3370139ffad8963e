"""What a file does not say is said on the command line, and kept with the profile."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from workbench.cli import main
from workbench.core.layout.profiles import user_folder
from workbench.core.storage import project_file

SILENT = "Country,HS code,Volume\nChina,380110,5\nJapan,250410,6\n"
SAYS = ("flow=import", "reporter=South Korea", "period=2024", "unit=kg")


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def said(*words: str) -> list[str]:
    return [part for word in words for part in ("--set", word)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "silent.csv"
    path.write_text(SILENT, "utf-8")
    return path


def test_that_a_question_names_the_option_that_answers_it(file: Path, tmp_path: Path) -> None:
    done = run("import", tmp_path / "p.scrw", file, "--json")
    assert done.exit_code == 3
    words = " ".join(finding["remedy"] for finding in json.loads(done.stdout)["skipped"])
    for option in ("--set flow=import", "--set reporter=KOR", "--set period=2024"):
        assert option in words


def test_that_what_is_said_holds_for_all_rows_and_is_kept(file: Path, tmp_path: Path) -> None:
    project, again = tmp_path / "p.scrw", tmp_path / "q.scrw"
    done = run("import", project, file, *said(*SAYS), "--save-profile", "silent")
    assert done.exit_code == 0, done.output
    trade = project_file.load(project)["trade"]
    assert set(zip(trade["partner"], trade["quantity"], strict=True)) == {
        ("CHN", 0.005),
        ("JPN", 0.006),
    }
    assert {*trade["flow"], *trade["reporter"], *trade["period"]} == {"import", "KOR", "2024"}
    kept = json.loads((user_folder() / "silent.json").read_text("utf-8"))["sheets"][0]["mapping"]
    assert kept["constants"] == {"flow": "import", "reporter": "KOR", "period": "2024"}
    assert run("import", again, file).exit_code == 0
    assert len(project_file.load(again)["trade"]) == 2


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("flwo=import", "flow, reporter, partner"),
        ("flow", "flow, reporter, partner"),
        ("flow=inward", "one of import, export"),
        ("reporter=Atlantis", "the code or name of a country"),
        ("period=yesterday", "2021-11"),
        ("unit=fathom", "t, kg"),
        ("revision=HS1812", "HS2017"),
        ("period=", "2021-11"),
    ],
)
def test_that_what_cannot_be_said_is_refused_with_what_can(
    word: str, expected: str, file: Path, tmp_path: Path
) -> None:
    done = run("import", tmp_path / "p.scrw", file, *said(*SAYS, word), "--json")
    assert done.exit_code == 3
    assert expected in done.stdout + done.stderr
    assert not (tmp_path / "p.scrw").exists()


def test_that_what_the_file_says_itself_is_not_replaced(tmp_path: Path) -> None:
    file = tmp_path / "flows.csv"
    header = "period,flow,partner,hs,quantity (t)\n"
    file.write_text(f"{header}2022,export,CHN,854141,1\n2022,export,JPN,854141,2\n", "utf-8")
    words = said("flow=import", "unit=kg", "reporter=KOR")
    done = run("import", tmp_path / "p.scrw", file, *words, "--json")
    assert done.exit_code == 0, done.output
    trade = project_file.load(tmp_path / "p.scrw")["trade"]
    assert {*trade["flow"]} == {"export"}
    assert {*trade["quantity"]} == {1.0, 2.0}
    (told,) = [w for w in json.loads(done.stdout)["warnings"] if "not used" in w["reason"]]
    assert "flow=import" in told["reason"]
    assert "unit=kg" in told["reason"]
    assert "reporter" not in told["reason"]
