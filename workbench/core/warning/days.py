"""Days as numbers: when a month is over, and which day an as-of stands for."""

from __future__ import annotations

import datetime as dt

from workbench.core import periods


def month_over(day: int) -> int:
    """Return the last month that is over at the end of a day (ordinal).

    >>> periods.month_name(month_over(dt.date(2021, 11, 29).toordinal()))
    '2021-10'
    >>> periods.month_name(month_over(dt.date(2021, 11, 30).toordinal()))
    '2021-11'
    """
    tomorrow = dt.date.fromordinal(day + 1)
    return 12 * tomorrow.year + tomorrow.month - 2


def end_of(month: int) -> int:
    """Return the last day (ordinal) of a month."""
    return periods.end_of_month(month).toordinal()


def as_day(text: str) -> int:
    """Return the day (ordinal) that a day or a period stands for: its last one.

    Raises:
        ValueError: if the text is neither a period nor a day that exists.
    """
    return periods.last_day(text).toordinal()


def day_name(day: int) -> str:
    """Return a day (ordinal) as text; empty for none."""
    return dt.date.fromordinal(day).isoformat() if day > 0 else ""
