"""Which rows of a found table are taken, and which are left out by a rule that is told."""

from __future__ import annotations

from collections import Counter

import numpy as np

from workbench.core import schema
from workbench.core.layout import saying
from workbench.core.layout.cells import Codes, Mask, Rows, column_of, distinct, shown
from workbench.core.layout.found import FoundTable
from workbench.core.layout.goods import ALL_GOODS
from workbench.core.layout.header import headers
from workbench.core.layout.mapping import Mapping
from workbench.core.layout.places import LEFT_OUT, REST, WORLD
from workbench.core.layout.remarks import Remarks, counted
from workbench.core.layout.stacking import Stack
from workbench.core.layout.wording import fit, plain
from workbench.core.reading.sheets import EMPTY

_DENSE = 4
"""Numbers for each row up to which a table of all of them is quicker than sorting."""


def rows_of(mapping: Mapping, found: FoundTable, remarks: Remarks) -> Rows:
    """Return the rows, from 0, that hold anything, repeat no header and fulfil the conditions."""
    rows = np.arange(found.first_row - 1, min(found.last_row, found.sheet.rows), dtype=np.int64)
    some = np.zeros(len(rows), dtype=np.bool_)
    for number in range(found.first_column, found.last_column + 1):
        some |= column_of(found.sheet, number).kinds[rows] != EMPTY
    rows = rows[some]
    again = _repeats_header(found, rows)
    if again.any():
        remarks.say(counted(int(again.sum()), "rows left out: the header again"))
        remarks.leave_out(rows[again] + 1)
        rows = rows[~again]
    for condition in mapping.keep:
        wanted = {plain(value) for value in condition.values}
        for header in headers(found):
            if fit(condition.header, header.text) is None:
                continue
            cells = distinct(found.sheet, header.column, rows)
            fits = np.array([plain(shown(cell)) in wanted for cell in cells.cells])[cells.codes]
            if not fits.all():
                remarks.say(
                    counted(int((~fits).sum()), f"rows left out: {header.text} is none of ")
                    + ", ".join(repr(value) for value in condition.values)
                )
                remarks.leave_out(rows[~fits] + 1)
                rows = rows[fits]
            break
    return rows


def _repeats_header(found: FoundTable, rows: Rows) -> Mask:
    """Return which rows hold the same texts as the lowest header row."""
    again = np.zeros(len(rows), dtype=np.bool_)
    if not found.header_rows or not len(rows):
        return again
    last = found.header_rows[-1] - 1
    same = np.zeros(len(rows), dtype=np.int64)
    named = 0
    for number in range(found.first_column, found.last_column + 1):
        raw = column_of(found.sheet, number)
        if not len(raw.kinds) or raw.kinds[last] == EMPTY:
            continue
        named += 1
        same += (
            (raw.kinds[rows] == raw.kinds[last])
            & (raw.codes[rows] == raw.codes[last])
            & (raw.numbers[rows] == raw.numbers[last])
        )
    return np.asarray(same * 10 >= max(named, 1) * 9)


def without_left_out(stack: Stack, mapping: Mapping, remarks: Remarks) -> Stack:
    """Return the rows without those that add up others and those that a rule leaves out."""
    left = np.zeros(len(stack), dtype=np.bool_)
    said: Counter[str] = Counter()
    for labels in stack.places.values():
        out = labels.where(LEFT_OUT) & ~left
        for reason, count in zip(*np.unique(labels.reasons[out], return_counts=True), strict=True):
            said[labels.why[reason] or "a rule of the mapping"] += int(count)
        left |= out
    for text, where in _totals(stack, mapping).items():
        said[text] += int((where & ~left).sum())
        left |= where
    said = Counter({text: count for text, count in said.items() if count})
    remarks.count(said, "figures left out" if stack.cells.any() else "rows left out")
    if not left.any():
        return stack
    remarks.leave_out(stack.rows[left], stack.rows[~left])
    return stack.kept(~left)


def _totals(stack: Stack, mapping: Mapping) -> dict[str, Mask]:
    found: dict[str, Mask] = {}
    nothing = np.zeros(len(stack), dtype=np.bool_)
    goods = stack.places.get("material")
    if "totals" in mapping.skip:
        if mapping.table == "production" and "country" in stack.places:
            found["the world, which adds up the countries"] = stack.places["country"].where(WORLD)
        if "partner" in stack.places:
            world = stack.places["partner"].where(WORLD)
            codes = goods.codes if goods is not None else np.zeros(len(stack), dtype=np.int64)
            single = np.isin(codes, np.unique(codes[~world]))
            text = "the world, which adds up the partners that have rows of their own"
            found[text] = world & single
        if goods is not None:
            everything = goods.where(ALL_GOODS)
            several = not everything.all()
            found["all goods together"] = everything if several else nothing
    if "rests" in mapping.skip:
        for role in ("partner", "country"):
            if role in stack.places:
                found["areas not specified"] = stack.places[role].where(REST)
    if "zeros" in mapping.skip and stack.figures:
        found["zero"] = np.logical_and.reduce([v == 0 for v in stack.figures.values()])
    return found


def without_empty(stack: Stack, table: schema.Table, remarks: Remarks) -> Stack:
    """Return the rows that hold a figure; where the table needs one, that one."""
    if not stack.figures or not len(stack):
        return stack
    needed = [c.name for c in table.columns if c.required and c.name in stack.figures]
    held = np.logical_or.reduce([~np.isnan(values) for values in stack.figures.values()])
    for name in needed:
        held &= ~np.isnan(stack.figures[name])
    held |= stack.wrong  # they are findings of their own
    if held.all():
        return stack
    words = "places without a figure" if stack.cells.any() else "rows without a figure"
    remarks.say(counted(int((~held).sum()), f"{words} not taken"))
    return stack.kept(held)


def check_places(stack: Stack, required: list[str], remarks: Remarks) -> Mask:
    """Return which rows have all their places, with a finding at every cell that cannot be read."""
    good = np.ones(len(stack), dtype=np.bool_)
    for role in required:
        labels = stack.places.get(role)
        if labels is None:
            remarks.say(
                f"nothing says the {role} of these figures",
                "error",
                name=role,
                expected=f"a column or a constant for the {role}",
                remedy="Choose a column for it in the import assistant, use another profile, "
                f"or say it: {saying.option(role)}",
            )
            good[:] = False
            continue
        bad = labels.codes == 0
        if bad.any():
            why = [labels.why[code] or _EMPTY for code in labels.reasons]
            remarks.at_rows(
                bad,
                stack.rows,
                labels.column or stack.cells,
                f"no {role} can be read from this row",
                name=role,
                expected=why,
                remedy="Correct the cell, or leave the row out",
            )
        good &= ~bad
    return good


_EMPTY = "something; the cell is empty"


def check_range(stack: Stack, table: schema.Table, remarks: Remarks) -> Mask:
    """Return which rows have figures that the table allows, with a finding at every other."""
    good = np.ones(len(stack), dtype=np.bool_)
    for column in table.columns:
        values = stack.figures.get(column.name)
        if values is None:
            continue
        bad = np.zeros(len(values), dtype=np.bool_)
        if column.low is not None:
            bad |= values < column.low
        if column.high is not None:
            bad |= values > column.high
        if bad.any():
            remarks.at_rows(
                bad,
                stack.rows,
                stack.columns.get(column.name, 0) or stack.cells,
                f"not fit for {column.name}",
                name=column.name,
                expected=column.expected,
                remedy="Correct the cell, or leave it empty if the figure is not known",
            )
        good &= ~bad
    return good


def latest(stack: Stack, keys: list[str]) -> Stack:
    """Return for every key, and every figure, the last period that has it."""
    period = stack.places.get("period")
    if period is None or not len(stack):
        return stack
    rank = np.argsort(np.argsort(np.array(period.names, dtype=object), kind="stable"))
    held = np.logical_or.reduce([~np.isnan(values) for values in stack.figures.values()])
    columns = [stack.places[key].codes for key in keys if key in stack.places]
    order = np.lexsort((rank[period.codes], held, *columns))
    marks = np.stack([codes[order] for codes in columns], axis=1)
    last = np.append((marks[1:] != marks[:-1]).any(axis=1), [True])
    return stack.kept(np.sort(order[last]))


def same_key(stack: Stack, keys: list[str]) -> tuple[np.ndarray, int]:
    """Return the number of the group of every row with the same key, and how many there are."""
    group = np.zeros(len(stack), dtype=np.int64)
    for key in keys:
        labels = stack.places.get(key)
        if labels is not None:
            group = _ranked(group * len(labels.names) + labels.codes)
    return group, int(group.max()) + 1 if len(group) else 0


def _ranked(numbers: Codes) -> Codes:
    """Return the rank of each number among the different ones, from 0."""
    most = int(numbers.max()) + 1 if len(numbers) else 0
    if most > _DENSE * len(numbers):
        return np.unique(numbers, return_inverse=True)[1].astype(np.int64)
    present = np.zeros(most, dtype=np.bool_)
    present[numbers] = True
    return (np.cumsum(present) - 1)[numbers]


def rest_of(stack: Stack) -> Mask:
    """Return which rows are about areas that are not named one by one."""
    masks = [
        stack.places[role].where(REST) for role in ("partner", "country") if role in stack.places
    ]
    none = np.zeros(len(stack), dtype=np.bool_)
    return np.logical_or.reduce(masks) if masks else none
