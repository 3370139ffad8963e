"""Typing into a cell of any table: one undo step, or a message that says what was expected."""

from __future__ import annotations

from workbench.core import edit
from workbench.core.problem import Problem
from workbench.core.values import Unfit
from workbench.ui.session import Session
from workbench.ui.texts import tr


def commit(session: Session, table: str, label: int, column: str, text: str) -> bool:
    """Put ``text`` into a cell; return whether it fitted. What does not fit changes nothing."""
    try:
        changed = edit.set_cell(session.project, table, label, column, text)
    except Unfit as unfit:
        problem = Problem(
            tr("the cell keeps its old content"),
            table=table,
            column=column,
            row=list(session.project[table].index).index(label) + 1,
            value=text,
            expected=str(unfit),
        )
        session.told.emit(tr("Not changed"), (problem,))
        return False
    session.edit(tr("Edit {column} of {table}", column=column, table=table), changed)
    return True
