"""An assistant on workbooks that the tests make, opened through the window."""

from __future__ import annotations

import pytest

from workbench.ui.assistant.dialog import Assistant


@pytest.fixture
def assistant(qtbot, window):
    """Import files and return the assistant that opens, once all is applied."""

    def opened(*paths, base=None) -> Assistant:
        if base is not None:
            window.session.open(base, None, "base")
        window.documents.import_paths(list(paths))
        return shown()

    def shown() -> Assistant:
        qtbot.waitUntil(lambda: bool(visible()), timeout=30_000)
        return visible()[-1]

    def visible() -> list[Assistant]:
        return [dialog for dialog in window.findChildren(Assistant) if dialog.isVisible()]

    opened.shown = shown
    yield opened
    for dialog in visible():
        dialog.reject()


@pytest.fixture
def applied(qtbot):
    """Wait until an assistant has applied all corrections."""

    def wait(dialog: Assistant) -> None:
        qtbot.waitUntil(lambda: not dialog.is_busy, timeout=30_000)

    return wait
