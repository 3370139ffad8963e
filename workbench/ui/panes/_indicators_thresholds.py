"""A threshold of a screening rule set for this project: a row of settings, one undo step."""

from __future__ import annotations

from workbench.core import edit
from workbench.core.problem import Problem
from workbench.core.thresholds import Threshold
from workbench.core.values import Unfit, convert
from workbench.ui.session import Session
from workbench.ui.texts import tr
from workbench.ui.widgets.typed import plain_number


def set_threshold(session: Session, threshold: Threshold, text: str) -> Problem | None:
    """Set a threshold, or take the project's own away where ``text`` is empty.

    Returns what was wrong, if anything; then nothing has changed.
    """
    project, key = session.project, threshold.key
    rows = project["settings"]
    there = [int(label) for label in rows.index[(rows["key"] == key).to_numpy()]]
    if not text.strip():
        if there:
            name = tr("Threshold {name} as published", name=threshold.name)
            session.edit(name, edit.delete_rows(project, "settings", there))
        return None
    typed = plain_number(text) if threshold.setting.kind != "country" else text.strip().upper()
    try:
        convert(threshold.setting.column, typed)
        if there:
            changed = edit.set_cell(project, "settings", there[0], "value", typed)
        else:
            changed, _ = edit.add_row(project, "settings", {"key": key, "value": typed})
    except Unfit as unfit:
        return Problem(
            tr("the threshold keeps its old value"),
            table="settings",
            column="value",
            value=text,
            expected=str(unfit),
        )
    session.edit(tr("Threshold {name} = {value}", name=threshold.name, value=typed), changed)
    return None
