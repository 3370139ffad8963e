"""Whether a column writes 1,234.5 or 1.234,5: decided from all its texts, and said when unsure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from workbench.core.naming import text as texts

Decimal = Literal[".", ","]


@dataclass(frozen=True)
class Style:
    """How a column writes numbers.

    ``proven``: its texts allow only this decimal sign; ``mixed``: some need a point and others a
    comma, so that texts like ``1,234`` are refused. ``reason`` says what decided. ``brackets``:
    numbers in brackets are negative throughout the column, even ``(3)``.
    """

    decimal: Decimal = "."
    proven: bool = False
    mixed: bool = False
    brackets: bool = False
    reason: str = ""

    @property
    def ambiguous(self) -> bool:
        """Whether a person should confirm the reading."""
        return self.mixed or bool(self.reason and not self.proven)


COMMAS = "comma as thousands separator"
POINT = Style(".")
COMMA = Style(",", proven=True, reason="decimal comma, as told")


@dataclass(frozen=True)
class Digits:
    """A number as text that ``float`` reads, or None and why; ``rule`` says what was decided."""

    number: str | None
    rule: str = ""
    why: str = ""


_PLAIN = re.compile(r"\d+")
_SCIENTIFIC = re.compile(r"(?:\d+\.?\d*|\.\d+)[eE][+-]?\d{1,3}")
_SPACED = re.compile(r"\d{1,3}(?:[ '’]\d{3})+(?=[.,]|\Z)")
_ONE_SIGN = re.compile(r"(\d*)([.,])(\d+)")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*")
_GROUPED_FRACTION = re.compile(r"(\d{1,3}(?:([.,])\d{3})+)(?!\2)[.,](\d+)")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_SURE_POINT = re.compile(r"-?(?:\d+|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?\Z", re.ASCII)
_NUMBER_IN = re.compile(r"\d[\d.,]*\d|[.,]?\d+")
_BRACKETS = re.compile(r"\(\s*(?:\d{2,}|\d*[.,]\d).*\)")


def guess_style(column: Iterable[str]) -> Style:
    """Return how a column writes numbers, from all its texts.

    A text such as ``12.5``, ``1,234,567`` or ``1.234,5`` proves the decimal sign; ``1,234`` alone
    does not, and the comma then counts as a thousands separator, with ``ambiguous`` set.
    """
    first: dict[str, str] = {}  # what a text proves, to the first text that does
    brackets = False
    for cell in column:
        if cell.isdigit() or ("." in first and _SURE_POINT.match(cell)):
            continue
        text = texts.plain(cell)
        brackets = brackets or _BRACKETS.fullmatch(text) is not None
        for number in _NUMBER_IN.findall(_SPACED.sub(_joined, text)):
            sign = _decimal_of(number)
            first.setdefault("?," if sign == "?" and "," in number else sign, number)
    return _judged(first, brackets=brackets)


def _judged(first: dict[str, str], *, brackets: bool) -> Style:
    point, comma = first.get("."), first.get(",")
    with_point, with_comma = first.get("?"), first.get("?,")
    if point and comma:
        reason = f"{point!r} needs a decimal point and {comma!r} a decimal comma"
        return Style(".", mixed=True, brackets=brackets, reason=reason)
    if comma:
        return Style(
            ",", proven=True, brackets=brackets, reason=f"{comma!r} only fits a decimal comma"
        )
    if point:
        return Style(
            ".", proven=True, brackets=brackets, reason=f"{point!r} only fits a decimal point"
        )
    if with_point and with_comma:
        reason = f"{with_point!r} and {with_comma!r} cannot both have a thousands separator"
        return Style(".", mixed=True, brackets=brackets, reason=reason)
    reason = ""
    if with_comma:
        reason = f"{with_comma!r} is read with a thousands separator; nothing proves it"
    elif with_point:
        reason = f"{with_point!r} is read with a decimal point; nothing proves it"
    return Style(".", brackets=brackets, reason=reason)


def digits_of(text: str, style: Style) -> Digits:
    """Return the number that ``text`` (no sign, no unit) writes, in the column's style."""
    if _PLAIN.fullmatch(text) or (_SCIENTIFIC.fullmatch(text)):
        return Digits(text)
    spaced = _SPACED.match(text)
    rule = ""
    if spaced is not None:
        text = _joined(spaced) + text[spaced.end() :]
        rule = "thousands separated by spaces or apostrophes"
        if _PLAIN.fullmatch(text):
            return Digits(text, rule)
    if _INDIAN.fullmatch(text) and style.decimal == ".":
        return Digits(text.replace(",", ""), "commas as separators of lakh and crore")
    sign = _decimal_of(text)
    if sign == "":
        return Digits(None, why="no number in a form that is known")
    if sign == "?":
        if style.mixed:
            return Digits(None, why=f"{text!r} may mean thousands or decimals")
        sign = style.decimal
    elif style.proven and sign != style.decimal:
        names = {".": "point", ",": "comma"}
        return Digits(None, why=f"decimal {names[sign]} in a column with {names[style.decimal]}s")
    return _with_decimal(text, sign, rule)


def _with_decimal(text: str, sign: str, rule: str) -> Digits:
    group = "," if sign == "." else "."
    rules = [rule] if rule else []
    if group in text:
        rules.append(COMMAS if group == "," else "point as thousands separator")
    if sign == "," and "," in text:
        rules.append("decimal comma")
    return Digits(text.replace(group, "").replace(sign, "."), "; ".join(rules))


def _joined(match: re.Match[str]) -> str:
    return re.sub(r"[ '’]", "", match.group())


def _decimal_of(text: str) -> str:
    """Return the decimal sign that a number proves, ``?`` if both fit, or empty if none does."""
    grouped = _GROUPED.fullmatch(text)
    if grouped is not None:
        several = text.count(grouped.group(1)) > 1
        return ("," if grouped.group(1) == "." else ".") if several else "?"
    fraction = _GROUPED_FRACTION.fullmatch(text)
    if fraction is not None:
        return "," if fraction.group(2) == "." else "."
    one = _ONE_SIGN.fullmatch(text)
    return one.group(2) if one is not None else ""
