"""Text of foreign cells in one form: full-width signs, odd spaces, dashes and footnote marks."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"[\s\u200b\u200e\u200f\u2060\ufeff]+")
_DASHES = re.compile(r"[\u2010-\u2015\u2212\u30fc\uff0d\ufe63]")
_FOOTNOTE = re.compile(
    r"(?:\s*[*†‡§#]+|\s+[a-z\d]{1,2}/|\s*\((?:\d{1,2}|[a-z]|[pre]{1,2}|est\.?)\)|\d{1,2})\Z"
)
_RAISED = r"[\u00b2\u00b3\u00b9\u2070-\u207f\u1d43-\u1d61\u02b0-\u02b8\u2460-\u24ff\u2776-\u2793]"
_SUPERSCRIPTS = re.compile(rf"{_RAISED}+\Z")


def plain(text: str) -> str:
    """Return ``text`` with plain forms of all signs (NFKC) and single spaces, trimmed."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip()


def plain_dashes(text: str) -> str:
    """Return ``text`` with every kind of dash and minus as the sign of the keyboard."""
    return _DASHES.sub("-", text)


def without_superscripts(text: str) -> tuple[str, str]:
    """Return ``text`` without raised or circled signs at its end, and those signs.

    To be used before ``plain``, which would turn the footnote of ``12¹`` into a digit.
    """
    text = text.rstrip()
    found = _SUPERSCRIPTS.search(text)
    return (text[: found.start()], found.group()) if found else (text, "")


def has_raised(text: str) -> bool:
    """Return whether raised or circled signs stand anywhere in ``text``."""
    return re.search(_RAISED, text) is not None


def without_footnote(text: str) -> str:
    """Return a name without a footnote mark at its end: ``Chile 1/``, ``Chile*``, ``Chile9``.

    >>> without_footnote("New Caledonia11")
    'New Caledonia'
    """
    return _FOOTNOTE.sub("", text).strip()
