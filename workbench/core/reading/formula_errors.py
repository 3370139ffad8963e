"""Finds the cells of an .xlsx whose formula ended in an error.

The parser hands them out as empty cells, and an error must not pass for a figure that is missing.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from defusedxml import ElementTree  # type: ignore[import-untyped]

_PIECE = 1 << 20
_OVERLAP = 1 << 13  # more than the longest formula of a cell, 8,192 characters
_CELL = re.compile(
    rb"<(?:\w+:)?c\s(?=[^>]*?\bt=[\"']e[\"'])[^>]*?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*>"
    rb"(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>(#[^<]{1,20})<",
    re.DOTALL,
)
_MARKS = (b't="e"', b"t='e'")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"

Errors = dict[tuple[int, int], str]
"""Text of the error by row and column, both from 0."""


def find_errors(path: Path, sheet: str) -> Errors:
    """Return the formula errors of one sheet; nothing for files that are no .xlsx."""
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as archive:
        part = _part_of(archive, sheet)
        if part is None:
            return {}
        with archive.open(part) as file:
            return dict(_scan(file))


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return None
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {item.get("Id"): item.get("Target", "") for item in relations}
    for item in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if item.tag.endswith("}sheet") and item.get("name") == sheet:
            target = targets.get(item.get(_RELATION) or item.get(_STRICT_RELATION), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return part if part in names else None
    return None


def _scan(file: IO[bytes]) -> Iterator[tuple[tuple[int, int], str]]:
    tail = b""
    while piece := file.read(_PIECE):
        text = tail + piece
        if any(mark in text for mark in _MARKS):
            for match in _CELL.finditer(text):
                column, row, error = match.groups()
                yield (int(row) - 1, _number(column) - 1), error.decode("ascii", "replace")
        tail = text[-_OVERLAP:]


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number
