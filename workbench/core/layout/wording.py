"""Headers and names in one form, and templates such as ``Prod_{unit}_{year}`` that fit them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_BLANKS = re.compile(r"\s+")
_PLACE = re.compile(r"\\\{(\w+)\\\}|\\\*")
_YEAR = r"(?:1[89]|20|21)\d{2}"
_PARTS = {"year": _YEAR, "unit": r"[^_{}]+?", "code": r"\S+"}
_LONGEST = 300  # characters of a header that are compared; no header is longer


@cache
def plain(text: str) -> str:
    """Return a header or name in the form in which two of them are compared.

    >>> plain("  Trade　Value\\n(US$) ")
    'trade value (us$)'
    """
    return _one_form(text).casefold()


def _one_form(text: str) -> str:
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", text[: 2 * _LONGEST])).strip()[:_LONGEST]


@cache
def _pattern(template: str) -> re.Pattern[str]:
    def part(match: re.Match[str]) -> str:
        name = match.group(1)
        return f"(?P<{name}>{_PARTS.get(name, '.+?')})" if name else ".*?"

    return re.compile(_PLACE.sub(part, re.escape(_one_form(template))), re.IGNORECASE)


def fit(template: str, text: str) -> dict[str, str] | None:
    """Return what the names in braces stand for if ``text`` fits ``template``, else ``None``.

    ``{year}`` stands for four digits of a year, ``{unit}`` for a text without underscore,
    ``{code}`` for one without blanks, any other name for any text, and ``*`` for anything at all.
    Case and blanks do not count, but what is returned keeps its case: Mt is not mt.

    >>> fit("prod_{unit}_{year}", "Prod_Mt_2022")
    {'unit': 'Mt', 'year': '2022'}
    """
    match = _pattern(template).fullmatch(_one_form(text))
    return match.groupdict() if match else None


def generalised(text: str) -> str:
    """Return a template that also fits the header of next month or next year.

    >>> generalised("Prod_t_2022")
    'Prod_t_{year}'
    """
    years = list(re.finditer(_YEAR, text))
    if len(years) == 1 and "{" not in text and "*" not in text:
        start, end = years[0].span()
        before, after = text[:start][-1:], text[end:][:1]
        if not before.isdigit() and not after.isdigit():
            return text[:start] + "{year}" + text[end:]
    return text
