"""Rows of one sheet that have the same key."""

from __future__ import annotations

import numpy as np

from workbench.core import frames, schema
from workbench.core.formats._format import Part
from workbench.core.problem import Problem
from workbench.core.validate import MOST


def duplicate_keys(file: str, part: Part) -> list[Problem]:
    """Return a finding at every row whose key stands in an earlier row, naming that row."""
    table = schema.BY_NAME[part.table]
    names = list(table.key)
    frame = part.frame[part.usable] if not part.usable.all() else part.frame
    again = frame.duplicated(names, keep="first").to_numpy()
    if not again.any():
        return []
    groups = frame.groupby(names, sort=False, observed=True, dropna=False).ngroup().to_numpy()
    first = np.unique(groups, return_index=True)[1]
    labels = frame.index.to_numpy()
    column = names[0]
    keys = frames.keys(table, frame.iloc[np.flatnonzero(again)[:MOST]])
    found = []
    for place, key in zip(np.flatnonzero(again)[:MOST], keys, strict=True):
        row, cell = part.place(int(labels[place]), column)
        earlier = int(part.rows[labels[first[groups[place]]]])
        found.append(
            Problem(
                f"the key of this row stands in row {earlier} already",
                table=table.name,
                column=column,
                row=row,
                value=str(key),
                expected=f"one row for each {', '.join(names)}",
                remedy="Delete one of the two rows, or add them up",
                file=file,
                sheet=part.sheet,
                cell=cell,
            )
        )
    if again.sum() > MOST:
        text = f"{int(again.sum()) - MOST} more rows whose key stands in an earlier row"
        found.append(Problem(text, table=table.name, file=file, sheet=part.sheet))
    return found
