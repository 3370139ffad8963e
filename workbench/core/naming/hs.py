"""HS codes in every shape that spreadsheets give them: dots, lost zeros, several at once."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.core.naming import text as texts

Cell = str | float | int | bool | object | None

REVISIONS = {
    "H0": "HS1992",
    "H1": "HS1996",
    "H2": "HS2002",
    "H3": "HS2007",
    "H4": "HS2012",
    "H5": "HS2017",
    "H6": "HS2022",
}
"""Names of UN Comtrade and BACI for the revisions of the Harmonized System."""

_LENGTHS = (2, 4, 6, 8, 9, 10, 12)
_PREFIX = re.compile(
    r"(?:(?:hs|hsk|hscode|hs ?code|cn|taric|h[0-6])(?:\s?(?:19|20)\d\d)?[\s:._\-#]*)(?=\d)"
)
_REVISION = re.compile(r"\b(?:H([0-6])\b|HS[\s\-_]?((?:19|20)\d\d|\d\d)\b)", re.IGNORECASE)
_SPLIT = re.compile(r"\s*[;|/\n、]\s*|,\s+")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_LOST_END = re.compile(r"(\d{3,4})\.(\d)")
_DOTTED = re.compile(r"\d{2,4}(?:[.\s\-]\d{1,6})+|\d+")


@dataclass(frozen=True)
class HsCode:
    """One or several HS codes of a cell.

    ``text`` has the codes as digits, separated by ``;``, empty if the cell holds none; ``digits``
    is the length of the first (2, 4, 6, 8, 9, 10 or 12; else 0); ``note`` says what was decided or
    why there is no code.
    """

    text: str
    digits: int
    note: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes one by one."""
        return tuple(self.text.split(";")) if self.text else ()

    @property
    def hs6(self) -> str:
        """The first code cut to the six digits that all countries share, or shorter."""
        return self.text.partition(";")[0][:6]


def clean(cell: Cell, digits: int | None = None) -> HsCode:
    """Return the HS codes of a cell.

    A number or text with an odd count of digits has lost its leading zero; nine digits are a code
    of Japan Customs unless ``digits`` (that of the column, see ``column_digits``) is 10.
    """
    if cell is None or isinstance(cell, bool):
        return HsCode("", 0, "empty" if cell is None else "no code")
    if isinstance(cell, (int, float)):
        return _of_number(float(cell), digits)
    if not isinstance(cell, str):
        return HsCode("", 0, "a date or time, no code")
    text = texts.plain_dashes(texts.plain(cell.replace("\n", ";"))).strip("'\"’` ").casefold()
    if not text:
        return HsCode("", 0, "empty")
    parts = [part for part in _SPLIT.split(text) if part]
    if not parts:
        return HsCode("", 0, f"{text!r} is no HS code")
    if len(parts) == 1 and "," in text:
        grouped = _THOUSANDS.fullmatch(text) is not None and len(text.split(",")[-2]) < 4
        parts = [text.replace(",", "")] if grouped else text.split(",")
    found = [_one(part.strip(), digits) for part in parts]
    wrong = next((code for code in found if not code.text), None)
    if wrong is not None:
        return wrong
    notes = dict.fromkeys(code.note for code in found if code.note)
    joined = ";".join(dict.fromkeys(code.text for code in found))
    return HsCode(joined, found[0].digits, "; ".join(notes))


def column_digits(cells: Iterable[Cell]) -> int | None:
    """Return how many digits the codes of a column have: 10 where 9-digit ones lost a zero.

    None if the column shows codes of several lengths.
    """
    lengths = Counter(code.digits for code in map(clean, cells) if code.digits)
    if lengths[10] and lengths[9]:
        return 10
    longest = max(lengths, default=0)
    return longest if longest and lengths[longest] >= 0.95 * lengths.total() else None


def looks_like(cells: Iterable[Cell]) -> float:
    """Return how much (0-1) the cells that are not blank look like HS codes.

    Years, and numbers of many lengths as quantities are, count little.
    """
    filled = [cell for cell in cells if cell is not None and str(cell).strip()]
    if not filled:
        return 0.0
    found = [code for code in map(clean, filled) if code.text]
    if not found:
        return 0.0
    lengths = Counter(code.digits for code in found)
    if lengths[10] and lengths[9]:
        lengths[10] += lengths.pop(9)
    weights = {2: 0.3, 4: 0.6}
    same = max(count * weights.get(length, 1.0) for length, count in lengths.items()) / len(found)
    years = sum(code.digits == 4 and "1950" <= code.text <= "2050" for code in found)
    zeros = sum(code.digits >= 8 and code.text.endswith("00000") for code in found)
    doubt = 1.0 - 0.9 * max(years, zeros) / len(found)
    return len(found) / len(filled) * same * doubt


def revision(text: str) -> str:
    """Return the revision that a text names, such as ``HS2017`` for ``H5`` or ``HS 17``, or ''."""
    match = _REVISION.search(texts.plain(text))
    if match is None:
        return ""
    if match[1]:
        return REVISIONS[f"H{match[1]}"]
    year = match[2] if len(match[2]) == 4 else ("19" if match[2] >= "88" else "20") + match[2]
    return f"HS{year}" if f"HS{year}" in REVISIONS.values() else ""


def _of_number(value: float, digits: int | None) -> HsCode:
    if math.isnan(value):
        return HsCode("", 0, "empty")
    if value <= 0 or value >= 1e12:
        return HsCode("", 0, "no code")
    return _one(str(int(value)) if value.is_integer() else repr(value), digits)


def _one(text: str, digits: int | None) -> HsCode:
    if text.upper().replace(" ", "") in REVISIONS.values():
        return HsCode("", 0, f"{text.upper()} is a revision, no code")
    text = _PREFIX.sub("", text, count=1).strip()
    notes = []
    if re.fullmatch(r"\d{5,}\.0+", text):
        text = text.partition(".")[0]
    lost = _LOST_END.fullmatch(text)
    if lost is not None:
        text = f"{lost[1]}.{lost[2]}0"
        notes.append("zero at the end restored")
    if _DOTTED.fullmatch(text) is None:
        return HsCode("", 0, f"{text!r} is no HS code")
    pieces = re.split(r"[.\s\-]", text)
    if re.fullmatch(r"(\d{4})-(\d{4})", text) and pieces[0] < pieces[1]:
        return HsCode("", 0, f"{text!r} is a range of codes")
    code = "".join(pieces)
    if _has_lost_zero(code, pieces, digits):
        code = f"0{code}"
        notes.append("leading zero restored")
    elif len(code) == 9:
        notes.append("nine digits, read as a code of Japan Customs")
    if len(code) not in _LENGTHS:
        return HsCode("", 0, f"{len(code)} digits are no HS code")
    if not "01" <= code[:2] <= "99":
        return HsCode("", 0, f"there is no chapter {code[:2]}")
    return HsCode(code, len(code), "; ".join(notes))


def _has_lost_zero(code: str, pieces: Sequence[str], digits: int | None) -> bool:
    if len(pieces) > 1:
        return len(pieces[0]) == 3
    if len(code) == 9:
        return digits == 10
    if len(code) == 8:
        return digits == 9
    return len(code) % 2 == 1
