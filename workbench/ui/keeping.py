"""Keeps a working copy of what is open and unsaved, so that a crash costs at most the last edit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QTimer

from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.storage import working_copy
from workbench.core.storage.working_copy import Note, Orphan
from workbench.ui.session import Session

TASK = "keep"
_PAUSE = 150
"""Milliseconds from an edit to its copy: the steps of a slider make one copy, not many."""


class Keeper(QObject):
    """Writes the working copy after every edit and removes it when the document is saved."""

    def __init__(self, session: Session, root: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._root = session, root
        self._folder: Path | None = None
        self._lock: QLockFile | None = None
        self._locks: dict[Path, QLockFile] = {}
        self._changes = 0
        self._kept: Project | None = None
        self._failed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.keep_now)
        undo = session.undo
        self._signals = [undo.indexChanged, undo.cleanChanged, session.documented]
        for signal in self._signals:
            signal.connect(self._edited)

    def _edited(self, *_news: object) -> None:
        if self._session.undo.isClean():
            self._forget()
        else:
            self._changes += 1
            if not self._timer.isActive():
                self._timer.start()

    def _forget(self) -> None:
        self._timer.stop()
        self._session.tasks.cancel(TASK)
        self._changes, self._kept = 0, None
        if self._folder is not None:
            working_copy.forget(self._folder)

    def keep_now(self) -> None:
        """Write the working copy of what is open, if it is not saved."""
        session, folder = self._session, self._own_folder()
        if folder is None or session.undo.isClean() or session.project is self._kept:
            return
        if TASK in session.tasks.running():
            self._timer.start()
            return
        project = session.project
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        path = str(session.path or "")
        note = Note(path, session.title or "project", self._changes, now)

        def write(progress: Progress) -> None:
            working_copy.keep(folder, project, note, progress)

        def kept(_outcome: object) -> None:
            self._kept = project

        session.tasks.start(TASK, write, kept, self._not_kept, lane=TASK)

    def _not_kept(self, _error: BaseException) -> None:
        """Go on without working copies where the folder cannot be written; saving still works."""
        self._failed = True

    def _own_folder(self) -> Path | None:
        """Return the folder of this session, made and locked with its first edit."""
        if self._folder is None and not self._failed:
            try:
                folder = working_copy.new_folder(self._root)
            except OSError:
                self._failed = True
                return None
            self._lock = _locked(folder)
            self._folder = folder
        return None if self._failed else self._folder

    # --- after a crash ----------------------------------------------------------------------

    def orphans(self) -> list[Orphan]:
        """Return the working copies of sessions that are gone; their folders are locked by us."""
        found = []
        for orphan in working_copy.left_behind(self._root):
            lock = _locked(orphan.folder) if orphan.folder != self._folder else None
            if lock is not None:
                self._locks[orphan.folder] = lock
                found.append(orphan)
        return found

    def leave(self, orphans: Sequence[Orphan]) -> None:
        """Leave working copies for the next start."""
        for orphan in orphans:
            lock = self._locks.pop(orphan.folder, None)
            if lock is not None:
                lock.unlock()

    def discard(self, orphan: Orphan) -> None:
        """Remove a working copy for good."""
        self.leave([orphan])
        working_copy.remove(orphan.folder)

    def end(self) -> None:
        """Remove this session's folder: the document was saved or given up."""
        for signal in self._signals:
            signal.disconnect(self._edited)
        self._signals = []
        self._timer.stop()
        self._session.tasks.cancel(TASK)
        if self._lock is not None:
            self._lock.unlock()
        if self._folder is not None:
            working_copy.remove(self._folder)
        self._folder = self._lock = None
        self._failed = True


def _locked(folder: Path) -> QLockFile | None:
    """Lock the folder of a session; None where its owner still has it."""
    lock = QLockFile(str(folder / working_copy.LOCK))
    lock.setStaleLockTime(0)  # only a process that is gone makes it stale
    return lock if lock.tryLock(0) else None
