"""Reads the tables of a web page, which many offices serve under the name of .xls.

Each table is a sheet; every cell is text as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path, PurePath

from workbench.core.problem import Problem
from workbench.core.reading.encoding import find_encoding
from workbench.core.reading.grid import Grid, Refused, ScatteredCells, Tell
from workbench.core.reading.sheets import Merged

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
_HEAD = 4_096
_PIECE = 1 << 16  # characters
_WIDEST = 1_000  # columns a cell may span, as browsers have it
_SILENT = frozenset({"script", "style", "title", "template"})
_BREAKS = frozenset({"br", "p", "div", "li"})


def read(path: Path, name: str, tell: Tell) -> Iterator[Grid | Problem]:
    """Yield the tables of a web page as sheets, and how it was read.

    Raises:
        Refused: if it holds no table, or more than is read.
    """
    with path.open("rb") as file:
        declared = _DECLARED.search(file.read(_HEAD).replace(b"\0", b""))
    encoding = find_encoding(path, declared[1].decode("ascii") if declared else "")
    title = PurePath(name).stem
    page = TablesOfPage(title)
    errors = "strict" if encoding.strict else "replace"
    with path.open(encoding=encoding.codec, errors=errors) as text:
        while piece := text.read(_PIECE):
            page.feed(piece)
            tell(title, 0.0)
    page.close()
    grids = page.grids()
    if not grids:
        raise Refused("this is not a workbook but a web page without a table")
    yield Problem(
        f"read as a web page in {encoding.label}; it holds {len(grids)} tables", severity="info"
    )
    yield from grids


class _Table:
    """One table being read: where the next cell stands, and which places are taken."""

    def __init__(self, name: str) -> None:
        self.cells = ScatteredCells(name)
        self.merged: list[Merged] = []
        self.text: list[str] | None = None
        self.filled = False
        self._row = -1
        self._column = 0
        self._width = 1
        self._until: dict[int, int] = {}  # column -> first row below the cell that spans into it

    def begin_row(self) -> None:
        self.end_cell()
        self._row += 1
        self._column = 0

    def begin_cell(self, rows: int, columns: int) -> None:
        self.end_cell()
        self._row = max(self._row, 0)
        while self._until.get(self._column, 0) > self._row:
            self._column += 1
        self._width = columns
        for column in range(self._column, self._column + columns):
            if rows > 1:
                self._until[column] = self._row + rows
        if rows > 1 or columns > 1:
            first = (self._row + 1, self._column + 1)
            self.merged.append((first, (self._row + rows, self._column + columns)))
        self.text = []

    def end_cell(self) -> None:
        if self.text is None:
            return
        lines = "".join(self.text).split("\n")
        text = "\n".join(filter(None, (" ".join(line.split()) for line in lines)))
        if text:
            self.filled = True
            self.cells.put(self._row, self._column, text)
        self._column += self._width
        self.text = None


class TablesOfPage(HTMLParser):
    """Collects the tables of a page; a table inside a cell becomes one of its own."""

    def __init__(self, title: str) -> None:
        super().__init__(convert_charrefs=True)
        self._title = title
        self._open: list[_Table] = []
        self._closed: list[_Table] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Follow an opening tag."""
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            number = len(self._open) + len(self._closed) + 1
            name = self._title if number == 1 else f"{self._title} {number}"
            self._open.append(_Table(name))
        elif self._open and tag == "tr":
            self._open[-1].begin_row()
        elif self._open and tag in {"td", "th"}:
            said = dict(attrs)
            rows, columns = _span(said.get("rowspan"), 65_534), _span(said.get("colspan"), _WIDEST)
            self._open[-1].begin_cell(rows, columns)
        elif tag in _BREAKS:
            self._add("\n")

    def handle_endtag(self, tag: str) -> None:
        """Follow a closing tag."""
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        elif self._open and tag in {"td", "th", "tr"}:
            self._open[-1].end_cell()
        elif self._open and tag == "table":
            self._end_table()

    def handle_data(self, data: str) -> None:
        """Take over text that stands in a cell; line ends of the source mean nothing."""
        if not self._silent:
            self._add(data.replace("\r", " ").replace("\n", " "))

    def _add(self, text: str) -> None:
        if self._open and self._open[-1].text is not None:
            self._open[-1].text.append(text)

    def _end_table(self) -> None:
        table = self._open.pop()
        table.end_cell()
        self._closed.append(table)

    def grids(self) -> list[Grid]:
        """Return the tables that hold anything, in the order of their ends."""
        while self._open:
            self._end_table()
        filled = [table for table in self._closed if table.filled]
        return [table.cells.grid(merged=table.merged) for table in filled]


def _span(said: str | None, most: int) -> int:
    digits = re.match(r"\s*(\d{1,9})", said or "")
    return min(max(int(digits[1]), 1), most) if digits else 1
