"""The SQLite layer of a project file: building one, and reading one that may be hostile."""

from __future__ import annotations

import os
import sqlite3
import struct
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from workbench.core.storage.content import Damaged
from workbench.core.storage.packing import LARGEST_CHUNK

APPLICATION_ID = 0x53435257
"""``SCRW``; stands in every file at byte 68 and is what ``file`` and we know it by."""

_MAGIC = b"SQLite format 3\x00"
_SCHEMA = {
    "meta": "CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "chunks": (
        "CREATE TABLE chunks (number INTEGER PRIMARY KEY, table_name TEXT NOT NULL,"
        " column_name TEXT NOT NULL, part TEXT NOT NULL, packing TEXT NOT NULL,"
        " data BLOB NOT NULL)"
    ),
}
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LARGEST_CHUNK + (1 << 16),
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
_SWITCHES = {  # Python 3.12 and later can set them
    "SQLITE_DBCONFIG_DEFENSIVE": True,
    "SQLITE_DBCONFIG_TRUSTED_SCHEMA": False,
    "SQLITE_DBCONFIG_ENABLE_TRIGGER": False,
    "SQLITE_DBCONFIG_ENABLE_VIEW": False,
}
_CAUTION = ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "query_only=ON")
_SPEED = ("page_size=16384", "journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE")
_LONGEST_META = 100_000
_INSTRUCTIONS_BETWEEN_LOOKS = 10_000


class Foreign(Exception):
    """The file is not one of ours; the text says what it seems to be."""


class Chunk(NamedTuple):
    """One row of the table ``chunks``, as it stands in the file."""

    table: str
    column: str
    part: str
    packing: str
    data: bytes


def build(path: Path, format_number: int, meta: Mapping[str, str], chunks: Iterable[Chunk]) -> None:
    """Write a new database to ``path``, without journal: a failure leaves a file to throw away.

    Raises:
        sqlite3.Error: whatever SQLite says; the caller knows the name the user knows.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in _SPEED:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={format_number}")
        connection.execute("BEGIN")
        for sql in _SCHEMA.values():
            connection.execute(sql)
        connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
        for chunk in chunks:
            connection.execute("INSERT INTO chunks VALUES (NULL, ?, ?, ?, ?, ?)", chunk)
        connection.execute("COMMIT")


def format_number(path: Path) -> int:
    """Return the format number in the header, having asked SQLite nothing.

    Raises:
        Foreign: if the file is no SQLite database, or one of another program.
        Damaged: if the header cannot have been written by us.
        OSError: if the file cannot be read.
    """
    with path.open("rb") as file:
        header = file.read(100)
        size = file.seek(0, os.SEEK_END)
    if not header:
        raise Foreign("it is empty")
    if header[:4] == b"PK\x03\x04":
        raise Foreign("it looks like a workbook; use Import to read workbooks")
    if header[:16] != _MAGIC[: len(header)]:
        raise Foreign("its beginning is that of another kind of file")
    if len(header) < 100:
        raise Damaged("the file ends within its first 100 bytes")
    number, application = struct.unpack(">i4xi", header[60:72])
    if application != APPLICATION_ID:
        raise Foreign("it is a database of another program")
    if header[18:20] != b"\x01\x01":
        raise Damaged("the header asks for a journal that project files never have")
    page, pages = struct.unpack(">H10xI", header[16:32])
    if size != page * pages:
        raise Damaged(f"it has {size} bytes and should have {page * pages}; its end may be missing")
    return int(number)


@contextmanager
def opened(path: Path, seconds: float) -> Iterator[sqlite3.Connection]:
    """Open a database read-only, trusting nothing in it; reading ends after ``seconds``."""
    with closing(sqlite3.connect(_uri(path), uri=True, isolation_level=None)) as connection:
        for limit, value in _LIMITS.items():
            connection.setlimit(limit, value)
        switch = getattr(connection, "setconfig", None)
        for name, value in _SWITCHES.items():
            if switch is not None and hasattr(sqlite3, name):
                switch(getattr(sqlite3, name), value)
        for pragma in _CAUTION:
            connection.execute(f"PRAGMA {pragma}")
        end = time.monotonic() + seconds
        connection.set_progress_handler(
            lambda: int(time.monotonic() > end), _INSTRUCTIONS_BETWEEN_LOOKS
        )
        yield connection


def require_schema(connection: sqlite3.Connection, names: Iterable[str] = tuple(_SCHEMA)) -> None:
    """Raise unless the tables ``names`` are exactly ours and, for all names, nothing else is there.

    Raises:
        Damaged: if they are not.
    """
    found = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchmany(20)
    ours = {("table", name, name, _SCHEMA[name]) for name in names}
    others = set(found) - ours
    if not ours <= set(found) or (others and len(ours) == len(_SCHEMA)):
        raise Damaged("its tables are not those of a project")


def read_meta(connection: sqlite3.Connection) -> dict[str, str]:
    """Return what the file says about itself.

    Raises:
        Damaged: if a key or value is no text.
    """
    sql = f"SELECT key, value FROM meta WHERE length(value) <= {_LONGEST_META} LIMIT 100"  # noqa: S608 no text of others
    meta = dict(connection.execute(sql).fetchall())
    if not all(isinstance(text, str) for pair in meta.items() for text in pair):
        raise Damaged("what the file says about itself is no text")
    return meta


def read_chunks(connection: sqlite3.Connection) -> Iterator[Chunk]:
    """Yield all chunks in the order of their numbers.

    Raises:
        Damaged: if a cell has another type than was written.
    """
    sql = "SELECT table_name, column_name, part, packing, data FROM chunks ORDER BY number"
    for row in connection.execute(sql):
        *texts, data = row
        if not all(isinstance(text, str) for text in texts) or not isinstance(data, bytes):
            raise Damaged("a chunk has a name that is no text, or no bytes")
        yield Chunk(*row)


def require_integrity(connection: sqlite3.Connection) -> None:
    """Let SQLite check all pages of the file.

    Raises:
        Damaged: with the first thing it found.
    """
    found = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
    if found != "ok":
        raise Damaged(found)


def _uri(path: Path) -> str:
    """Return the address of a file for SQLite, which wants four slashes before a network share."""
    address = path.absolute().as_uri()
    if not address.startswith("file:///"):
        address = address.replace("file://", "file:////", 1)
    return address + "?mode=ro&immutable=1"
