"""A finished file takes the place of the old one in one step, or the old one stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from workbench.core.problem import DataRefused, Problem
from workbench.core.storage import placing


def write_and_place(path: Path, write: Callable[[Path], None]) -> None:
    """Let ``write`` fill a new file beside ``path``, then move it into place.

    Raises:
        DataRefused: if the file cannot be written there, for example because Excel has it open.
    """
    target = path.resolve()
    try:
        placing.require_writable(target)
        placing.remove_stale(target)
        draft = placing.temporary(target)
        try:
            write(draft)
            placing.sync_file(draft)
            placing.put(draft, target)
        finally:
            draft.unlink(missing_ok=True)
    except PermissionError as problem:
        raise DataRefused([_not_allowed(target)]) from problem
    except OSError as problem:
        text = f"the file could not be written: {problem.strerror or problem}"
        remedy = "Check that the folder exists and the disk has room, or choose another place"
        raise DataRefused([Problem(text, file=str(path), remedy=remedy)]) from problem


def _not_allowed(target: Path) -> Problem:
    return Problem(
        "the file could not be written: no permission, or another program has it open",
        file=str(target),
        remedy="Close it in Excel, or save under another name; the old file is unchanged",
    )
