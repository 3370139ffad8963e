"""Labels that stand once for several rows: merged cells, and outlines that leave repeats blank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from workbench.core.layout.cells import Mask, Rows, column_of
from workbench.core.layout.found import FoundTable
from workbench.core.layout.mapping import FIGURES
from workbench.core.layout.matching import Assigned
from workbench.core.layout.remarks import Remarks, counted
from workbench.core.reading.sheets import EMPTY, RawColumn

_LEAST_BLANK = 0.25
"""Share of the rows that are blank in a column whose repeats are left blank."""


def filled_down(
    found: FoundTable, assigned: Sequence[Assigned], rows: Rows, remarks: Remarks
) -> FoundTable:
    """Return the table with every label repeated in the rows that it stands for.

    A blank cell takes what stands above it if both belong to one merged cell, or if the column
    never repeats itself, is blank in many rows, and a label further right is not. Figures are
    never repeated.

    Args:
        found: the table.
        assigned: its columns with their roles.
        rows: the rows that are taken, from 0.
        remarks: told what was filled.
    """
    names = {a.header.column: a.header.text for a in assigned if a.name not in (*FIGURES, "ignore")}
    columns = list(found.sheet.columns)
    right = np.zeros(len(rows), dtype=np.bool_)
    for number in sorted(names, reverse=True):
        raw = column_of(found.sheet, number)
        if not len(raw.kinds) or not len(rows):
            continue
        blank = raw.kinds[rows] == EMPTY
        need = blank & _merged(found, number, rows)
        outline = blank & right
        if _leaves_repeats_blank(raw, rows, blank, outline):
            need |= outline
        right |= ~blank
        if need.any():
            columns[number - 1] = _repeated(raw, rows, blank, need)
            text = counted(int(need.sum()), f"blank cells of {names[number]!r}: what stands above")
            remarks.say(f"{text} holds for them too")
    return replace(found, sheet=replace(found.sheet, columns=tuple(columns)))


def _merged(found: FoundTable, number: int, rows: Rows) -> Mask:
    """Return which rows lie below the first one of a merged cell of a column."""
    inside = np.zeros(found.sheet.rows + 1, dtype=np.bool_)
    for (top, left), (bottom, _) in found.sheet.merged:
        if left == number and bottom > top:
            inside[top:bottom] = True
    return np.asarray(inside[rows])


def _leaves_repeats_blank(raw: RawColumn, rows: Rows, blank: Mask, outline: Mask) -> bool:
    if blank[0] or outline.sum() < _LEAST_BLANK * len(rows):
        return False
    full = rows[~blank]
    after, before = full[1:], full[:-1]
    same = (
        (raw.kinds[after] == raw.kinds[before])
        & (raw.codes[after] == raw.codes[before])
        & (raw.numbers[after] == raw.numbers[before])
    )
    return not same.any()


def _repeated(raw: RawColumn, rows: Rows, blank: Mask, need: Mask) -> RawColumn:
    last = np.maximum.accumulate(np.where(blank, 0, np.arange(len(rows))))
    source, target = rows[last[need]], rows[need]
    kinds, numbers, codes = np.array(raw.kinds), np.array(raw.numbers), np.array(raw.codes)
    kinds[target], numbers[target], codes[target] = kinds[source], numbers[source], codes[source]
    return RawColumn(kinds, numbers, codes)
