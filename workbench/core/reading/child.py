"""The child process that parses one file, so that a broken one cannot harm the program.

It is given a folder with ``job.json``, works inside limits, and leaves there ``sheets.json`` and
one file of arrays for each sheet. How far it is, and why it refuses, goes line by line into
``progress.jsonl``; a file, because a program without a console has no standard output.
"""

from __future__ import annotations

import errno
import json
import re
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

from python_calamine import PasswordError

from workbench.core.problem import Problem
from workbench.core.reading.grid import MOST_USED_COLUMNS, Damaged, Grid, Refused, Tell

_Read = Callable[[Path, str, Tell], Iterator[Grid | Problem]]

_WORDS: tuple[tuple[str, str], ...] = (
    ("shared strings", "a cell refers to a text that is not in the file"),
    ("Codepage", "its texts are in no known encoding; perhaps it is protected with a password"),
    ("Cfb error", "its table of contents points outside of the file"),
    ("record length", "it was cut off"),
    ("End of stream", "it was cut off"),
    ("Unrecognized sheet", "it names a kind of sheet that does not exist"),
    ("Range is missing", "it names a range of cells that does not exist"),
    ("File not found", "one of its parts is missing"),
    ("no item named", "one of its parts is missing"),
    ("CRC", "one of its parts is damaged"),
    ("Zip", "it was cut off, or one of its parts is damaged"),
    ("Expecting", "one of its parts is not well-formed XML"),
    ("xml", "one of its parts is not well-formed XML"),
)


def main(argv: Sequence[str]) -> int:
    """Do the job described in the folder ``argv[0]``; return the exit status."""
    folder = Path(argv[0])
    job = json.loads((folder / "job.json").read_text("utf-8"))
    _limit_memory(int(job["memory"]))
    with (folder / "progress.jsonl").open("w", encoding="utf-8") as log:
        try:
            found = _read(folder, job, log)
        except PasswordError:
            _say(log, refused="the workbook is protected with a password", final=True)
        except MemoryError:
            _say(log, refused="memory")
        except Refused as problem:
            _say(log, refused=str(problem), final=True)
        except BaseException as problem:  # noqa: BLE001 - a panic of the parser is one
            if lacks_memory(problem):
                _say(log, refused="memory")
                return 1
            traceback.print_exc()  # for whoever keeps the folder to find a fault of ours
            _say(log, refused=f"the workbook is damaged: {_in_words(problem)}")
        else:
            (folder / "sheets.json").write_text(json.dumps(found), "utf-8")
            _say(log, finished=True, done=1, total=1)
            return 0
    return 1


def lacks_memory(problem: BaseException) -> bool:
    """Return whether memory ran out, which libraries report in ways of their own."""
    chain: BaseException | None = problem
    while chain is not None:
        raw = str(chain).lower()
        if isinstance(chain, (MemoryError, ImportError, SystemError)):
            return True
        if getattr(chain, "errno", None) == errno.ENOMEM or "alloc" in raw or "new thread" in raw:
            return True
        chain = chain.__cause__ or chain.__context__
    return False


def _limit_memory(size: int) -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not there on Windows

    for kind, limit in ((resource.RLIMIT_AS, size), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(kind, (limit, limit))
        except (OSError, ValueError):  # macOS knows the limit and does not take it
            continue


def _say(log: TextIO, **words: object) -> None:
    log.write(json.dumps(words) + "\n")
    log.flush()


def _in_words(problem: BaseException) -> str:
    """Say what is wrong without the words of a library, which nobody outside of it understands."""
    if isinstance(problem, Damaged):
        return str(problem)
    raw = f"{type(problem).__name__}: {problem}"
    part = re.search(r"'((?:xl|docProps|_rels)/[\w./-]{1,80}|\[Content_Types\]\.xml)'", raw)
    where = f" ({part[1]})" if part else ""
    for sign, words in _WORDS:
        if sign.lower() in raw.lower():
            return words + where
    return f"its content contradicts itself{where}"


def _read(folder: Path, job: dict[str, Any], log: TextIO) -> dict[str, list[dict[str, Any]]]:
    read = _reader(job.get("reader", "calamine"))

    def tell(sheet: str, part: float) -> None:
        _say(log, sheet=sheet, done=part, total=1)

    sheets: list[dict[str, Any]] = []
    problems = [asdict(_tolerated(job["failed"]))] if job.get("failed") else []
    for item in read(folder / job["file"], job.get("name", job["file"]), tell):
        if isinstance(item, Problem):
            problems.append(asdict(item))
        else:
            most = int(job.get("columns", MOST_USED_COLUMNS))
            sheets.append(item.save(folder / f"{len(sheets)}.arrays", most))
    return {"sheets": sheets, "problems": problems}


def _tolerated(failed: str) -> Problem:
    return Problem(
        "the workbook breaks the rules of its format; a more tolerant reader could open it",
        severity="warning",
        value=failed,
        remedy="Check the figures, or open the workbook in Excel and save it again",
    )


def _reader(key: str) -> _Read:
    """Return how to read; what is not needed is not loaded, it would cost time and memory."""
    if key == "calamine":
        from workbench.core.reading.calamine_reader import read  # noqa: PLC0415
    elif key == "openpyxl":
        from workbench.core.reading.openpyxl_reader import read  # noqa: PLC0415
    elif key == "faults":
        from workbench.core.reading.xlsx_faults import read  # noqa: PLC0415
    elif key == "html":
        from workbench.core.reading.html_tables import read  # noqa: PLC0415
    elif key == "xml":
        from workbench.core.reading.spreadsheet_xml import read  # noqa: PLC0415
    else:
        from workbench.core.reading.text_file import read  # noqa: PLC0415
    return read


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
