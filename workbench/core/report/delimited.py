"""Tables as CSV that no spreadsheet mistakes for formulas."""

from __future__ import annotations

import pandas as pd

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def harmless(text: str) -> str:
    """Return text that a spreadsheet shows as it is: a leading ' where it would be a formula.

    >>> harmless("=1+1"), harmless("coal tar")
    ("'=1+1", 'coal tar')
    """
    risky = text.startswith(_DANGEROUS) or text.lstrip().startswith(_DANGEROUS)
    return f"'{text}" if risky else text


def to_csv(frame: pd.DataFrame) -> str:
    """Return the frame as CSV: header, comma, ``\\n``, numbers in full precision, text harmless.

    A missing value is an empty cell.
    """
    columns = {}
    for name in frame:
        column = frame[name]
        if not pd.api.types.is_numeric_dtype(column):
            column = column.map(lambda value: "" if pd.isna(value) else harmless(str(value)))
        columns[harmless(str(name))] = column
    return pd.DataFrame(columns).to_csv(index=False, lineterminator="\n")
