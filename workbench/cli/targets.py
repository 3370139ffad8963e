"""Where a command may write: never over a project, over what it reads, or over the user's data."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import click

from workbench.core.project import Project
from workbench.core.report.placing import write_and_place

PROJECT_SUFFIX = ".scrw"


def require_target(
    path: Path, suffixes: Iterable[str], *, hint: str = "OUT", inputs: Iterable[Path] = ()
) -> None:
    """Refuse a file to write, as wrong usage, whose loss nobody asked for.

    An older ``.xlsx``, ``.csv`` or ``.json`` is replaced; a project file, a folder and an input of
    the same command never are.

    Args:
        path: the file that is about to be written.
        suffixes: how its name may end, in small letters.
        hint: the argument or option it was named by.
        inputs: files the command reads.

    Raises:
        BadParameter: saying why.
    """
    allowed = tuple(suffixes)
    if path.suffix.lower() not in allowed:
        raise _refused(f"{path} must end in {' or '.join(allowed)}", hint)
    if path.is_dir():
        raise _refused(f"{path} is a folder", hint)
    if any(_same(path, other) for other in inputs):
        raise _refused(f"{path} is what this command reads; choose another name", hint)
    if path.suffix.lower() == PROJECT_SUFFIX and path.exists():
        text = f"{path} is there already, and a project is not replaced; choose another name"
        raise _refused(text, hint)


def require_no_source(path: Path, project: Project, *, hint: str = "OUT") -> None:
    """Refuse to write over a file that the figures of ``project`` were imported from.

    Raises:
        BadParameter: if the content of the file is that of an import.
    """
    known = set(project["origins"]["sha256"].astype(str)) - {""}
    if not known or not path.is_file():
        return
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found in known:
        text = f"{path} is what the figures of the project were read from; choose another name"
        raise _refused(text, hint)


def put_bytes(path: Path, content: bytes) -> None:
    """Write a whole file in one step.

    Raises:
        DataRefused: if it cannot be written there; an older file is then as it was.
    """

    def write(draft: Path) -> None:
        draft.write_bytes(content)

    write_and_place(path, write)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one.resolve() == other.resolve()


def _refused(text: str, hint: str) -> click.BadParameter:
    return click.BadParameter(text, param_hint=hint)
