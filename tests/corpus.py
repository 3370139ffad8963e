"""Reads every file of a collection of awkward workbooks and compares with what is known of each.

    python tests/corpus.py FOLDER [--jobs 2]

FOLDER holds INDEX.csv (columns ``file`` and ``expectation``: ``must open``, ``at least one reader
opens it``, ``no reader opens it``, ``text format``), EXPECTED.csv (columns ``file``, ``sheet``,
``cell``, ``value``), or both. Without INDEX.csv the files of EXPECTED.csv must open, and every
other one must open or be refused in words. One line for each file, a summary at the end; exit
status 1 if anything was missed, 2 if there is nothing to go by.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from workbench.core.problem import DataRefused, Problem
from workbench.core.reading.sheets import EMPTY, Workbook
from workbench.core.reading.worker import Limits, read_workbook

LIMITS = Limits(memory=3 << 29, seconds=10.0)
"""For each file: 1.5 GB and 10 seconds."""

MUST, MAY, NONE, TEXT = (
    "must open",
    "at least one reader opens it",
    "no reader opens it",
    "text format",
)
_RAW = re.compile(r"Traceback|\b\w+(Error|Exception)\b|\bErrno\b|<class |panicked|\bat 0x[0-9a-f]+")
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")


@dataclass
class Outcome:
    """What became of one file. ``misses`` says what should not be so."""

    file: str
    expectation: str
    words: str
    opened: bool = False
    seconds: float = 0.0
    misses: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        mark = "MISS" if self.misses else "ok"
        state = "opens" if self.opened else "refused"
        line = f"{mark:4} {state:7} {self.seconds:5.2f} s  {self.file}: {self.words}"
        return line + "".join(f"\n     ! {miss}" for miss in self.misses)


Expected = dict[str, list[dict[str, str]]]


def tasks(folder: Path) -> tuple[dict[str, str], Expected]:
    """Return the expectation of every file, and the cells that are known, by file."""
    expected: Expected = {}
    for line in _lines(folder / "EXPECTED.csv"):
        expected.setdefault(line["file"], []).append(line)
    index = {
        line["file"]: _expectation(line["expectation"]) for line in _lines(folder / "INDEX.csv")
    }
    if not index and expected:
        names = (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.*")))
        index = dict.fromkeys((name for name in names if name != "EXPECTED.csv"), TEXT)
        index |= dict.fromkeys(expected, MUST)
    return index | {file: index.get(file, MUST) for file in expected}, expected


def _lines(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _expectation(words: str) -> str:
    found = [known for known in (MUST, MAY, NONE, TEXT) if known in words]
    if len(found) != 1:
        raise SystemExit(f"INDEX.csv: unknown expectation {words!r}")
    return found[0]


def examine(folder: Path, file: str, expectation: str, known: list[dict[str, str]]) -> Outcome:
    """Read one file and compare."""
    start = time.monotonic()
    try:
        book = read_workbook(folder / file, limits=LIMITS)
    except DataRefused as refusal:
        outcome = _refused(file, expectation, refusal.problems)
    except Exception as problem:  # noqa: BLE001 - that none comes is what is examined
        outcome = Outcome(file, expectation, "", misses=[f"crash: {problem!r}"])
    else:
        outcome = _opened(file, expectation, book, known)
    outcome.seconds = time.monotonic() - start
    return outcome


def _refused(file: str, expectation: str, problems: Sequence[Problem]) -> Outcome:
    outcome = Outcome(file, expectation, problems[0].message)
    if expectation == MUST:
        outcome.misses.append("it must open")
    for problem in problems:
        outcome.misses += _wording(problem, Path(file).name)
        if "takes longer" in problem.message:
            outcome.misses.append("it hangs")
    return outcome


def _wording(problem: Problem, name: str) -> Iterator[str]:
    if problem.file != name:
        yield "a finding does not name the file"
    if not problem.message or (problem.severity == "error" and not problem.remedy):
        yield "a finding says nothing, or not what to do"
    if found := _RAW.search(str(problem)):
        yield f"a finding holds raw words of a program: {found[0]}"


def _opened(file: str, expectation: str, book: Workbook, known: list[dict[str, str]]) -> Outcome:
    cells = sum(_touch(book))
    words = f"{len(book.sheets)} sheets, {cells} cells"
    outcome = Outcome(file, expectation, words, opened=True)
    remarks = Counter(problem.message for problem in book.problems)
    outcome.words += "".join(f"; {message}" for message in list(remarks)[:3])
    for problem in book.problems:
        outcome.misses += _wording(problem, Path(file).name)
    outcome.misses += [miss for line in known if (miss := _compare(book, line))]
    return outcome


def _touch(book: Workbook) -> Iterator[int]:
    for sheet in book.sheets:
        for number, column in enumerate(sheet.columns, 1):
            rows = np.flatnonzero(column.kinds != EMPTY) + 1
            assert all(sheet.cell(int(row), number) is not None for row in rows)
            yield len(rows)


def _compare(book: Workbook, line: dict[str, str]) -> str:
    place = f"{line['sheet']}!{line['cell']}"
    sheet = next((sheet for sheet in book.sheets if sheet.name == line["sheet"]), None)
    reference = _CELL.match(line["cell"])
    if sheet is None or reference is None:
        return f"there is no {place}"
    column = 0
    for letter in reference[1]:
        column = 26 * column + ord(letter) - 64
    found = sheet.cell(int(reference[2]), column)
    same = str(found) == line["value"]
    if isinstance(found, float):
        with suppress(ValueError):
            same = float(line["value"]) == found
    return "" if same else f"{place} is {found!r}, not {line['value']!r}"


def summary(outcomes: Sequence[Outcome]) -> str:
    """Return how many files of each expectation open, are refused and are missed."""
    lines = []
    for expectation in (MUST, MAY, NONE, TEXT):
        here = [outcome for outcome in outcomes if outcome.expectation == expectation]
        opened = sum(outcome.opened for outcome in here)
        missed = sum(bool(outcome.misses) for outcome in here)
        counts = f"{opened} open, {len(here) - opened} refused, {missed} missed"
        lines.append(f"{expectation}: {len(here)} files, {counts}")
        told = [item for item in here if item.opened == (expectation == NONE)]
        if expectation in {MAY, NONE}:
            lines += [f"  {'opens' if item.opened else item.words}: {item.file}" for item in told]
    slowest = max((outcome.seconds for outcome in outcomes), default=0.0)
    return "\n".join([*lines, f"slowest: {slowest:.1f} s"])


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int, default=2, help="files read at the same time")
    words = parser.parse_args(argv)
    index, expected = tasks(words.folder)
    if not index:
        print(f"{words.folder} has neither INDEX.csv nor EXPECTED.csv", file=sys.stderr)
        return 2
    outcomes = []
    with ThreadPoolExecutor(max(words.jobs, 1)) as pool:
        found = pool.map(
            lambda file: examine(words.folder, file, index[file], expected.get(file, [])), index
        )
        for outcome in found:
            outcomes.append(outcome)
            print(outcome, flush=True)
    print(summary(outcomes))
    return 1 if any(outcome.misses for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
