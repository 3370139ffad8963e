"""Periods as text and as months: ``2021``, ``2021H1``, ``2021Q3``, ``2021-11``.

A month is counted as ``12 * year + month - 1``, so that spans are plain integer arithmetic.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Literal

Grain = Literal["year", "half", "quarter", "month"]

_PATTERN = re.compile(r"(\d{4})(?:(?:H([12]))|(?:Q([1-4]))|(?:-(0[1-9]|1[0-2])))?\Z")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")
_MONTHS: dict[Grain, int] = {"year": 12, "half": 6, "quarter": 3, "month": 1}


def span(period: str) -> tuple[int, int]:
    """Return the first month of ``period`` and how many months it has.

    >>> span("2021Q3")
    (24258, 3)

    Raises:
        ValueError: if the text is no period.
    """
    match = _PATTERN.match(period)
    if match is None:
        raise ValueError(f"{period!r} is not a period such as 2021, 2021H1, 2021Q3 or 2021-11")
    year, half, quarter, month = match.groups()
    first = 12 * int(year)
    if half:
        return first + 6 * (int(half) - 1), 6
    if quarter:
        return first + 3 * (int(quarter) - 1), 3
    if month:
        return first + int(month) - 1, 1
    return first, 12


def is_period(text: str) -> bool:
    """Return whether ``text`` is a period in our form."""
    return _PATTERN.match(text) is not None


def grain(period: str) -> Grain:
    """Return how long ``period`` is.

    Raises:
        ValueError: if the text is no period.
    """
    length = span(period)[1]
    return next(name for name, months in _MONTHS.items() if months == length)


def months_in(size: Grain) -> int:
    """Return how many months a period of that length has."""
    return _MONTHS[size]


def month_name(month: int) -> str:
    """Return the period of one month.

    >>> month_name(span("2021-11")[0])
    '2021-11'
    """
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def containing(month: int, size: Grain) -> str:
    """Return the period of the given length that holds ``month``.

    >>> containing(span("2021-11")[0], "half")
    '2021H2'
    """
    year, index = divmod(month, 12)
    match size:
        case "year":
            return f"{year:04d}"
        case "half":
            return f"{year:04d}H{index // 6 + 1}"
        case "quarter":
            return f"{year:04d}Q{index // 3 + 1}"
        case "month":
            return month_name(month)


def sort_key(period: str) -> tuple[int, int]:
    """Order periods by their first month, longer ones first."""
    first, length = span(period)
    return first, -length


def last_day(text: str) -> dt.date:
    """Return the last day of a period, or the day itself: when all of it is surely past.

    >>> last_day("2024-02"), last_day("2024H1"), last_day("2024-02-03")
    (datetime.date(2024, 2, 29), datetime.date(2024, 6, 30), datetime.date(2024, 2, 3))

    Raises:
        ValueError: if the text is neither a period nor a day that exists.
    """
    match = _DATE.match(text)
    if match is not None:
        return dt.date(*(int(part) for part in match.groups()))
    first, length = span(text)
    return end_of_month(first + length - 1)


def end_of_month(month: int) -> dt.date:
    """Return the last day of a month given as a number.

    Raises:
        ValueError: if its year is not between 1 and 9999.
    """
    year, index = divmod(month, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise ValueError(f"the year {year} is not between {dt.MINYEAR} and {dt.MAXYEAR}")
    return dt.date(year, index + 1, calendar.monthrange(year, index + 1)[1])
