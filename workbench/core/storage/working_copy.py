"""Working copies: what is open and not yet saved, so that a crash costs at most the last edit.

One folder a session holds a project file and a note about it. The folder is removed when its
document is saved or given up; one that is still there when its owner is gone is to be recovered.
Whether that is so is told by its lock, never by the dates of files.
"""

from __future__ import annotations

import json
import secrets
import shutil
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.storage import project_file

_COPY, _NOTE = "copy.scrw", "note.json"
LOCK = "lock"
"""Name of the file in the folder that its owner keeps locked."""


@dataclass(frozen=True)
class Note:
    """What a working copy is of."""

    path: str
    """The document's file; empty while it has none."""
    name: str
    changes: int
    """Edits since the document was opened or saved."""
    time: str
    """When the copy was written, as the writer's clock had it."""


@dataclass(frozen=True)
class Orphan:
    """A working copy whose owner is gone."""

    folder: Path
    note: Note


def new_folder(root: Path) -> Path:
    """Make the folder of a session below ``root``.

    Raises:
        OSError: if it cannot be made.
    """
    folder = root / secrets.token_hex(8)
    folder.mkdir(parents=True)
    return folder


def keep(folder: Path, project: Project, note: Note, progress: Progress | None = None) -> None:
    """Write the working copy; the one before stays whole until the new one is.

    Raises:
        DataRefused: if it cannot be written.
        Cancelled: if ``progress`` cancels; the one before stays.
    """
    project_file.save(project, folder / _COPY, progress or Progress())
    fresh = folder / f"{_NOTE}.new"
    fresh.write_text(json.dumps(asdict(note), ensure_ascii=False), encoding="utf-8")
    fresh.replace(folder / _NOTE)


def forget(folder: Path) -> None:
    """Remove what is kept: the document is saved or given up. The folder and its lock stay."""
    for name in (_NOTE, _COPY):
        with suppress(OSError):
            (folder / name).unlink(missing_ok=True)


def remove(folder: Path) -> None:
    """Remove a whole folder; what resists is left alone."""
    shutil.rmtree(folder, ignore_errors=True)


def left_behind(root: Path) -> list[Orphan]:
    """Return the working copies below ``root``, the newest first; who owns them is not asked.

    A folder without a note holds nothing: it was saved or never edited.
    """
    found = []
    for folder in root.iterdir() if root.is_dir() else ():
        note = _read_note(folder / _NOTE)
        if note is not None and (folder / _COPY).is_file():
            found.append(Orphan(folder, note))
    return sorted(found, key=lambda orphan: orphan.note.time, reverse=True)


def recover(orphan: Orphan, progress: Progress | None = None) -> Project:
    """Return the project of a working copy.

    Raises:
        DataRefused: if it is damaged.
    """
    return project_file.load(orphan.folder / _COPY, progress or Progress())


def _read_note(path: Path) -> Note | None:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return Note(
            path=str(told["path"]),
            name=str(told["name"]),
            changes=int(told["changes"]),
            time=str(told["time"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
