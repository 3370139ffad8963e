"""Edits of any table: one undo step each, or a message that says what was expected."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.core import edit, schema
from workbench.core.problem import Problem
from workbench.core.values import Unfit
from workbench.ui.session import Session
from workbench.ui.texts import tr, tr_n
from workbench.ui.widgets.typed import plain_number


def commit(session: Session, table: str, label: int, column: str, text: str) -> bool:
    """Put ``text`` into a cell; return whether it fitted. What does not fit changes nothing."""
    number = schema.BY_NAME[table].column(column).is_number
    try:
        cell = plain_number(text) if number else text
        changed = edit.set_cell(session.project, table, label, column, cell)
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


def delete(session: Session, table: str, labels: Sequence[int], text: str) -> None:
    """Delete rows and what refers to them, as one undo step, and tell what went with them.

    Where the other row can do without the name, only its cell is emptied.
    """
    if not labels:
        return
    changed, counts = edit.delete_with_references(session.project, table, labels)
    session.edit(text, changed)
    went = [
        tr_n("{count} cell of {place}", "{count} cells of {place}", count, place=place)
        if "." in place
        else tr_n("{count} row of {place}", "{count} rows of {place}", count, place=place)
        for place, count in counts.items()
    ]
    if went:
        problem = Problem(
            tr("taken out as well, since it referred to them: {rows}", rows=", ".join(went)),
            severity="warning",
            table=table,
            remedy=tr("Undo brings everything back"),
        )
        session.tell_of_step(text, (problem,))
