"""Foreign workbooks on the command line: by name, by recognition, and kept for the next time."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from workbench.cli import main
from workbench.core.layout.profiles import user_folder

BACI = "t,i,j,k,v,q\n2021,156,410,380110,5.5,6.5\n2021,392,410,380110,7.5,8.25\n"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def test_that_a_foreign_file_is_imported_by_the_profile_that_is_named(tmp_path: Path) -> None:
    file = tmp_path / "flows.csv"
    file.write_text(BACI, "utf-8")
    done = run("import", tmp_path / "p.scrw", file, "--profile", "baci", "--json")
    document = json.loads(done.stdout)
    assert done.exit_code == 0
    assert document["tables"]["trade"] == 2
    assert document["skipped"] == []
    assert any("baci" in finding["reason"] for finding in document["warnings"])


def test_that_an_unknown_profile_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    file = tmp_path / "flows.csv"
    file.write_text(BACI, "utf-8")
    done = run("import", tmp_path / "p.scrw", file, "--profile", "nobody", "--json")
    assert done.exit_code == 3
    (found,) = json.loads(done.stdout)["skipped"]
    assert "baci" in found["reason"]
    assert not (tmp_path / "p.scrw").exists()


def test_that_how_a_file_was_read_is_kept_under_a_name(tmp_path: Path) -> None:
    file = tmp_path / "flows.csv"
    file.write_text(BACI, "utf-8")
    words = ("import", tmp_path / "p.scrw", file, "--save-profile")
    assert run(*words, "flows", "--dry-run").exit_code == 0
    assert not user_folder().exists()
    assert run(*words, "flows").exit_code == 0
    assert (user_folder() / "flows.json").is_file()
    again = run("import", tmp_path / "q.scrw", file, "--json")
    assert "flows" in json.loads(again.stdout)["warnings"][1]["reason"]


def test_that_a_wrong_name_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    file = tmp_path / "flows.csv"
    file.write_text(BACI, "utf-8")
    done = run("import", tmp_path / "p.scrw", file, "--save-profile", "../up")
    assert done.exit_code == 3
    assert not (tmp_path / "p.scrw").exists()
