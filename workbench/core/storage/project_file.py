"""The project file ``.scrw``: one SQLite file, replaced whole at every save, checked at every load.

Table ``meta`` says what the file is, table ``chunks`` holds the parts of
:mod:`workbench.core.storage.content`, packed by :mod:`workbench.core.storage.packing`.
"""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import numpy as np

from workbench import __version__
from workbench.core import schema
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.storage import content as parts
from workbench.core.storage import database, packing, placing, refusals
from workbench.core.storage.content import Content, Damaged, PartName, TooNew, Values
from workbench.core.storage.database import APPLICATION_ID, Chunk, Foreign

__all__ = ["APPLICATION_ID", "FORMAT", "LARGEST_FILE", "Saved", "load", "save"]

FORMAT = schema.FORMAT_NUMBER
"""Format number of the files written here, kept as ``user_version``."""
LARGEST_FILE = 2 << 30
"""Bytes of a file that is opened at most."""

_LARGEST_CONTENT = 2_000_000_000  # so that a file never grows beyond LARGEST_FILE
_MIN_READER = 1
"""Oldest format number whose readers understand our chunks; what columns it knows is seen then."""
_PIECE = 1 << 20
_QUIET = Progress()


@dataclass(frozen=True)
class Saved:
    """What was saved: SHA-256 of the content (not of the file), size of the file in bytes."""

    sha256: str
    size: int


def save(project: Project, path: str | os.PathLike[str], progress: Progress = _QUIET) -> Saved:
    """Write ``project`` to ``path``; the file there is replaced only by a checked new one.

    The same content gives the same hash, wherever and whenever it is saved. Equal provenance of
    rows is part of being the same.

    Raises:
        DataRefused: if it could not be saved; what stood at ``path`` is as it was.
        Cancelled: if ``progress`` cancels, with the same promise.
    """
    target = Path(os.path.realpath(path))
    content = parts.contents(project)
    if parts.size(content) > _LARGEST_CONTENT:
        message = "the project is larger than 2 GB, more than a project file may hold"
        raise refusals.refused(target, message, "Take out figures that the study does not need")
    sha256 = parts.digest(content)
    with refusals.while_saving(target):
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "it is a folder")
        placing.require_writable(target)
        placing.remove_stale(target)
        placing.require_space(target.parent, parts.size(content))
        temp = placing.temporary(target)
        try:
            meta = _meta(content, sha256, target)
            database.build(temp, FORMAT, meta, _packed(content, progress))
            _verify(temp, content, sha256, progress)
            placing.sync_file(temp)
            size = temp.stat().st_size
            placing.put(temp, target)
        finally:
            with suppress(OSError):
                temp.unlink(missing_ok=True)
    return Saved(sha256, size)


def load(path: str | os.PathLike[str], progress: Progress = _QUIET) -> Project:
    """Return the project in the file at ``path``, equal to what was saved to the last bit.

    The file may come from anywhere: it is copied, its header and tables are compared with ours,
    every value is checked, and the hash of all of it. A file of an older format opens; columns it
    does not have are empty.

    Raises:
        DataRefused: if it is no project, newer than this program, damaged or unreadable.
        Cancelled: if ``progress`` cancels.
    """
    source = Path(path)
    with (
        refusals.while_loading(source),
        tempfile.TemporaryDirectory(prefix="workbench-", ignore_cleanup_errors=True) as folder,
    ):
        copy = Path(folder) / "copy.scrw"
        size = _copy(source, copy, progress)
        number = database.format_number(copy)
        with database.opened(copy, seconds=30 + size / 5e6) as connection:
            _require_readable(connection, number)
            meta = database.read_meta(connection)
            if meta.get("format") != str(number):
                _refuse_two_numbers(number, meta)
            content = _read(connection, progress)
        if parts.digest(content) != meta.get("content_sha256"):
            raise Damaged("its content is not what was saved")
        _require_rows(content, meta)
        try:
            return parts.project_of(content)
        except TooNew as problem:
            raise TooNew(f"{problem}, as of version {_version(meta)}") from problem


def _meta(content: Content, sha256: str, target: Path) -> dict[str, str]:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return {
        "format": str(FORMAT),
        "min_reader_version": str(_MIN_READER),
        "app_version": __version__,
        "content_sha256": sha256,
        "created": _created(target) or now,
        "saved": now,
        "rows": json.dumps(parts.rows(content)),
    }


def _created(path: Path) -> str:
    """Return when the file that is about to be replaced was first saved; empty if nobody knows."""
    try:
        if database.format_number(path) > FORMAT:
            return ""
        with database.opened(path, seconds=2) as connection:
            database.require_schema(connection)
            return database.read_meta(connection).get("created", "")
    except (OSError, sqlite3.Error, UnicodeError, Damaged, Foreign):
        return ""


def _packed(content: Content, progress: Progress) -> Iterator[Chunk]:
    total = sum(map(len, content.values()))
    done = 0
    for name, values in content.items():
        for chunk in packing.chunks(values):
            progress.step(done, total, "writing")
            yield Chunk(*name, *packing.pack(chunk))
            done += len(chunk)


def _verify(temp: Path, content: Content, sha256: str, progress: Progress) -> None:
    """Read the new file as a stranger would and compare it with what was meant."""
    if database.format_number(temp) != FORMAT:
        raise Damaged("the format number was not written")
    expected = parts.size(content)
    with database.opened(temp, seconds=30 + expected / 5e6) as connection:
        database.require_integrity(connection)
        _require_readable(connection, FORMAT)
        meta = database.read_meta(connection)
        again = _read(connection, progress, expected)
    if parts.digest(again) != sha256 or meta.get("content_sha256") != sha256:
        raise Damaged("the content is not what was meant to be saved")
    _require_rows(again, meta)


def _require_readable(connection: sqlite3.Connection, number: int) -> None:
    if number < 1:
        raise Damaged(f"it claims the format {number}")
    if number > FORMAT:
        try:
            database.require_schema(connection, names=("meta",))
            meta = database.read_meta(connection)
        except Damaged:
            meta = {}
        oldest = meta.get("min_reader_version", "")
        if oldest != str(FORMAT) and oldest not in map(str, range(1, FORMAT)):
            made = f"format {number} of version {_version(meta)}"
            raise TooNew(f"{made}; this is version {__version__} and reads format {FORMAT}")
    database.require_schema(connection)


def _refuse_two_numbers(number: int, meta: Mapping[str, str]) -> NoReturn:
    """Say what is wrong where the header and the content disagree about the format.

    A header that is ahead is a newer version until proven otherwise: told that the file is
    damaged, somebody would go back to an older backup.
    """
    if number > FORMAT:
        text = f"format {number} of version {_version(meta)}"
        raise TooNew(f"{text}; this is version {__version__} and reads format {FORMAT}")
    raise Damaged("it names two format numbers")


def _version(meta: Mapping[str, str]) -> str:
    return meta.get("app_version", "unknown")[:40]


def _read(connection: sqlite3.Connection, progress: Progress, expected: int = 0) -> Content:
    """Return the parts in the file, their chunks joined; ``expected`` bytes, 0 if unknown."""
    pieces: dict[PartName, list[Values]] = {}
    total = 0
    for chunk in database.read_chunks(connection):
        kind = next((kind for kind in (*parts.DTYPES, "texts") if kind == chunk.part), None)
        if kind is None:
            raise Damaged(f"a part called {chunk.part[:40]!r}")
        values = packing.unpack(kind, chunk.packing, chunk.data)  # type: ignore[arg-type]
        name = PartName(chunk.table, chunk.column, kind)  # type: ignore[arg-type]
        pieces.setdefault(name, []).append(values)
        total += len(values) if isinstance(values, list) else values.nbytes
        if total > _LARGEST_CONTENT:
            raise Damaged("it unpacks to more than 2 GB")
        progress.step(total, expected, "checking")
    return {name: _joined(some) for name, some in pieces.items()}


def _joined(pieces: list[Values]) -> Values:
    if isinstance(pieces[0], list):
        return [text for piece in pieces for text in piece]
    return np.concatenate(pieces)


def _require_rows(content: Content, meta: dict[str, str]) -> None:
    try:
        said = json.loads(meta.get("rows", ""))
    except (ValueError, RecursionError) as problem:
        raise Damaged("it does not say how many rows it has") from problem
    if said != parts.rows(content):
        raise Damaged("it does not have as many rows as were saved")


def _copy(source: Path, target: Path, progress: Progress) -> int:
    """Copy the bytes, so that a drive that goes away or a file that changes cannot hurt."""
    if source.is_dir():
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    if source.exists() and not source.is_file():
        raise Foreign("it is a device, not a file")
    with source.open("rb") as file, target.open("wb") as copy:
        size = os.fstat(file.fileno()).st_size
        done = 0
        while piece := file.read(_PIECE):
            done += len(piece)
            if max(done, size) > LARGEST_FILE:
                raise Foreign("it is larger than 2 GB")
            copy.write(piece)
            progress.step(done, size, "reading")
    return done
