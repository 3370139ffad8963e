"""The commands that move data, as a script would call them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from workbench.cli import main
from workbench.paths import sample_workbook


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    project = tmp_path / "graphite.scrw"
    assert run("sample", project).exit_code == 0
    return project


def test_that_import_counts_the_rows_of_every_table(tmp_path: Path) -> None:
    project = tmp_path / "new.scrw"
    done = run("import", project, sample_workbook(), "--json")
    document = json.loads(done.stdout)
    assert done.exit_code == 0
    assert set(document) >= {"tables", "skipped", "warnings"}
    assert document["tables"]["trade"] > 1000
    assert document["skipped"] == []
    assert project.exists()


def test_that_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    project = tmp_path / "new.scrw"
    assert run("import", project, sample_workbook(), "--dry-run").exit_code == 0
    assert not project.exists()


def _spoil(source: Path, target: Path) -> None:
    """Write a copy of the sample with five kinds of mistakes."""
    shutil.copy(source, target)
    book = openpyxl.load_workbook(target)
    trade = book["trade"]
    columns = {cell.value: cell.column for cell in trade[1]}
    trade.cell(5, columns["quantity"]).value = "a lot"
    trade.cell(6, columns["partner"]).value = "Atlantis"
    for name in ("period", "flow", "reporter", "partner", "material"):
        trade.cell(8, columns[name]).value = trade.cell(7, columns[name]).value
    del book["suppliers"]
    book.save(target)


def test_that_a_wrong_workbook_gives_every_finding_and_leaves_the_project_as_it_was(
    sample: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.xlsx"
    _spoil(sample_workbook(), wrong)
    fresh = tmp_path / "fresh.scrw"
    fresh.write_bytes(sample.read_bytes())
    before = fresh.read_bytes()
    empty = tmp_path / "empty.scrw"
    for project in (fresh, empty):
        done = run("import", project, wrong, "--json")
        assert done.exit_code == 3
        found = json.loads(done.stdout)["skipped"]
        cells = {(finding["sheet"], finding["cell"]): finding for finding in found}
        assert cells["trade", "G5"]["value"] == "a lot"
        assert cells["trade", "D6"]["value"] == "Atlantis"
        assert any("row 7" in f["reason"] for f in found if f["row"] == 8)
        assert all(finding["remedy"] and finding["reason"] for finding in found)
    assert any("suppliers" in finding["reason"] for finding in found)  # missing in a new project
    assert fresh.read_bytes() == before
    assert not empty.exists()


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04broken"])
def test_that_what_is_no_workbook_is_refused_in_plain_words(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "file.xlsx"
    file.write_bytes(content)
    done = run("import", tmp_path / "new.scrw", file)
    assert done.exit_code == 3
    assert "file.xlsx" in done.stderr
    assert "Traceback" not in done.stderr


def test_that_a_missing_file_is_refused_in_plain_words(tmp_path: Path) -> None:
    for words in (("import", tmp_path / "p.scrw", tmp_path / "no.xlsx"), ("check", tmp_path / "n")):
        done = run(*words)
        assert done.exit_code == 3
        assert "Traceback" not in done.stderr


def test_that_the_template_can_be_filled_in_and_imported(tmp_path: Path) -> None:
    book = tmp_path / "template.xlsx"
    assert run("template", book).exit_code == 0
    done = run("import", tmp_path / "p.scrw", book, "--json")
    assert json.loads(done.stdout)["skipped"] == []
    assert done.exit_code == 0


def test_that_check_of_the_sample_finds_no_error(sample: Path) -> None:
    done = run("check", sample, "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["errors"] == []


def test_that_export_and_import_give_back_the_same_figures(sample: Path, tmp_path: Path) -> None:
    book, again = tmp_path / "out.xlsx", tmp_path / "again.scrw"
    assert run("export", sample, book, "--scenario", "china-licence").exit_code == 0
    assert run("import", again, book).exit_code == 0
    one, two = (run("indicators", path, "--format", "csv").stdout for path in (sample, again))
    assert one == two
    assert len(one.splitlines()) > 1000


def test_that_a_dry_run_tells_what_a_newer_file_changes(sample: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer.xlsx"
    book = openpyxl.load_workbook(sample_workbook())
    trade = book["trade"]
    columns = {cell.value: cell.column for cell in trade[1]}
    old = trade.cell(2, columns["quantity"]).value
    trade.cell(2, columns["quantity"]).value = 2 * old
    trade.delete_rows(3)
    book.save(newer)
    before = sample.read_bytes()
    done = run("import", sample, newer, "--dry-run", "--show-changes", "--json")
    told = json.loads(done.stdout)["changes"]["trade"]
    rows = trade.max_row - 1
    assert {name: told[name] for name in ("added", "revised", "unchanged")} == {
        "added": 0,
        "revised": 1,
        "unchanged": rows - 1,
    }
    revised = [line for line in told["lines"] if line["change"] == "revised"]
    assert [(line["column"], line["old"], line["new"], line["relative"]) for line in revised] == [
        ("quantity", old, 2 * old, 1.0)
    ]
    assert told["removed"] in (0, 1)  # 0 if the row was the only one of its month and material
    assert len(told["lines"]) == 1 + told["removed"]
    assert sample.read_bytes() == before


def test_that_all_scenarios_are_exported_unless_some_are_named(
    sample: Path, tmp_path: Path
) -> None:
    book = tmp_path / "out.xlsx"
    done = run("export", sample, book, "--json")
    assert len(json.loads(done.stdout)["scenarios"]) == 4
    sheets = openpyxl.load_workbook(book, read_only=True).sheetnames
    assert {"compare", "shift", "charts"} <= set(sheets)
    assert {"appraisal", "ranking", "portfolio", "origin results"} <= set(sheets)
    done = run("export", sample, book, "--scenario", "us-demand", "--no-appraisal", "--json")
    assert json.loads(done.stdout)["scenarios"] == ["us-demand"]
    assert "ranking" not in openpyxl.load_workbook(book, read_only=True).sheetnames
    assert run("export", sample, book, "--scenario", "x", "--all-scenarios").exit_code == 2
    assert run("export", sample, book, "--scenario", "none").exit_code == 3


def test_that_a_wrong_name_for_the_sample_is_wrong_usage(tmp_path: Path) -> None:
    assert run("sample", tmp_path / "graphite.txt").exit_code == 2


def test_that_neither_a_project_nor_a_source_is_written_over(sample: Path, tmp_path: Path) -> None:
    book = tmp_path / "source.xlsx"
    shutil.copy(sample_workbook(), book)
    before = {path: path.read_bytes() for path in (sample, book)}
    for words in (
        ("sample", sample),
        ("template", sample),
        ("export", sample, sample),
        ("export", book, book),
        ("export", sample, book),  # what its figures were read from, under another name
        ("export", sample, tmp_path / "out.csv"),
        ("export", sample, tmp_path),
        ("template", tmp_path / "template"),
        ("import", tmp_path / "new.xlsx", book),
    ):
        done = run(*words)
        assert done.exit_code == 2, words
        assert "Traceback" not in done.stderr
    assert {path: path.read_bytes() for path in before} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graphite.scrw", "source.xlsx"]


def test_that_an_older_export_is_replaced(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    assert run("template", out).exit_code == 0
    before = out.read_bytes()
    assert run("sample", out).exit_code == 0
    assert out.read_bytes() != before
    assert run("sample", tmp_path / "none" / "a.xlsx").exit_code == 3


def test_that_json_lists_every_finding_and_people_get_a_count(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "demand"
    sheet.append(["period", "material", "quantity"])
    for year in range(1500):
        sheet.append([f"{year:04d}", "pitch", "?"])
    book.create_sheet("materials").append(["material"])
    book["materials"].append(["pitch"])
    book.save(tmp_path / "many.xlsx")
    words = ("import", tmp_path / "new.scrw", tmp_path / "many.xlsx")
    found = json.loads(run(*words, "--json").stdout)["skipped"]
    assert {f["cell"] for f in found} == {f"C{row}" for row in range(2, 1502)}
    told = run(*words).stderr
    assert "500 more" in told
    assert len(told.splitlines()) < 1010
    assert "nothing to study yet" in told


def test_that_a_finding_of_check_names_the_cell(tmp_path: Path) -> None:
    book = tmp_path / "loop.xlsx"
    shutil.copy(sample_workbook(), book)
    opened = openpyxl.load_workbook(book)
    sheet = opened["scenarios"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, columns["parent"]).value = sheet.cell(2, 1).value
    opened.save(book)
    done = run("import", tmp_path / "new.scrw", book, "--json")
    assert done.exit_code == 0  # an unfinished scenario is no reason to lose the figures
    place = (sheet.title, sheet.cell(2, columns["parent"]).coordinate)
    told = json.loads(done.stdout)["warnings"]
    assert place in {(f["sheet"], f["cell"]) for f in told}
    done = run("check", tmp_path / "new.scrw", "--json")
    assert done.exit_code == 3
    assert [(f["sheet"], f["cell"]) for f in json.loads(done.stdout)["errors"]] == [place]
