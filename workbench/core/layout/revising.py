"""Rows whose HS code is the project's only by a table of codes: merged, and never counted twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from workbench.core.layout import choosing
from workbench.core.layout.cells import Codes, Mask
from workbench.core.layout.places import Labels
from workbench.core.layout.remarks import Remarks
from workbench.core.layout.revisions import REVISED
from workbench.core.layout.stacking import Stack


def tell_apart(made: Stack, split: Mapping[str, str], remarks: Remarks) -> None:
    """Put materials found through a table under their names, and their codes under ``revised``."""
    for code, words in split.items():
        remarks.say(
            f"{words}. HS {code} is therefore not taken for it",
            "warning",
            name="material",
            value=code,
            remedy="Give a material the code as well if all of it belongs there",
        )
    labels = made.places.get("material")
    if labels is None or not any(REVISED in name for name in labels.names):
        return
    parts = [name.partition(REVISED) for name in labels.names]
    made.places["material"] = _renamed(labels, [material for material, _, _ in parts])
    codes = _renamed(labels, [code for _, _, code in parts])
    made.places["revised"] = replace(codes, notes=Counter())


def _renamed(labels: Labels, texts: list[str]) -> Labels:
    names = {"": 0}
    place = np.array([names.setdefault(text, len(names)) for text in texts], dtype=np.int64)
    return replace(labels, names=tuple(names), codes=place[labels.codes])


def merged(stack: Stack, keys: list[str], group: Codes, count: int) -> Mask:
    """Return which rows are of several codes of one revision that are one code in the other.

    ``group`` numbers the keys of the rows, from 0 to ``count``. Rows of the same code twice, or
    beside a row of the project's own code, are not among them.
    """
    revised = stack.places.get("revised")
    if revised is None:
        return np.zeros(len(stack), dtype=np.bool_)
    single, several = choosing.same_key(stack, [*keys, "revised"])
    alone = (np.bincount(single, minlength=several)[single] == 1) & (revised.codes > 0)
    spoiled = np.bincount(group[~alone], minlength=count) > 0
    return np.asarray(~spoiled[group])


def without_counted_twice(stack: Stack, keys: list[str], remarks: Remarks) -> Stack:
    """Return the rows without those of a table of codes where the project's own code has some."""
    revised = stack.places.get("revised")
    if revised is None:
        return stack
    group, count = choosing.same_key(stack, keys)
    own = np.bincount(group[revised.codes == 0], minlength=count) > 0
    twice = (revised.codes > 0) & own[group]
    if twice.any():
        remarks.at_rows(
            twice,
            stack.rows,
            stack.columns.get("hs", 0) or stack.cells,
            "left out: the same goods have a figure under the project's own HS code",
            name="material",
            expected="codes of one revision in each period",
            remedy="Check which of the two codes holds; counting both would count goods twice",
            severity="warning",
        )
    return stack.kept(~twice)
