"""The commands that compute, from a workbook on disk to figures."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from workbench.cli import main
from workbench.core import schema
from workbench.core.storage import project_file


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def workbook(path: Path, tables: dict[str, list[dict[str, object]]]) -> Path:
    """Write a workbook in our layout, as a user of Excel would."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        headers = schema.BY_NAME[name].names
        sheet.append(headers)
        for row in rows:
            sheet.append([row.get(header) for header in headers])
    book.save(path)
    return path


@pytest.fixture
def anode(tmp_path: Path) -> Path:
    """The Korean market of artificial graphite, 13,000 t a year, without a plant of its own.

    13,000 t in 2021, plant of 8,000 t/yr (dailybizon 21238, chemlocus 128661); import mix
    78.8/14.8/6.4 % by quantity (KIPOST 1082).
    """
    book = workbook(
        tmp_path / "anode.xlsx",
        {
            "settings": [
                {"key": "home", "value": "KOR"},
                {"key": "first_period", "value": "2022-01"},
                {"key": "months", "value": 12},
            ],
            "materials": [{"material": "graphite", "hs": "380110", "unit": "t"}],
            "trade": [
                {
                    "period": "2021",
                    "flow": "import",
                    "reporter": "KOR",
                    "partner": partner,
                    "material": "graphite",
                    "quantity": 13_000 * share,
                }
                for partner, share in (("CHN", 0.788), ("JPN", 0.148), ("S19", 0.064))
            ],
            "production": [
                {"period": "2021", "country": "KOR", "material": "graphite", "quantity": 0}
            ],
            "suppliers": [
                {"supplier": "plant", "country": "KOR", "material": "graphite", "capacity": 0}
            ],
            "scenarios": [{"scenario": "phase-1", "name": "8,000 t"}],
            "shocks": [
                {
                    "scenario": "phase-1",
                    "order": 1,
                    "kind": "capacity_change",
                    "material": "graphite",
                    "supplier": "plant",
                    "start": "2022-01",
                    "size": 8000,
                }
            ],
        },
    )
    project = tmp_path / "anode.scrw"
    assert run("import", project, book).exit_code == 0
    return project


def test_that_localisation_comes_out_of_the_whole_path(anode: Path) -> None:
    done = run("run", anode, "--scenario", "phase-1", "--json")
    assert done.exit_code == 0
    document = json.loads(done.stdout)
    assert set(document) >= {"balance", "flows", "shift", "summary"}
    china = next(row for row in document["shift"] if row["country"] == "CHN")
    assert china["base_share"] == pytest.approx(0.788, abs=1e-9)
    assert china["scenario_share"] == pytest.approx(0.788 * 5 / 13, abs=1e-9)
    assert china["base_share_of_imports"] == pytest.approx(0.788, abs=1e-9)
    assert china["scenario_share_of_imports"] == pytest.approx(0.788, abs=1e-9)
    measures = {row["measure"]: row for row in document["summary"]}
    assert measures["self_sufficiency"]["base"] == pytest.approx(0.0, abs=1e-9)
    assert measures["self_sufficiency"]["scenario"] == pytest.approx(8 / 13, abs=1e-9)
    assert measures["import_dependence"]["scenario"] == pytest.approx(5 / 13, abs=1e-9)
    assert measures["hhi_imports"]["scenario"] == pytest.approx(0.646944, abs=1e-9)


def test_that_shift_of_a_scenario_is_the_shift_of_the_run(anode: Path) -> None:
    rows = json.loads(run("shift", anode, "--scenario", "phase-1", "--json").stdout)
    assert {row["country"] for row in rows} >= {"CHN", "JPN", "KOR"}
    assert sum(row["scenario_share"] for row in rows) == pytest.approx(1.0)


def test_that_results_go_to_files_of_three_kinds(anode: Path, tmp_path: Path) -> None:
    names = [tmp_path / f"result.{suffix}" for suffix in ("json", "csv", "xlsx")]
    done = run("run", anode, "--scenario", "phase-1", "--out", ",".join(map(str, names)))
    assert done.exit_code == 0
    balance = pd.read_csv(names[1])
    assert len(balance) == 12
    assert (tmp_path / "result-shift.csv").exists()
    assert len(json.loads(names[0].read_text(encoding="utf-8"))["balance"]) == 12
    assert "shift" in openpyxl.load_workbook(names[2], read_only=True).sheetnames


def test_that_indicators_are_null_with_a_reason_where_data_lack(anode: Path) -> None:
    rows = json.loads(run("indicators", anode, "--basis", "value", "--json").stdout)
    assert {row["indicator"] for row in rows} >= {"hhi", "self_sufficiency"}
    assert all(row["value"] is None and row["status"] != "ok" and row["note"] for row in rows)


@pytest.mark.parametrize(
    "words",
    [
        ("run", "--scenario", "phase-9"),
        ("indicators", "--material", "gold"),
        ("indicators", "--period", "last year"),
        ("indicators", "--indicator", "hhii"),
        ("shift", "--from", "2021"),
        ("run", "--out", "result.doc"),
        ("shift", "--scenario", "phase-1", "--basis", "value"),
        ("shift", "--scenario", "phase-1", "--from", "2020", "--to", "2021"),
    ],
)
def test_that_wrong_words_are_wrong_usage(anode: Path, words: tuple[str, ...]) -> None:
    done = run(words[0], anode, *words[1:])
    assert done.exit_code == 2
    assert "Traceback" not in done.stderr


def test_that_json_output_is_one_document_and_nothing_else(anode: Path) -> None:
    for words in (("run", anode, "--json"), ("shift", anode, "--scenario", "phase-1", "--json")):
        assert isinstance(json.loads(run(*words).stdout), (dict, list))


def test_that_a_run_says_over_which_months_and_in_which_units(anode: Path) -> None:
    document = json.loads(run("run", anode, "--scenario", "phase-1", "--json").stdout)
    assert document["window"] == ["2022-01", "2022-12"]
    assert document["units"] == {"graphite": "t"}
    measures = {row["measure"] for row in document["summary"]}
    assert measures == set(document["measures"])
    told = run("run", anode, "--scenario", "phase-1").stdout
    assert "months 2022-01 to 2022-12" in told
    assert "shortage: demand that was not served" in told


def _lost(project: Path) -> Path:
    """Give the scenario a second shock, of a kind that does not exist."""
    from workbench.core import edit

    loaded = project_file.load(project)
    cells = {"kind": "meteor", "start": "2022-01"}
    changed, _ = edit.add_shock(loaded, "phase-1", cells)
    project_file.save(changed, project)
    return project


def test_that_a_scenario_that_lost_a_shock_is_refused_unless_asked_for(
    anode: Path, tmp_path: Path
) -> None:
    lost, out = _lost(anode), tmp_path / "result.json"
    done = run("run", lost, "--scenario", "phase-1", "--out", out)
    assert done.exit_code == 3
    assert not out.exists()
    assert "meteor" in done.stderr
    assert "--partial" in done.stderr
    done = run("run", lost, "--scenario", "phase-1", "--json")
    assert done.exit_code == 3
    assert any("meteor" in finding["value"] for finding in json.loads(done.stdout)["refused"])
    done = run("run", lost, "--scenario", "phase-1", "--partial", "--out", out)
    assert (done.exit_code, out.exists()) == (0, True)
    assert run("run", lost).exit_code == 0
    assert run("shift", lost, "--scenario", "phase-1").exit_code == 3
    assert run("check", lost).exit_code == 3


def test_that_results_in_a_folder_that_does_not_exist_are_refused_in_words(
    anode: Path, tmp_path: Path
) -> None:
    for suffix in ("json", "csv", "xlsx"):
        done = run("run", anode, "--out", tmp_path / "none" / f"result.{suffix}")
        assert done.exit_code == 3
        assert "could not be written" in done.stderr


def test_that_results_never_replace_what_they_come_from(anode: Path) -> None:
    book = anode.with_suffix(".xlsx")
    before = book.read_bytes()
    assert run("run", anode, "--out", book).exit_code == 2
    assert run("run", book, "--out", book).exit_code == 2
    assert book.read_bytes() == before
