"""Looks over the raw parts of an .xlsx for what the parser passes over in silence.

The parser hands out the error of a formula as an empty cell, a formula nobody has calculated as
well; it takes the last of two cells in one place, puts impossible references somewhere, and need
not see that a part was damaged. None of these may pass for a figure.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import IO

from defusedxml import ElementTree  # type: ignore[import-untyped]

from workbench.core.lettering import cell_name
from workbench.core.problem import Problem
from workbench.core.reading.grid import Damaged

_PIECE = 1 << 20
_LONGEST_CELL = 4 << 20  # bytes; where no cell begins for so long, there is none
_LOOKED_INTO = 64 << 20  # bytes of a part that is searched for cells in the same place
_LISTED = 5

_TAG = rb"<(?:\w+:)?"
_END = rb"</(?:\w+:)?"
_ERROR = re.compile(
    _TAG + rb"c\s(?=[^>]*?\bt=[\"']e[\"'])[^>]*?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*>"
    rb"(?:(?!" + _END + rb"c>).)*?" + _TAG + rb"v>(#[^<]{1,20})<",
    re.DOTALL,
)
_UNCALCULATED = re.compile(
    _TAG + rb"c\s([^>]*)>\s*" + _TAG + rb"f(?:\s[^>]*?)?(?:/>|>[^<]*" + _END + rb"f>)\s*"
    rb"(" + _TAG + rb"v\s*/>|" + _TAG + rb"v>" + _END + rb"v>)?\s*" + _END + rb"c>"
)
_REFERENCE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_PREFIX = re.compile(rb"<(\w+:)?worksheet")
_STRAY_CELL = re.compile(rb' r="([A-Za-z]{4}[A-Za-z0-9]{0,20}|[A-Z]{1,3}\d{8,20})')
_STRAY_ROW = re.compile(rb'<row r="(0)"')
_VALUE_CELL = re.compile(
    _TAG + rb"c\s[^>]*?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*>"
    rb"(?:(?!" + _END + rb"c>).)*?" + _TAG + rb"(?:v|is)>",
    re.DOTALL,
)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)


@dataclass
class Scan:
    """What one sheet holds. Rows and columns count from 0; lists keep the first few only."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    """Text of the error by row and column."""
    uncalculated: int = 0
    first_uncalculated: list[str] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    values: int = 0

    def problems(self, sheet: str) -> list[Problem]:
        """Return the findings about the sheet."""
        found = []
        if self.uncalculated:
            found.append(
                Problem(
                    f"{self.uncalculated} formulas were never calculated; they count as empty",
                    severity="warning",
                    sheet=sheet,
                    cell=self.first_uncalculated[0],
                    value=", ".join(self.first_uncalculated),
                    remedy="Open the workbook in Excel and save it, then read it again",
                )
            )
        found += [
            Problem(
                "a cell or row names a place that no sheet has",
                sheet=sheet,
                value=stray,
                remedy="Open the workbook in Excel, check it and save it again",
            )
            for stray in self.strays
        ]
        return found


def parts_of(path: Path) -> dict[str, str]:
    """Return the name of the part that holds each sheet; empty for files that are no .xlsx."""
    if not zipfile.is_zipfile(path):
        return {}
    try:
        with zipfile.ZipFile(path) as archive:
            return _parts(archive)
    except (*_BROKEN, ElementTree.ParseError, ValueError, KeyError):
        return {}  # the parser says why


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {item.get("Id"): item.get("Target", "") for item in relations}
    found = {}
    for item in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if item.tag.endswith("}sheet"):
            target = targets.get(item.get(_RELATION) or item.get(_STRICT_RELATION), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if part in names:
                found[item.get("name", "")] = part
    return found


def scan_part(path: Path, part: str) -> Scan:
    """Return what one sheet's part holds, reading it to its end, where its checksum is.

    Raises:
        Damaged: if the part cannot be unpacked or is not what was packed.
    """
    try:
        with zipfile.ZipFile(path) as archive, archive.open(part) as file:
            return scan_cells(file)
    except _BROKEN as problem:
        raise Damaged(f"its part {part!r} is damaged or was cut off") from problem


def cells_in_one_place(path: Path, part: str) -> list[str]:
    """Return the first few places of a sheet that two cells claim; none for very large parts."""
    with zipfile.ZipFile(path) as archive:
        if archive.getinfo(part).file_size > _LOOKED_INTO:
            return []
        seen: set[tuple[bytes, bytes]] = set()
        twice: dict[tuple[bytes, bytes], None] = {}
        with archive.open(part) as file:
            for block in blocks(file):
                for place in _VALUE_CELL.findall(block):
                    if place in seen:
                        twice[place] = None
                    seen.add(place)
    return [(column + row).decode("ascii") for column, row in list(twice)[:_LISTED]]


def scan_cells(file: IO[bytes]) -> Scan:
    """Return what a sheet's part holds.

    Every search goes through the whole part, so there are few, for plain bytes where possible.
    """
    scan = Scan()
    signs: _Signs | None = None
    for block in blocks(file):
        signs = signs or _Signs.of(block)
        scan.values += block.count(signs.value) + block.count(signs.inline)
        if signs.error in block:
            for column, row, error in _ERROR.findall(block):
                scan.errors[int(row) - 1, column_number(column) - 1] = error.decode(
                    "ascii", "replace"
                )
        if signs.formula in block:
            _find_uncalculated(block, scan)
        if len(scan.strays) < _LISTED:
            found = chain(_STRAY_CELL.findall(block), _STRAY_ROW.findall(block))
            scan.strays += [text.decode("ascii", "replace") for text in islice(found, _LISTED)]
    return scan


@dataclass(frozen=True)
class _Signs:
    """The bytes that mark what is searched for, as this part writes them."""

    value: bytes
    inline: bytes
    error: bytes
    formula: bytes

    @staticmethod
    def of(block: bytes) -> _Signs:
        head = _PREFIX.search(block)
        prefix = head[1] or b"" if head else b""
        quote = b"'" if b" r='" in block else b'"'
        return _Signs(
            b"</" + prefix + b"v>",
            b"</" + prefix + b"is>",
            b"t=" + quote + b"e" + quote,
            b"<" + prefix + b"f",
        )


def blocks(file: IO[bytes], element: bytes = b"c") -> Iterator[bytes]:
    """Yield the part in blocks that cut no cell, or other element, in two."""
    tail = b""
    while piece := file.read(_PIECE):
        text = tail + piece
        end = max(text.rfind(b"<" + element), text.rfind(b":" + element + b" "))
        end = text.rfind(b"<", 0, end + 1)
        if end <= 0 and len(text) <= _LONGEST_CELL:
            tail = text
            continue
        yield text[:end] if end > 0 else text
        tail = text[end:] if end > 0 else b""
    yield tail


def _find_uncalculated(block: bytes, scan: Scan) -> None:
    for attributes, value in _UNCALCULATED.findall(block):
        if value and b't="str"' in attributes:
            continue  # the formula gave an empty text
        scan.uncalculated += 1
        place = _REFERENCE.search(attributes)
        if place and len(scan.first_uncalculated) < _LISTED:
            column, row = place.groups()
            scan.first_uncalculated.append(cell_name(int(row), column_number(column)))


def column_number(letters: bytes) -> int:
    """Return the number of a column, from 1, by its letters."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number
