"""Fixtures for tests of the window."""

from __future__ import annotations

import pytest

from workbench.ui.tasks import Tasks


@pytest.fixture
def tasks(request):
    """Tasks that end with the test."""
    request.getfixturevalue("qapp")
    made = Tasks()
    yield made
    made.shutdown()
