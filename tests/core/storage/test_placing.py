from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from workbench.core.storage import placing


def test_that_only_temporary_files_of_the_dead_are_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "graphite.scrw"
    child = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"],
                           capture_output=True, text=True, check=True)  # fmt: skip
    dead = int(child.stdout)
    mine = placing.temporary(target)
    monkeypatch.setattr(placing.platform, "node", lambda: "elsewhere")
    far = placing.temporary(target)
    far_and_old = placing.temporary(target)
    os.utime(far_and_old, (time.time() - 2 * 86_400,) * 2)
    monkeypatch.undo()
    left = mine.with_name(mine.name.replace(f".{os.getpid()}.", f".{dead}."))
    left.touch()
    others = [tmp_path / name for name in (".graphite.scrw.tmp", "graphite.scrw", ".other.tmp")]
    for path in others:
        path.touch()
    placing.remove_stale(target)
    assert set(tmp_path.iterdir()) == {mine, far, *others}


def test_that_a_name_as_long_as_the_system_allows_gets_a_temporary_name(tmp_path: Path) -> None:
    target = tmp_path / ("흑" * 80 + ".scrw")
    target.touch()
    assert placing.temporary(target).is_file()


def test_that_a_file_held_by_another_program_for_a_moment_is_replaced_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_text("old")
    new.write_text("new")
    tries: list[float] = []
    replace = os.replace

    def held(source: Path, target: Path) -> None:
        if len(tries) < 3:
            raise PermissionError(errno.EACCES, "held")
        replace(source, target)

    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr(time, "sleep", tries.append)
    placing.put(new, old)
    assert old.read_text() == "new"
    assert len(tries) == 3


def test_that_a_file_held_for_good_is_given_up_after_five_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []

    def held(*_: object) -> None:
        raise PermissionError(errno.EACCES, "held")

    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr(time, "sleep", waited.append)
    with pytest.raises(PermissionError):
        placing.put(tmp_path / "new", tmp_path / "old")
    assert sum(waited) == pytest.approx(5.0)


def test_that_too_little_room_is_found_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = SimpleNamespace(free=29_999_999)
    monkeypatch.setattr(placing.shutil, "disk_usage", lambda _: free)
    placing.require_space(tmp_path, 4_999_999)
    with pytest.raises(placing.NoSpace, match="30 MB are needed"):
        placing.require_space(tmp_path, 5_000_000)


def test_that_a_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.touch()
    new.touch()
    old.chmod(0o600)
    mode = old.stat().st_mode
    placing.put(new, old)
    assert old.stat().st_mode == mode
