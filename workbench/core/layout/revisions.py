"""HS codes in other revisions than the project's: what they are by tables that a user loads."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

import numpy as np

from workbench.core.layout.cells import distinct, shown
from workbench.core.layout.found import FoundTable
from workbench.core.layout.header import headers
from workbench.core.layout.remarks import Remarks
from workbench.core.naming import hs
from workbench.core.naming.concordance import Concordance

REVISED = "\x1f"
"""Stands between a material and the code that only a table of codes makes one of its own."""

_SAYS_REVISION = re.compile(r"classification|nomenclature|revision|분류|分類", re.IGNORECASE)
_SAY_IT = " (--set revision=HS2017 says it)"
_MOST_REVISIONS = 8
_MOST_SHOWN = 6
_HEX = 6


@dataclass(frozen=True)
class Counterpart:
    """What a code is in another revision; without a material if it is so only in part."""

    material: str
    words: str


@dataclass(frozen=True)
class Tables:
    """Tables between revisions of the HS, and the revisions that a file says it is in, if any."""

    concordance: Concordance = field(default_factory=Concordance)
    revisions: frozenset[str] = frozenset()

    def counterpart(self, code: str, owner: Callable[[str], str]) -> Counterpart | None:
        """Return which material a code belongs to by what it is called in another revision.

        Args:
            code: six digits or more, that no material has.
            owner: gives the material of a code, the empty text if there is none.

        Returns:
            ``None`` if no counterpart is of a material. Of a split code that is so only in part,
            or of several, nothing is taken: the tables have no shares.
        """
        found: dict[str, Counterpart] = {}
        for old, new in self.concordance.pairs if len(code) >= _HEX else ():
            if self.revisions and old not in self.revisions:
                continue
            others = self.concordance.map(code, old, new)
            owners = {other: owner(other) for other in others}
            if any(owners.values()):
                one = self._one(code, old, new, owners)
                found.setdefault(one.material, one)
        found_whole = [one for one in found.values() if one.material]
        if len(found_whole) == 1:
            return found_whole[0]
        if found_whole:
            words = "; or ".join(one.words for one in found_whole)
            return Counterpart("", f"{words}; which of them the file does not say{_SAY_IT}")
        return found.get("")

    def _one(self, code: str, old: str, new: str, owners: Mapping[str, str]) -> Counterpart:
        said = f"HS {code} of {old} is {_some(owners)} of {new}"
        materials = sorted({key for key in owners.values() if key})
        if len(materials) > 1 or not all(owners.values()):
            mine = _some([f"{other} is {key}" for other, key in owners.items() if key])
            return Counterpart("", f"{said}, of which only {mine}; the table has no shares")
        back = {b for other in owners for b in self.concordance.map(other, new, old)}
        more = sorted(back - {code[:_HEX]})
        merged = f", which holds {old} {_some(more)} as well" if more else ""
        return Counterpart(materials[0], f"{said}{merged}: the project's {materials[0]}")


def _some(texts: Collection[str]) -> str:
    more = f" and {len(texts) - _MOST_SHOWN} more" if len(texts) > _MOST_SHOWN else ""
    return ", ".join(list(texts)[:_MOST_SHOWN]) + more


def named(found: FoundTable, file: str, remarks: Remarks, known: str = "") -> frozenset[str]:
    """Return the revisions of the HS that a table, its title or the file's name say, and tell it.

    A column says it if its header speaks of a classification; of others its contents are codes.
    ``known`` is the revision that the mapping says; what the file says counts more.
    """
    said: dict[str, str] = {}
    rows = np.arange(found.first_row - 1, min(found.last_row, found.sheet.rows), dtype=np.int64)
    for header in headers(found):
        if not _SAYS_REVISION.search(header.text):
            continue
        cells = distinct(found.sheet, header.column, rows).cells
        for cell in cells[: _MOST_REVISIONS + 1]:
            if revision := hs.revision(shown(cell)):
                said.setdefault(revision, f"the column {header.text!r}")
    for text in () if said else (found.title, found.sheet.name, file):
        if revision := hs.revision(text.replace("_", " ")):
            said.setdefault(revision, repr(text))
    if known and not said:
        said[known] = "the mapping"
    elif known and known not in said:
        remarks.say(f"{known}, as was said, is not what the file says of its HS codes", "warning")
    for revision, place in said.items():
        remarks.say(f"the HS codes are those of {revision}, as {place} says")
    return frozenset(said)
