"""From whatever a cell holds to a value of the schema, or a reason why not."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
import unicodedata

from workbench.core import periods
from workbench.core.schema import Column

Cell = str | float | int | bool | dt.date | dt.datetime | None

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\Z")
_DISTRIBUTION = re.compile(r"[a-z]+\(\s*[^()]*\)\Z")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LONGEST_TEXT = 32_767  # characters in a cell of Excel
_EXCEL_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!", "#GETTING_DATA"}
)


class Unfit(ValueError):
    """The cell does not hold what the column needs; the text says what was expected."""


def clean(text: str) -> str:
    """Return text in one form: NFC, plain line ends, no control characters, no outer blanks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROL.sub("", text)).strip()


def convert(column: Column, cell: Cell) -> str | float:
    """Return the value that ``column`` stores for ``cell``.

    Missing is NaN in number columns and the empty text elsewhere; it is never zero.

    Raises:
        Unfit: with the words for what was expected.
    """
    if isinstance(cell, str):
        cell = clean(cell)
        if cell in _EXCEL_ERRORS:
            raise Unfit(f"{column.expected}, not the error of a formula")
    if cell is None or cell == "" or (isinstance(cell, float) and math.isnan(cell)):
        if column.required:
            raise Unfit(column.expected)
        return math.nan if column.is_number else ""
    if column.is_number:
        return _number(column, cell)
    return _text(column, cell)


def _number(column: Column, cell: Cell) -> float:
    if isinstance(cell, str) and _NUMBER.match(cell):
        cell = float(cell)
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        raise Unfit(column.expected)
    value = float(cell)
    whole = column.kind != "integer" or value.is_integer()
    above = column.low is None or value >= column.low
    below = column.high is None or value <= column.high
    if not (math.isfinite(value) and whole and above and below):
        raise Unfit(column.expected)
    return value


def _text(column: Column, cell: Cell) -> str:
    text = _as_text(column, cell)
    if len(text) > _LONGEST_TEXT:
        raise Unfit(f"at most {_LONGEST_TEXT} characters")
    match column.kind:
        case "period":
            return _period(column, text)
        case "date":
            return _date(column, text)
        case "country":
            return text.upper() if len(text) == 3 and text.isascii() else text
        case "choice":
            if text.lower() not in column.choices:
                raise Unfit(column.expected)
            return text.lower()
        case "list":
            parts = (part.strip() for part in text.split(";"))
            return ";".join(part for part in parts if part)
        case "json":
            return _json(column, text)
        case "distribution":
            return _distribution(column, text)
        case _:
            return text


def _as_text(column: Column, cell: Cell) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, (dt.datetime, dt.date)):
        month = f"{cell.year:04d}-{cell.month:02d}"
        return month if column.kind == "period" else f"{month}-{cell.day:02d}"
    if isinstance(cell, (int, float)):
        return str(int(cell)) if float(cell).is_integer() else repr(float(cell))
    return str(cell)


def _period(column: Column, text: str) -> str:
    text = text.upper()
    if not periods.is_period(text):
        raise Unfit(column.expected)
    return text


def _date(column: Column, text: str) -> str:
    match = _DATE.match(text)
    if match is None:
        raise Unfit(column.expected)
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        dt.date(year, month, day)
    except ValueError as problem:
        raise Unfit(f"{column.expected} that exists") from problem
    return text


def _json(column: Column, text: str) -> str:
    try:
        value = json.loads(text, parse_constant=_no_constant)
        plain = json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)
    except (ValueError, RecursionError) as problem:
        raise Unfit(column.expected) from problem
    if not isinstance(value, dict):
        raise Unfit(column.expected)
    # What no cell can hold stays as an escape, or cleaning would take it out the next time.
    return _CONTROL.sub(lambda sign: f"\\u{ord(sign[0]):04x}", plain)


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no number in JSON")


def _distribution(column: Column, text: str) -> str:
    text = re.sub(r"\s+", "", text.lower())
    if not _DISTRIBUTION.match(text):
        raise Unfit(column.expected)
    return text
