"""What the rows of a table are about: periods, countries, directions, read by distinct contents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from workbench.core.layout.cells import Codes, Distinct, Mask, shown
from workbench.core.layout.wording import plain
from workbench.core.naming import periods, totals
from workbench.core.values import Cell

WORLD, REST = "WLD", "XXX"
"""Codes of the table countries for all of them together, and for those not named."""

LEFT_OUT = "\0"
"""Label of rows that a stated rule leaves out; the reason says which."""

Reading = tuple[str, str]
"""A label and the reason: why there is none, why the row is left out, or how it was read."""


@dataclass(frozen=True, eq=False)
class Labels:
    """One label for each row: ``names[codes[i]]``; ``names[0]`` is the empty text, none known.

    ``why[reasons[i]]`` says why row i has none or is left out; ``column`` is the column of the
    sheet it was read from, 0 for a constant. ``notes`` counts by which rules labels were read.
    """

    names: tuple[str, ...]
    codes: Codes
    why: tuple[str, ...] = ("",)
    reasons: Codes = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    column: int = 0
    notes: Counter[str] = field(default_factory=Counter)

    def where(self, name: str) -> Mask:
        """Return which rows have the label ``name``."""
        if name not in self.names:
            return np.zeros(len(self.codes), dtype=np.bool_)
        return np.asarray(self.codes == self.names.index(name))

    def taken(self, rows: Mask | Codes) -> Labels:
        """Return the labels of some rows."""
        return replace(self, codes=self.codes[rows], reasons=self.reasons[rows])

    def used(self) -> list[str]:
        """Return the labels that occur, without the empty one."""
        present = np.unique(self.codes)
        return [self.names[code] for code in present if code]


def constant(label: str, count: int, why: str = "") -> Labels:
    """Return the same label for ``count`` rows."""
    zeros = np.zeros(count, dtype=np.int64)
    codes = np.full(count, 1, dtype=np.int64) if label else zeros
    known = label and label != LEFT_OUT
    reasons = zeros if known or not why else np.ones(count, dtype=np.int64)
    notes = Counter({why: count}) if known and why else Counter[str]()
    return Labels(("", label) if label else ("",), codes, ("", why), reasons, notes=notes)


def read(cells: Distinct, convert: Callable[[Cell], Reading], column: int = 0) -> Labels:
    """Return the labels of the cells of one column; empty cells have none."""
    names, why = {"": 0}, {"": 0}
    label_of = np.zeros(len(cells.cells), dtype=np.int64)
    reason_of = np.zeros(len(cells.cells), dtype=np.int64)
    counts = np.bincount(cells.codes, minlength=len(cells.cells))
    notes: Counter[str] = Counter()
    for code, cell in enumerate(cells.cells):
        if cell is None or not counts[code]:
            continue
        label, reason = convert(cell)
        label_of[code] = names.setdefault(label, len(names))
        if reason and label not in ("", LEFT_OUT):
            notes[reason] += int(counts[code])
        elif reason:
            reason_of[code] = why.setdefault(reason, len(why))
    codes, reasons = label_of[cells.codes], reason_of[cells.codes]
    return Labels(tuple(names), codes, tuple(why), reasons, column, notes)


def first_known(columns: Sequence[Labels]) -> Labels:
    """Return for every row the label of the first column that has one."""
    result = columns[0]
    for other in columns[1:]:
        need = result.codes == 0
        if not need.any():
            break
        names = {name: place for place, name in enumerate(result.names)}
        why = {text: place for place, text in enumerate(result.why)}
        place = np.array([names.setdefault(n, len(names)) for n in other.names], dtype=np.int64)
        reason = np.array([why.setdefault(t, len(why)) for t in other.why], dtype=np.int64)
        codes = np.where(need, place[other.codes], result.codes)
        theirs = reason[other.reasons]
        keep_mine = ~need | ((other.codes == 0) & (result.reasons > 0))
        reasons = np.where(keep_mine, result.reasons, theirs)
        result = Labels(
            tuple(names), codes, tuple(why), reasons, result.column, result.notes + other.notes
        )
    return result


def stacked(parts: Sequence[Labels]) -> Labels:
    """Return the labels of several lists of rows, one below the other."""
    if len(parts) == 1:
        return parts[0]
    names, why = {"": 0}, {"": 0}
    codes, reasons, notes = [], [], Counter[str]()
    for part in parts:
        place = np.array([names.setdefault(n, len(names)) for n in part.names], dtype=np.int64)
        reason = np.array([why.setdefault(t, len(why)) for t in part.why], dtype=np.int64)
        codes.append(place[part.codes])
        reasons.append(reason[part.reasons])
        notes += part.notes
    column = parts[0].column
    return Labels(
        tuple(names), np.concatenate(codes), tuple(why), np.concatenate(reasons), column, notes
    )


def joined(first: Labels, second: Labels, join: Callable[[str, str], Reading]) -> Labels:
    """Return a label for every pair of labels of two columns."""
    width = len(second.names)
    pairs, points = np.unique(first.codes * width + second.codes, return_inverse=True)
    cells = tuple(divmod(int(pair), width) for pair in pairs)
    made = [join(first.names[a], second.names[b]) for a, b in cells]
    names, why = {"": 0}, {"": 0}
    label_of = np.array([names.setdefault(label, len(names)) for label, _ in made], dtype=np.int64)
    bad = [reason if label in ("", LEFT_OUT) else "" for label, reason in made]
    reason_of = np.array([why.setdefault(reason, len(why)) for reason in bad], dtype=np.int64)
    notes = first.notes + second.notes
    column = first.column or second.column
    return Labels(tuple(names), label_of[points], tuple(why), reason_of[points], column, notes)


def translated(
    convert: Callable[[Cell], Reading],
    words: Iterable[tuple[str, str]],
    *,
    own_numbers: bool = False,
) -> Callable[[Cell], Reading]:
    """Return ``convert`` after the translation of whole cells by a mapping's ``values``.

    With ``own_numbers`` a number that is not translated is not read: it would mean another thing.
    """
    known = {plain(given): meant for given, meant in words}
    if not known and not own_numbers:
        return convert

    def changed(cell: Cell) -> Reading:
        text = plain(shown(cell)).strip("'")
        meant = known.get(text)
        if meant is None and own_numbers and text.isdigit():
            return "", "one of the numbers that the profile knows; add it to its values"
        return convert(cell if meant is None else meant)

    return changed


def as_text(cell: Cell) -> Reading:
    """Read a name as it stands."""
    return shown(cell), ""


def as_period(cell: Cell) -> Reading:
    """Read a period, or a part of one as ``*-11`` or ``*Q3``, whose year stands elsewhere."""
    found = periods.parse(cell)
    match found:
        case periods.Period():
            return str(found), found.note
        case periods.MonthOnly():
            return f"*-{found.month:02d}", ""
        case periods.PartOnly():
            return f"*{found.part}", ""
    if totals.is_total(shown(cell)):
        return LEFT_OUT, "what adds up other periods"
    return "", "a period such as 2021, 2021H1, 2021Q3 or 2021-11"


def as_month(cell: Cell) -> Reading:
    """Read a month of a year that stands elsewhere; 52 and 0 stand for the whole year."""
    text = shown(cell)
    if text in ("0", "00", "52"):
        return "*", ""
    if text.isdigit() and 1 <= int(text) <= 12:
        return f"*-{int(text):02d}", ""
    return as_period(cell)


def as_quarter(cell: Cell) -> Reading:
    """Read a quarter of a year that stands elsewhere."""
    text = shown(cell)
    return (f"*Q{text}", "") if text in ("1", "2", "3", "4") else as_period(cell)


def in_year(part: str, year: str) -> Reading:
    """Put a part of a year into its year."""
    if LEFT_OUT in (part, year):
        return LEFT_OUT, "what adds up other periods"
    if not part or not part.startswith("*"):
        return (part, "") if part else (year, "" if year else "a period such as 2021 or 2021-11")
    if not year or year.startswith("*"):
        word = part[1:].strip("-")
        return "", f"the year that {word if word[0] in 'QH' else f'month {word}'} belongs to"
    return year[:4] + part[1:], ""


_FLOWS = {
    "import": "import;imports;m;1;imp;수입;輸入;输入;進口;进口;general import;general imports",
    "export": "export;exports;x;2;exp;수출;輸出;输出;出口;domestic export;domestic exports",
}
_AGAIN = ("re-", "re ", "reimport", "reexport", "rx", "rm", "재수", "再輸")


def as_flow(cell: Cell) -> Reading:
    """Read a direction. Re-exports and re-imports are left out: the totals contain them."""
    text = plain(shown(cell))
    for flow, words in _FLOWS.items():
        if text in words.split(";"):
            return flow, ""
    if text in ("3", "4") or text.startswith(_AGAIN):
        return LEFT_OUT, "re-imports and re-exports, which imports and exports contain"
    return "", "import or export"
