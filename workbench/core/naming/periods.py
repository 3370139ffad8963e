"""Years, halves, quarters and months as foreign workbooks write them, in three languages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from workbench.core.naming import period_words as words
from workbench.core.naming import text as texts

Cell = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


class Period(str):
    """A period in our form, such as ``2021-11``; ``note`` says what had to be decided."""

    __slots__ = ("note",)
    note: str

    def __new__(cls, text: str, note: str = "") -> Period:
        """Make it of the text of ``workbench.core.periods``."""
        made = super().__new__(cls, text)
        made.note = note
        return made


@dataclass(frozen=True)
class MonthOnly:
    """A month whose year stands elsewhere: ``12월``, ``Nov``."""

    month: int

    def in_year(self, year: str | int) -> Period:
        """Return the month of that year."""
        return Period(f"{int(year):04d}-{self.month:02d}")


@dataclass(frozen=True)
class PartOnly:
    """A quarter or half whose year stands elsewhere: ``3/4분기``, ``H1``."""

    part: str
    """``Q1`` to ``Q4``, ``H1`` or ``H2``."""

    def in_year(self, year: str | int) -> Period:
        """Return that part of the year."""
        return Period(f"{int(year):04d}{self.part}")


Found = Period | MonthOnly | PartOnly


def parse(cell: Cell) -> Found | None:
    """Return the period of a cell, a part of a year that still needs its year, or None.

    Spans of several years and parts of a year that are no half, quarter or month are None. A day
    gives its month, a fiscal year the calendar year it is named for; both carry a note.
    """
    if isinstance(cell, dt.date):
        return _month(cell.year, cell.month, f"the day {cell.day} is left out")
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, (int, float)):
        if not float(cell).is_integer() or abs(cell) > 99_991_231:
            return None
        cell = str(int(cell))
    return _of_text(cell) if isinstance(cell, str) else None


def find_in(header: str) -> Found | None:
    """Return the one period that a header contains: ``Prod_t_est_2022``, ``수입금액 2025년 11월``.

    None if there is none or if several differ.
    """
    whole = parse(header)
    if whole is not None:
        return whole
    text = texts.plain(header)
    found = {parse(part) for part in words.INSIDE.findall(text)} - {None}
    return found.pop() if len(found) == 1 else None


def looks_like(cells: Iterable[Cell]) -> float:
    """Return which share (0-1) of the cells that are not blank are periods."""
    filled = [cell for cell in cells if cell is not None and str(cell).strip()]
    found = sum(parse(cell) is not None for cell in filled)
    return found / len(filled) if filled else 0.0


def _of_text(cell: str) -> Found | None:
    text = texts.plain_dashes(texts.plain(texts.without_superscripts(cell)[0])).casefold()
    text = text.strip("'\"’. ") if not text.startswith("'") else text.lstrip("'’ ")
    if re.fullmatch(r"\d+\.0+", text):
        text = text.partition(".")[0]
    mark = words.ESTIMATED.search(text)
    note = ""
    if mark is not None and mark.start() > 0:
        text, note = text[: mark.start()].strip(), f"marked {mark.group().strip()!r}"
    text = words.to_common_era(text)
    for pattern, read in _FORMS:
        match = pattern.fullmatch(text)
        if match is not None:
            found = read(match)
            if isinstance(found, Period) and note:
                return Period(found, f"{found.note}; {note}" if found.note else note)
            return found
    return None


def _year_of(text: str) -> tuple[int, str]:
    year = int(text)
    if len(text) == 4:
        return year, ""
    full = 2000 + year if year < 70 else 1900 + year
    return full, f"the year {text} is taken as {full}"


def _year(year: int, note: str = "") -> Period | None:
    return Period(f"{year:04d}", note) if _FIRST_YEAR <= year <= _LAST_YEAR else None


def _month(year: int, month: int, note: str = "") -> Period | None:
    inside = 1 <= month <= 12 and _FIRST_YEAR <= year <= _LAST_YEAR
    return Period(f"{year:04d}-{month:02d}", note) if inside else None


def _part(year_text: str, letter: str, number: str) -> Found | None:
    count = {"1": 1, "2": 2, "3": 3, "4": 4, "上": 1, "下": 2, "상": 1, "하": 2}[number]
    if letter == "H" and count > 2:
        return None
    part = f"{letter}{count}"
    if not year_text:
        return PartOnly(part)
    year, note = _year_of(year_text)
    return Period(f"{year}{part}", note) if _year(year) is not None else None


def _read_year(match: re.Match[str]) -> Found | None:
    return _year(*_year_of(match["y"]))


def _read_month(match: re.Match[str]) -> Found | None:
    year, note = _year_of(match["y"])
    return _month(year, int(match["m"]), note)


def _read_named_month(match: re.Match[str]) -> Found | None:
    year, note = _year_of(match["y"])
    return _month(year, words.MONTHS[match["m"][:3]], note)


def _read_day(match: re.Match[str]) -> Found | None:
    try:
        day = dt.date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None
    return _month(day.year, day.month, f"the day {day.day} is left out")


def _read_fiscal(match: re.Match[str]) -> Found | None:
    year, _ = _year_of(match["y"])
    return _year(year, f"the fiscal year {match['y']}, taken as the calendar year {year}")


def _any_year(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return groups.get("y") or groups.get("y2") or ""


def _read_quarter(match: re.Match[str]) -> Found | None:
    return _part(_any_year(match), "Q", match["q"])


def _read_quarter_months(match: re.Match[str]) -> Found | None:
    number = {"1-3": "1", "4-6": "2", "7-9": "3", "10-12": "4"}[match["q"]]
    return _part(_any_year(match), "Q", number)


def _read_half(match: re.Match[str]) -> Found | None:
    return _part(_any_year(match), "H", match["h"])


def _read_month_only(match: re.Match[str]) -> Found | None:
    name = match["m"]
    month = int(name) if name.isdigit() else words.MONTHS[name[:3]]
    return MonthOnly(month) if 1 <= month <= 12 else None


_READERS: dict[str, Callable[[re.Match[str]], Found | None]] = {
    "year": _read_year,
    "month": _read_month,
    "named month": _read_named_month,
    "day": _read_day,
    "fiscal": _read_fiscal,
    "quarter": _read_quarter,
    "quarter months": _read_quarter_months,
    "half": _read_half,
    "month only": _read_month_only,
}
_FORMS = tuple((pattern, _READERS[name]) for name, pattern in words.FORMS)
