"""What the menu File does: open, import, save, export; files are read and written off the GUI."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workbench.core.problem import Problem
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.storage import project_file
from workbench.core.storage.backups import backups_of
from workbench.core.storage.working_copy import Note, Orphan, recover
from workbench.paths import sample_workbook, user_data
from workbench.ui.assistant.importing import LANE, Importing, left_out, remember, review_of
from workbench.ui.keeping import Keeper
from workbench.ui.saving import Saving
from workbench.ui.session import Session
from workbench.ui.settings import Settings
from workbench.ui.texts import tr
from workbench.ui.widgets import dialogs

if TYPE_CHECKING:
    from workbench.core.formats.reviewing import Review

SUFFIXES = (
    *(".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"),
    *(".csv", ".tsv", ".txt", ".htm", ".html", ".xml"),
)
"""Endings of the files that can be imported; what is in them decides how they are read."""
_PATTERNS = " ".join(f"*{suffix}" for suffix in SUFFIXES)
WORKBOOKS = f"Workbooks and text files ({_PATTERNS})"
EVERYTHING = f"Projects, workbooks and text files (*.scrw {_PATTERNS})"


class Documents(QObject):
    """The document and its files."""

    said = Signal(str)
    """A short message on what was done, for the status bar."""
    recent_changed = Signal()

    def __init__(self, session: Session, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._settings, self._window = session, settings, window
        self._importing = Importing(session, settings, window)
        self._importing.said.connect(self.said)
        self._saving = Saving(session, settings, window)
        self._saving.said.connect(self.said)
        self._saving.recent_changed.connect(self.recent_changed)
        self.keeper = Keeper(session, user_data() / "sessions", self)

    # --- open -------------------------------------------------------------------------------

    def open_dialog(self) -> None:
        """Ask for a project or a workbook and open it."""
        path = dialogs.ask_open(self._window, tr("Open"), self._settings.folder("open"), EVERYTHING)
        if path:
            self._settings.set_folder("open", path.parent)
            self.open_path(path)

    def open_sample(self) -> None:
        """Open the graphite example; it has no file of its own, so nothing can spoil it."""
        self.open_path(sample_workbook(), name=tr("Graphite example"))

    def open_path(self, path: Path, name: str = "") -> None:
        """Open a project file, or a workbook as a new project, after asking about changes."""
        self.when_saved(lambda: self._open(path, name))

    def _open(self, path: Path, name: str, *, as_copy: bool = False) -> None:
        about = tr("{name} cannot be opened", name=path.name)

        before = self._session.project

        def opened(found: Project | Review) -> None:
            if isinstance(found, Project):
                when_unchanged(lambda: show(found, ()))
            elif not found.tables:
                self._session.told.emit(about, found.problems)
            elif found.is_own:
                when_unchanged(lambda: take(found))
            else:
                self._importing.show(found, lambda review: when_unchanged(lambda: take(review)))

        def when_unchanged(then: Callable[[], None]) -> None:
            if self._session.project is before:
                then()
            else:  # changed while the file was read
                self.when_saved(then)

        def take(review: Review) -> None:
            show(cast("Project", review.outcome.project), tuple(map(left_out, review.problems)))
            remember(review)

        def show(project: Project, problems: tuple[Problem, ...]) -> None:
            self._show(project, problems, path, name, as_copy=as_copy)

        self._session.work("open", lambda progress: _read(path, progress), opened, about, LANE)

    def _show(
        self,
        project: Project,
        problems: tuple[Problem, ...],
        path: Path,
        name: str,
        *,
        as_copy: bool,
    ) -> None:
        """Show a project that was read; a file that is open elsewhere is shown as a copy."""
        self._session.tasks.cancel("import")  # it was meant for the document before
        own = path if path.suffix.lower() == ".scrw" and not as_copy else None
        shown = name or path.stem
        if own is not None and not self._saving.take(own):
            own, shown = None, tr("{name} (copy)", name=path.stem)
        self._session.open(project, own, shown)
        if not name:
            self._settings.add_recent(path)
            self.recent_changed.emit()
        self._session.told.emit(tr("Findings in {name}", name=path.name), problems)
        self.said.emit(tr("Opened {name}", name=name or path.name))

    # --- import -----------------------------------------------------------------------------

    def import_dialog(self) -> None:
        """Ask for workbooks and add them to the open project."""
        paths = dialogs.ask_open_many(
            self._window, tr("Import"), self._settings.folder("import"), WORKBOOKS
        )
        if paths:
            self._settings.set_folder("import", paths[0].parent)
            self.import_paths(paths)

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Add files to the open project, through the import assistant where there is need."""
        self._importing.take_files(paths)

    # --- save -------------------------------------------------------------------------------

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Save to the project's file, or ask for one; ``then`` follows a save that succeeded."""
        self._saving.save(self._then(then))

    def save_as(self, then: Callable[[], None] | None = None) -> None:
        """Ask for a file name and save there."""
        self._saving.save_as(self._then(then))

    def _then(self, then: Callable[[], None] | None) -> Callable[[], None]:
        """Return what follows a save: it asks again if there were edits meanwhile."""
        return lambda: None if then is None else self.when_saved(then)

    def backups_dialog(self) -> None:
        """Show the backups of the project's file, and open one as a copy."""
        path = self._session.path
        found = backups_of(path, self._saving.backups) if path else []
        chosen = dialogs.ask_entry(
            self._window,
            tr("Backups of {name}", name=path.name if path else tr("this project")),
            tr("A backup is made before a project file is saved over. It opens as a copy."),
            [f"{backup.time:%Y-%m-%d %H:%M:%S}   {backup.size / 1e6:,.2f} MB" for backup in found],
            (tr("Open a copy"),),
        )
        if chosen is not None and path is not None:
            backup = found[chosen[0]]
            name = tr("{name} of {time:%Y-%m-%d %H:%M}", name=path.stem, time=backup.time)
            self.when_saved(lambda: self._open(backup.path, name, as_copy=True))

    def offer_recovery(self) -> None:
        """Offer what a crash left behind, if anything."""
        found = self.keeper.orphans()
        if not found:
            return
        chosen = dialogs.ask_entry(
            self._window,
            tr("Recover unsaved work?"),
            tr("The program ended before these changes were saved."),
            [_told(orphan.note) for orphan in found],
            (tr("Recover"), tr("Discard")),
        )
        if chosen is None:
            self.keeper.leave(found)
            return
        orphan = found[chosen[0]]
        self.keeper.leave([other for other in found if other is not orphan])
        if chosen[1] == 1:
            self.keeper.discard(orphan)
        else:
            self._recover(orphan)

    def end(self) -> None:
        """Let go of files and remove the working copy: the window closes."""
        self.keeper.end()
        self._saving.end()

    def _recover(self, orphan: Orphan) -> None:
        name = tr("{name} (recovered)", name=orphan.note.name)

        def recovered(project: Project) -> None:
            self._session.open(project, None, name)
            self._session.undo.resetClean()
            self.keeper.discard(orphan)
            self.keeper.keep_now()
            self.said.emit(tr("Recovered {name}; save it under a name of its own", name=name))

        about = tr("{name} cannot be recovered", name=orphan.note.name)
        self._session.work("open", lambda done: recover(orphan, done), recovered, about, LANE)

    def when_saved(self, then: Callable[[], None]) -> None:
        """Do ``then`` once unsaved changes are saved or given up; not if the user cancels."""
        if self._session.undo.isClean():
            then()
            return
        name = self._session.title or tr("the project")
        match dialogs.ask_save_changes(self._window, name):
            case "save":
                self.save(then)
            case "discard":
                then()


def _told(note: Note) -> str:
    where = note.path or tr("never saved")
    time = note.time.replace("T", " ")[:16]
    return tr(
        "{name}: {count} changes, {time} ({where})",
        name=note.name,
        count=note.changes,
        time=time,
        where=where,
    )


def _read(path: Path, progress: Progress) -> Project | Review:
    """Return the project in a file, or what else is in it, as an import into an empty project."""
    if path.suffix.lower() == ".scrw":
        return project_file.load(path, progress)
    return review_of([path], Project(), progress)
