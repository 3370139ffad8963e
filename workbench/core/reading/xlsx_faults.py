"""Finds the cell for which the parsers gave up on an .xlsx, to name it to the user.

Parsers say that a file is damaged, or end with all the memory they may have, and not where.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import NoReturn

from workbench.core.lettering import cell_name
from workbench.core.reading.grid import (
    MOST_COLUMNS,
    MOST_ROWS,
    Damaged,
    Refused,
    Tell,
    check_area,
)
from workbench.core.reading.xlsx_scan import blocks, column_number, parts_of

_TEXTS = "xl/sharedStrings.xml"
_LOOKED_INTO = 256 << 20  # bytes of a part that is searched
_CELL = re.compile(
    rb"<(?:\w+:)?c\s([^>]*[^>/])>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)<",
    re.DOTALL,
)
_PLACE = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([^\"']*)[\"']")
_REFERENCE = re.compile(rb"\br=[\"']([^\"']*)[\"']")
_A1 = re.compile(rb"([A-Z]{1,3})([1-9]\d{0,6})")
_KIND = re.compile(rb"\bt=[\"'](\w+)[\"']")
_TEXT = re.compile(rb"<(?:\w+:)?si[\s>/]")


def read(path: Path, name: str, tell: Tell) -> NoReturn:  # noqa: ARG001
    """Say why no reader can open the workbook, if one of its cells is the reason.

    Raises:
        Refused: naming the sheet and the cell.
        Damaged: if no cell is to blame, so that another reader may try.
    """
    parts = parts_of(path)
    if parts:
        with zipfile.ZipFile(path) as archive:
            texts = _count(archive)
            for sheet, part in parts.items():
                if archive.getinfo(part).file_size <= _LOOKED_INTO:
                    tell(sheet, 0.0)
                    _search(archive, part, sheet, texts)
    raise Damaged("no cell of it is to blame")


def _count(archive: zipfile.ZipFile) -> int:
    """Return how many texts cells may refer to; -1 if that cannot be told."""
    if _TEXTS not in archive.namelist():
        return -1
    with archive.open(_TEXTS) as file:
        return sum(len(_TEXT.findall(block)) for block in blocks(file, b"si"))


def check_extent(path: Path, part: str, sheet: str) -> None:
    """Refuse a sheet of too many cells before a parser fills in the empty ones, which takes long.

    Raises:
        Refused: naming the sheet and its last cell.
    """
    rows = columns = 0
    with zipfile.ZipFile(path) as archive, archive.open(part) as file:
        for block in blocks(file):
            for match in map(_A1.fullmatch, _PLACE.findall(block)):
                row, column = (int(match[2]), column_number(match[1])) if match else (0, 0)
                if row <= MOST_ROWS and column <= MOST_COLUMNS:
                    rows, columns = max(rows, row), max(columns, column)
    check_area(sheet, rows, columns)


def _search(archive: zipfile.ZipFile, part: str, sheet: str, texts: int) -> None:
    with archive.open(part) as file:
        for block in blocks(file):
            for place in _PLACE.findall(block):
                _check_place(place, sheet)
            for attributes, value in _CELL.findall(block):
                _check_value(attributes, value.strip(), sheet, texts)


def _check_place(place: bytes, sheet: str) -> None:
    match = _A1.fullmatch(place)
    if match is None or int(match[2]) > MOST_ROWS or column_number(match[1]) > MOST_COLUMNS:
        raise Refused(
            f"a cell of the sheet {sheet} says that it stands at {_shown(place)}, "
            f"but the last cell of a sheet is {cell_name(MOST_ROWS, MOST_COLUMNS)}"
        )


def _check_value(attributes: bytes, value: bytes, sheet: str, texts: int) -> None:
    kind = _KIND.search(attributes)
    place = _REFERENCE.search(attributes)
    where = f"the cell {_shown(place[1]) if place else 'without a place'} of the sheet {sheet}"
    if kind is None or kind[1] == b"n":
        try:
            float(value or b"0")
        except ValueError:
            raise Refused(f"{where} holds {_shown(value)!r} where a number must stand") from None
    elif kind[1] == b"s" and not (value.isdigit() and (texts < 0 or int(value) < texts)):
        raise Refused(f"{where} refers to the text {_shown(value)}, which is not in the file")


def _shown(text: bytes) -> str:
    return text[:40].decode("utf-8", "replace")
