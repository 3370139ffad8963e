"""Errors of formulas in .ods workbooks, which the fast reader takes for empty cells."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

_PIECE = 1 << 20
_LONGEST = 1 << 12  # a tag that is cut in two by the end of a piece is seen again with the next
_SIGN = re.compile(
    rb'<table:table [^>]*?table:name="([^"]*)"[^>]*>'
    rb'|value-type="error"[^>]*>\s*<text:p>([^<]{0,40})'
)


def errors_in(path: Path) -> dict[str, list[str]]:
    """Return by sheet the errors that its cells show, such as ``#N/A``, one for each cell.

    LibreOffice marks such cells; other writers of .ods do not, and nothing is known of theirs.
    Cells that are stored as repeated count once.
    """
    found: dict[str, list[str]] = {}
    if not zipfile.is_zipfile(path):
        return found
    sheet = ""
    for match in _signs(path):
        if match[1] is not None:
            sheet = unescape(match[1].decode("utf-8", "replace"))
        else:
            found.setdefault(sheet, []).append(unescape(match[2].decode("utf-8", "replace")))
    return found


def _signs(path: Path) -> Iterator[re.Match[bytes]]:
    with zipfile.ZipFile(path) as book:
        if "content.xml" not in book.namelist():
            return
        with book.open("content.xml") as file:
            rest = b""
            while piece := file.read(_PIECE):
                text, end = rest + piece, 0
                for match in _SIGN.finditer(text):
                    if match.end() == len(text):  # perhaps cut in two
                        break
                    end = match.end()
                    yield match
                rest = text[max(end, len(text) - _LONGEST) :]
            yield from _SIGN.finditer(rest)
