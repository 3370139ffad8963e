"""Numbers as people type them: with the separators that the cells show."""

from __future__ import annotations

from workbench.ui.texts import locale

_BLANKS = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"


def plain_number(text: str) -> str:
    """Return a typed number as ``12500.5``; any other text as it is.

    Group separators, the decimal sign of the user's language and the minus sign the cells show
    are understood. ``12,5`` is no number where the comma separates thousands.
    """
    tight = text.strip().replace("\N{MINUS SIGN}", "-")
    tight = "".join(sign for sign in tight if sign not in _BLANKS)
    value, understood = locale().toDouble(tight)
    if not understood:
        return text
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def editable_number(value: float) -> str:
    """Return a number with every digit and without group separators, to be edited."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(value).replace(".", locale().decimalPoint())
