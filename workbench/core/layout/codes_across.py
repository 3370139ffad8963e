"""HS codes as the names of columns: a table with the goods across, countries or periods down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.core.layout.header import Header
from workbench.core.layout.synonyms import meaning
from workbench.core.naming import hs, periods, totals, units

_CODE = re.compile(
    r"(?P<code>(?:HS[KC]?\s?(?:codes?|코드|コード)?\s?[:.#\-]?\s?)?"
    r"(?:\d{4}(?:[.\-]\d{2,4}){1,3}|\d{4,10}))(?![\d.,%])(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_TIME = re.compile(r"(?:1[89]|20|21)\d\d(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?)?\Z")
_LEAST = 2
_AROUND = " _-–:;,./·"


@dataclass(frozen=True)
class Across:
    """What the name of a column says: a code, and what is left of the name.

    ``header`` is the name with ``{hs}`` in place of the code; ``rest`` is all else that it says.
    """

    code: str
    header: Header
    rest: str
    text: str
    """The code as it is written."""


def codes_across(headers: Sequence[Header]) -> dict[int, Across]:
    """Return the columns of a table whose names are HS codes, by their numbers.

    One alone may be any number, so there are none unless two columns have different codes, below
    or beside other words; years beside them make all of them years. Digits that may be a year, a
    month or a day are a code only among others of their length that cannot be one.
    """
    if any((said := meaning(header.text)) and said.role == "hs" for header in headers):
        return {}
    found = {header.column: across for header in headers if (across := _across(header))}
    sure = {number for number, across in found.items() if not _may_be_time(across.code)}
    if len({found[number].code for number in sure}) < _LEAST:
        return {}
    lengths = {len(found[number].code) for number in sure}
    found = {n: across for n, across in found.items() if n in sure or len(across.code) in lengths}
    single = [h for h in headers if h.column not in found and len(list(filter(None, h.texts))) == 1]
    if any(isinstance(periods.parse(header.text), periods.Period) for header in single):
        return {}
    return found


def _across(header: Header) -> Across | None:
    for level, text in enumerate(header.texts):
        split = _split(text)
        if split is None:
            continue
        written, tail = split
        texts = [t if place != level else "{hs}" + tail for place, t in enumerate(header.texts)]
        others = [t for place, t in enumerate(header.texts) if place != level]
        rest = " ".join(filter(None, [*others, tail.strip(_AROUND)]))
        if totals.is_total(rest):
            return None
        return Across(code_of(written), replace(header, texts=tuple(texts)), rest, written)
    return None


def _split(text: str) -> tuple[str, str] | None:
    """Return the code at the beginning of a text and what follows it, if it begins with one."""
    match = _CODE.fullmatch(text.strip())
    if match is None or not code_of(match["code"]):
        return None
    code, tail = match["code"], match["rest"]
    amount = set(code) <= set("10") and units.parse(tail) is not None  # 1000 USD
    return None if amount or tail[:1].isalnum() else (code, tail)


def code_of(text: str) -> str:
    """Return the code that a text is as digits, empty if it is none of a single heading or more.

    >>> code_of("HS 2804.61"), code_of("280461"), code_of("0012")
    ('280461', '280461', '')
    """
    code = hs.clean(text)
    single = code.digits >= 4 and len(code.codes) == 1
    return code.text if single and code.text[:2] != "00" else ""


def _may_be_time(code: str) -> bool:
    """Return whether a code may be a year, a month or a day as well."""
    return _TIME.match(code) is not None


def may_name_goods(texts: Sequence[str], *, alone: bool = False) -> bool:
    """Return whether a row of cells names columns, some of them by HS codes.

    A row of figures can look the same, so every word beside the codes has to be one that names
    columns; with ``alone`` there may be none.

    >>> may_name_goods(["Country", "280461", "381800"])
    True
    >>> may_name_goods(["China", "280461", "381800"])
    False
    """
    filled = [text for text in texts if text]
    splits = [(text, _split(text)) for text in filled]
    codes = [code_of(split[0]) for _, split in splits if split is not None]
    rest = [text for text, split in splits if split is None]
    different = {code for code in codes if not _may_be_time(code)}
    if len(different) < _LEAST or (len(set(codes)) < len(codes) and not alone):
        return False
    named = [meaning(t) or totals.is_total(t) or units.parse(t) is not None for t in rest]
    known = any(meaning(text) is not None for text in rest)
    return all(named) and (known if rest else alone)
