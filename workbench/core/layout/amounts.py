"""The figures of a column: numbers read by stated rules, units found and converted."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.core.layout.cells import Codes, Floats, Mask, Rows, column_of, distinct
from workbench.core.layout.header import Header
from workbench.core.naming import numbers, units
from workbench.core.naming.number_style import Style, guess_style
from workbench.core.naming.units import Unit
from workbench.core.reading.sheets import EMPTY, NUMBER, Sheet
from workbench.core.values import Cell

_PLAIN = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?\Z", re.ASCII)
_PLAINS = re.compile(r"(?:-?\d{1,15}(?:\.\d{1,15})?(?:\n|\Z))++\Z", re.ASCII)
_UNIT_SAID = re.compile(r"단위|単位|\bunits?\b", re.IGNORECASE)
_KINDS = {"quantity": "quantity", "value": "value", "price": "price"}


@dataclass(frozen=True, eq=False)
class Figures:
    """The figures of a column, NaN where there is none.

    ``why[reasons[i]]`` says what is wrong with the i-th cell, the empty text that nothing is.
    ``rules`` counts by which rules cells were read or are missing.
    """

    values: Floats
    reasons: Codes
    why: tuple[str, ...]
    rules: Counter[str]
    style: Style

    @property
    def unread(self) -> Mask:
        """Which cells hold something that is no figure."""
        return np.asarray(self.reasons > 0)


def read(sheet: Sheet, number: int, rows: Rows, decimal: str = "") -> Figures:
    """Return the figures in the cells of one column.

    Args:
        sheet: the sheet.
        number: the column, from 1.
        rows: the rows, from 0.
        decimal: the decimal sign of texts; empty: as the column itself shows.
    """
    raw = column_of(sheet, number)
    kinds = raw.kinds[rows]
    values = np.where(kinds == NUMBER, raw.numbers[rows], np.nan)
    reasons = np.zeros(len(rows), dtype=np.int64)
    # Numbers that are not finite, texts and the like are few, or at least few different ones.
    rest = np.flatnonzero((kinds != EMPTY) & ~np.isfinite(values))
    cells = distinct(sheet, number, rows[rest])
    texts = [cell for cell in cells.cells if isinstance(cell, str)]
    style = Style("," if decimal == "," else ".", proven=True) if decimal else guess_style(texts)
    if len(texts) + 1 == len(cells.cells) and _all_plain(texts, style):
        plain = np.array([math.nan, *map(float, texts)])
        values[rest] = plain[cells.codes]
        return Figures(values, reasons, ("",), Counter(), style)
    found = [_parsed(cell, style) for cell in cells.cells]
    values[rest] = np.array([value for value, _ in found])[cells.codes]
    counts = np.bincount(cells.codes, minlength=len(found))
    rules: Counter[str] = Counter()
    why = {"": 0}
    reason_of = np.zeros(len(found), dtype=np.int64)
    for code, (_, rule) in enumerate(found):
        if not code or not rule or not counts[code]:
            continue
        if numbers.status_of(rule) == "unreadable":
            reason_of[code] = why.setdefault(rule, len(why))
        else:
            rules[rule] += int(counts[code])
    reasons[rest] = reason_of[cells.codes]
    return Figures(values, reasons, tuple(why), rules, style)


def _all_plain(texts: Sequence[str], style: Style) -> bool:
    """Return whether texts are all plain numbers, which need no rule to be read."""
    if not texts or style.decimal != "." or style.mixed:
        return False
    return _PLAINS.match("\n".join(texts)) is not None


def _parsed(cell: Cell, style: Style) -> tuple[float, str]:
    """Return the figure and the rule by which it was read; plain numbers the short way."""
    if isinstance(cell, str) and style.decimal == "." and not style.mixed and _PLAIN.match(cell):
        return float(cell), ""
    parsed = numbers.parse(cell, style)
    return parsed.value, parsed.rule


def unit_for(role: str, texts: Sequence[str]) -> Unit | None:
    """Return the first unit of the right kind that any of ``texts`` names.

    Args:
        role: quantity, value or price.
        texts: where to look, in order: what a template held, unit row, header, mapping, title.
    """
    wanted = _KINDS.get(role)
    for text in texts:
        for candidate in _candidates(text):
            found = units.parse(candidate)
            if found is not None and found.kind == wanted:
                return found
    return None


def _candidates(text: str) -> list[str]:
    """Return the text and its pieces: titles name several units at once."""
    if not text:
        return []
    pieces = [text]
    for sign in ("|", ",", ";", "/", ":", "：", " - "):
        pieces = [part for piece in pieces for part in piece.split(sign)]
    said = [piece.strip() for piece in pieces if piece.strip()]
    words = [
        word for piece in text.split("|") if _UNIT_SAID.search(piece) for word in piece.split()
    ]
    return list(dict.fromkeys([text, *said, *words]))


def words_about(header: Header) -> list[str]:
    """Return what the header itself says about the unit: its row of units, then its name."""
    return [text for text in (header.unit, *reversed(header.texts), header.text) if text]
