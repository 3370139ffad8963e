"""Whatever fails while saving, the old file stays byte for byte, and nothing is left beside it."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from stored_projects import assert_same, example

from workbench.core.problem import DataRefused
from workbench.core.progress import Cancelled, Progress
from workbench.core.storage import database, placing, refusals
from workbench.core.storage.project_file import load, save

OLD, NEW = example(rows=8), example(rows=40, price=3.25)
ERRORS: dict[str, Callable[[], Exception]] = {
    "disk full": lambda: OSError(errno.ENOSPC, "No space left on device"),
    "read-only folder": lambda: PermissionError(errno.EACCES, "Permission denied"),
    "drive gone": lambda: OSError(errno.EIO, "Input/output error"),
    "SQLite": lambda: sqlite3.OperationalError("disk I/O error"),
    "memory": MemoryError,
}


class Faults:
    """Counts calls of everything that touches the disk; fails the k-th, or all from the k-th on."""

    def __init__(self, number: int, error: Callable[[], Exception], for_good: bool) -> None:
        self.number, self.error, self.for_good = number, error, for_good
        self.only_in_sqlite = isinstance(error(), sqlite3.Error)
        self.count = 0

    def tick(self, in_sqlite: bool = True) -> None:
        if self.only_in_sqlite and not in_sqlite:
            return
        self.count += 1
        if self.count == self.number or (self.for_good and self.count > self.number):
            raise self.error()

    @property
    def struck(self) -> bool:
        return self.count >= self.number

    def wrapped(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **options: Any) -> Any:
            self.tick(in_sqlite=False)
            return call(*args, **options)

        return counted

    @contextmanager
    def at_work(self) -> Iterator[None]:
        faults = self

        class Counting(sqlite3.Connection):
            def execute(self, *args: Any) -> Any:
                faults.tick()
                return super().execute(*args)

            def executemany(self, *args: Any) -> Any:
                faults.tick()
                return super().executemany(*args)

        connect = sqlite3.connect

        def counted_connect(*args: Any, **options: Any) -> sqlite3.Connection:
            faults.tick()
            return connect(*args, factory=Counting, **options)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(placing, "WAITS", ())
            patch.setattr(sqlite3, "connect", counted_connect)
            for owner, name in ((os, "fsync"), (os, "replace"), (os, "open"), (Path, "touch")):
                patch.setattr(owner, name, self.wrapped(getattr(owner, name)))
            yield


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("kind", ERRORS)
def test_that_no_single_failure_costs_the_old_file(
    tmp_path: Path, kind: str, for_good: bool
) -> None:
    path = tmp_path / "a.scrw"
    save(OLD, path)
    before = path.read_bytes()
    refused = 0
    for number in range(1, 500):
        faults = Faults(number, ERRORS[kind], for_good)
        try:
            with faults.at_work():
                save(NEW, path)
        except DataRefused as refusal:
            refused += 1
            assert path.read_bytes() == before
            (problem,) = refusal.problems
            assert "the file is as it was" in problem.message
            assert problem.remedy
        else:
            assert_same(load(path), NEW)
            path.write_bytes(before)
        assert os.listdir(tmp_path) == ["a.scrw"]  # noqa: PTH208 Path.iterdir may be made to fail
        if not faults.struck:
            break
    assert not faults.struck
    assert refused > 20


def test_that_a_save_cancelled_at_any_point_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.scrw"
    save(OLD, path)
    before = path.read_bytes()

    class Stopping(Progress):
        def __init__(self, last: int) -> None:
            self.left = last

        def step(self, *_: object, **__: object) -> None:
            self.left -= 1
            if self.left == 0:
                raise Cancelled

    for last in range(1, 500):
        try:
            save(NEW, path, Stopping(last))
        except Cancelled:
            assert path.read_bytes() == before
            assert list(tmp_path.iterdir()) == [path]
        else:
            break
    assert last > 20
    assert_same(load(path), NEW)


def test_that_a_file_that_went_bad_on_its_way_to_the_disk_never_takes_the_place_of_the_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.scrw"
    save(OLD, path)
    before = path.read_bytes()
    build = database.build

    for places in (range(18, 19), range(28, 29), range(16_384, 65_536, 100), range(64, 16_384, 64)):

        def build_badly(temp: Path, *rest: Any, places: range = places) -> None:
            build(temp, *rest)
            data = bytearray(temp.read_bytes())
            for byte in places:
                if byte < len(data):
                    data[byte] ^= 0xFF
            temp.write_bytes(data)

        monkeypatch.setattr(database, "build", build_badly)
        with pytest.raises(DataRefused):
            save(NEW, path)
        assert path.read_bytes() == before
        assert list(tmp_path.iterdir()) == [path]


def test_that_the_bytes_are_on_the_disk_before_the_name_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only this order survives a power cut, which no kill of a process can imitate."""
    done: list[tuple[str, int]] = []
    fsync, replace = os.fsync, os.replace

    def noted_fsync(handle: int) -> None:
        fsync(handle)
        done.append(("on disk", os.fstat(handle).st_ino))

    def noted_replace(source: Path, target: Path) -> None:
        done.append(("named", os.stat(source).st_ino))  # noqa: PTH116 as in the line above
        replace(source, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(os, "replace", noted_replace)
    save(NEW, tmp_path / "a.scrw")
    file, folder = (tmp_path / "a.scrw").stat().st_ino, tmp_path.stat().st_ino
    after = [] if os.name == "nt" else [("on disk", folder)]
    assert done == [("on disk", file), ("named", file), *after]


def test_that_a_save_for_which_there_is_no_room_does_not_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placing.shutil, "disk_usage", lambda _: SimpleNamespace(free=20_000_000))
    monkeypatch.setattr(database, "build", lambda *_: pytest.fail("it began to write"))
    with pytest.raises(DataRefused, match="20 MB are free"):
        save(NEW, tmp_path / "a.scrw")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "x"), "disk is full"),
        (OSError(errno.EROFS, "x"), "may not be written"),
        (OSError(errno.ENAMETOOLONG, "x"), "name is too long"),
        (OSError(errno.EIO, "the drive said no"), "the drive said no"),
        (placing.NoSpace("1 MB are free"), "too little room: 1 MB are free"),
        (MemoryError(), "memory"),
        (database.Foreign("odd"), "could not be read back"),
    ],
)
def test_that_a_refused_save_says_why(error: Exception, words: str) -> None:
    with pytest.raises(DataRefused, match=words), refusals.while_saving(Path("a.scrw")):
        raise error


def test_that_a_folder_that_is_absent_or_a_name_that_is_a_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataRefused, match="folder does not exist"):
        save(NEW, tmp_path / "absent" / "a.scrw")
    with pytest.raises(DataRefused, match="it is a folder"):
        save(NEW, tmp_path)
    with pytest.raises(DataRefused, match="name is too long"):
        save(NEW, tmp_path / ("x" * 300))
    assert list(tmp_path.iterdir()) == []


def test_that_a_failure_while_loading_is_a_refusal(tmp_path: Path) -> None:
    path = tmp_path / "a.scrw"
    save(OLD, path)
    for error in ERRORS.values():
        refused = 0
        for number in range(1, 500):
            faults = Faults(number, error, for_good=False)
            try:
                with faults.at_work():
                    project = load(path)
            except DataRefused:
                refused += 1
            else:
                assert_same(project, OLD)
            if not faults.struck:
                break
        assert refused > 5


if sys.platform != "win32":
    import resource

    def test_that_a_disk_that_fills_up_at_any_point_costs_nothing(tmp_path: Path) -> None:
        """The limit on the size of files stands for a full disk: real writes of SQLite fail."""
        path = tmp_path / "a.scrw"
        save(OLD, path)
        before, size = path.read_bytes(), save(NEW, tmp_path / "new.scrw").size
        (tmp_path / "new.scrw").unlink()
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        for part in range(20):
            resource.setrlimit(resource.RLIMIT_FSIZE, (size * part // 20, hard))
            try:
                with pytest.raises(DataRefused, match="the file is as it was"):
                    save(NEW, path)
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            assert path.read_bytes() == before
            assert list(tmp_path.iterdir()) == [path]


def test_that_a_process_killed_while_saving_leaves_the_old_project_or_the_new() -> None:
    campaign = Path(__file__).with_name("kill_campaign.py")
    command = [sys.executable, "-W", "error", str(campaign), "--kills", "25"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "lost 0" in done.stdout


def test_that_the_temporary_copy_is_gone_after_loading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(OLD, tmp_path / "a.scrw")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    load(tmp_path / "a.scrw")
    assert list(scratch.iterdir()) == []
