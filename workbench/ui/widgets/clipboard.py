"""Cells for the clipboard, as text and as a table, safe to paste into a spreadsheet."""

from __future__ import annotations

import csv
import html
import io
import math
import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

_BLANKS = " \N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"
_DANGEROUS = frozenset("=+-@\t\r\n\N{MINUS SIGN}")

Cells = Sequence[Sequence[object]]


def harmless(text: str) -> str:
    """Return text that a spreadsheet does not take for a formula: a leading ``'`` where needed."""
    start = unicodedata.normalize("NFKC", text.lstrip(_BLANKS))[:1]
    return f"'{text}" if start in _DANGEROUS else text


def plain(text: str) -> str:
    """Return text without the mark that :func:`harmless` puts in front of it."""
    return text[1:] if text[:1] == "'" and harmless(text[1:]) == text else text


def cells_of(text: str) -> list[list[str]]:
    """Return the rows of texts that a spreadsheet has put on the clipboard."""
    rows = list(csv.reader(io.StringIO(text.replace("\r\n", "\n"), newline=""), "excel-tab"))
    return [[plain(cell) for cell in row] or [""] for row in rows]


def as_tsv(rows: Cells) -> str:
    """Return rows as text with tabs: numbers in full precision, a missing one empty."""
    return "\n".join("\t".join(_quoted(_written(cell)) for cell in row) for row in rows)


def as_html(rows: Cells) -> str:
    """Return rows as a table whose texts stay texts in a spreadsheet."""
    lines = []
    for row in rows:
        cells = "".join(
            f"<td>{_written(cell)}</td>"
            if isinstance(cell, float | int)
            else f"<td style='mso-number-format:\"\\@\"'>{html.escape(str(cell))}</td>"
            for cell in row
        )
        lines.append(f"<tr>{cells}</tr>")
    return "<table>" + "".join(lines) + "</table>"


def mime(rows: Cells) -> QMimeData:
    """Return both forms at once, for ``QClipboard.setMimeData``."""
    data = QMimeData()
    data.setText(as_tsv(rows))
    data.setHtml(as_html(rows))
    return data


def _written(cell: object) -> str:
    if isinstance(cell, float):
        if math.isnan(cell):
            return ""
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return str(cell) if isinstance(cell, int) else harmless(str(cell))


def _quoted(text: str) -> str:
    if any(sign in text for sign in '\t\n\r"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def leave_text() -> None:
    """Leave what was copied on the clipboard as plain text, before the program ends.

    Qt lets go of the clipboard after Python has ended; an object of Python there would crash it.
    """
    board = QGuiApplication.clipboard()
    without_screen = QGuiApplication.platformName() == "offscreen"  # there nobody else can own it
    if board.ownsClipboard() or without_screen:
        board.setText(board.text())
