"""A review of files before they are imported: what was found, what it means, what is wrong.

A :class:`Review` is a frozen value. Every correction returns another one in which only the table
concerned was applied again (and those after it, if they depend on its materials), so that a
caller can run it beside a window. Nothing is imported before ``outcome.project`` is taken.
"""

from __future__ import annotations

from workbench.core.formats.reviewing.cells import Place, place_of
from workbench.core.formats.reviewing.correcting import (
    FigureUnit,
    columns_of,
    figure_units,
    roles_for,
)
from workbench.core.formats.reviewing.quarantine import Held, held_back, save_quarantine
from workbench.core.formats.reviewing.reading import read
from workbench.core.formats.reviewing.review import Review
from workbench.core.formats.reviewing.settling import Outcome
from workbench.core.formats.reviewing.state import FileReview
from workbench.core.formats.reviewing.tables import How, TableReview, reason_of

__all__ = [
    "FigureUnit",
    "FileReview",
    "Held",
    "How",
    "Outcome",
    "Place",
    "Review",
    "TableReview",
    "columns_of",
    "figure_units",
    "held_back",
    "place_of",
    "read",
    "reason_of",
    "roles_for",
    "save_quarantine",
]
