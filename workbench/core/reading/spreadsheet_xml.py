"""Reads XML spreadsheets of Excel 2003, which some offices still serve, mostly named .xls."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml import ElementTree  # type: ignore[import-untyped]

from workbench.core.problem import Problem
from workbench.core.reading.columns import FormulaError, RawCell
from workbench.core.reading.encoding import find_encoding
from workbench.core.reading.grid import Damaged, Grid, ScatteredCells, Tell
from workbench.core.reading.sheets import Merged

_SPREADSHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w-]{1,40})[\"']")
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
_PIECE = 1 << 16


def read(path: Path, name: str, tell: Tell) -> Iterator[Grid | Problem]:  # noqa: ARG001
    """Yield the sheets of an XML spreadsheet.

    Raises:
        Damaged: if it is not well-formed, or says what contradicts itself.
        Refused: if it holds more than is read.
    """
    try:
        for sheet in _worksheets(path):
            title = sheet.get(f"{_SPREADSHEET}Name", "")
            tell(title, 0.0)
            yield _grid(sheet, title)
    except (ElementTree.ParseError, ValueError) as problem:  # declarations of entities as well
        raise Damaged("it is not well-formed XML, or declares entities") from problem


def _worksheets(path: Path) -> Iterator[Element]:
    with path.open("rb") as file:
        declared = _DECLARED.search(file.read(_PIECE))
    encoding = find_encoding(path, declared[1].decode("ascii") if declared else "utf-8")
    parser: Any = ElementTree.DefusedXMLParser(forbid_dtd=True)
    text = path.read_text(encoding.codec, "strict" if encoding.strict else "replace")
    parser.feed(_DECLARATION.sub("", text, count=1).encode("utf-8"))
    return parser.close().iter(f"{_SPREADSHEET}Worksheet")  # type: ignore[no-any-return]


def _grid(sheet: Element, title: str) -> Grid:
    cells = ScatteredCells(title)
    merged: list[Merged] = []
    row = 0
    for line in sheet.iterfind(f"{_SPREADSHEET}Table/{_SPREADSHEET}Row"):
        row = _index(line, row + 1)
        column = 0
        for cell in line.iterfind(f"{_SPREADSHEET}Cell"):
            column = _index(cell, column + 1)
            value = _value(cell.find(f"{_SPREADSHEET}Data"))
            if value != "":
                cells.put(row - 1, column - 1, value)
            across, down = _number(cell, "MergeAcross"), _number(cell, "MergeDown")
            if across or down:
                merged.append(((row, column), (row + down, column + across)))
            column += across
    hidden = sheet.find(f"{_EXCEL}WorksheetOptions/{_EXCEL}Visible")
    return cells.grid(visible=hidden is None, merged=merged)


def _index(element: Element, default: int) -> int:
    index = _number(element, "Index") or default
    if index < default:
        raise Damaged("its rows or cells are not in order")
    return index


def _number(element: Element, name: str) -> int:
    return int(element.get(f"{_SPREADSHEET}{name}", "0"))


def _value(data: Element | None) -> RawCell:
    if data is None:
        return ""
    text = "".join(data.itertext())
    match data.get(f"{_SPREADSHEET}Type"):
        case "Number" if text.strip():
            return float(text)
        case "Boolean":
            return text.strip() in {"1", "true"}
        case "DateTime":
            moment = dt.datetime.fromisoformat(text.strip())
            return moment.date() if moment.time() == dt.time() else moment
        case "Error":
            return FormulaError(text)
    return text
