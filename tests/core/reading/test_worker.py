"""Reading in a child process: every cell as it stands, and no file that harms the program."""

from __future__ import annotations

import datetime as dt
import errno
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
import pytest

from workbench.core.problem import DataRefused, Problem
from workbench.core.progress import Cancelled, Progress
from workbench.core.reading import worker
from workbench.core.reading.child import lacks_memory
from workbench.core.reading.sheets import BOOL, DATE, EMPTY, ERROR, NUMBER, TEXT
from workbench.core.reading.worker import Limits, read_workbook

MOMENT = dt.datetime(2021, 12, 2, 13, 30, 15, 250_000)  # noqa: DTZ001 - as in a cell


@pytest.fixture(autouse=True)
def nothing_left_behind(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield
    assert list(folder.iterdir()) == []


@pytest.fixture
def book(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["C4"], sheet["C5"], sheet["D4"] = "인조흑연", "인조흑연", 1.5
    sheet["E4"], sheet["E5"] = dt.date(2021, 12, 2), MOMENT
    sheet["F4"], sheet["F5"], sheet["G4"] = True, False, "#DIV/0!"
    sheet["H4"], sheet["I5"] = dt.time(13, 30), "=1+1"
    book.create_sheet("숨김").sheet_state = "hidden"
    path = tmp_path / "책.xlsx"
    book.save(path)
    return path


def refusal(path: Path, limits: Limits | None = None) -> Problem:
    with pytest.raises(DataRefused) as caught:
        read_workbook(path, limits=limits)
    (found,) = caught.value.problems
    assert (found.file, bool(found.remedy), bool(found.expected)) == (path.name, True, True)
    return found


def test_that_every_cell_comes_back_as_it_stands_at_its_true_place(book: Path) -> None:
    read = read_workbook(book)
    assert [(sheet.name, sheet.visible) for sheet in read.sheets] == [
        ("Sheet", True),
        ("숨김", False),
    ]
    sheet = read.sheets[0]
    assert (sheet.cell(4, 3), sheet.cell(4, 4)) == ("인조흑연", 1.5)
    assert sheet.cell(4, 5) == dt.date(2021, 12, 2)
    assert sheet.cell(5, 5) == MOMENT
    assert (sheet.cell(4, 6), sheet.cell(5, 6)) == (True, False)
    assert (sheet.cell(4, 7), sheet.cell(4, 8)) == ("#DIV/0!", "13:30:00")
    assert (sheet.cell(1, 1), sheet.cell(5, 4), sheet.cell(99, 99)) == (None, None, None)
    assert sheet.filled_rows().tolist() == [False, False, False, True, True]
    kinds = [int(column.kinds[3]) for column in sheet.columns]
    assert kinds == [EMPTY, EMPTY, TEXT, NUMBER, DATE, BOOL, ERROR, TEXT]
    assert sheet.columns[2].codes[3] == sheet.columns[2].codes[4]


def test_that_a_folder_with_modules_of_that_name_is_not_run(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("numpy", "workbench", "json"):
        (book.parent / f"{name}.py").write_text("raise SystemExit(9)", "utf-8")
    monkeypatch.chdir(book.parent)
    assert read_workbook(Path(book.name)).sheets


def test_that_the_child_loads_neither_pandas_nor_qt() -> None:
    code = (
        "import sys, workbench.core.reading.child\n"
        "found = {n.split('.')[0] for n in sys.modules}\n"
        "assert not found & {'pandas', 'PySide6', 'pyqtgraph', 'openpyxl', 'html'}"
    )
    root = Path(worker.__file__).parents[3]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


def test_that_cancelling_ends_the_child(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sleeper = [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(worker, "_command", lambda _: sleeper)
    started: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def keep(*arguments: object, **options: object) -> subprocess.Popen[bytes]:
        started.append(start(*arguments, **options))
        return started[-1]

    class Stop(Progress):
        def step(self, *_: object) -> None:
            raise Cancelled

    monkeypatch.setattr(subprocess, "Popen", keep)
    with pytest.raises(Cancelled):
        read_workbook(book, Stop())
    assert started[0].poll() is not None


def test_that_a_file_that_takes_too_long_is_refused(book: Path) -> None:
    assert "longer than 0 seconds" in refusal(book, Limits(seconds=0)).message


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit")
def test_that_a_file_that_needs_too_much_memory_is_refused(tmp_path: Path) -> None:
    lines = (f"{number},x{number},y{number}\n" for number in range(600_000))
    (tmp_path / "long.csv").write_text("a,b,c\n" + "".join(lines), "utf-8")
    found = refusal(tmp_path / "long.csv", Limits(memory=1 << 28))
    assert "more memory than the 0.2 GB allowed" in found.message


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
@pytest.mark.parametrize(
    ("number", "words"), [(signal.SIGKILL, "more memory"), (signal.SIGSEGV, "damaged")]
)
def test_that_a_child_that_is_killed_is_told_in_plain_words(
    book: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    code = f"import os; os.kill(os.getpid(), {int(number)})"
    monkeypatch.setattr(worker, "_command", lambda _: [sys.executable, "-c", code])
    assert words in refusal(book).message


def test_that_a_child_that_says_nothing_is_told_in_plain_words(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_command", lambda _: [sys.executable, "-c", "pass"])
    assert "broke off" in refusal(book).message


def test_that_too_many_columns_are_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(list(range(501)))
    book.save(tmp_path / "wide.xlsx")
    assert "501 columns" in refusal(tmp_path / "wide.xlsx").message


@pytest.mark.parametrize("name", ["gone.xlsx", "."])
def test_that_a_file_that_cannot_be_read_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(DataRefused):
        read_workbook(tmp_path / name)


CORPUS = Path(__file__).resolve().parents[3].parent / "shared" / "corpus"

if CORPUS.is_dir():  # some of the many; each costs the start of a process
    SOME = sorted(CORPUS.glob("*.xls*"))[::10]

    @pytest.mark.parametrize("path", SOME, ids=lambda path: path.name)
    def test_that_any_file_is_read_or_refused_by_name(path: Path) -> None:
        try:
            named = {read_workbook(path).name}
        except DataRefused as refused:
            named = {problem.file for problem in refused.problems}
        assert named == {path.name}


def test_that_the_environment_of_the_user_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    paths = worker._environment()["PYTHONPATH"].split(os.pathsep)
    assert paths[-1] == "elsewhere"
    assert (Path(paths[0]) / "workbench").is_dir()


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        (MemoryError(), True),
        (ImportError("failed to map segment from shared object"), True),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), True),
        (RuntimeError("can't start new thread"), True),
        (ValueError("unable to allocate output buffer"), True),
        (ValueError("a cell refers to nothing"), False),
        (OSError(errno.ENOENT, "gone"), False),
    ],
)
def test_that_a_lack_of_memory_is_known_in_whatever_way_it_is_told(problem, expected) -> None:
    assert lacks_memory(problem) is expected
    other = KeyError("what came of it")
    other.__cause__ = problem
    assert lacks_memory(other) is expected
