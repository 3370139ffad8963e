"""Materials of a foreign table: which of the project's they are, and rows for the new ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from workbench.core.layout.cells import Distinct, shown
from workbench.core.layout.places import LEFT_OUT, Reading
from workbench.core.layout.revisions import REVISED, Tables
from workbench.core.layout.wording import plain
from workbench.core.naming import hs, totals
from workbench.core.values import Cell

ALL_GOODS = "all goods"
"""Material of rows that count everything together."""


class CodeReader:
    """Reads HS codes; the others of a column tell whether nine digits lost their zero."""

    def __init__(self, read: Callable[[Cell, int | None], Reading]) -> None:
        self._read = read
        self._digits: int | None = None

    def look_at(self, cells: Distinct) -> None:
        """See a whole column before its cells."""
        self._digits = hs.column_digits(cells.cells)

    def __call__(self, cell: Cell) -> Reading:
        """Return what a code stands for."""
        return self._read(cell, self._digits)


@dataclass
class Goods:
    """Knows the project's materials; remembers the codes of new ones."""

    frame: pd.DataFrame
    only_known: bool = False
    codes: dict[str, str] = field(default_factory=dict)
    """HS codes of every material that was read by code, by material."""
    tables: Tables = field(default_factory=Tables)
    split: dict[str, str] = field(default_factory=dict)
    """Codes that another revision has in part only as one of the project's, and why."""

    def __post_init__(self) -> None:
        """Index the project's materials by name and by code."""
        self._names: dict[str, str] = {}
        self._owner: dict[str, set[str]] = {}
        keys, names, codes = (self.frame[n].astype(str) for n in ("material", "name", "hs"))
        for key, name, listed in zip(keys, names, codes, strict=True):
            for text in (name, key):
                if text:
                    self._names[plain(text)] = key
            for code in filter(None, listed.split(";")):
                self._owner.setdefault(code, set()).add(key)

    @property
    def known(self) -> frozenset[str]:
        """Keys of the project's materials."""
        return frozenset(self.frame["material"].astype(str))

    def by_name(self, text: str) -> Reading:
        """Return the material called so, a new one if there is none."""
        text = text.rstrip("*†‡ ")
        if totals.is_total(text):
            return ALL_GOODS, ""
        key = self._names.get(plain(text), "")
        if not key and self.only_known and len(self.frame):
            return LEFT_OUT, "materials that the project does not have"
        return key or text, f"{text!r} is the project's {key}" if key and key != text else ""

    def by_code(self, cell: Cell, digits: int | None = None) -> Reading:
        """Return the material that an HS code belongs to, a new one if there is none."""
        text = shown(cell)
        if totals.is_total(text):
            return ALL_GOODS, ""
        code = hs.clean(cell, digits)
        if not code.text:
            return "", "an HS code such as 380110"
        if key := self._owner_of(code.text):
            return key, f"HS {code.text} is the project's {key}"
        other = self.tables.counterpart(code.text, self._owner_of)
        if other is not None and other.material:
            return f"{other.material}{REVISED}{code.text}", other.words
        if other is not None:
            self.split[code.text] = other.words
        if self.only_known and len(self.frame):
            return LEFT_OUT, "materials that the project does not have"
        self.codes.setdefault(code.text, code.text)
        return code.text, code.note

    def _owner_of(self, code: str) -> str:
        """Return the only material that has a code, or the longest beginning of it; else ''."""
        for length in range(len(code), 3, -1):
            owners = self._owner.get(code[:length], set())
            if len(owners) == 1:
                return next(iter(owners))
        return ""

    def reader(self, *, codes: bool) -> Callable[[Cell], Reading]:
        """Return what reads a column of codes, or of names."""
        return CodeReader(self.by_code) if codes else lambda cell: self.by_name(shown(cell))


def with_detail(material: str, detail: str) -> Reading:
    """Return the name of a material of which several kinds are told apart."""
    return (f"{material}, {detail}" if material and detail else material or detail), ""
