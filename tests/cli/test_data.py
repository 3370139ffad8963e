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


def test_that_a_wrong_name_for_the_sample_is_wrong_usage(tmp_path: Path) -> None:
    assert run("sample", tmp_path / "graphite.txt").exit_code == 2
