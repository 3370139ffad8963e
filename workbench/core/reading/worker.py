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

from workbench.core.problem import DataRefused
from workbench.core.progress import Progress
from workbench.core.reading.precheck import LARGEST_FILE, Checked, check_file, refused
from workbench.core.reading.sheets import RawColumn, Sheet, Workbook

_ROOT = Path(__file__).resolve().parents[3]
"""The folder that holds the package, so that the child finds it from anywhere."""

_LOOK_EVERY = 0.05  # seconds


@dataclass(frozen=True)
class Limits:
    """What the child may use: bytes of address space (not on Windows), and seconds."""

    memory: int = 3 << 30
    seconds: float = 120.0


def read_workbook(
    path: Path, progress: Progress | None = None, limits: Limits | None = None
) -> Workbook:
    """Return every sheet of a workbook (.xlsx, .xlsm, .xlsb, .xls, .ods), cell by cell.

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
        return _take_over(folder, path.name, sha256, checked)


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
    job = {"file": book.name, "memory": limits.memory}
    (folder / "job.json").write_text(json.dumps(job), "utf-8")
    log = folder / "progress.jsonl"
    log.touch()
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
            last = _watch(child, lines, name, progress, limits)
        finally:
            child.kill()
            child.wait()
    if child.returncode != 0 or not last.get("finished"):
        raise _why(name, child.returncode, last, limits)


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
    child: subprocess.Popen[bytes], lines: Any, name: str, progress: Progress, limits: Limits
) -> dict[str, Any]:
    """Report and check limits until the child ends; return its last word."""
    end = time.monotonic() + limits.seconds
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
            message = f"reading it takes longer than {limits.seconds:g} seconds"
            raise refused(name, message, "Copy the sheets you need into a new workbook")
    return last


def _why(name: str, status: int | None, last: dict[str, Any], limits: Limits) -> DataRefused:
    word = str(last.get("refused", ""))
    if word and word != "memory":
        return refused(name, word, "Open it in Excel and save it again as .xlsx")
    sheet = f" at the sheet {last['sheet']}" if last.get("sheet") else ""
    message = (
        f"reading it broke off{sheet}: it needs more memory than the "
        f"{limits.memory / (1 << 30):.1f} GB allowed"
        if word == "memory" or status in (-6, -9, 134, 137)
        else f"reading it broke off{sheet}: the workbook is damaged"
    )
    return refused(name, message, "Copy the sheets you need into a new workbook")


def _take_over(folder: Path, name: str, sha256: str, checked: Checked) -> Workbook:
    facts = json.loads((folder / "sheets.json").read_text("utf-8"))
    sheets = []
    for fact in facts:
        with (folder / fact["file"]).open("rb") as file:
            columns = tuple(_column(file, saved, fact["rows"]) for saved in fact["columns"])
        sheets.append(
            Sheet(fact["name"], fact["visible"], fact["rows"], columns, tuple(fact["texts"]))
        )
    return Workbook(name, sha256, tuple(sheets), checked.problems)


def _column(file: BinaryIO, saved: str, rows: int) -> RawColumn:
    def array(letter: str, dtype: type) -> npt.NDArray[Any]:
        if letter not in saved:
            return np.broadcast_to(np.zeros(1, dtype=dtype), (rows,))
        return np.asarray(np.load(file, allow_pickle=False)[:rows], dtype=dtype)

    return RawColumn(array("k", np.uint8), array("n", np.float64), array("c", np.int32))
