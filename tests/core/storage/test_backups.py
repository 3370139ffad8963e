"""Earlier states of a project file."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.storage import backups
from workbench.core.storage.backups import Backup, backups_of, keep_backup, thin

NOW = datetime(2026, 3, 1, 12)  # noqa: DTZ001 - local time, as the names have it


def test_that_the_state_before_each_save_is_kept_once(tmp_path):
    path, root = tmp_path / "흑연.scrw", tmp_path / "backups"
    assert keep_backup(path, root, NOW) is None
    for place, content in enumerate([b"one", b"one", b"two"]):
        path.write_bytes(content)
        keep_backup(path, root, NOW + timedelta(seconds=place))
    assert [b.path.read_bytes() for b in backups_of(path, root)] == [b"two", b"one"]


def test_that_files_of_one_name_in_two_folders_do_not_mix(tmp_path):
    root = tmp_path / "backups"
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        path = tmp_path / name / "study.scrw"
        path.write_bytes(name.encode())
        keep_backup(path, root, NOW)
    assert [b.path.read_bytes() for b in backups_of(path, root)] == [b"b"]


def test_that_a_backup_that_differs_is_refused_and_removed(tmp_path, monkeypatch):
    path, root = tmp_path / "a.scrw", tmp_path / "backups"
    path.write_bytes(b"whole")
    monkeypatch.setattr(shutil, "copyfile", lambda _from, to: to.write_bytes(b"who"))
    with pytest.raises(OSError, match="not what was copied"):
        keep_backup(path, root, NOW)
    assert backups_of(path, root) == []
    assert not [file for file in root.rglob("*") if file.is_file()]


AGES = st.lists(st.integers(0, 24 * 300), min_size=1, max_size=60, unique=True)


@given(AGES)
def test_that_what_is_kept_thins_with_age_and_the_newest_always_stays(ages):
    found = sorted(
        (Backup(path=f"{age}", time=NOW - timedelta(hours=age), size=1) for age in ages),
        key=lambda backup: backup.time,
        reverse=True,
    )
    kept = backups._wanted(found, NOW)
    assert found[0] in kept
    assert {b for b in found if NOW - b.time <= timedelta(days=2)} <= kept
    old = [b.time for b in kept - {found[0]} if NOW - b.time > timedelta(days=2)]
    week = [t for t in old if NOW - t <= timedelta(days=9)]
    assert len({t.date() for t in week}) == len(week)
    assert all(NOW - t <= timedelta(days=220) for t in old)
    assert len(old) <= 9 + 6 + 8


def test_that_space_limits_them_but_never_the_newest(tmp_path):
    path, root = tmp_path / "a.scrw", tmp_path / "backups"
    for minute in range(5):
        path.write_bytes(bytes([minute]) * 100)
        keep_backup(path, root, NOW + timedelta(minutes=minute))
    thin(root, NOW + timedelta(minutes=5), most=250)
    assert [b.path.read_bytes()[0] for b in backups_of(path, root)] == [4, 3]
    thin(root, NOW + timedelta(minutes=5), most=10)
    assert [b.path.read_bytes()[0] for b in backups_of(path, root)] == [4]
