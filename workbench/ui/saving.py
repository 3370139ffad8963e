"""Saving: never over what somebody else wrote, never without a backup, one window a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtWidgets import QWidget

from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.storage import project_file
from workbench.core.storage.backups import keep_backup
from workbench.core.storage.fingerprint import Fingerprint, fingerprint, is_another
from workbench.paths import user_data
from workbench.ui.session import Session
from workbench.ui.settings import Settings
from workbench.ui.texts import tr
from workbench.ui.widgets import dialogs

PROJECT_FILES = "Projects (*.scrw)"


@dataclass(frozen=True)
class _Outcome:
    """What a save came to, before it is known whether to go on."""

    state: Literal["saved", "changed", "no backup"]
    mark: Fingerprint | None = None
    reason: str = ""


class Saving(QObject):
    """Writes the project's file and knows in which state it was left."""

    said = Signal(str)
    recent_changed = Signal()

    def __init__(self, session: Session, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._settings, self._window = session, settings, window
        self._mark: Fingerprint | None = None
        self._lock: QLockFile | None = None
        self._locked: Path | None = None
        session.documented.connect(self._let_go)

    @property
    def backups(self) -> Path:
        """Folder of all backups."""
        return user_data() / "backups"

    def take(self, path: Path) -> bool:
        """Note that ``path`` is opened here; False where another window has it and a copy is
        wanted instead."""
        if self._locked == path:
            self._mark = _mark_of(path)
            return True
        lock = QLockFile(str(path.with_name(f".~lock.{path.name}#")))
        lock.setStaleLockTime(0)
        if not lock.tryLock(0) and lock.error() == QLockFile.LockError.LockFailedError:
            dialogs.show_text(
                self._window,
                tr("{name} is open elsewhere", name=path.name),
                tr("{who} has it open. A copy is opened here; save it under another name.").format(
                    who=_owner(lock)
                ),
            )
            return False
        self._release()
        # A folder that cannot be written has no lock; the fingerprint still guards the file.
        self._lock, self._locked, self._mark = lock, path, _mark_of(path)
        return True

    def save(self, then: Callable[[], None]) -> None:
        """Save to the project's file, or ask for one."""
        if self._session.path is None:
            self.save_as(then)
        else:
            self._save(self._session.path, then)

    def save_as(self, then: Callable[[], None]) -> None:
        """Ask for a file name and save there."""
        proposal = self._session.path or Path(
            self._settings.folder("save"), f"{self._session.title or tr('project')}.scrw"
        )
        path = dialogs.ask_save(self._window, tr("Save"), proposal, PROJECT_FILES, ".scrw")
        if path:
            self._settings.set_folder("save", path.parent)
            self._save(path, then, changed=path != self._session.path)

    def _save(
        self, path: Path, then: Callable[[], None], *, changed: bool = False, bare: bool = False
    ) -> None:
        """Save; ``changed`` and ``bare`` say that the user agreed to replace what somebody else
        wrote, and to go without a backup."""
        project, backups = self._session.project, None if bare else self.backups
        guard = self._mark if path == self._session.path and not changed else None

        def work(progress: Progress) -> _Outcome:
            return _written(project, path, progress, guard, backups)

        def done(outcome: _Outcome) -> None:
            if outcome.state == "saved":
                self._saved(path, project, outcome, then)
            elif outcome.state == "changed":
                self._ask_replace(path, then)
            elif dialogs.confirm(
                self._window,
                tr("Save {name} without a backup?", name=path.name),
                outcome.reason,
                tr("Save without"),
            ):
                self._save(path, then, changed=True, bare=True)

        about = tr("{name} was not saved; the file on disk is unchanged", name=path.name)
        # A lane of its own: there is nothing a save would have to wait for.
        self._session.work("save", work, done, about, "save")

    def _saved(
        self, path: Path, project: Project, outcome: _Outcome, then: Callable[[], None]
    ) -> None:
        if self._locked != path:
            self.take(path)
        self._mark = outcome.mark
        self._session.saved(path, project)
        self._settings.add_recent(path)
        self.recent_changed.emit()
        self.said.emit(tr("Saved {name}", name=path.name))
        then()

    def _ask_replace(self, path: Path, then: Callable[[], None]) -> None:
        if dialogs.confirm(
            self._window,
            tr("{name} was changed by somebody else", name=path.name),
            tr(
                "The file on disk is not the one that was opened here. Replacing it keeps theirs"
                " as a backup; or save under another name (Save as)."
            ),
            tr("Replace"),
        ):
            self._save(path, then, changed=True)

    def end(self) -> None:
        """Let go of the document's file."""
        self._release()

    def _let_go(self) -> None:
        """Release the file that is no longer the document's."""
        if self._locked is not None and self._session.path != self._locked:
            self._release()

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.unlock()
        self._lock = self._locked = self._mark = None


def _written(
    project: Project,
    path: Path,
    progress: Progress,
    guard: Fingerprint | None,
    backups: Path | None,
) -> _Outcome:
    """Save unless somebody else changed the file or no backup can be made."""
    if guard is not None and _differs(guard, path):
        return _Outcome("changed")
    if backups is not None:
        try:
            keep_backup(path, backups, dt.datetime.now())  # noqa: DTZ005 - shown as local time
        except OSError as error:
            return _Outcome("no backup", reason=str(error))
    project_file.save(project, path, progress)
    return _Outcome("saved", _mark_of(path))


def _differs(known: Fingerprint, path: Path) -> bool:
    try:
        return is_another(known, path)
    except OSError:  # cannot be read: saving will say why
        return False


def _mark_of(path: Path) -> Fingerprint | None:
    try:
        return fingerprint(path)
    except OSError:
        return None


def _owner(lock: QLockFile) -> str:
    number, host, program = lock.getLockInfo()
    return f"{program} ({host}, {number})" if number else tr("Another program")
