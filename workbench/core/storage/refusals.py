"""From whatever went wrong with a file to words: which file, what, why, what to do."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.core.problem import DataRefused, Problem
from workbench.core.storage.content import Damaged, TooNew
from workbench.core.storage.database import Foreign
from workbench.core.storage.placing import NoSpace

_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_ABSENT = (errno.ENOENT, errno.ENOTDIR)
_BACKUP = "Open a backup or another copy of the file"
_MAKE_ROOM = "Make room, or save to another drive"
_ELSEWHERE = "Save again, or under another name or on another drive"


def refused(path: Path, message: str, remedy: str) -> DataRefused:
    """Return the refusal of one file."""
    return DataRefused([Problem(message, file=str(path), remedy=remedy)])


@contextmanager
def while_saving(path: Path) -> Iterator[None]:
    """Turn failures of writing ``path`` into a refusal that says the old file is as it was."""
    try:
        yield
    except NoSpace as problem:
        raise _not_saved(path, f"there is too little room: {problem}", _MAKE_ROOM) from problem
    except OSError as problem:
        raise _not_saved(path, *_reason(problem)) from problem
    except MemoryError as problem:
        why = "this computer has too little memory left"
        raise _not_saved(path, why, "Close other programs and save again") from problem
    except sqlite3.Error as problem:
        if getattr(problem, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
            raise _not_saved(path, "the disk is full", _MAKE_ROOM) from problem
        raise _not_saved(path, f"writing failed ({problem})", _ELSEWHERE) from problem
    except (Damaged, TooNew, Foreign, UnicodeError) as problem:
        why = f"what was written could not be read back ({problem})"
        raise _not_saved(path, why, _ELSEWHERE) from problem


@contextmanager
def while_loading(path: Path) -> Iterator[None]:
    """Turn failures of reading ``path`` into a refusal."""
    try:
        yield
    except Foreign as problem:
        message = f"this is no project of the workbench: {problem}"
        raise refused(path, message, "Choose a file that the workbench saved") from problem
    except TooNew as problem:
        message = f"the project was saved by a newer version of the workbench: it holds {problem}"
        raise refused(path, message, "Open it with the newer version") from problem
    except (Damaged, sqlite3.Error, UnicodeError) as problem:
        why = "reading took too long" if "interrupted" in str(problem) else str(problem)
        raise refused(path, f"the project file is damaged: {why}", _BACKUP) from problem
    except MemoryError as problem:
        message = "the project is too large for the memory of this computer"
        raise refused(path, message, "Close other programs and open it again") from problem
    except OSError as problem:
        raise _not_read(path, problem) from problem


def _not_saved(path: Path, why: str, remedy: str) -> DataRefused:
    return refused(path, f"the project was not saved, the file is as it was: {why}", remedy)


def _reason(problem: OSError) -> tuple[str, str]:
    """Return why writing failed, and what to do."""
    if problem.errno in _FULL:
        return "the disk is full", _MAKE_ROOM
    if problem.errno in _FORBIDDEN:
        return (
            "the folder or the file may not be written, or another program holds the file",
            "Close other programs that use it, or save to another folder",
        )
    if problem.errno in _ABSENT:
        return "the folder does not exist", "Create it, or save to another folder"
    if problem.errno == errno.EISDIR:
        return "it is a folder", "Choose another name"
    if problem.errno == errno.ENAMETOOLONG:
        return "its name is too long", "Choose a shorter name"
    return f"{problem.strerror or problem}", "Save to another folder or drive"


def _not_read(path: Path, problem: OSError) -> DataRefused:
    if problem.errno in _ABSENT:
        return refused(path, "there is no such file", "Check the name and the folder")
    if problem.errno in _FULL:
        message = "the temporary folder has no room for a copy of it"
        return refused(path, message, "Make room on the system drive and open it again")
    if problem.errno == errno.EISDIR:
        return refused(path, "this is a folder, not a project file", "Choose a file")
    why = problem.strerror or str(problem)
    remedy = "Check that you may read it and that its drive is connected"
    return refused(path, f"the file cannot be read: {why}", remedy)
