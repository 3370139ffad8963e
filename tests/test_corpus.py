"""The command that reads a whole collection: what it calls a miss, and what it prints."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

COMMAND = Path(__file__).with_name("corpus.py")


def run(folder: Path) -> tuple[int, str]:
    words = [sys.executable, "-W", "error", str(COMMAND), str(folder), "--jobs", "1"]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=False)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["국가", 1.5])
    book.save(tmp_path / "sound.xlsx")
    (tmp_path / "table.csv").write_text("a;b\n007;2\n", "utf-8")
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 and nothing more")
    return tmp_path


def index(folder: Path, **expectations: str) -> None:
    lines = ["size,file,expectation"]
    for name in ("sound.xlsx", "table.csv", "broken.xlsx"):
        words = expectations.get(name.split(".", maxsplit=1)[0])
        lines += [f"1,{name},{words}"] if words else []
    (folder / "INDEX.csv").write_text("\n".join(lines), "utf-8")


def expect(folder: Path, *lines: str) -> None:
    (folder / "EXPECTED.csv").write_text("\n".join(["file,sheet,cell,value", *lines]), "utf-8")


def test_that_files_that_end_as_expected_give_a_line_each_and_status_0(folder: Path) -> None:
    index(folder, sound="must open", table="text format", broken="no reader opens it")
    expect(folder, "sound.xlsx,Sheet,B1,1.5", "sound.xlsx,Sheet,A1,국가", "table.csv,table,A2,007")
    status, printed = run(folder)
    assert status == 0
    lines = printed.splitlines()
    assert [line.split()[:2] for line in lines[:3]] == [
        ["ok", "opens"],
        ["ok", "opens"],
        ["ok", "refused"],
    ]
    assert "must open: 1 files, 1 open, 0 refused, 0 missed" in lines


def test_that_a_file_that_must_open_and_does_not_is_a_miss(folder: Path) -> None:
    index(folder, sound="must open", broken="must open")
    status, printed = run(folder)
    assert status == 1
    assert "MISS refused" in printed
    assert "must open: 2 files, 1 open, 1 refused, 1 missed" in printed


@pytest.mark.parametrize(
    "line",
    [
        "sound.xlsx,Sheet,B1,1.6",
        "sound.xlsx,Other,B1,1.5",
        "sound.xlsx,Sheet,C1,1.5",
        "sound.xlsx,Sheet,B1,text",
        "gone.xlsx,Sheet,B1,1.5",
        "table.csv,table,A2,7",
    ],
)
def test_that_a_cell_that_is_not_as_expected_is_a_miss(folder: Path, line: str) -> None:
    expect(folder, line)
    status, printed = run(folder)
    assert (status, printed.count("MISS")) == (1, 1)


def test_that_without_an_index_every_file_is_read(folder: Path) -> None:
    expect(folder, "sound.xlsx,Sheet,B1,1.5")
    status, printed = run(folder)
    assert status == 0
    assert "must open: 1 files, 1 open" in printed
    assert "text format: 2 files, 1 open, 1 refused, 0 missed" in printed


def test_that_a_folder_that_says_nothing_is_a_wrong_call(tmp_path: Path) -> None:
    assert run(tmp_path) == (2, "")
