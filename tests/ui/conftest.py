"""Fixtures for tests of the window."""

from __future__ import annotations

import pytest

from workbench.ui.look import Look
from workbench.ui.tasks import Tasks


@pytest.fixture
def tasks(request):
    """Tasks that end with the test."""
    request.getfixturevalue("qapp")
    made = Tasks()
    yield made
    made.shutdown()


@pytest.fixture
def look(qapp):
    """The look of the program, taken off again afterwards."""
    palette, sheet, font = qapp.palette(), qapp.styleSheet(), qapp.font()
    made = Look(qapp, "light")
    yield made
    qapp.styleHints().colorSchemeChanged.disconnect(made._apply)
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)
    made.deleteLater()
