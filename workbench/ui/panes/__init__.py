"""Panes, one room each: they know the session, never each other.

A file defines ``PANE = Pane(...)``; the window docks it and the menu View lists it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from PySide6.QtWidgets import QWidget

from workbench.core.registry import discover
from workbench.ui.session import Session


@dataclass(frozen=True)
class Pane:
    """What a pane is called, where it stands at first, and how it is made."""

    title: str
    meaning: str
    place: Literal["left", "centre", "right", "bottom"]
    """``centre``: a room of its own; else a dock."""
    order: int
    make: Callable[[Session], QWidget]
    group: str = ""
    """Heading of a room in the list of rooms: the question it helps to answer."""
    beside: tuple[str, ...] | None = None
    """Keys of the docks shown beside a room at first; None: those that were shown before."""

    @property
    def of_scenarios(self) -> bool:
        """Whether a room shows what scenarios do; their list then stands beside it."""
        return "scenarios" in (self.beside or ())


@cache
def all_panes() -> dict[str, Pane]:
    """Return every pane by its key, in order."""
    found = cast("dict[str, Pane]", discover(sys.modules[__name__], "PANE"))
    return dict(sorted(found.items(), key=lambda item: item[1].order))
