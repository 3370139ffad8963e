"""The whole window, as a user opens it."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.ui.look import Look
from workbench.ui.settings import Settings
from workbench.ui.window import Window


@pytest.fixture
def window(qtbot, qapp):
    """A filled window that closes at the end, whatever it holds."""
    palette, sheet, font = qapp.palette(), qapp.styleSheet(), qapp.font()
    look = Look(qapp, "light")
    made = Window(Settings(), look)
    qtbot.addWidget(made, before_close_func=lambda w: w.session.undo.setClean())
    made.resize(1440, 900)
    made.show()
    made.fill()
    yield made
    made.session.undo.setClean()
    made.session.tasks.shutdown()
    qapp.styleHints().colorSchemeChanged.disconnect(look._apply)
    look.deleteLater()
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.fixture
def settled(qtbot, window):
    """Wait until nothing works any more and the result belongs to what is open."""

    def wait() -> None:
        def idle() -> bool:
            session = window.session
            result = session.result
            fresh = result is not None and result.project is session.project
            chosen = fresh and result.scenario == session.selection.scenario
            return not session.tasks.running() and (bool(chosen) or session.project.is_empty)

        qtbot.waitUntil(idle, timeout=30_000)

    return wait


@pytest.fixture
def answers(monkeypatch):
    """Answer the file dialogs with the paths given."""
    from workbench.ui.widgets import dialogs

    def answer(**paths: Path | list[Path] | str) -> None:
        for name, value in paths.items():
            monkeypatch.setattr(dialogs, name, lambda *_a, _v=value, **_k: _v)

    return answer
