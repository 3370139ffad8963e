"""Has a workbook parsed by a child process, with limits, and takes over what it found."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from workbench.core.problem import Problem
from workbench.core.progress import Progress
from workbench.core.reading.grid import MOST_USED_COLUMNS
from workbench.core.reading.precheck import LARGEST_FILE, check_file, refused
from workbench.core.reading.sheets import RawColumn, Sheet, Workbook

_ROOT = Path(__file__).resolve().parents[3]
"""The folder that holds the package, so that the child finds it from anywhere."""

_LOOK_EVERY = 0.05  # seconds
_SAVE_AGAIN = "Open it in Excel and save it again as .xlsx"
_COPY = "Copy the sheets you need into a new workbook"

READERS: dict[str, tuple[str, ...]] = {
    ".xlsx": ("calamine", "openpyxl", "faults"),
    ".xlsb": ("calamine",),
    ".xls": ("calamine",),
    ".ods": ("calamine",),
    ".text": ("text",),
    ".html": ("html",),
    ".xml": ("xml",),
}
"""For each kind of file the readers to try, in order."""


class _Failed(Exception):
    """A reader could not do it. ``final``: no other one need try."""

    def __init__(self, message: str, remedy: str, *, final: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.final = final


@dataclass(frozen=True)
class Limits:
    """What the child may use: bytes of address space (not on Windows), seconds, and columns."""

    memory: int = 3 << 30
    seconds: float = 120.0
    columns: int = MOST_USED_COLUMNS
    """Columns of a sheet that may hold anything."""


def read_workbook(
    path: Path, progress: Progress | None = None, limits: Limits | None = None
) -> Workbook:
    """Return every sheet of a workbook or table, cell by cell.

    Read are .xlsx, .xlsm, .xlsb, .xls, .ods, text files (.csv, .tsv, .txt), web pages and XML
    spreadsheets, which statistics offices serve as .xls; the content decides, not the ending.

    The file is copied first, so that what is checked, parsed and hashed is one and the same, and
    a program that has it open is not disturbed.

    Raises:
        DataRefused: if it is no workbook, is damaged, or needs more than the limits.
        Cancelled: if ``progress`` stops it.
    """
    with tempfile.TemporaryDirectory(prefix="workbench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        copy = folder / "book"
        _copy(path, copy)
        checked = check_file(copy, path.name)
        # The parser goes by the ending, which may be wrong; the content is not.
        book = copy.rename(folder / f"book.{checked.container}")
        with book.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        _run(folder, book, path.name, progress or Progress(), limits or Limits())
        return _take_over(folder, path.name, sha256, checked.problems)


def _copy(path: Path, copy: Path) -> None:
    try:
        if path.stat().st_size <= LARGEST_FILE:
            shutil.copyfile(path, copy)
        else:  # a stand-in of that size, so that one place speaks about sizes
            with copy.open("wb") as file:
                file.truncate(path.stat().st_size)
    except FileNotFoundError as problem:
        raise refused(path.name, "the file does not exist", "Check its name") from problem
    except OSError as problem:
        text = f"the file cannot be read: {problem.strerror or problem}"
        remedy = "Check that it is a file and that you may read it"
        raise refused(path.name, text, remedy) from problem


def _run(folder: Path, book: Path, name: str, progress: Progress, limits: Limits) -> None:
    """Have the file parsed, by a more tolerant reader if the fast one fails.

    Raises:
        DataRefused: for the reason of the first reader, unless another one knows better.
    """
    end = time.monotonic() + limits.seconds
    first: _Failed | None = None
    for reader in READERS[book.suffix]:
        job = {"file": book.name, "name": name, "reader": reader, "memory": limits.memory}
        job["columns"] = limits.columns
        job["failed"] = first.message if first else ""
        (folder / "job.json").write_text(json.dumps(job), "utf-8")
        try:
            _start(folder, name, progress, end, limits)
        except _Failed as failed:
            first = failed if first is None or failed.final else first
            if failed.final:
                break
        else:
            return
    assert first is not None
    raise refused(name, first.message, first.remedy) from first


def _start(folder: Path, name: str, progress: Progress, end: float, limits: Limits) -> None:
    log = folder / "progress.jsonl"
    log.write_bytes(b"")
    with (folder / "complaints.txt").open("wb") as complaints, log.open(encoding="utf-8") as lines:
        child = subprocess.Popen(  # noqa: S603 - our own program and a folder of our own
            _command(folder),
            stdin=subprocess.DEVNULL,
            stdout=complaints,
            stderr=complaints,
            cwd=folder,  # never the folder of the foreign file, where modules might lie
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        try:
            last = _watch(child, lines, name, progress, end)
        finally:
            child.kill()
            child.wait()
    if last.get("late"):
        raise _Failed(f"reading it takes longer than {limits.seconds:g} seconds", _COPY)
    if child.returncode != 0 or not last.get("finished"):
        raise _why(child.returncode, last, limits)


def _command(folder: Path) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--import-worker", str(folder)]
    return [sys.executable, "-m", "workbench.core.reading.child", str(folder)]


def _environment() -> dict[str, str]:
    paths = [str(_ROOT), os.environ.get("PYTHONPATH", "")]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path for path in paths if path),
        "OPENBLAS_NUM_THREADS": "1",  # threads it does not need would count as memory
        "PYTHONWARNINGS": "ignore",
    }


def _watch(
    child: subprocess.Popen[bytes], lines: Any, name: str, progress: Progress, end: float
) -> dict[str, Any]:
    """Report and watch the clock until the child ends; return its last word."""
    last: dict[str, Any] = {}
    unfinished = ""
    running = True
    while running:
        try:
            child.wait(_LOOK_EVERY)
            running = False
        except subprocess.TimeoutExpired:
            running = True
        *whole, unfinished = (unfinished + lines.read()).split("\n")
        if whole:
            last = json.loads(whole[-1])
        text = f"reading {name}"
        if "sheet" in last:
            text += f": {last['sheet']}"
        progress.step(float(last.get("done", 0)), float(last.get("total", 0)), text)
        if running and time.monotonic() > end:
            return {**last, "late": True}
    return last


def _why(status: int | None, last: dict[str, Any], limits: Limits) -> _Failed:
    word = str(last.get("refused", ""))
    if word and word != "memory":
        return _Failed(word, _SAVE_AGAIN, final=bool(last.get("final")))
    sheet = f" at the sheet {last['sheet']}" if last.get("sheet") else ""
    memory = word == "memory" or status in (-6, -9, 134, 137)
    allowed = f"{limits.memory / (1 << 30):.1f} GB allowed"
    why = f"it needs more memory than the {allowed}" if memory else "the workbook is damaged"
    return _Failed(f"reading it broke off{sheet}: {why}", _COPY)


def _take_over(folder: Path, name: str, sha256: str, problems: tuple[Problem, ...]) -> Workbook:
    found = json.loads((folder / "sheets.json").read_text("utf-8"))
    facts = [*found["problems"]]
    for sheet in found["sheets"]:
        facts += sheet["problems"]
    said = (Problem(**words).located(file=name) for words in facts)
    sheets = tuple(_sheet(folder, sheet) for sheet in found["sheets"])
    return Workbook(name, sha256, sheets, (*problems, *said))


def _sheet(folder: Path, fact: dict[str, Any]) -> Sheet:
    with (folder / fact["file"]).open("rb") as file:
        columns = tuple(_column(file, saved, fact["rows"]) for saved in fact["columns"])
    merged = tuple((tuple(first), tuple(last)) for first, last in fact["merged"])
    texts = tuple(fact["texts"])
    return Sheet(fact["name"], fact["visible"], fact["rows"], columns, texts, merged)


def _column(file: BinaryIO, saved: str, rows: int) -> RawColumn:
    def array(letter: str, dtype: type) -> npt.NDArray[Any]:
        if letter not in saved:
            return np.broadcast_to(np.zeros(1, dtype=dtype), (rows,))
        return np.asarray(np.load(file, allow_pickle=False)[:rows], dtype=dtype)

    return RawColumn(array("k", np.uint8), array("n", np.float64), array("c", np.int32))
