"""What is kept of an import beside the project: the quarantine, and profiles."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from workbench.core.formats.reviewing import Review, TableReview
from workbench.core.layout import profiles as kept
from workbench.core.problem import DataRefused, Problem
from workbench.ui.settings import Settings
from workbench.ui.texts import tr
from workbench.ui.widgets import dialogs

_QUARANTINE = "Excel workbook (*.xlsx);;Text file (*.csv)"


def profiles() -> list[tuple[str, str]]:
    """Return the profiles that there are, as keys and words; none if one of them is broken."""
    try:
        every = kept.all_profiles()
    except DataRefused:
        return []
    return [(name, name) for name in sorted(every)]


def ask_for_quarantine(parent: QWidget, settings: Settings, review: Review) -> Path | None:
    """Ask where to write what is not imported; None when the user changed their mind."""
    stem = review.files[0].path.stem
    proposal = settings.folder("export") / f"{stem} quarantine.xlsx"
    path = dialogs.ask_save(parent, tr("Save quarantine"), proposal, _QUARANTINE, ".xlsx")
    if path:
        settings.set_folder("export", path.parent)
    return path


def save_profile(parent: QWidget, table: TableReview) -> str:
    """Ask for a name and keep what the columns of a table mean; return the name, if it is kept."""
    if table.mapping is None:
        return ""
    question = tr("Name of the profile: small letters, digits, - and _")
    name = dialogs.ask_text(parent, tr("Save as profile"), question, table.profile)
    if not name:
        return ""
    about = tr("The profile was not saved")
    try:
        kept.save(name, table.mapping, table.workbook, found=table.found)
    except DataRefused as refusal:
        dialogs.show_problems(parent, about, "", refusal.problems)
        return ""
    except OSError as error:
        dialogs.show_problems(parent, about, "", (Problem(str(error)),))
        return ""
    return name
