"""Backups: the states of a project file before it was saved over, thinned with age.

All of the last two days are kept, then one a day for a week, one a week for a month, one a month
for half a year; of all together at most so many bytes, the oldest go first.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from workbench.core.storage.fingerprint import fingerprint

MOST_BYTES = 500_000_000
_STAMP = "%Y-%m-%d %H-%M-%S"
_NAME = re.compile(r"(?P<time>\d{4}-\d\d-\d\d \d\d-\d\d-\d\d) (?P<name>.+)\Z")
_KEPT = ((timedelta(days=2), ""), (timedelta(days=9), "%Y-%m-%d"), (timedelta(days=37), "%G-%V"))
_MONTHLY = timedelta(days=220)


class NotCopied(OSError):
    """A backup that is not what it is a backup of."""


@dataclass(frozen=True)
class Backup:
    """One earlier state of a project file."""

    path: Path
    time: datetime
    size: int


def keep_backup(path: Path, root: Path, now: datetime) -> Path | None:
    """Copy a project file to the backups before it is saved over; None where there is no file.

    The copy is compared with the file. The same bytes are not kept twice in a row.

    Args:
        path: the project file.
        root: folder of all backups.
        now: the present time; part of the backup's name.

    Raises:
        OSError: if it cannot be copied, or the copy differs.
    """
    before = fingerprint(path)
    if before is None:
        return None
    folder = folder_of(path, root)
    folder.mkdir(parents=True, exist_ok=True)
    newest = next(iter(backups_of(path, root)), None)
    if newest is not None and (last := fingerprint(newest.path)) and last.sha256 == before.sha256:
        return newest.path
    target = folder / f"{now.strftime(_STAMP)} {path.name}"
    fresh = target.with_name(f".{target.name}")
    try:
        shutil.copyfile(path, fresh)
        copied = fingerprint(fresh)
        if copied is None or copied.sha256 != before.sha256:
            raise NotCopied(f"the backup in {folder} is not what was copied")
        fresh.replace(target)
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
    thin(root, now)
    return target


def backups_of(path: Path, root: Path) -> list[Backup]:
    """Return the backups of a project file, the newest first."""
    return _sorted(_read(file) for file in _files(folder_of(path, root)))


def folder_of(path: Path, root: Path) -> Path:
    """Return where the backups of a project file lie; files of one name in two folders differ."""
    place = hashlib.sha256(str(path.absolute()).casefold().encode()).hexdigest()[:12]
    return root / f"{path.stem[:40]} {place}"


def thin(root: Path, now: datetime, most: int = MOST_BYTES) -> None:
    """Remove backups that age or space no longer allow; the newest of every file stays."""
    everything = []
    for folder in root.iterdir() if root.is_dir() else ():
        found = _sorted(_read(file) for file in _files(folder))
        wanted = _wanted(found, now)
        for backup in found:
            if backup not in wanted:
                backup.path.unlink(missing_ok=True)
        everything += [backup for backup in found[1:] if backup in wanted]
        most -= found[0].size if found else 0
    for backup in _sorted(everything):
        most -= backup.size
        if most < 0:
            backup.path.unlink(missing_ok=True)


def _wanted(found: list[Backup], now: datetime) -> set[Backup]:
    """Return the backups to keep; of a day, week or month the newest."""
    kept, seen = set(found[:1]), set()
    for backup in found:
        age = now - backup.time
        form = next((form for limit, form in _KEPT if age <= limit), "%Y-%m")
        slot = backup.time.strftime(form) if form else str(backup.path)
        if age <= _MONTHLY and slot not in seen:
            kept.add(backup)
        seen.add(slot)
    return kept


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.iterdir() if _NAME.match(file.name)] if folder.is_dir() else []


def _read(file: Path) -> Backup:
    match = _NAME.match(file.name)
    assert match is not None
    return Backup(file, datetime.strptime(match["time"], _STAMP), file.stat().st_size)  # noqa: DTZ007


def _sorted(found: Iterable[Backup]) -> list[Backup]:
    return sorted(found, key=lambda backup: backup.time, reverse=True)
