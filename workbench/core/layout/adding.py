"""Rows with the same key: added up where a rule says so, else a finding at each."""

from __future__ import annotations

import numpy as np

from workbench.core.layout import choosing, revising
from workbench.core.layout.cells import Floats, Mask
from workbench.core.layout.mapping import Mapping
from workbench.core.layout.places import Labels
from workbench.core.layout.remarks import Remarks, counted
from workbench.core.layout.stacking import Stack


def one_row_a_key(
    stack: Stack, keys: list[str], mapping: Mapping, remarks: Remarks
) -> tuple[Stack, int]:
    """Return the rows with each key once, and how many could not be told apart.

    Quantities and values are added up if the mapping says so, and always for areas not specified,
    of which a file may name several, and for HS codes that another revision has as one. A sum is
    missing where one of its parts is. Of other rows with the same key none is returned, and each
    but the first is a finding.
    """
    group, count = choosing.same_key(stack, keys)
    if count == len(stack):
        return stack, 0
    sizes = np.bincount(group, minlength=count)
    again = sizes[group] > 1
    addable = again & (choosing.rest_of(stack) | revising.merged(stack, keys, group, count))
    if mapping.duplicates == "add":
        addable = again
    if not stack.figures and mapping.duplicates == "add":
        return _with_all_codes(stack, group, count, remarks), 0
    if "price" in stack.figures or not stack.figures:
        addable = np.zeros(len(stack), dtype=np.bool_)
    _refuse(stack, group, again & ~addable, remarks)
    first = np.zeros(len(stack), dtype=np.bool_)
    first[np.unique(group, return_index=True)[1]] = True
    refused = again & ~addable
    remarks.refuse(stack.rows[refused])
    if not addable.any():
        return stack.kept(~refused), int(refused.sum())
    summed = {
        name: np.where(addable, _sums(values, group, count)[group], values)
        for name, values in stack.figures.items()
    }
    remarks.say(
        f"added up {int(addable.sum())} rows to {int((addable & first).sum())}: "
        f"they have the same {', '.join(keys)}"
    )
    _tell_missing(stack, group, count, addable, remarks)
    stack.figures = summed
    return stack.kept(first & ~refused), int(refused.sum())


def _with_all_codes(stack: Stack, group: np.ndarray, count: int, remarks: Remarks) -> Stack:
    """Return materials once each, with the HS codes of all their rows."""
    first = np.unique(group, return_index=True)[1]
    remarks.say(counted(len(stack) - count, "rows put together with an earlier one"))
    kept = stack.kept(np.sort(first))
    codes = stack.places.get("hs")
    if codes is None:
        return kept
    listed: list[dict[str, None]] = [{} for _ in range(count)]
    for place, code in zip(group, codes.codes, strict=True):
        listed[place] |= dict.fromkeys(filter(None, codes.names[code].split(";")))
    joined = [";".join(listed[group[place]]) for place in np.sort(first)]
    names = {text: place for place, text in enumerate(dict.fromkeys(["", *joined]))}
    points = np.array([names[text] for text in joined], dtype=np.int64)
    kept.places["hs"] = Labels(tuple(names), points, reasons=np.zeros_like(points))
    return kept


def _sums(values: Floats, group: np.ndarray, count: int) -> Floats:
    sums = np.bincount(group, weights=values, minlength=count)  # NaN stays NaN
    return np.asarray(sums, dtype=np.float64)


def _tell_missing(
    stack: Stack, group: np.ndarray, count: int, addable: Mask, remarks: Remarks
) -> None:
    for name, values in stack.figures.items():
        missing = np.isnan(values) & addable
        partly = np.bincount(group[missing], minlength=count) > 0
        known = np.bincount(group[addable & ~missing], minlength=count) > 0
        if (number := int((partly & known).sum())) > 0:
            remarks.say(
                f"{number} sums of {name} are missing because one of their parts is",
                "warning",
                name=name,
            )


def _refuse(stack: Stack, group: np.ndarray, where: Mask, remarks: Remarks) -> None:
    if not where.any():
        return
    first = np.unique(group, return_index=True)[1]
    later = where.copy()
    later[first] = False
    earlier = stack.rows[first[group]]
    remarks.at_rows(
        later,
        stack.rows,
        stack.cells,
        "the key of this row stands in an earlier row already",
        name="",
        expected=[f"one row for each key; row {row} has the same" for row in earlier],
        remedy="Delete one of the two rows, or choose to add them up",
    )
