"""The child process that parses one workbook, so that a broken file cannot harm the program.

It is given a folder with ``job.json``, works inside limits, and leaves there ``sheets.json`` and
one file of arrays for each sheet. How far it is, and why it refuses, goes line by line into
``progress.jsonl``; a file, because a program without a console has no standard output.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

import numpy as np
from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from workbench.core.reading.columns import ColumnBuffer, Texts
from workbench.core.reading.formula_errors import find_errors
from workbench.core.reading.sheets import EMPTY, ERROR

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
MOST_USED_COLUMNS = 500
MOST_CELLS = 40_000_000
_PIECE = 4_096  # rows; large enough for array speed, small enough to report often


class _Refused(Exception):
    """The workbook goes beyond what is read; the text says what and where."""


def main(argv: Sequence[str]) -> int:
    """Do the job described in the folder ``argv[0]``; return the exit status."""
    folder = Path(argv[0])
    job = json.loads((folder / "job.json").read_text("utf-8"))
    _limit_memory(int(job["memory"]))
    with (folder / "progress.jsonl").open("w", encoding="utf-8") as log:
        try:
            sheets = list(_read(folder, folder / job["file"], log))
        except PasswordError:
            _say(log, refused="the workbook is protected with a password")
        except MemoryError:
            _say(log, refused="memory")
        except _Refused as problem:
            _say(log, refused=str(problem))
        except Exception as problem:  # noqa: BLE001 - whatever a broken file does, say it in words
            _say(log, refused=f"the workbook is damaged: {problem}")
        else:
            (folder / "sheets.json").write_text(json.dumps(sheets), "utf-8")
            _say(log, finished=True, done=1, total=1)
            return 0
    return 1


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


def _read(folder: Path, path: Path, log: TextIO) -> Iterator[dict[str, Any]]:
    book = CalamineWorkbook.from_path(str(path))
    metas = book.sheets_metadata
    for number, meta in enumerate(metas):
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue

        def tell(part: float, name: str = meta.name, before: int = number) -> None:
            _say(log, sheet=name, done=before + part, total=len(metas))

        tell(0.0)
        sheet = book.get_sheet_by_index(number)
        facts = _read_sheet(path, folder / f"{number}.arrays", sheet, tell)
        visible = meta.visible == SheetVisibleEnum.Visible
        yield {"name": meta.name, "visible": visible, "file": f"{number}.arrays", **facts}


def _read_sheet(
    path: Path, arrays: Path, sheet: Any, tell: Callable[[float], None]
) -> dict[str, Any]:
    height = _check_size(sheet)
    texts = Texts()
    first = sheet.start[1] if sheet.start else 0
    buffers = [ColumnBuffer(texts) for _ in range(sheet.width)]
    rows = sheet.iter_rows()
    done = 0
    while piece := list(islice(rows, _PIECE)):
        for buffer, column in zip(buffers, zip(*piece, strict=True), strict=True):
            buffer.add(column)
        done += len(piece)
        tell(done / max(height, 1))
    kinds = [buffer.kinds() for buffer in buffers]
    errors: dict[int, dict[int, int]] = {}
    if any((column == EMPTY).any() for column in kinds):
        for (row, absolute), text in find_errors(path, sheet.name).items():
            number = absolute - first
            if row < done and 0 <= number < len(buffers):
                errors.setdefault(number, {})[row] = texts[text]
                kinds[number][row] = ERROR
    return _save(arrays, buffers, kinds, errors, first, texts)


def _save(
    arrays: Path,
    buffers: list[ColumnBuffer],
    kinds: list[Any],
    errors: dict[int, dict[int, int]],
    first: int,
    texts: Texts,
) -> dict[str, Any]:
    used = [bool((column != EMPTY).any()) for column in kinds]
    if sum(used) > MOST_USED_COLUMNS:
        raise _Refused(f"a sheet uses {sum(used)} columns; at most {MOST_USED_COLUMNS} are read")
    filled = [np.flatnonzero(column != EMPTY)[-1] + 1 for column in kinds if column.any()]
    saved = [""] * first
    with arrays.open("wb") as file:
        for number, (buffer, column) in enumerate(zip(buffers, kinds, strict=True)):
            here = errors.get(number, {})
            saved.append(buffer.save(file, column, here) if used[number] else "")
    while saved and not saved[-1]:
        saved.pop()
    return {"rows": int(max(filled, default=0)), "columns": saved, "texts": list(texts)}


def _check_size(sheet: Any) -> int:
    """Return the number of rows down to the last that holds anything, if that can be read."""
    name = sheet.name
    rows, columns = (place + 1 for place in sheet.end) if sheet.end else (0, 0)
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise _Refused(f"the sheet {name} is larger than Excel allows: {rows} x {columns}")
    if rows * columns > MOST_CELLS:
        raise _Refused(
            f"the sheet {name} spans {rows} rows x {columns} columns; "
            f"at most {MOST_CELLS:,} cells are read"
        )
    return int(rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
