"""The main window: it docks the panes and carries menus, tool bar and status bar, nothing else.

The shell is light, so that it is on screen before the heavy libraries are loaded; :meth:`fill`
then makes session and panes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QActionGroup,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QPaintEvent,
)
from PySide6.QtWidgets import QComboBox, QMainWindow, QMenu, QToolBar, QWidget

from workbench import __version__
from workbench.ui.commands import EDIT, FILE, HELP, Commands
from workbench.ui.look import CHOICES, Look
from workbench.ui.settings import Settings
from workbench.ui.status import Status
from workbench.ui.texts import tr
from workbench.ui.widgets.labels import PlainLabel, caption, tooltip, window_title

if TYPE_CHECKING:
    from workbench.core.problem import Problem
    from workbench.ui.documents import Documents
    from workbench.ui.outputs import Outputs
    from workbench.ui.session import Session

NAME = "Supply-Chain Risk Workbench"
WRITING = frozenset({"save", "export", "template"})
"""Work that closing waits for."""
BASES = (("value", "by value"), ("quantity", "by quantity"))
GRAINS = (("month", "months"), ("quarter", "quarters"), ("half", "half-years"), ("year", "years"))


class Window(QMainWindow):
    """The shell; after :meth:`fill` the workbench."""

    painted = Signal()
    """The shell was painted for the first time."""
    session: Session
    documents: Documents
    outputs: Outputs

    def __init__(self, settings: Settings, look: Look) -> None:
        super().__init__()
        self.settings, self._look = settings, look
        self._was_painted = self._closes_when_written = False
        self.panes: Mapping[str, QWidget] = {}
        self.commands = Commands(self)
        self.setWindowTitle(NAME)
        self.resize(1440, 900)
        self.setAcceptDrops(True)
        self.status = Status(self)
        self.setStatusBar(self.status)
        waiting = PlainLabel(tr("Loading ..."), role="muted")
        waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setCentralWidget(waiting)
        self._menus()
        look.changed.connect(self.commands.dress)

    # --- building ---------------------------------------------------------------------------

    def _menus(self) -> None:
        file = self.menuBar().addMenu(tr("&File"))
        self._recent = QMenu(tr("Open &recent"), self)
        for command in FILE:
            file.addAction(self.commands[command.key])
            if command.key == "sample":
                file.addMenu(self._recent)
            if command.key in ("sample", "import", "save_as", "template"):
                file.addSeparator()
        self._edit_menu = self.menuBar().addMenu(tr("&Edit"))
        for command in EDIT:
            self._edit_menu.addAction(self.commands[command.key])
        self._view_menu = self.menuBar().addMenu(tr("&View"))
        about = self.menuBar().addMenu(tr("&Help"))
        for command in HELP:
            about.addAction(self.commands[command.key])
        self._bar = QToolBar(tr("Tool bar"))
        self._bar.setObjectName("toolbar")
        self._bar.toggleViewAction().setStatusTip(tr("Show or hide the tool bar"))
        self._bar.setMovable(False)
        self._bar.setIconSize(QSize(20, 20))
        self._bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.addToolBar(self._bar)
        for key in ("open", "import", "save", "export"):
            self._bar.addAction(self.commands[key])
        for action in self.commands.actions.values():
            action.setEnabled(False)

    def fill(self) -> None:
        """Make the session, the documents and the panes, and show them."""
        from workbench.ui.documents import Documents
        from workbench.ui.outputs import Outputs
        from workbench.ui.panes import all_panes
        from workbench.ui.places import Places
        from workbench.ui.session import Session

        self.session = Session(self)
        self.documents = Documents(self.session, self.settings, self)
        self.outputs = Outputs(self.session, self.settings, self)
        self.places = Places(self, self.session)
        self.docks, self.panes = self.places.docks, self.places.panes
        self.places.made.connect(self._follow)
        for key, pane in all_panes().items():
            self.places.put(key, pane)
        self._choices()
        self._view()
        self._connect()
        self._show_document()
        self.places.restore(self.settings.layout("state"))

    def _choices(self) -> None:
        """Put the choices of basis and grain, undo and redo into the tool bar."""
        undo = self.session.undo.createUndoAction(self, tr("&Undo"))
        redo = self.session.undo.createRedoAction(self, tr("&Redo"))
        undo.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        redo.setShortcuts(QKeySequence.keyBindings(QKeySequence.StandardKey.Redo))
        first = self._edit_menu.actions()[0]
        self._bar.addSeparator()
        for key, action, text in (("undo", undo, tr("Undo")), ("redo", redo, tr("Redo"))):
            self.commands.describe(action, tr("{what} the last change", what=text))
            action.setIconText(text)  # the menu names the step, the tool bar stays short
            self.commands.add(key, action, key)
            self._edit_menu.insertAction(first, action)
            self._bar.addAction(action)
        self._edit_menu.insertSeparator(first)
        self._bar.addSeparator()
        self.basis = self._choice(tr("weight of shares"), BASES, self.session.choose_basis)
        self.grain = self._choice(
            tr("length of periods"), GRAINS, lambda key: self.session.select(grain=key)
        )

    def _choice(
        self, name: str, entries: tuple[tuple[str, str], ...], choose: Callable[[str], None]
    ) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setToolTip(tooltip(name))
        for key, text in entries:
            combo.addItem(tr(text), key)
        combo.activated.connect(lambda _place: choose(combo.currentData()))
        self._bar.addWidget(combo)
        return combo

    def _view(self) -> None:
        for dock in self.docks.values():
            self._view_menu.addAction(dock.toggleViewAction())
        self._view_menu.addSeparator()
        themes = self._view_menu.addMenu(tr("&Theme"))
        group = QActionGroup(self)
        for choice in CHOICES:
            action = themes.addAction(tr(choice))
            action.setStatusTip(tr("Colours: {theme}", theme=tr(choice)))
            action.setCheckable(True)
            action.setChecked(choice == self._look.choice)
            action.triggered.connect(lambda _checked=False, c=choice: self._choose_theme(c))
            group.addAction(action)
        reset = self._view_menu.addAction(tr("&Reset layout"))
        reset.setStatusTip(tr("Put every pane back to where it was at first"))
        reset.triggered.connect(self._reset)

    def _connect(self) -> None:
        documents, outputs = self.documents, self.outputs
        charts = self.panes["charts"]
        calls: dict[str, Callable[[], object]] = {
            "open": documents.open_dialog,
            "sample": documents.open_sample,
            "import": documents.import_dialog,
            "save": documents.save,
            "save_as": documents.save_as,
            "backups": documents.backups_dialog,
            "export": outputs.export_dialog,
            "report": outputs.report_dialog,
            "template": outputs.template_dialog,
            "pictures": lambda: outputs.pictures_dialog(charts.export_all),  # type: ignore[attr-defined]
            "quit": self.close,
            "copy_chart": self._copy_chart,
            "rename": self._rename,
            "manual": self._manual,
            "about": self._about,
        }
        self.commands.connect(calls)
        for key in calls:
            self.commands[key].setEnabled(True)
        self.status.follow(self.session.tasks)
        self.session.tasks.ended.connect(self._close_after_writing)
        for speaker in (documents, outputs):
            speaker.said.connect(lambda text: self.status.showMessage(text, 8000))
        documents.recent_changed.connect(self._list_recent)
        self.session.documented.connect(self._show_document)
        self.session.selected.connect(self._show_choices)
        self.session.undo.cleanChanged.connect(lambda _clean: self._show_document())
        self.session.told.connect(self._told)
        self.session.traced.connect(lambda _table, _labels: self.places.bring("tables"))
        self.session.asked_for.connect(self.places.bring)
        self._list_recent()
        self._show_choices()

    def _follow(self, pane: QWidget) -> None:
        """Show in the status bar what is selected in the table of a pane."""
        table = getattr(pane, "table", None)
        view = getattr(table, "view", table)
        if view is not None:
            view.summary_changed.connect(self.status.show_summary)

    # --- showing ----------------------------------------------------------------------------

    def _show_document(self) -> None:
        title = self.session.title
        name = window_title(title) + "[*] - " if title else ""
        self.setWindowTitle(name + NAME)
        self.setWindowModified(bool(title) and not self.session.undo.isClean())
        self.setWindowFilePath(str(self.session.path) if self.session.path else "")
        empty = self.session.project.is_empty
        for key in ("save", "save_as", "export", "report", "pictures", "copy_chart"):
            self.commands[key].setEnabled(not empty)
        self.commands["backups"].setEnabled(self.session.path is not None)

    def _show_choices(self) -> None:
        chosen = self.session.selection
        self.basis.setCurrentIndex(self.basis.findData(chosen.basis))
        self.grain.setCurrentIndex(self.grain.findData(chosen.grain))

    def _list_recent(self) -> None:
        self._recent.clear()
        for path in self.settings.recent_files():
            action = self._recent.addAction(caption(path.name))
            action.setToolTip(tooltip(str(path)))
            action.setEnabled(path.exists())
            action.triggered.connect(lambda _checked=False, p=path: self.documents.open_path(p))
        self._recent.addSeparator()
        clear = self._recent.addAction(tr("Clear list"))
        clear.setStatusTip(tr("Forget which files were opened"))
        clear.triggered.connect(self._forget_recent)
        self._recent.setToolTipsVisible(True)

    def _forget_recent(self) -> None:
        self.settings.forget_recent()
        self._list_recent()

    def _told(self, about: str, problems: tuple[Problem, ...]) -> None:
        from workbench.ui.widgets import dialogs

        if any(problem.severity == "error" and problem.file for problem in problems):
            dialogs.show_problems(self, about, tr("Nothing was changed."), problems)
        elif problems:
            self.places.bring("findings")
            self.status.showMessage(f"{about}: {problems[0]}", 12000)

    def _copy_chart(self) -> None:
        self.panes["charts"].plot.copy_image()  # type: ignore[attr-defined]
        self.status.showMessage(tr("Chart copied"), 4000)

    def _rename(self) -> None:
        focus = self.focusWidget()
        edit = getattr(focus, "edit", None)
        index = getattr(focus, "currentIndex", None)
        if callable(edit) and callable(index):
            edit(index())

    def _choose_theme(self, choice: str) -> None:
        self.settings.theme = choice
        self._look.choose(choice)

    def _reset(self) -> None:
        self.settings.forget_layout()
        self.places.reset()

    def _manual(self) -> None:
        from workbench.ui.manual import ManualWindow

        page = ManualWindow(self)
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page.show()

    def _about(self) -> None:
        from workbench.ui.widgets import dialogs

        dialogs.show_text(
            self,
            f"{NAME} {__version__}",
            tr("On whom do we depend, what happens if they stop, what would a plant change?"),
        )

    # --- files and the end ------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _files(event)
        event.acceptProposedAction()
        projects = [path for path in paths if path.suffix.lower() == ".scrw"]
        if projects:
            self.documents.open_path(projects[0])
        elif self.session.project.is_empty and len(paths) == 1:
            self.documents.open_path(paths[0])
        else:
            self.documents.import_paths(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not hasattr(self, "documents"):
            event.accept()
        elif WRITING & set(self.session.tasks.running()):
            event.ignore()
            self.status.showMessage(tr("The window closes when the file is written."))
            self._closes_when_written = True
        elif self.session.undo.isClean():
            self._remember()
            self.documents.end()
            self.session.tasks.shutdown()
            event.accept()
        else:
            event.ignore()
            # Qt ignores a close inside a close, so the second one waits for its turn.
            self.documents.when_saved(lambda: QTimer.singleShot(0, self, self._close_for_good))

    def _close_after_writing(self, _name: str) -> None:
        if self._closes_when_written and not WRITING & set(self.session.tasks.running()):
            self._closes_when_written = False
            # What is done with the outcome comes first; a failed save leaves changes, and stays.
            QTimer.singleShot(0, self, lambda: self.session.undo.isClean() and self.close())

    def _close_for_good(self) -> None:
        self.session.undo.setClean()
        self.close()

    def _remember(self) -> None:
        self.settings.set_layout("geometry", self.saveGeometry())
        self.settings.set_layout("state", self.places.state())
        self.settings.save()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "commands"):
            self.commands.dress()


def _files(event: QDropEvent) -> list[Path]:
    from workbench.ui.documents import SUFFIXES

    urls = event.mimeData().urls()
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in (*SUFFIXES, ".scrw")]
