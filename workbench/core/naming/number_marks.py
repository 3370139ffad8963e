"""Marks that statistics offices write in place of a figure, with what each is taken to mean."""

from __future__ import annotations

import re

_DASH = "a dash, which may stand for nothing, for zero or for unknown"
_NOT_AVAILABLE = "not available"
_WITHHELD = "withheld"

MARKS: dict[str, str] = {
    "": "empty",
    "w": f"{_WITHHELD} by the office (W)",
    "(w)": f"{_WITHHELD} by the office (W)",
    "d": f"{_WITHHELD} by the office (D)",
    "(d)": f"{_WITHHELD} by the office (D)",
    "s": f"{_WITHHELD} by the office (S)",
    "(s)": f"{_WITHHELD} by the office (S)",
    "c": "confidential",
    ":c": "confidential",
    "x": "confidential or not applicable (X)",
    "(x)": "not applicable (X)",
    "e": "no figure but the mark E (net exporter or estimated)",
    "na": _NOT_AVAILABLE,
    "n/a": _NOT_AVAILABLE,
    "n.a.": _NOT_AVAILABLE,
    "n.a": _NOT_AVAILABLE,
    "n. a.": _NOT_AVAILABLE,
    "(na)": _NOT_AVAILABLE,
    "#n/a": f"{_NOT_AVAILABLE} (#N/A)",
    "#n/a n/a": f"{_NOT_AVAILABLE} (#N/A)",
    "nd": "no data",
    "n.d.": "no data",
    "nan": "not a number in the source",
    "null": "empty in the source",
    "none": "empty in the source",
    "inf": "infinite in the source (a division by zero)",
    "-inf": "infinite in the source (a division by zero)",
    "nes": "not elsewhere specified",
    "n.e.s.": "not elsewhere specified",
    "nil": "nil, which may stand for zero",
    ".": _NOT_AVAILABLE,
    "..": f"{_NOT_AVAILABLE} (..)",
    "...": f"{_NOT_AVAILABLE} (...)",
    ":": f"{_NOT_AVAILABLE} (:)",
    "*": "a footnote in place of the figure",
    "**": "a footnote in place of the figure",
    "***": "a footnote in place of the figure",
    "-": _DASH,
    "--": _DASH,
    "---": _DASH,
    "tbd": "to be determined",
    "해당없음": "not applicable",
    "해당 없음": "not applicable",
    "없음": "none, which may stand for zero",
    "미상": "unknown",
    "비공개": _WITHHELD,
    "자료없음": "no data",
    "자료 없음": "no data",
    "不明": "unknown",
    "秘匿": _WITHHELD,
    "該当なし": "not applicable",
    "なし": "none, which may stand for zero",
    "χ": "confidential",
}
"""Mark, casefolded and in plain signs, to its meaning. None of them is a zero."""

_NOTE = re.compile(
    r"(?:included (?:in|with|under)|withheld|not (?:available|applicable|reported)|no data"
    r"|see (?:footnote|note)|confidential|unknown|suppressed|less than (?:1⁄2|half) unit)\b.*"
)
_ERRORS = frozenset(
    {
        "#ref!",
        "#value!",
        "#div/0!",
        "#num!",
        "#name?",
        "#null!",
        "#getting_data",
        "#spill!",
        "#calc!",
    }
)


def meaning(text: str) -> str | None:
    """Return what a mark in place of a figure means, or None if ``text`` is no such mark.

    ``text`` is casefolded and in plain signs.
    """
    known = MARKS.get(text)
    if known is None and _NOTE.fullmatch(text):
        return "a note in place of the figure"
    return known


def is_formula_error(text: str) -> bool:
    """Return whether the text is the error of a formula other than ``#N/A``."""
    return text in _ERRORS
