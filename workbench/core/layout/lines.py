"""One row of a sheet as a reader sees it: names of columns, figures, units, or a title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Literal

from workbench.core.layout.cells import shown
from workbench.core.layout.codes_across import may_name_goods
from workbench.core.naming import numbers, periods, units
from workbench.core.values import Cell

Look = Literal["empty", "words", "number", "period", "missing"]

_UNIT_SAID = re.compile(r"단위|単位|\bunits?\b", re.IGNORECASE)
_YEAR = re.compile(r"(\d{4})\s?[a-z*]?", re.IGNORECASE)  # 2022e: estimated
_YEARS = range(1800, 2201)
_MOST_OF_HEADER = 4


@dataclass(frozen=True)
class Line:
    """What a row looks like, without the cells to the left and right of the table."""

    looks: tuple[Look, ...]
    words: str
    """The words of the row, joined; empty if it holds any figure."""
    years: tuple[int, ...]
    """The years among its cells, in order."""
    units: int
    """How many cells hold a unit and nothing else."""
    says_unit: bool
    """Whether a cell says what the unit of the table is."""
    texts: tuple[str, ...] = ()
    """The cells as a reader sees them."""

    def count(self, look: Look) -> int:
        """Return how many cells look like that."""
        return self.looks.count(look)

    @property
    def filled(self) -> int:
        """How many cells hold anything."""
        return len(self.looks) - self.count("empty")

    @property
    def words_only(self) -> int:
        """How many cells hold plain words."""
        return self.count("words")

    @property
    def is_header(self) -> bool:
        """Whether the row may name columns: words, or periods that run on regularly."""
        if self.filled < 2 or self.count("number") or self.count("missing"):
            return False
        return not self.count("period") or (self.count("period") > 1 and _regular(self.years))

    @property
    def has_figures(self) -> bool:
        """Whether the row may be one of figures."""
        return self.filled > self.words_only and not self.is_header

    @property
    def is_units(self) -> bool:
        """Whether the row holds the units of the columns."""
        return self.units >= 2 and self.units * 3 >= self.filled * 2

    @property
    def may_stand_above(self) -> bool:
        """Whether the row may be an upper row of a header, over the names of columns."""
        return self.is_header and not self.says_unit


def line(cells: Sequence[Cell]) -> Line:
    """Return what a row of cells looks like."""
    texts = [shown(cell) for cell in cells]
    looks = tuple(_look(cell, text) for cell, text in zip(cells, texts, strict=True))
    worded = [text for text, look in zip(texts, looks, strict=True) if look == "words"]
    figures = "number" in looks or "missing" in looks
    return Line(
        looks=looks,
        words="" if figures else " ".join(text for text in texts if text),
        years=tuple(
            int(match.group())
            for text, look in zip(texts, looks, strict=True)
            if look == "period" and (match := re.search(r"\d{4}", text))
        ),
        units=sum(_is_unit(text) for text in worded),
        says_unit=any(_UNIT_SAID.search(text) for text in worded),
        texts=tuple(texts),
    )


def _look(cell: Cell, text: str) -> Look:
    if not text:
        return "empty"
    if isinstance(cell, bool):
        return "words"
    if isinstance(cell, (int, float)):
        return "period" if cell in _YEARS else "number"
    if not isinstance(cell, str):
        return "period"
    return _look_of(text)


@cache
def _look_of(text: str) -> Look:
    if len(text) > 60:
        return "words"
    if isinstance(periods.parse(text), str) and not text.isdigit():
        return "period"
    if (year := _YEAR.fullmatch(text)) and int(year.group(1)) in _YEARS:
        return "period"
    status = numbers.parse(text).status
    return "words" if status == "unreadable" else status


@cache
def _is_unit(text: str) -> bool:
    bare = text.strip("()[] ")
    if not bare or len(bare) > 20:
        return False
    return text[:1] in "([" or units.parse(bare) is not None or bare in ("%", "-")


def _regular(years: tuple[int, ...]) -> bool:
    """Return whether years run on: up or down by at most two, or the same ones again."""
    if len(years) < 2:
        return False
    steps = [after - before for before, after in pairwise(years)]
    return all(abs(step) <= 2 for step in steps) or (
        len(set(years)) * 2 <= len(years) and all(step >= -60 for step in steps)
    )


def with_names_of_columns(head: Sequence[Line]) -> list[Line]:
    """Return the rows with what looks like figures as words where it must be a header.

    Letters such as W and X stand for figures that are withheld, but columns may be called so; and
    a single year may be the name of a column.
    """
    lines = _with_codes_as_words(head)
    first = lines[0]
    names = bool(first.words_only) and not first.count("number") and not first.count("period")
    if names and (len(lines) == 1 or lines[1].count("number")):
        lines[0] = _as_words(first)
    for place, (here, below) in enumerate(pairwise(lines)):
        if here.has_figures:
            if here.count("period") == 1 and here.filled == here.words_only + 1:
                column = here.looks.index("period")
                named = any(line.filled >= 2 for line in lines[:place])
                is_figure = below.looks[column] == "number" and not named
                if is_figure or (below.filled >= 2 and not below.has_figures):
                    lines[place] = _as_words(here)
            break
    return lines


def _with_codes_as_words(head: Sequence[Line]) -> list[Line]:
    """Return the rows, of HS codes that name columns above all figures as words.

    They may stand beside other names, or alone above a row of them.
    """
    lines = list(head)
    for place, here in enumerate(lines):
        if not here.has_figures:
            continue
        below = lines[place + 1] if place + 1 < len(lines) else None
        above_names = below is not None and below.is_header and below.filled > here.filled
        if may_name_goods(here.texts, alone=above_names):
            lines[place] = _as_words(here)
        break
    return lines


def _as_words(line: Line) -> Line:
    looks: tuple[Look, ...] = tuple("empty" if look == "empty" else "words" for look in line.looks)
    return replace(line, looks=looks, years=())


def first_of_figures(head: Sequence[Line], usual: int) -> int:
    """Return the place of the first row of figures in ``head``, its length if there is none."""
    found = (
        place for place, line in enumerate(head) if line.has_figures and line.filled * 3 >= usual
    )
    return next(found, len(head))


def header_above(head: Sequence[Line], start: int, usual: int) -> int | None:
    """Return the lowest row above the figures that names columns, if there is one."""
    above = range(start - 1, -1, -1)
    for least in (max(2, usual // 2), 2):
        for place in above:
            if head[place].filled >= least and not head[place].has_figures:
                return place
    return None


def first_of_many(head: Sequence[Line], name: int, usual: int) -> int:
    """Return the first of the full rows of words that end with ``name``.

    A header has few rows; where more of them follow each other they are rows of a table of words.
    """
    top = name
    while top and head[top - 1].filled * 2 >= usual and not head[top - 1].has_figures:
        top -= 1
    return top if name - top >= _MOST_OF_HEADER else name
