"""The command indirect: reproduces a published trajectory, and refuses what it cannot use."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from workbench.cli import main

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT / "tests" / "published" / "ario_toy_trajectory_alt.csv"
ORACLES = ROOT.parent / "shared" / "oracles"
INDUSTRIES = [f"{r}|{s}" for r in ("CHN", "JPN", "KOR") for s in ("battery", "material")]
FLOWS = {("CHN|material", "CHN|battery"): 200, ("CHN|material", "JPN|battery"): 30}
FLOWS |= {("CHN|material", "KOR|battery"): 70, ("JPN|material", "JPN|battery"): 50}
FLOWS |= {("JPN|material", "KOR|battery"): 20, ("KOR|material", "KOR|battery"): 10}
FINAL = [[400, 0, 0], [20, 0, 0], [0, 150, 0], [0, 5, 0], [0, 100, 200], [0, 0, 2]]
ASKED = ("--hit", "CHN/material=0.9", "--first", 10, "--days", 90, "--stock-days", 30)
ASKED += ("--restoring-days", 30, "--moving")


def ask(*words: object) -> Result:
    return CliRunner().invoke(main, ["indirect", *map(str, words)])


def put(path: Path, head: list[str], rows: list[list[object]]) -> Path:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([["", *head], *rows])
    return path


@pytest.fixture
def toy(tmp_path: Path) -> list[object]:
    """The toy economy of BoARIO as a pair of text files."""
    flows = [[a, *(FLOWS.get((a, b), 0) for b in INDUSTRIES)] for a in INDUSTRIES]
    final = [[name, *row] for name, row in zip(INDUSTRIES, FINAL, strict=True)]
    return [
        put(tmp_path / "toy_Z.csv", INDUSTRIES, flows),
        "--final",
        put(tmp_path / "toy_Y.csv", ["CHN|FD", "JPN|FD", "KOR|FD"], final),
    ]


def like_published(document: dict, path: Path) -> None:
    rows = pd.read_csv(path, comment="#")
    course = pd.DataFrame(document["course"]).pivot(index="day", columns="industry")
    found = {f"x_rel|{name}": course["relative"][name.replace("|", "/")] for name in INDUSTRIES}
    found["stock_KORbattery_material_days"] = course["stock_days"]["KOR/battery"]
    found["unmet_final_KORbattery"] = course["unmet"]["KOR/battery"]
    found["alpha_JPNmaterial"] = course["overproduction"]["JPN/material"]
    found["alpha_KORmaterial"] = course["overproduction"]["KOR/material"]
    assert len(rows) >= 10
    for name, series in found.items():
        got = series.loc[rows["day"]].to_numpy()
        np.testing.assert_allclose(got, rows[name], rtol=0, atol=1e-9, err_msg=name)


def test_that_the_published_trajectory_comes_out(toy: list[object]) -> None:
    done = ask(*toy, *ASKED, "--json")
    like_published(json.loads(done.stdout), PUBLISHED)


def test_that_a_workbook_gives_the_published_trajectory_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    flows, final = book.active, book.create_sheet("final")
    flows.title = "flows"
    flows.append(["", *INDUSTRIES])
    final.append(["", "CHN|FD", "JPN|FD", "KOR|FD"])
    for name, row in zip(INDUSTRIES, FINAL, strict=True):
        flows.append([name, *(FLOWS.get((name, buyer), 0) for buyer in INDUSTRIES)])
        final.append([name, *row])
    book.save(tmp_path / "toy.xlsx")
    done = ask(tmp_path / "toy.xlsx", *ASKED, "--json")
    like_published(json.loads(done.stdout), PUBLISHED)


@pytest.mark.parametrize("folder", [f for f in (ORACLES,) if f.is_dir()])
def test_that_the_files_of_the_oracle_give_its_trajectory(folder: Path) -> None:
    files = (folder / "ario_toy_Z_annual.csv", "--final", folder / "ario_toy_Y_annual.csv")
    done = ask(*files, *ASKED, "--json")
    like_published(json.loads(done.stdout), folder / "ario_toy_trajectory_alt.csv")


def test_that_direct_and_indirect_losses_of_the_toy_are_as_they_were(toy: list[object]) -> None:
    document = json.loads(ask(*toy, *ASKED, "--json").stdout)
    rows = {row["industry"]: row for row in document["industries"]}
    korean = rows["KOR/battery"]
    assert korean["indirect"] == pytest.approx(33.5618, abs=5e-5)  # as published
    assert (korean["direct"], korean["first_day"], korean["worst_day"]) == (0, 21, 100)
    assert rows["CHN/material"]["direct"] == pytest.approx(0.9 * 320 * 90 / 365, rel=5e-3)
    assert document["total"]["indirect"] == pytest.approx(122.38, abs=5e-3)
    assert [row["region"] for row in document["regions"]] == ["CHN", "KOR", "JPN"]
    assert "on the last day" in document["problems"][-1]["reason"]


def test_that_recovery_and_horizon_change_the_loss(toy: list[object]) -> None:
    def loss(*more: object) -> float:
        words = (*toy, "--hit", "chn|MATERIAL=0.5", "--days", 30, *more, "--json")
        return json.loads(ask(*words).stdout)["total"]["direct"]

    assert loss("--recovery", 60) > 1.5 * loss()
    assert loss("--horizon", 10) < loss() / 2.5


def test_that_people_read_a_table_and_programs_rows(toy: list[object], tmp_path: Path) -> None:
    shown = ask(*toy, *ASKED, "-o", tmp_path / "out.xlsx")
    assert "70.8165 lost directly, 122.38 indirectly" in shown.stdout
    assert "wrote" in shown.stdout
    assert openpyxl.load_workbook(tmp_path / "out.xlsx")["course"].max_row == 1 + 365 * 6
    rows = list(csv.DictReader(ask(*toy, *ASKED, "--format", "csv").stdout.splitlines()))
    assert [row["industry"] for row in rows][:2] == ["CHN/battery", "CHN/material"]


def test_that_the_course_goes_to_csv_by_week(toy: list[object], tmp_path: Path) -> None:
    path = tmp_path / "course.csv"
    assert ask(*toy, *ASKED, "--by", "week", "-o", path).exit_code == 0
    rows = pd.read_csv(path)
    assert rows["day"].unique().tolist() == list(range(0, 365, 7))
    assert rows.loc[rows["industry"] == "KOR/battery", "unmet"].sum() == pytest.approx(
        33.5618, 1e-5
    )


@pytest.mark.parametrize("hit", ["CHN/material", "CHN/material=2", "CHN/material=0", "=0.5", "a=b"])
def test_that_a_hit_that_cannot_be_read_is_wrong_usage(toy: list[object], hit: str) -> None:
    done = ask(*toy, "--hit", hit, "--days", 3)
    assert done.exit_code == 2
    assert "is not like REGION/SECTOR=0.5" in done.output


def test_that_an_unknown_industry_is_refused_with_those_that_are_close(toy: list[object]) -> None:
    done = ask(*toy, "--hit", "CHN/materials=0.5", "--days", 3, "--json")
    assert done.exit_code == 3
    (told,) = json.loads(done.stdout)["refused"]
    assert told["value"] == "CHN/materials"
    assert "CHN/material" in told["reason"]


def test_that_empty_cells_are_refused_unless_they_are_said_to_be_zero(toy, tmp_path: Path) -> None:
    path = Path(str(toy[0]))
    path.write_text(path.read_text().replace(",0", ",", 3))
    done = ask(*toy, *ASKED, "--json")
    assert done.exit_code == 3
    assert "3 cells are empty" in json.loads(done.stdout)["refused"][-1]["reason"]
    document = json.loads(ask(*toy, *ASKED, "--blank-is-zero", "--json").stdout)
    like_published(document, PUBLISHED)
    assert any("3 cells are empty and count as 0" in p["reason"] for p in document["problems"])


def test_that_the_table_itself_is_never_overwritten(toy: list[object]) -> None:
    before = Path(str(toy[0])).read_bytes()
    assert ask(*toy, *ASKED, "-o", toy[0]).exit_code == 2
    assert Path(str(toy[0])).read_bytes() == before
