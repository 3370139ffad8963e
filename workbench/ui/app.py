"""The composition root: makes everything once and connects it."""

from __future__ import annotations

import faulthandler
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from workbench import __version__
from workbench.ui.look import Look, icon
from workbench.ui.settings import Settings
from workbench.ui.widgets.clipboard import leave_text
from workbench.ui.window import NAME, Window


def run(file: str | None) -> int:
    """Open the window, on ``file`` if one is given; return the exit status."""
    app = _application()
    settings = Settings()
    _remember_crashes(settings.file.parent)
    look = Look(app, settings.theme)
    window = Window(settings, look)
    window.setWindowIcon(icon("sample"))
    window.restoreGeometry(settings.layout("geometry"))
    _catch_errors(window)
    # The heavy libraries are loaded once the window is on screen.
    window.painted.connect(lambda: QTimer.singleShot(0, window, lambda: _fill(window, file)))
    app.aboutToQuit.connect(leave_text)
    window.show()
    return app.exec()


def _application() -> QApplication:
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    app = QApplication(sys.argv[:1])
    app.setApplicationName("supply-chain-risk-workbench")
    app.setApplicationDisplayName(NAME)
    app.setApplicationVersion(__version__)
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"{folder}/qtbase_en.qm"):
        app.installTranslator(translator)
    return app


def _fill(window: Window, file: str | None) -> None:
    window.fill()
    if file is not None:
        window.documents.open_path(Path(file))
    QTimer.singleShot(0, window, window.documents.offer_recovery)


def _remember_crashes(folder: Path) -> None:
    """Let a crash of the interpreter leave its trace in ``crash.log`` beside the settings."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        log = (folder / "crash.log").open("a", encoding="utf-8")
    except OSError:
        return
    faulthandler.enable(log)


def _catch_errors(window: Window) -> None:
    """Show an unexpected error instead of hiding it on a console nobody sees."""

    def caught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        text = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(text)
        if issubclass(kind, KeyboardInterrupt):
            window.close()
            return
        from workbench.ui.widgets import dialogs

        dialogs.show_error(
            window,
            "Something went wrong that should not have.",
            "Your project is as it was before. Save a copy under another name to be safe.",
            text,
        )

    sys.excepthook = caught
