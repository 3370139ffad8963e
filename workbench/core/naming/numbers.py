"""Figures as foreign workbooks write them, each read by a rule that is stated.

Nothing without a digit is ever a number, and nothing that cannot be read is ever a zero.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from workbench.core.naming import number_marks
from workbench.core.naming import text as texts
from workbench.core.naming.number_style import COMMAS, POINT, Style, digits_of, guess_style

Cell = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
Status = Literal["number", "missing", "unreadable"]

_MISSING = "missing: "
_UNREADABLE = "unreadable: "

_CURRENCY = re.compile(r"US\$|[$€£¥₩₽₹]|\b(?:USD|EUR|KRW|JPY|CNY|GBP|RMB)\b")
_TIMES = {
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "천": 1e3,
    "만": 1e4,
    "백만": 1e6,
    "억": 1e8,
    "조": 1e12,
    "千": 1e3,
    "万": 1e4,
    "百万": 1e6,
    "億": 1e8,
    "兆": 1e12,
}
_TIMES_OF_MONEY = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9}
_TIMES_PATTERN = re.compile(r"(.*\d) ?([a-z]+|[천만백억조千万百億兆]+)", re.IGNORECASE)
_FOOTNOTE = re.compile(
    r"(.*[\d%)])(?: ?[*†‡§#]+| ?(?:e|r|p|est\.?|\((?:e|r|p|re|est\.?)\))| (?:[a-z]{1,2}|\d{1,2})/)",
    re.IGNORECASE,
)
_BOUND = re.compile(r"(<=|>=|<|>|≤|≥|less than |more than |under |over )(.+)", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:~|≈|ca?\. ?|approx\.? |about |약 ?|約 ?|e ?(?=\d[\d,]{2}))(.+)", re.IGNORECASE
)
_PLAIN_PROVEN = re.compile(r"-?\d{1,15}(?:\.\d{1,17})?\Z", re.ASCII)
_PLAIN = re.compile(r"-?\d{1,15}(?:\.\d{1,2})?\Z", re.ASCII)
_GROUPED = re.compile(r"-?[1-9]\d{0,2}(?:,\d{3}){1,4}(?:\.\d{1,2})?\Z", re.ASCII)
_MINUS = re.compile(r"[▲△▼▽]")


@dataclass(frozen=True)
class Parsed:
    """One figure: NaN unless ``status`` is ``number``; ``rule`` says in words how it was read.

    ``rule`` is empty where nothing had to be decided. ``bound`` is the limit where the source
    only gives one (``<0.1%``), else NaN.
    """

    value: float
    rule: str = ""
    bound: float = math.nan

    @property
    def status(self) -> Status:
        """Whether this is a number, is missing by a known mark, or cannot be read."""
        return status_of(self.rule)


def status_of(rule: str) -> Status:
    """Return what a rule says about its figure; for the rules of ``parse_texts``."""
    if rule.startswith(_MISSING):
        return "missing"
    return "unreadable" if rule.startswith(_UNREADABLE) else "number"


def parse(cell: Cell, style: Style = POINT) -> Parsed:
    """Return the figure of one cell.

    Percent signs divide by 100. ``style`` is that of the whole column, see ``guess_style``.
    """
    if cell is None:
        return _missing("empty")
    if isinstance(cell, bool):
        return _unreadable("TRUE or FALSE, not a number")
    if isinstance(cell, (int, float)):
        return _native(float(cell))
    if not isinstance(cell, str):
        return _unreadable("a date or time, not a number")
    return _of_text(cell, style)


def parse_texts(
    column: Sequence[str], style: Style | None = None
) -> tuple[npt.NDArray[np.float64], list[str]]:
    """Return value and rule for each text; each distinct text is read once.

    Without ``style`` it is guessed from all the texts.
    """
    distinct = dict.fromkeys(column)
    used = guess_style(list(distinct)) if style is None else style
    quick = used.decimal == "." and not used.mixed
    plain = _PLAIN_PROVEN if used.proven else _PLAIN
    parsed = {text: (quick and _usual(text, plain)) or _of_text(text, used) for text in distinct}
    values = np.fromiter((parsed[text].value for text in column), np.float64, len(column))
    return values, [parsed[text].rule for text in column]


def _missing(why: str, bound: float = math.nan) -> Parsed:
    return Parsed(math.nan, _MISSING + why, bound)


def _unreadable(why: str) -> Parsed:
    return Parsed(math.nan, _UNREADABLE + why)


def _usual(text: str, plain: re.Pattern[str]) -> Parsed | None:
    """Read the two commonest forms fast, ``72000.5`` and ``72,000.5``; the same as ``parse``."""
    if plain.match(text):
        return Parsed(float(text))
    if _GROUPED.match(text):
        return Parsed(float(text.replace(",", "")), COMMAS)
    return None


def _native(value: float) -> Parsed:
    if math.isnan(value):
        return _missing("empty")
    if math.isinf(value):
        return _missing("infinite in the source (a division by zero)")
    return Parsed(value)


def _of_text(cell: str, style: Style) -> Parsed:
    body, raised = texts.without_superscripts(cell)
    if raised and not body.strip():
        return _missing("a footnote in place of the figure")
    if texts.has_raised(body):
        return _unreadable("raised signs inside a number")
    text = texts.plain_dashes(texts.plain(body))
    lower = text.casefold()
    meaning = number_marks.meaning(lower)
    if meaning is not None:
        return _missing(meaning)
    if number_marks.is_formula_error(lower):
        return _unreadable(f"the error {text} of a formula")
    if not any("0" <= sign <= "9" for sign in text):
        return _unreadable("text, not a number")
    if raised and text == "10":
        return _unreadable("a power of ten")
    bound = _BOUND.fullmatch(text)
    if bound is not None:
        limit = _figure(bound.group(2).strip(), style, [])
        if isinstance(limit, str):
            return _unreadable(limit)
        return _missing(f"only a bound is given ({text})", limit)
    rules = [f"footnote mark {raised} left out"] if raised else []
    found = _figure(text, style, rules)
    if isinstance(found, str):
        return _unreadable(found)
    return Parsed(found, "; ".join(rules))


def _figure(text: str, style: Style, rules: list[str]) -> float | str:
    """Return the number, or why there is none; ``rules`` collects what had to be decided."""
    text = _without_about(text, rules)
    text = _without_footnote(text, rules)
    text, sign = _without_sign(text, style, rules)
    if text == "":
        return "brackets around one digit: minus or a footnote"
    text, money = _without_currency(text, rules)
    if money and not sign:
        text, sign = _without_sign(text, style, rules)
    text, percent = (text[:-1].strip(), True) if text.endswith("%") else (text, False)
    text, times = _without_multiplier(text, money=money, rules=rules)
    plain = digits_of(text, style)
    if plain.number is None:
        return plain.why
    if plain.rule:
        rules.append(plain.rule)
    if percent:
        rules.append("percent, divided by 100")
    value = float(plain.number) * times / (100.0 if percent else 1.0)
    if not math.isfinite(value):
        return "too large for a number"
    return -value if sign else value


def _without_about(text: str, rules: list[str]) -> str:
    about = _ABOUT.fullmatch(text)
    if about is None:
        return text
    rules.append("marked as approximate or estimated")
    return about.group(1).strip()


def _without_footnote(text: str, rules: list[str]) -> str:
    found = _FOOTNOTE.fullmatch(text)
    if found is None:
        return text
    rules.append(f"footnote mark {text[found.end(1) :].strip()} left out")
    return found.group(1).strip()


def _without_sign(text: str, style: Style, rules: list[str]) -> tuple[str, bool]:
    """Return the text without its sign and whether it is negative; empty text: cannot be told."""
    if _MINUS.match(text):
        rules.append(f"{text[0]} means minus")
        return text[1:].strip(), True
    if text.startswith("(") and text.endswith(")"):
        inner = text[1:-1].strip()
        if inner.isdigit() and len(inner) == 1 and not style.brackets:
            return "", False
        rules.append("brackets mean minus")
        return inner, True
    if text.startswith(("-", "+")):
        return text[1:].strip(), text.startswith("-")
    if text.endswith("-") and text[:-1].strip()[-1:].isdigit():
        rules.append("minus after the number")
        return text[:-1].strip(), True
    return text, False


def _without_currency(text: str, rules: list[str]) -> tuple[str, bool]:
    found = _CURRENCY.search(text)
    if found is None:
        return text, False
    before, after = text[: found.start()].strip(), text[found.end() :].strip()
    if before not in ("", "-", "+") and after:
        return text, False
    rules.append(f"currency sign {found.group()} left out")
    return f"{before}{after}", True


def _without_multiplier(text: str, *, money: bool, rules: list[str]) -> tuple[str, float]:
    found = _TIMES_PATTERN.fullmatch(text)
    if found is None:
        return text, 1.0
    word = found.group(2).casefold()
    times = _TIMES.get(word, _TIMES_OF_MONEY.get(word) if money else None)
    if times is None:
        return text, 1.0
    rules.append(f"{found.group(2)} means times {times:,.0f}")
    return found.group(1), times
