"""Cells and columns of a sheet by name, as Excel writes them; no library is needed for it."""

from __future__ import annotations


def letters(column: int) -> str:
    """Return the name of a column, counted from 1.

    >>> letters(28)
    'AB'
    """
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell, row and column counted from 1.

    >>> cell_name(7, 28)
    'AB7'
    """
    return f"{letters(column)}{row}"
