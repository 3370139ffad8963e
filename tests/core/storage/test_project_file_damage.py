"""Files that are not ours, not whole, or made to hurt: never a crash, never another project."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from stored_projects import example
from test_project_file import refusal

from workbench.core.problem import DataRefused
from workbench.core.storage import content, database
from workbench.core.storage.project_file import load, save


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "saved.scrw"
    save(example(rows=4000), path)
    return path


def test_that_a_file_of_another_kind_is_called_so(tmp_path: Path) -> None:
    path = tmp_path / "a.scrw"
    for data in (b"period,value\n2021,5\n" * 20, b"", b"\x00" * 5000):
        path.write_bytes(data)
        assert "no project of the workbench" in refusal(path)
    path.write_bytes(b"PK\x03\x04" + bytes(200))
    assert "use Import" in refusal(path)


def test_that_a_database_of_another_program_is_called_so(tmp_path: Path) -> None:
    path = tmp_path / "a.scrw"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE notes (text)")
    assert "database of another program" in refusal(path)


def test_that_a_file_that_is_not_there_or_a_folder_is_called_so(tmp_path: Path) -> None:
    assert "no such file" in refusal(tmp_path / "absent.scrw")
    assert "folder" in refusal(tmp_path)


def test_that_a_file_cut_off_anywhere_is_refused(saved: Path) -> None:
    data = saved.read_bytes()
    for part in range(20):
        saved.write_bytes(data[: len(data) * part // 20])
        assert "damaged" in refusal(saved) or part == 0
    for other in (data[:-1], data + b"x", data[:16_384], data[:3]):
        saved.write_bytes(other)
        assert "damaged" in refusal(saved)


def loads_as(path: Path, expected: str) -> bool:
    """Return whether the file loads; if it does, hold that it has the expected hash."""
    try:
        project = load(path)
    except DataRefused:
        return False
    assert content.digest(content.contents(project)) == expected
    return True


def test_that_no_flipped_bit_crashes_or_changes_a_figure_unseen(saved: Path) -> None:
    whole, data = content.digest(content.contents(example(rows=4000))), saved.read_bytes()
    dice = random.Random(5)
    refusals = 0
    for _ in range(200):
        bit = dice.randrange(len(data) * 8)
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        saved.write_bytes(flipped)
        refusals += not loads_as(saved, whole)
    assert refusals > 20


def test_that_no_flipped_bit_of_the_first_page_crashes_or_changes_a_figure_unseen(
    saved: Path,
) -> None:
    whole, data = content.digest(content.contents(example(rows=4000))), saved.read_bytes()
    for byte in (*range(0, 100, 3), *range(100, 140), *range(15_800, 16_384, 40)):
        flipped = bytearray(data)
        flipped[byte] ^= 0x41
        saved.write_bytes(flipped)
        loads_as(saved, whole)


def _altered(path: Path, *statements: str) -> str:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        for statement in statements:
            connection.execute(statement)
    return refusal(path)


ENDLESS = """
CREATE VIEW chunks AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
SELECT i number, 'trade' table_name, '' column_name, 'index' part, 'raw' packing, x'00' data FROM n
"""
HOSTILE = {
    "a view without end in place of the table": (
        "DROP TABLE chunks",
        ENDLESS,
    ),
    "a trigger": ("CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM chunks; END",),
    "one more table": ("CREATE TABLE more (a)",),
    "a column that is computed": ("ALTER TABLE chunks ADD COLUMN big AS (zeroblob(500000000))",),
    "a schema that is no SQL": ("UPDATE sqlite_master SET sql = 'nonsense'",),
    "a number where bytes belong": ("UPDATE chunks SET data = 7 WHERE number = 1",),
    "bytes where a name belongs": ("UPDATE chunks SET table_name = x'ff' WHERE number = 1",),
    "a name that is no UTF-8": ("UPDATE chunks SET table_name = CAST(x'ff' AS TEXT)",),
    "a chunk lost": ("DELETE FROM chunks WHERE number = 3",),
    "a chunk doubled": (
        "INSERT INTO chunks SELECT number+99,table_name,column_name,part,packing,data FROM chunks",
    ),
    "all chunks lost": ("DELETE FROM chunks",),
    "another hash": ("UPDATE meta SET value = 'x' WHERE key = 'content_sha256'",),
    "no hash": ("DELETE FROM meta WHERE key = 'content_sha256'",),
    "other row counts": ("UPDATE meta SET value = '{}' WHERE key = 'rows'",),
    "row counts that are no JSON": ("UPDATE meta SET value = '[' WHERE key = 'rows'",),
    "no meta": ("DELETE FROM meta",),
    "bytes in meta": ("UPDATE meta SET value = x'00ff' WHERE key = 'app_version'",),
    "a format below one": ("PRAGMA user_version = -5",),
    "two formats": ("UPDATE meta SET value = '2' WHERE key = 'format'",),
    "a journal beside it": ("PRAGMA journal_mode = WAL",),
    "parts of another kind": ("UPDATE chunks SET part = 'numbers' WHERE part = 'codes'",),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_that_a_file_somebody_altered_is_refused(saved: Path, name: str) -> None:
    assert "damaged" in _altered(saved, *HOSTILE[name])


def test_that_reading_ends_when_its_time_is_over(saved: Path) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    with (
        database.opened(saved, seconds=0) as connection,
        pytest.raises(sqlite3.OperationalError, match="interrupted"),
    ):
        connection.execute(endless).fetchone()


def test_that_a_file_is_read_with_every_caution_sqlite_offers(saved: Path) -> None:
    cautions = {"trusted_schema": 0, "cell_size_check": 1, "query_only": 1, "mmap_size": 0}
    with database.opened(saved, 5) as connection:
        for name, value in cautions.items():
            assert connection.execute(f"PRAGMA {name}").fetchone() in {(value,), None}, name
        assert connection.getlimit(sqlite3.SQLITE_LIMIT_LENGTH) < 20_000_000
        assert connection.getlimit(sqlite3.SQLITE_LIMIT_ATTACHED) == 0


def test_that_a_file_opened_for_reading_cannot_be_written(saved: Path) -> None:
    before = saved.read_bytes()
    for statement in ("DELETE FROM chunks", "ATTACH ':memory:' AS other"):
        with database.opened(saved, 5) as connection, pytest.raises(sqlite3.Error):
            connection.execute(statement)
    assert saved.read_bytes() == before
