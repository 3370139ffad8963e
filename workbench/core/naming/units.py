"""Units and multipliers as workbooks write them, with the conversion stated in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from workbench.core.naming import text as texts
from workbench.core.naming.unit_names import Name, alone, in_running_text

Kind = Literal["quantity", "value", "price", "multiplier"]


@dataclass(frozen=True)
class Unit:
    """A unit found in a header or a unit row.

    ``factor`` is how much of ``unit`` (t for mass; MWh, GJ, m3, m2, m, MW, pieces; USD, KRW and
    other currencies) a figure of 1 in the sheet is. ``price`` is money for a quantity
    (``USD/t``); ``multiplier`` has no unit of its own (``Million``). ``text`` is what was found.
    """

    kind: Kind
    unit: str
    factor: float
    text: str
    note: str = ""

    @property
    def conversion_text(self) -> str:
        """The conversion in words, such as ``천불: 1 in the sheet is 1,000 USD``."""
        amount = f"{self.factor:,.12f}".rstrip("0").rstrip(".")
        words = f"{self.text}: 1 in the sheet is {amount}{' ' + self.unit if self.unit else ''}"
        return f"{words} ({self.note})" if self.note else words


_MULTIPLIERS: tuple[tuple[str, float], ...] = (
    (r"ten thousands?|10 ?thousand|[만万萬]", 1e4),
    (r"hundred thousands?|십만|十万", 1e5),
    (r"hundred millions?|[억億亿]", 1e8),
    (r"ten millions?|천만|千万", 1e7),
    (r"millions?|mil\.|mill\.?|mio\.?|mln\.?|백만|百万|百萬|(?<![a-z])mn\.?", 1e6),
    (r"billions?|bil\.|mrd\.?|bln\.?|십억|十億|(?<![a-z])bn\.?", 1e9),
    (r"trillions?|trn\.?|[조兆]", 1e12),
    (r"thousands?|thous\.?|tsd\.?|'000s?|[천千]|10\^3|10³", 1e3),
    (r"10\^6|10⁶", 1e6),
)
_BEFORE = tuple((re.compile(rf"(?:{p})(?: of)?[ .\-]*", re.IGNORECASE), f) for p, f in _MULTIPLIERS)
_AFTER = tuple((re.compile(rf"[ ,.\-]*(?:{p})\Z", re.IGNORECASE), f) for p, f in _MULTIPLIERS)
_NUMBER_BEFORE = re.compile(r"(1(?:,?000)+|1?0(?=[만万억億])|100|10)(?=\D) ?[x×]? ?")
_NUMBER_AFTER = re.compile(r"[ ,.\-x×]*(?<!\d)(1(?:,?000)+)\Z")
_LETTER_BEFORE = re.compile(r"([kKmM]|[bB]n?) ?(?=[$€£¥₩]|US|USD|EUR|JPY|KRW)")
_LETTER_AFTER = re.compile(r"(?<=[$€£¥₩DRYW]) ?([kKmMB]|bn|mn)\Z")
_LETTERS = {"k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9}
_TAIL = re.compile(r" ?(?:,? ?(?:millions?|billions?|thousands?|1,?000(?:,000)?))\b", re.IGNORECASE)
_WORD = re.compile(
    r"(?<![a-z\d])((?:thousand|million|billion)s?|'000s?|1,?000)(?![a-z\d,])", re.IGNORECASE
)
_YEARLY = re.compile(
    r" ?/ ?(?:yr|year|y|a|년|연|年)\b| per (?:year|annum)\b| p\.?a\.?\Z", re.IGNORECASE
)
_RATIO = re.compile(r"\bper\b|[a-z$€£¥₩원円] ?/ ?[a-z]|당\b|\w/톤|\w/トン", re.IGNORECASE)
_UNNAMED = "the unit itself is not named"
_LEAD = re.compile(
    r"(?:in|unit|units|単位|단위|金額単位|数量単位|単位名)(?: ?[:：=] ?| )", re.IGNORECASE
)
_BRACKETS = re.compile(r"[(\[{<〔【]([^()\[\]{}<>〔〕【】]+)[)\]}>〕】]")
_PARTS = re.compile(r"[_;:|]|, | - |(?<=\D),(?=\D)")
_PER = re.compile(r"(.+?) ?(?:/| per ) ?(.+)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def parse(text: str) -> Unit | None:
    """Return the unit that a header or unit cell names, or None.

    What stands in brackets is tried first, then the whole, then its parts, then running text. A
    multiplier that stands elsewhere in the text (``Value in thousands (USD)``) counts as well.
    """
    header = _YEARLY.sub("", texts.plain(_raised(text)).replace("_per_", " per "))
    if not header or header.isdigit():
        return None
    found = next((unit for unit in map(_unit, _candidates(header)) if unit is not None), None)
    if found is None or found.kind == "multiplier":
        found = _running(header) or found
    if found is None:
        return _multiplier_in(header)
    if found.kind == "price":
        return found
    return None if _RATIO.search(header) else _with_multiplier_elsewhere(found, header)


def _with_multiplier_elsewhere(found: Unit, header: str) -> Unit:
    rest = header.replace(found.text, " ", 1)
    other = _WORD.search(rest)
    if found.kind == "multiplier" or found.factor > 1 or other is None:
        return found
    factor = _only_multiplier(other.group(1)) or 1.0
    text = f"{other.group(1)} {found.text}"
    return Unit(found.kind, found.unit, found.factor * factor, text, found.note)


def _multiplier_in(header: str) -> Unit | None:
    """Return the multiplier of ``Value added in million``, whose unit nobody names."""
    word = re.search(r"\bin ((?:thousand|million|billion)s?)\b", header, re.IGNORECASE)
    factor = _only_multiplier(word.group(1)) if word else None
    return Unit("multiplier", "", factor, word.group(1), _UNNAMED) if word and factor else None


def _raised(text: str) -> str:
    """Keep ``10³`` apart from 103, which NFKC would make of it."""
    return text.replace("10³", "10^3").replace("10⁶", "10^6")


def _candidates(header: str) -> list[str]:
    inside = _BRACKETS.findall(header)
    around = _BRACKETS.sub(" ", header).strip()
    parts = [part.strip() for piece in (*inside, around) for part in _PARTS.split(piece)]
    words = [word for part in parts for word in part.split(" ") if not word.isascii()]
    blanks = [word for word in words if len(word) > 1 or word == "톤"]
    return [*inside, header, *parts, *blanks]


def _unit(candidate: str) -> Unit | None:
    """Return the unit that is the whole of ``candidate``."""
    text = _LEAD.sub("", candidate, count=1).strip(" .:")
    if not text or len(text) > 60:
        return None
    per = _PER.fullmatch(text)
    if per is not None:
        money, mass = _scaled(per.group(1)), _scaled(per.group(2))
        if money and mass and money[1].kind == "value" and mass[1].kind == "quantity":
            factor = money[0] * money[1].factor / (mass[0] * mass[1].factor)
            return Unit("price", f"{money[1].unit}/{mass[1].unit}", factor, text)
        return None
    found = _scaled(text)
    if found is not None:
        factor, name = found
        return Unit(name.kind, name.unit, factor * name.factor, text, name.note)
    alone_factor = _only_multiplier(text)
    return Unit("multiplier", "", alone_factor, text, _UNNAMED) if alone_factor else None


def _scaled(text: str) -> tuple[float, Name] | None:
    """Return multiplier and unit, the multipliers standing before or after the unit."""
    text = text.strip()
    name = alone(text)
    if name is not None:
        return 1.0, name
    for rest, factor in _without_one(text):
        found = _scaled(rest) if rest else None
        if found is not None:
            return factor * found[0], found[1]
    return None


def _without_one(text: str) -> list[tuple[str, float]]:
    """Return what is left after each multiplier that could be taken off, with its factor."""
    taken = []
    number = _NUMBER_BEFORE.match(text) or _NUMBER_AFTER.search(text)
    if number is not None:
        rest = text[: number.start()] + text[number.end() :]
        taken.append((rest.strip(), float(number.group(1).replace(",", ""))))
    letter = _LETTER_BEFORE.match(text) or _LETTER_AFTER.search(text)
    if letter is not None:
        rest = text[: letter.start()] + text[letter.end() :]
        taken.append((rest.strip(), _LETTERS[letter.group(1).casefold()]))
    for pattern, factor in _BEFORE:
        match = pattern.match(text)
        if match is not None:
            taken.append((text[match.end() :].strip(), factor))
    for pattern, factor in _AFTER:
        match = pattern.search(text)
        if match is not None:
            taken.append((text[: match.start()].strip(), factor))
    return taken


def _only_multiplier(text: str) -> float | None:
    for rest, factor in _without_one(text):
        if not rest:
            return factor
    return None


def _running(header: str) -> Unit | None:
    """Return the unit inside running text, with the multiplier words right before or after it."""
    for match, name in in_running_text(header):
        before, after = header[: match.start()].rstrip(), header[match.end() :]
        ends = [before[-length:].strip(" -") for length in range(min(25, len(before)), 0, -1)]
        head = next((end for end in ends if _product(end)), "")
        tail = _TAIL.match(after)
        start = before.rindex(head) if head else match.start()
        stop = match.end() + (len(tail.group()) if tail and not head else 0)
        words = head or (tail.group().strip(" ,") if tail else "")
        factor = (_product(words) or 1.0) * name.factor
        text = header[start:stop]
        return Unit(name.kind, name.unit, factor, text, name.note)
    return None


def _product(text: str) -> float | None:
    """Return the factor of a text that is nothing but multipliers."""
    if not text:
        return None
    if re.fullmatch(r"1(?:,?000)+", text):
        return float(text.replace(",", ""))
    for rest, factor in _without_one(text.removesuffix(" of")):
        if not rest:
            return factor
        more = _product(rest)
        if more is not None:
            return factor * more
    return None
